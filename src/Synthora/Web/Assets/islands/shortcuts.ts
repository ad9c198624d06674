// Keys of the signed-in pages: G then a letter goes somewhere, / searches, C creates, ? shows this sheet.
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
let leader = -Infinity;

document.addEventListener("keydown", (event) => {
  const sheet = document.getElementById("shortcuts");
  if (!(sheet instanceof HTMLDialogElement) || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  const pressed = `${performance.now() - leader < 1200 ? "g " : ""}${event.key.toLowerCase()}`;
  leader = event.key.toLowerCase() === "g" ? performance.now() : -Infinity;
  if (pressed === "/") {
    event.preventDefault();
    document.querySelector<HTMLInputElement>('header input[type="search"]')?.focus();
    return;
  }
  const link = document.querySelector<HTMLAnchorElement>(`a[data-keys="${CSS.escape(pressed)}"]`);
  if (link) {
    event.preventDefault();
    location.href = link.href;
  }
});
