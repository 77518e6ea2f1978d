// Reviewing by keyboard: what opens takes the focus, Escape closes it, and keys of a closed part
// do nothing (data-key-open becomes data-key while the part is open).

for (const part of document.querySelectorAll("details")) {
  part.addEventListener("toggle", () => {
    for (const button of part.querySelectorAll("[data-key-open]")) {
      if (part.open) button.dataset.key = button.dataset.keyOpen;
      else delete button.dataset.key;
    }
    if (part.open) part.querySelector("textarea, input:not([type=hidden]), form button")?.focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const part = event.target.closest("details[open]") ?? document.querySelector("details.up[open]");
  if (!part) return;
  part.open = false;
  part.querySelector("summary").focus();
});

// The words around a quote are more than fit: the quote itself is what is shown of them.
for (const around of document.querySelectorAll(".around")) {
  const quote = around.querySelector("mark");
  if (quote) around.scrollTop = quote.offsetTop - around.offsetTop - 16;
}
