for (const toast of document.querySelectorAll<HTMLElement>(".toast")) {
  const wait = toast.dataset.kind === "error" ? 10_000 : 5_000;
  const timer = setTimeout(() => toast.remove(), wait);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.querySelector("button")?.addEventListener("click", () => toast.remove());
}
