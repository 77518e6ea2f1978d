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
    // What is too large together never gets through: better told before than after minutes.
    const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
    const most = Number(input.dataset.most);
    const told = zone.querySelector("[data-toolarge]");
    const words = bytes > most
      ? `Together these are ${Math.ceil(bytes / 1e6)} MB; at most ${most / 1e6} MB go at once. ` +
        "Send them one after the other, or split the largest."
      : "";
    input.setCustomValidity(words);
    told.textContent = words;
    told.hidden = bytes <= most;
  });
}

// A deck of that name may be there: the notes then go into it.
for (const field of document.querySelectorAll("[data-named]")) {
  const told = document.getElementById(field.dataset.named);
  const otherwise = told.textContent;
  const names = [...document.querySelectorAll("#deck_id option[value]:not([value=''])")];
  field.addEventListener("input", () => {
    const there = names.some((each) => each.textContent === field.value.trim());
    const words = there ? `Goes into the deck ${field.value.trim()} that is there.` : otherwise;
    if (told.textContent !== words) told.textContent = words;
  });
}

// While notes are read and drafted from, the parts that tell of it are shown anew; the form beside
// them is left alone. The focus stays at its place among the links and buttons of a part.
const renew = (part, fresh) => {
  if (!fresh || fresh.innerHTML === part.innerHTML) return;
  const able = () => [...part.querySelectorAll("a, button, summary")];
  const at = able().indexOf(document.activeElement);
  part.replaceChildren(...fresh.childNodes);
  if (at >= 0) able()[at]?.focus();
};

const box = document.querySelector("[data-progress]");
if (box) {
  const place = box.dataset.progress;
  let before = "";
  const look = async () => {
    let busy = true;
    try {
      const now = await (await fetch(place)).json();
      busy = now.reading > 0 || now.waiting > 0;
      if (JSON.stringify(now) !== before) {
        before = JSON.stringify(now);
        const reply = await (await fetch(location.href)).text();
        const fresh = new DOMParser().parseFromString(reply, "text/html");
        for (const part of document.querySelectorAll("[data-live]"))
          renew(part, fresh.querySelector(`[data-live="${part.dataset.live}"]`));
        const trouble = "main > .note.warn[role=status]";
        if (fresh.querySelector(trouble) && !document.querySelector(trouble))
          document.querySelector("main").prepend(fresh.querySelector(trouble));
      }
    } catch {
      // A lost line: the next look may work.
    }
    if (busy) setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
