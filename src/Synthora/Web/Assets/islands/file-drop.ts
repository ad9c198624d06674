/** Shows what was chosen or is being dragged over; the input inside does the rest. */
class FileDrop extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')!;
    const chosen = this.querySelector<HTMLElement>("[data-chosen]")!;
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      chosen.textContent = files.map((file) => `${file.name} · ${size(file.size)}`).slice(0, 5).join(", ") + (files.length > 5 ? ` +${files.length - 5}` : "");
    });
    this.addEventListener("dragover", () => this.toggleAttribute("data-over", true));
    for (const end of ["dragleave", "drop"]) this.addEventListener(end, () => this.removeAttribute("data-over"));
  }
}

const size = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

customElements.define("file-drop", FileDrop);
