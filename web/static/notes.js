// Notes: dropping files, the names of what was chosen, and how far drafting is.

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const chosen = zone.querySelector("[data-chosen]");
  const over = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", on);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => {
    chosen.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }),
    );
    chosen.hidden = input.files.length === 0;
  });
}

const box = document.querySelector("[data-progress]");
if (box) {
  const bar = box.querySelector("progress");
  const told = box.querySelector("[data-told]");
  const look = async () => {
    try {
      const reply = await fetch(box.dataset.progress);
      const now = await reply.json();
      const read = String(now.reading) !== box.dataset.reading;
      if (read || (now.reading === 0 && now.waiting === 0) || now.problem) {
        location.reload();
        return;
      }
      if (now.reading === 0) {
        const gone = now.total - now.waiting;
        bar.max = now.total;
        bar.value = gone;
        const left = now.left ? `, about ${now.left} left` : "";
        const words = `${gone} of ${now.total} passages${left}`;
        if (told.textContent !== words) told.textContent = words;
      }
    } catch {
      // A lost line: the next look may work.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
