/** Counts characters, scenes and speaking time while a source is typed, and puts the example in on request. */
class ScriptEditor extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector("textarea")!;
    const count = this.querySelector<HTMLElement>("[data-count]")!;
    const media = this.querySelector<HTMLElement>("[data-media]");
    const show = () => {
      const text = field.value;
      const max = field.maxLength > 0 ? field.maxLength : 0;
      const parts = [max > 0 && max < 10_000 ? `${text.length} / ${max}` : `${text.length.toLocaleString(document.documentElement.lang)} ${this.dataset.characters}`];
      if (this.hasAttribute("data-scenes")) {
        const spoken = spokenText(text);
        const words = spoken ? spoken.split(/\s+/).length : 0;
        const found = scenes(text);
        parts.push(`${found} ${found === 1 ? this.dataset.scene : this.dataset.scenes}`, `≈ ${Math.round(words / 2.4)} s`);
      }
      count.textContent = parts.join(" · ");
      if (media) media.hidden = !/!\[[^\]]*\]\([^)]+\)/.test(text);
    };
    field.addEventListener("input", show);
    this.querySelector("[data-example]")?.addEventListener("click", () => {
      field.value = this.querySelector("template")!.content.textContent!.trim();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    // The server has counted what an empty field holds; numbers in words of a language cost a tenth of a second to learn.
    if (field.value) show();
  }
}

const body = (text: string) => text.replace(/^---\n[\s\S]*?\n---\n?/, "");

function scenes(text: string): number {
  const headings = body(text).match(/^## /gm)?.length ?? 0;
  return headings || body(text).split(/\n\s*\n/).filter((part) => part.trim() && !part.trim().startsWith("# ")).length;
}

function spokenText(text: string): string {
  return body(text).split("\n").filter((line) => !/^(#|>|!\[)/.test(line.trim())).join(" ").trim();
}

customElements.define("script-editor", ScriptEditor);
