// Ctrl-K or Cmd-K: go anywhere, make anything, find a video. The commands are in the page; videos come from the server.
type Found = { text: string; href: string; icon: Node | null; note: string };

class CommandPalette extends HTMLElement {
  #dialog!: HTMLDialogElement;
  #field!: HTMLInputElement;
  #list!: HTMLElement;
  #commands: Found[] = [];
  #asked = 0;

  connectedCallback(): void {
    this.#dialog = this.querySelector("dialog")!;
    this.#field = this.querySelector("input")!;
    this.#list = this.querySelector('[role="listbox"]')!;
    this.#commands = [...this.querySelector("template")!.content.querySelectorAll("a")].map(read);
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (this.#dialog.open) this.#dialog.close();
        else this.open();
      }
    });
    document.addEventListener("click", (event) => { if ((event.target as HTMLElement).closest("[data-palette]")) this.open(); });
    this.#field.addEventListener("input", () => void this.#show());
    this.#field.addEventListener("keydown", (event) => this.#move(event));
    this.#list.addEventListener("click", (event) => this.#go((event.target as HTMLElement).closest<HTMLElement>('[role="option"]')));
  }

  open(): void {
    for (const other of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) if (other !== this.#dialog) return;
    this.#field.value = "";
    this.#dialog.showModal();
    void this.#show();
  }

  async #show(): Promise<void> {
    const query = this.#field.value.trim();
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const commands = this.#commands.filter((command) => words.every((word) => command.text.toLowerCase().includes(word)));
    this.#fill(commands, query);
    const asked = ++this.#asked;
    if (query.length < 2) return;
    await new Promise((done) => setTimeout(done, 120));
    if (asked !== this.#asked) return;
    const answer = await fetch(`/palette?q=${encodeURIComponent(query)}`, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || asked !== this.#asked) return;
    const videos = ((await answer.json()) as { text: string; href: string; note: string }[]).map((video) => ({ ...video, icon: null }));
    this.#fill([...commands, ...videos], query);
  }

  #fill(found: Found[], query: string): void {
    this.#list.replaceChildren(...found.slice(0, 12).map((item, index) => {
      const option = document.createElement("div");
      option.id = `palette-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(index === 0));
      option.dataset.href = item.href;
      const text = document.createElement("span");
      text.className = "min-w-0 flex-1 truncate";
      text.textContent = item.text;
      option.append(item.icon?.cloneNode(true) ?? "", text);
      if (item.note) {
        const note = document.createElement("span");
        note.className = "text-xs text-faint";
        note.textContent = item.note;
        option.append(note);
      }
      return option;
    }));
    const none = this.querySelector<HTMLElement>("[data-none]")!;
    none.hidden = found.length > 0 || !query;
    this.#select(0);
  }

  #select(index: number): void {
    const options = [...this.#list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.#field.setAttribute("aria-activedescendant", options[index].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #move(event: KeyboardEvent): void {
    const options = [...this.#list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.#select(Math.min(at + 1, options.length - 1));
    else if (event.key === "ArrowUp") this.#select(Math.max(at - 1, 0));
    else if (event.key === "Enter") this.#go(options[at] as HTMLElement | undefined);
    else return;
    event.preventDefault();
  }

  #go(option: HTMLElement | null | undefined): void {
    if (option?.dataset.href) location.href = option.dataset.href;
  }
}

const read = (link: HTMLAnchorElement): Found =>
  ({ text: link.dataset.text ?? link.textContent!.trim(), href: link.getAttribute("href")!, icon: link.querySelector("svg"), note: link.dataset.note ?? "" });

customElements.define("command-palette", CommandPalette);
