// A notice goes by itself, later where there is something to press, and not while somebody is at it.
for (const toast of document.querySelectorAll<HTMLElement>(".toast")) {
  const wait = toast.dataset.kind === "error" || toast.querySelector("form") ? 10_000 : 5_000;
  const timer = toast.dataset.kind === "kept" ? undefined : setTimeout(() => toast.remove(), wait);
  for (const attention of ["pointerenter", "focusin"]) toast.addEventListener(attention, () => clearTimeout(timer));
  toast.querySelector("button[type=button]")?.addEventListener("click", () => toast.remove());
}
