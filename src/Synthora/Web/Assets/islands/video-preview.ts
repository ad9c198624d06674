/** Draws the video to be from the choices in the form beside it: shape, colours, footage, first words and captions. */
class VideoPreview extends HTMLElement {
  connectedCallback(): void {
    const form = this.parentElement!.querySelector("form")!;
    const show = () => requestAnimationFrame(() => this.#show(form));
    for (const change of ["input", "change", "click"]) form.addEventListener(change, show);
    show();
  }

  #show(form: HTMLFormElement): void {
    const chosen = (name: string) => form.querySelector<HTMLInputElement>(`[name="${name}"]:checked`);
    const template = chosen("template");
    const [width, height] = (form.querySelector<HTMLSelectElement>('[name="aspect_ratio"]')?.value || template?.dataset.shape || "9:16").split(":").map(Number);
    this.#find("frame").style.aspectRatio = `${width}/${height}`;
    const colours = template?.dataset.colours?.split(",") ?? [];
    this.#find("ground").style.background = colours.length > 1
      ? `radial-gradient(120% 70% at 85% 10%, ${colours[1]}cc, transparent 65%), radial-gradient(120% 70% at 10% 95%, ${colours[2] ?? colours[1]}99, transparent 65%), ${colours[0]}`
      : colours[0] ?? "";
    const footage = form.querySelector<HTMLImageElement>("footage-tray [data-item] img:not([hidden])");
    const picture = this.#find("picture") as HTMLImageElement;
    picture.hidden = !footage;
    if (footage && picture.src !== footage.src) picture.src = footage.src;
    const source = form.querySelector<HTMLTextAreaElement>(`textarea[name="${chosen("source")?.value}"]`)?.value ?? "";
    const title = form.querySelector<HTMLInputElement>('[name="title"]')?.value.trim();
    const headline = this.#find("headline");
    headline.textContent = title || source.replace(/^---\n[\s\S]*?\n---\n?/, "").split("\n").map((line) => line.replace(/^#+\s*/, "").trim()).find(Boolean) || headline.dataset.empty!;
    const captions = chosen("subtitle_style");
    const sample = captions?.parentElement?.querySelector(":scope > [aria-hidden]")?.cloneNode(true);
    this.#find("captions").replaceChildren(...(sample && captions?.value !== "none" ? [sample] : []));
    this.#find("about").textContent = [template?.getAttribute("aria-label"), `${width}:${height}`].filter(Boolean).join(" · ");
  }

  #find(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-${name}]`)!;
  }
}

customElements.define("video-preview", VideoPreview);
