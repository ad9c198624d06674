/** Lets the cards of a storyboard be dragged, by mouse or pen; the buttons do the same for keys and fingers, and Alt with an arrow moves the focused card. */
class SceneOrder extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("pointerdown", (event) => this.#lift(event));
    this.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      const card = (event.target as HTMLElement).closest<HTMLElement>("[data-scene]");
      const button = card?.querySelector<HTMLButtonElement>(event.key === "ArrowUp" ? "[data-up]" : "[data-down]");
      if (!button || button.disabled) return;
      event.preventDefault();
      button.click();
    });
  }

  get #cards(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-scene]")];
  }

  #lift(event: PointerEvent): void {
    const card = (event.target as HTMLElement).closest("[data-grip]")?.closest<HTMLElement>("[data-scene]");
    if (!card || event.button !== 0) return;
    event.preventDefault();
    const from = this.#cards.indexOf(card);
    const list = card.parentElement!;
    card.classList.add("opacity-60");
    // The card is moved about while it is dragged, and what leaves the document loses the pointer: the list that stays holds it.
    this.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent) => {
      for (const other of this.#cards) {
        if (other === card) continue;
        const box = other.getBoundingClientRect();
        if (at.clientY < box.top || at.clientY > box.bottom) continue;
        const after = at.clientY > box.top + box.height / 2;
        list.insertBefore(card, after ? other.nextElementSibling : other);
        break;
      }
      if (at.clientY < 90) scrollBy(0, -14);
      else if (at.clientY > innerHeight - 70) scrollBy(0, 14);
    };
    const drop = (at: PointerEvent) => {
      this.removeEventListener("pointermove", move);
      this.removeEventListener("pointerup", drop);
      this.removeEventListener("pointercancel", drop);
      card.classList.remove("opacity-60");
      const to = this.#cards.indexOf(card);
      if (at.type === "pointercancel") list.insertBefore(card, this.#cards.filter((one) => one !== card)[from] ?? null);
      else if (to !== from) this.#send(card, to + 1);
    };
    this.addEventListener("pointermove", move);
    this.addEventListener("pointerup", drop);
    this.addEventListener("pointercancel", drop);
  }

  #send(card: HTMLElement, place: number): void {
    const button = card.querySelector<HTMLButtonElement>("[data-up]")!;
    button.value = `move ${card.dataset.scene} ${place}`;
    button.disabled = false;
    this.querySelector("[data-said]")!.textContent = this.dataset.moved!.replace("{0}", String(place));
    button.click();
  }
}

/** Plays a scene where its picture stands. The server makes the clip on the first asking, which takes a moment. */
class ScenePlayer extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const link = (event.target as HTMLElement).closest<HTMLElement>("[data-play]");
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      link.classList.add("animate-pulse");
      const video = document.createElement("video");
      video.className = "absolute inset-0 size-full bg-black object-contain";
      video.controls = true;
      video.playsInline = true;
      video.src = this.dataset.src!;
      video.addEventListener("loadeddata", () => {
        link.classList.remove("animate-pulse");
        this.append(video);
        video.focus();
        void video.play().catch(() => undefined);
      });
      video.addEventListener("error", () => {
        link.classList.remove("animate-pulse");
        link.textContent = this.dataset.failed!;
        link.classList.add("bg-black/80", "p-4", "text-center", "text-sm", "text-white");
      });
      video.load();
    });
  }
}

// Splitting takes the word at which the cursor stands in the narration.
document.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-split]");
  if (!button) return;
  const field = document.querySelector<HTMLTextAreaElement>("scene-words textarea");
  const word = button.closest("form")?.querySelector<HTMLInputElement>("[data-split-word]");
  if (!field || !word) return;
  const before = field.value.slice(0, field.selectionStart).trim();
  const count = before ? before.split(/\s+/).length : 0;
  const all = field.value.trim().split(/\s+/).length;
  word.value = count > 0 && count < all ? String(count + 1) : "";
}, { capture: true });

// What was typed but not left yet is sent when the page goes, so that a reload loses nothing.
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
    const field = form.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input:not([type=hidden])");
    if (!field || field !== document.activeElement || field.value === field.defaultValue || !field.checkValidity()) continue;
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    navigator.sendBeacon(form.action, body);
  }
});

customElements.define("scene-order", SceneOrder);
customElements.define("scene-player", ScenePlayer);
