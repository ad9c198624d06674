/** Shows one section of a form at a time. The form is one form: going back loses nothing, and the server checks all of it. */
class StepWizard extends HTMLElement {
  #at = 0;
  #steps: HTMLElement[] = [];

  connectedCallback(): void {
    this.classList.add("is-wizard");
    this.#steps = [...this.querySelectorAll<HTMLElement>("[data-step]")];
    this.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      const go = target.closest<HTMLElement>("[data-go]");
      if (go) this.#go(Number(go.dataset.go));
      else if (target.closest("[data-next]")) this.#go(this.#at + 1);
      else if (target.closest("[data-back]")) this.#go(this.#at - 1);
    });
    // Enter in a field goes on; only the last step sends.
    this.querySelector("form")!.addEventListener("submit", (event) => {
      if (this.#at === this.#steps.length - 1) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#go(this.#at + 1);
    }, { capture: true });
    const wrong = this.#steps.findIndex((step) => step.querySelector('[aria-invalid="true"]'));
    this.#show(Math.max(0, wrong), false);
  }

  #go(to: number): void {
    const problem = this.querySelector<HTMLElement>("[data-problem]")!;
    problem.hidden = true;
    if (to > 0 && !this.#source()?.value.trim()) {
      this.#show(0);
      problem.textContent = this.dataset.missing!;
      problem.hidden = false;
      this.#source()?.focus();
      return;
    }
    this.#show(Math.min(Math.max(to, 0), this.#steps.length - 1));
  }

  #source(): HTMLTextAreaElement | null {
    const kind = this.querySelector<HTMLInputElement>('[name="source"]:checked')?.value;
    return kind ? this.querySelector<HTMLTextAreaElement>(`textarea[name="${kind}"]`) : null;
  }

  #show(to: number, move = true): void {
    this.#at = to;
    this.#steps.forEach((step, index) => (step.hidden = index !== to));
    this.querySelectorAll<HTMLElement>("[data-go]").forEach((step, index) => {
      if (index === to) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
      step.toggleAttribute("data-done", index < to);
    });
    const last = to === this.#steps.length - 1;
    this.querySelector<HTMLElement>("[data-back]")!.style.visibility = to ? "" : "hidden";
    this.querySelector<HTMLElement>("[data-next]")!.style.display = last ? "none" : "";
    this.querySelector<HTMLElement>("[data-finish]")!.hidden = !last;
    if (last) this.#review();
    if (move) {
      scrollTo({ top: 0 });
      this.querySelector<HTMLElement>("[data-steps] [aria-current]")?.focus({ preventScroll: true });
    }
  }

  #review(): void {
    for (const place of this.querySelectorAll<HTMLElement>("[data-review]")) {
      const name = place.dataset.review!;
      if (name === "media") {
        const titles = [...this.querySelectorAll<HTMLElement>("footage-tray [data-item]")].map((item) => item.dataset.title);
        place.textContent = titles.join(", ") || place.dataset.none!;
        continue;
      }
      const chosen = this.querySelector<HTMLInputElement>(`[name="${name}"]:checked`);
      const select = this.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
      place.textContent = name === "source"
        ? this.#source()!.value.trim().split("\n").find((line) => line.trim() && line !== "---")!.replace(/^#+\s*/, "").slice(0, 120)
        : chosen?.getAttribute("aria-label") ?? select?.selectedOptions[0]?.textContent ?? "";
    }
  }
}

customElements.define("step-wizard", StepWizard);
