// An open menu closes on Escape, on a press elsewhere, and when the focus leaves it; Escape gives the focus back.
const open = () => [...document.querySelectorAll<HTMLDetailsElement>('details[name="menu"][open]')];

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.preventDefault();
  }
});
document.addEventListener("focusin", (event) => {
  // A dialog over it is another layer: what lies below stays as it was.
  if ((event.target as Element).closest("dialog")) return;
  for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
});
