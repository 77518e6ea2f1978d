// Live mathematics: what is typed is shown as the page will show it, a quarter second after.
// The server renders; a field names where with data-preview="id".

const PAUSE = 250;

for (const field of document.querySelectorAll("[data-preview]")) {
  const shown = document.getElementById(field.dataset.preview);
  let timer;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ text: field.value, shape: field.dataset.shape ?? "words" });
    try {
      const reply = await fetch("/preview", { method: "POST", body });
      if (!reply.ok || mine !== asked) return;
      // Made by the server from escaped text and an allow-list of MathML.
      shown.innerHTML = await reply.text();
      shown.hidden = !field.value.trim();
    } catch {
      // A lost line: the words are checked again when they are saved.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  // Typed before this script was here.
  if (field.value !== field.defaultValue) show();
}
