// What every page shares: one key a button, no double sending, forms that survive.
// A button with data-key="a" is pressed by that key, unless somebody is typing; "?" in an empty field
// asks for a hint, as it does in the terminal.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && event.target.form) {
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (typing(event.target) && (event.key !== "?" || event.target.value !== "")) return;
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

// What was typed outlives a reload and a lost line: in a field with data-keep="name", or in the text
// fields of a form with it. It comes back only over the words it was typed over. data-kept="name"
// says that it is stored now; data-unsaved, that the page shows again what could not be.
const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null; // Without storage the page works all the same.
  }
})();

const keep = (field, name, unsaved) => {
  const read = () => {
    try {
      return JSON.parse(storage.getItem(name));
    } catch {
      return null;
    }
  };
  const kept = read();
  const over = unsaved && kept ? kept.over : field.defaultValue;
  const note = () => {
    try {
      storage.setItem(name, JSON.stringify({ over, typed: field.value }));
    } catch {
      // The storage is full: what is typed stays on the page.
    }
  };
  if (field.value !== field.defaultValue) note(); // typed before this script was there
  else if (kept?.over === field.defaultValue && kept.typed !== field.value) {
    field.value = kept.typed;
    const part = field.closest("details");
    if (part) part.open = true;
    addEventListener("DOMContentLoaded", () => field.dispatchEvent(new Event("input")));
  } else if (kept && !unsaved) storage.removeItem(name);
  field.addEventListener("input", note);
};

if (storage) {
  for (const done of document.querySelectorAll("[data-kept]")) {
    const name = `cardwright:${done.dataset.kept}`;
    const parts = Object.keys(storage).filter((key) => key === name || key.startsWith(`${name}:`));
    for (const key of parts) storage.removeItem(key);
  }
  for (const held of document.querySelectorAll("[data-keep]")) {
    const name = `cardwright:${held.dataset.keep}`;
    if (held.tagName !== "FORM") keep(held, name, true);
    else
      for (const field of held.elements)
        if (field.id && field.matches("textarea, input[type=text]"))
          keep(field, `${name}:${field.id}`, "unsaved" in held.dataset);
  }
}

// What was told once is not told again after a reload.
const here = new URL(location.href);
for (const name of ["added", "sent", "decided"]) here.searchParams.delete(name);
if (here.href !== location.href) history.replaceState(null, "", here);
