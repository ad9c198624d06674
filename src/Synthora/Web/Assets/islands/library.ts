// The library's lists: forms that send themselves, chosen files, links to copy, and choosing a file for something else.
document.addEventListener("change", (event) => {
  const form = (event.target as HTMLElement).closest<HTMLFormElement>("form[data-autosubmit]");
  // Folded filters are chosen together and applied together.
  if (form && (event.target as HTMLElement).matches("select:not(details *)")) form.requestSubmit();
  if ((event.target as HTMLElement).matches("input.pick")) showPicked();
});
// Empty fields only lengthen the address.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-autosubmit]")) return;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) if (!field.value) field.disabled = true;
});
const restore = () => {
  for (const field of document.querySelectorAll<HTMLInputElement>("form[data-autosubmit] [name]")) field.disabled = false;
  showPicked();
};
window.addEventListener("pageshow", restore);
restore();
document.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (target.closest("[data-unpick]")) {
    for (const box of document.querySelectorAll<HTMLInputElement>("input.pick:checked")) box.checked = false;
    showPicked();
  }
  // A download leaves the page where it is, so its form is not busy for ever.
  if (target.closest("[data-export]")) setTimeout(() => document.getElementById("bulk")?.classList.remove("is-busy"), 1500);
});

let lastPicked: HTMLInputElement | null = null;
document.addEventListener("click", (event) => {
  const box = event.target as HTMLInputElement;
  if (!box.matches?.("input.pick")) return;
  const all = [...document.querySelectorAll<HTMLInputElement>("input.pick")];
  if ((event as MouseEvent).shiftKey && lastPicked) {
    const [from, to] = [all.indexOf(lastPicked), all.indexOf(box)].sort((a, b) => a - b);
    for (const one of all.slice(from, to! + 1)) one.checked = box.checked;
    showPicked();
  }
  lastPicked = box;
});

function showPicked(): void {
  const count = document.querySelectorAll("input.pick:checked").length;
  const text = document.querySelector<HTMLElement>("[data-picked]");
  if (!text) return;
  text.textContent = count === 1 ? text.dataset.one! : text.dataset.many!.replace("{0}", `${count}`);
  document.getElementById("bulk")!.toggleAttribute("data-open", count > 0);
}

class CopyText extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector("input")!;
    const button = this.querySelector("button")!;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => {
      field.select();
      void navigator.clipboard?.writeText(field.value);
      button.textContent = button.dataset.done!;
    });
  }
}

customElements.define("copy-text", CopyText);

/** Loads the library into its dialog when it is opened, searches in it, and takes what is pressed. */
class MediaPicker extends HTMLElement {
  #asked = 0;
  #wait = 0;

  connectedCallback(): void {
    const results = this.querySelector<HTMLElement>("[data-results]")!;
    const search = this.querySelector<HTMLInputElement>("[data-search]")!;
    this.querySelector("[data-opens]")!.addEventListener("click", () => void this.#load(results, search.value));
    search.addEventListener("input", () => {
      clearTimeout(this.#wait);
      this.#wait = window.setTimeout(() => void this.#load(results, search.value), 200);
    });
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    results.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      const more = target.closest<HTMLElement>("[data-more]");
      if (more) void this.#load(results, search.value, more.dataset.more);
      const picked = target.closest<HTMLElement>("[data-pick]");
      if (picked) this.#take(picked);
    });
  }

  async #load(results: HTMLElement, query: string, cursor?: string): Promise<void> {
    const asked = ++this.#asked;
    const url = new URL(this.dataset.source!, location.href);
    if (query.trim()) url.searchParams.set("q", query.trim());
    if (cursor) url.searchParams.set("cursor", cursor);
    const answer = await fetch(url);
    if (asked !== this.#asked || !answer.ok) return;
    const html = await answer.text();
    if (!cursor) {
      results.innerHTML = html;
      return;
    }
    const next = new DOMParser().parseFromString(html, "text/html");
    results.querySelector("[data-page]")!.append(...next.querySelectorAll("[data-page] > *"));
    results.querySelector("[data-more]")!.parentElement!.replaceWith(...(next.querySelector("[data-more]") ? [next.querySelector("[data-more]")!.parentElement!] : []));
  }

  #take(picked: HTMLElement): void {
    const { pick, kind, thumbnail, seconds, name } = picked.dataset;
    const field = this.querySelector<HTMLInputElement>('input[type="hidden"]');
    const title = this.querySelector("[data-title]");
    if (field) field.value = pick!;
    if (title) title.textContent = name!;
    title?.classList.remove("text-faint");
    if (title && thumbnail) {
      const picture = document.createElement("img");
      picture.className = "size-full object-cover";
      picture.alt = "";
      picture.src = thumbnail;
      this.querySelector("[data-picture]")!.replaceChildren(picture);
    }
    this.querySelector("dialog")!.close();
    this.dispatchEvent(new CustomEvent("media-picked", { bubbles: true, detail: { id: pick, title: name, kind, thumbnail, seconds: seconds ? Number(seconds) : null } }));
    if (this.hasAttribute("data-submit")) this.closest("form")?.requestSubmit();
  }
}

customElements.define("media-picker", MediaPicker);
