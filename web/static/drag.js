// Matching by drag: a tile is dropped on its partner. Tapping and the keys stay as they are.
// A mouse or pen drags at once. A finger drags sideways at once and every way after a short hold;
// up and down it scrolls, for the tiles of a phone are longer than its window.

const SLACK = 8; // pixels within which a press is a tap
const HOLD = 250; // milliseconds a finger rests before the tile is held
const EDGE = 48; // pixels from the window's edge within which a held tile scrolls the page

const table = document.querySelector("[data-tiles]");
const told = document.querySelector("[data-said]");
let press = null; // the pointer that is down: its tile, where it began, and whether it drags
let ended = false; // whether the click to come belongs to a drag

const under = (event) => {
  const tile = document.elementFromPoint(event.clientX, event.clientY)?.closest("button[name=tile]");
  return tile && table.contains(tile) && tile !== press.tile ? tile : null;
};

const lift = () => {
  clearTimeout(press.hold);
  press.drags = true;
  press.tile.setPointerCapture(press.id);
  press.tile.classList.add("dragged");
  told.textContent = "Drop it on its partner.";
};

const aim = (tile) => {
  press.over?.classList.remove("over");
  press.over = tile;
  tile?.classList.add("over");
};

const end = () => {
  if (!press) return;
  clearTimeout(press.hold);
  aim(null);
  press.tile.classList.remove("dragged");
  press.tile.style.translate = "";
  ended = press.drags;
  if (ended) told.textContent = "Put back.";
  press = null;
};

table?.addEventListener("pointerdown", (event) => {
  ended = false;
  const tile = event.target.closest("button[name=tile]");
  if (!tile || tile.disabled || press || event.button !== 0) return;
  press = { tile, id: event.pointerId, x: event.pageX, y: event.pageY, drags: false, over: null };
  if (event.pointerType === "touch") press.hold = setTimeout(lift, HOLD);
});

// A quick pointer has left the table before its first move is told.
document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== press?.id) return;
  const [across, down] = [event.pageX - press.x, event.pageY - press.y];
  if (!press.drags) {
    if (Math.hypot(across, down) < SLACK) return;
    if (event.pointerType === "touch" && Math.abs(down) > Math.abs(across)) return end();
    lift();
  }
  press.tile.style.translate = `${across}px ${down}px`;
  aim(under(event));
  if (event.clientY < EDGE) scrollBy(0, -EDGE / 4);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
});

document.addEventListener("pointerup", (event) => {
  if (event.pointerId !== press?.id) return;
  const [one, other] = [press.tile, press.drags ? under(event) : null];
  end();
  if (!other) return;
  table.elements.one.value = one.value;
  table.requestSubmit(other);
});

document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => event.key === "Escape" && end());
// The browser must not scroll, nor open a menu, under a tile that is held.
const still = (event) => press?.drags && event.preventDefault();
table?.addEventListener("touchmove", still, { passive: false });
table?.addEventListener("contextmenu", still);
table?.addEventListener("dragstart", (event) => event.preventDefault());
// The click that ends a drag takes no tile up.
table?.addEventListener(
  "click",
  (event) => {
    if (!ended || event.detail === 0) return; // a key's click has no count
    ended = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
