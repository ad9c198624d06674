// A title that turns into a field where it stands. Without script the link opens the page with the field shown.
class RenameTitle extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input[name=title]")!;
    const before = field.defaultValue;
    const show = (open: boolean) => {
      this.classList.toggle("is-renaming", open);
      if (open) field.select();
      else {
        field.value = before;
        this.querySelector<HTMLElement>("[data-rename]")!.focus();
      }
    };
    this.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      const open = !!target.closest("[data-rename]");
      if (!open && !target.closest("[data-rename-end]")) return;
      event.preventDefault();
      show(open);
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false); });
    if (this.classList.contains("is-renaming")) field.focus();
  }
}

customElements.define("rename-title", RenameTitle);
