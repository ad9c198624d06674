const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Plays a card's video while the pointer rests on it; nothing is loaded before. */
class HoverPreview extends HTMLElement {
  #video: HTMLVideoElement | null = null;

  connectedCallback(): void {
    this.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse" || still.matches || this.#video) return;
      const video = document.createElement("video");
      video.src = this.dataset.src!;
      video.muted = true;
      video.loop = true;
      video.playsInline = true;
      video.className = "absolute inset-0 size-full object-cover";
      video.setAttribute("aria-hidden", "true");
      this.append(video);
      this.#video = video;
      video.play().catch(() => this.#stop());
    });
    this.addEventListener("pointerleave", () => this.#stop());
  }

  #stop(): void {
    this.#video?.remove();
    this.#video = null;
  }
}

customElements.define("hover-preview", HoverPreview);
