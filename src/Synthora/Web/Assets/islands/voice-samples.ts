/** Plays a voice on request; one at a time, the same button stops it. */
class VoiceSamples extends HTMLElement {
  #sound: HTMLAudioElement | null = null;
  #button: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>("[data-sample]");
      if (!button) return;
      const again = button === this.#button;
      this.#stop();
      if (!again) this.#play(button);
    });
  }

  #play(button: HTMLElement): void {
    const sound = new Audio(button.dataset.sample);
    [this.#sound, this.#button] = [sound, button];
    button.setAttribute("aria-pressed", "true");
    sound.addEventListener("ended", () => this.#stop());
    sound.play().catch(() => {
      if (this.#button !== button) return;
      button.title = this.dataset.failed!;
      this.#stop();
    });
  }

  #stop(): void {
    this.#sound?.pause();
    this.#button?.setAttribute("aria-pressed", "false");
    [this.#sound, this.#button] = [null, null];
  }
}

customElements.define("voice-samples", VoiceSamples);
