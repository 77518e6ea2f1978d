// The study modes: space and arrows, two tiles without a page between them, a clock that ticks.
// data-press="Space" is pressed by that key, unless the key is for what has the focus.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.code === "Space" && event.target.closest("a, button, summary")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.code)}"]:not([disabled])`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

const said = document.querySelector("[data-said]");
const tiles = document.querySelector("[data-tiles]");
tiles?.addEventListener("click", (event) => {
  const tile = event.target.closest("button[name=tile]");
  if (!tile) return;
  const one = tiles.elements.one;
  if (one.value !== "" && one.value !== tile.value) return; // the second one: sent as it is
  event.preventDefault();
  const taken = one.value === "";
  one.value = taken ? tile.value : "";
  tile.setAttribute("aria-pressed", String(taken));
  said.textContent = taken ? "Now its partner." : "Put back.";
});

const clock = document.querySelector("[data-clock]");
if (clock) {
  const began = performance.now() - 1000 * Number(clock.dataset.clock);
  setInterval(() => {
    clock.textContent = String(Math.floor((performance.now() - began) / 1000));
  }, 250);
}

// A region that is there with the page is not read out: its words are put in again.
for (const region of document.querySelectorAll("[role=status]"))
  setTimeout(() => region.append(...region.childNodes), 150);
