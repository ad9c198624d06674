// The files of the library that a new video is to show: taken away one by one, and added from the picker.
class FootageTray extends HTMLElement {
  connectedCallback(): void {
    this.classList.add("is-ready");
    this.addEventListener("click", (event) => {
      const item = (event.target as HTMLElement).closest("[data-remove]")?.closest<HTMLElement>("[data-item]");
      if (!item) return;
      const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector<HTMLElement>("[data-remove]");
      item.remove();
      (next ?? this.querySelector<HTMLElement>("[data-opens]"))!.focus();
      this.#say("removed", item.dataset.title!);
    });
    this.addEventListener("media-picked", (event) => this.#add((event as CustomEvent).detail));
  }

  #add(file: { id: string; title: string; thumbnail?: string; seconds: number | null }): void {
    const items = this.querySelector<HTMLElement>("[data-items]")!;
    if (items.children.length >= Number(this.dataset.most) || items.querySelector(`[value="${file.id}"]`)) return;
    const item = this.querySelector("template")!.content.querySelector<HTMLElement>("[data-item]")!.cloneNode(true) as HTMLElement;
    item.dataset.title = file.title;
    item.querySelector("[data-name]")!.textContent = file.title;
    item.querySelector<HTMLInputElement>("input")!.value = file.id;
    for (const labelled of item.querySelectorAll("[aria-label]")) labelled.setAttribute("aria-label", labelled.getAttribute("aria-label")! + file.title);
    if (file.seconds) item.querySelector("[data-length]")!.textContent = `${Math.floor(file.seconds / 60)}:${`${Math.floor(file.seconds % 60)}`.padStart(2, "0")}`;
    const picture = item.querySelector<HTMLImageElement>("[data-picture]")!;
    if (file.thumbnail) {
      picture.src = file.thumbnail;
      picture.hidden = false;
      picture.parentElement!.querySelector("svg")?.remove();
    }
    items.append(item);
    item.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say("added", file.title);
  }

  #say(what: "added" | "removed", title: string): void {
    const said = this.querySelector<HTMLElement>("[data-said]")!;
    said.textContent = said.dataset[what]!.replace("{0}", title);
  }
}

customElements.define("footage-tray", FootageTray);
