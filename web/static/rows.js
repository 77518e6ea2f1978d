// Analogies: more pairs than the page came with.

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
