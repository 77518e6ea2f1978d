// Analogies: more pairs than the page came with, and roles that are told as they are filled in.

for (const group of document.querySelectorAll("[data-rows]")) {
  const add = group.querySelector("[data-add]");
  const pairs = () => group.querySelectorAll(".pair[role]");
  add.hidden = false;
  add.addEventListener("click", () => {
    const row = pairs()[pairs().length - 1].cloneNode(true);
    row.setAttribute("aria-label", `Pair ${pairs().length + 1}`);
    for (const input of row.querySelectorAll("input")) input.value = "";
    add.before(row);
    row.querySelector("input").focus();
    add.hidden = pairs().length >= Number(group.dataset.rows);
  });
}

const told = document.querySelector("[data-pattern]");
if (told) {
  const roles = [...document.querySelectorAll("[name=there]")];
  const fill = () => {
    const text = told.dataset.pattern.replace(
      /\{(\d)\}/g,
      (_, number) => roles[number - 1]?.value.trim() || "____",
    );
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  let before = told.value;
  for (const role of roles) {
    role.addEventListener("input", () => {
      if (told.value !== before) return; // Written by hand since.
      before = told.value = fill();
      told.dispatchEvent(new Event("input"));
    });
  }
}
