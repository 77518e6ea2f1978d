// What every page shares: one key a button, no double sending, forms that survive.
// A button with data-key="a" is pressed by that key, unless somebody is typing.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && event.target.form) {
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const wanted = event.key === "Enter" ? "enter" : event.key.toLowerCase();
  if (wanted === "enter" && event.target.closest("a, button, summary")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
  if (button) {
    event.preventDefault();
    button.focus();
    button.click();
  }
});

for (const form of document.forms) {
  form.addEventListener("submit", () => {
    // After the browser has gathered the fields: a pressed button's own value still counts.
    setTimeout(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = true;
    });
  });
}

// Back from the cache of the browser: the buttons work again.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
});

// What was typed outlives a reload and a lost line: fields with data-keep="name".
for (const field of document.querySelectorAll("[data-keep]")) {
  const name = `cardwright:${field.dataset.keep}`;
  const keep = () => localStorage.setItem(name, field.value);
  try {
    if (field.value) keep(); // typed before this script was there
    else field.value = localStorage.getItem(name) ?? "";
    field.addEventListener("input", keep);
  } catch {
    // Without storage the page works all the same.
  }
}
for (const done of document.querySelectorAll("[data-kept]")) {
  try {
    localStorage.removeItem(`cardwright:${done.dataset.kept}`);
  } catch {
    // As above.
  }
}
