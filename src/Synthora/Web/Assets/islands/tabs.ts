// Tabs that do not fit scroll sideways: the one that is shown is brought into sight, and the row fades where more of them are.
for (const row of document.querySelectorAll<HTMLElement>(".tabs")) {
  const current = row.querySelector<HTMLElement>('[aria-current="page"]');
  const place = row.getBoundingClientRect();
  if (current) row.scrollLeft += current.getBoundingClientRect().left - place.left - (row.clientWidth - current.offsetWidth) / 2;
  const look = () => {
    const [passed, most] = [Math.abs(row.scrollLeft), row.scrollWidth - row.clientWidth];
    row.toggleAttribute("data-more-start", passed > 4);
    row.toggleAttribute("data-more-end", most - passed > 4);
  };
  look();
  row.addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look, { passive: true });
}
