const LOOK = ["aspect_ratio", "color_palette", "visual_aesthetic", "transitions", "caption_style", "text_position", "hook_style", "pacing", "cta_text"];

/** Shows what a template's fields look like: frames that the server renders from what the form holds now. */
class LookPreview extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    const form = this.querySelector("form")!;
    const state = this.querySelector<HTMLElement>("[data-look-state]")!;
    const show = () => {
      const query = new URLSearchParams([...new FormData(form)].filter(([name]) => LOOK.includes(name)).map(([name, value]) => [name, String(value)]));
      const pictures = [...this.querySelectorAll<HTMLImageElement>("[data-look]")];
      state.textContent = state.dataset.working!;
      void Promise.all(pictures.map(async (picture) => {
        const next = new Image();
        next.src = `/templates/look?${query}&scene=${picture.dataset.look}`;
        await next.decode().then(() => { picture.src = next.src; }, () => undefined);
      })).then(() => { state.textContent = state.dataset.done!; });
    };
    form.addEventListener("input", (event) => {
      if (!LOOK.includes((event.target as HTMLInputElement).name)) return;
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(show, 500);
    });
  }
}

customElements.define("look-preview", LookPreview);
