// Tabs that do not fit scroll sideways: the one that is shown is brought into sight, and the row fades where more of them are.
const seen = new WeakSet<Element>();
const look = (row: HTMLElement) => {
  const [passed, most] = [Math.abs(row.scrollLeft), row.scrollWidth - row.clientWidth];
  row.toggleAttribute("data-more-start", passed > 4);
  row.toggleAttribute("data-more-end", most - passed > 4);
};
// Told after the browser has laid the page out and before it paints: measuring here costs nothing, and nothing jumps.
const rows = new ResizeObserver((changes) => {
  for (const row of changes.map((change) => change.target as HTMLElement)) {
    const current = row.querySelector<HTMLElement>('[aria-current="page"]');
    if (current && !seen.has(row)) row.scrollLeft += current.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - current.offsetWidth) / 2;
    seen.add(row);
    look(row);
  }
});
for (const row of document.querySelectorAll<HTMLElement>(".tabs")) {
  rows.observe(row);
  row.addEventListener("scroll", () => look(row), { passive: true });
}
