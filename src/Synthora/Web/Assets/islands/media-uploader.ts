import { Upload } from "tus-js-client";

type Row = { file: File; upload: Upload | null; state: "waiting" | "sending" | "paused" | "done" | "failed"; sent: number; problem: string; node: HTMLElement; speed: number; at: number };

const atOnce = 3;
const piece = 8 * 1024 * 1024;
const size = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

/**
 * Sends files that are dropped anywhere on the page, or chosen, piece by piece. A broken line is waited for and gone on
 * from; a file that was begun before, even before the page was closed, goes on where it was.
 */
class MediaUploader extends HTMLElement {
  #rows: Row[] = [];
  #tray: HTMLElement | null = null;
  #words: string[] = [];
  #depth = 0;

  connectedCallback(): void {
    this.#words = (this.dataset.text ?? "").split("|");
    for (const input of this.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
      const take = () => {
        this.add([...(input.files ?? [])]);
        input.value = "";
      };
      input.addEventListener("change", take);
      // Chosen before this script had come.
      if (input.files?.length) take();
    }
    document.addEventListener("dragenter", this.#over);
    document.addEventListener("dragover", this.#over);
    document.addEventListener("dragleave", this.#leave);
    document.addEventListener("drop", this.#drop);
    window.addEventListener("beforeunload", this.#guard);
  }

  disconnectedCallback(): void {
    document.removeEventListener("dragenter", this.#over);
    document.removeEventListener("dragover", this.#over);
    document.removeEventListener("dragleave", this.#leave);
    document.removeEventListener("drop", this.#drop);
    window.removeEventListener("beforeunload", this.#guard);
  }

  add(files: File[]): void {
    for (const file of files) {
      const row: Row = { file, upload: null, state: "waiting", sent: 0, problem: "", node: document.createElement("li"), speed: 0, at: 0 };
      this.#rows.push(row);
      this.#draw(row);
    }
    this.#showTray();
    this.#next();
  }

  #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type === "dragenter") this.#depth++;
    document.documentElement.toggleAttribute("data-dropping", true);
  };

  #leave = () => {
    if (--this.#depth <= 0) this.#dropEnds();
  };

  #drop = (event: DragEvent) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.#dropEnds();
    this.add([...event.dataTransfer.files]);
  };

  #dropEnds(): void {
    this.#depth = 0;
    document.documentElement.toggleAttribute("data-dropping", false);
  }

  #guard = (event: BeforeUnloadEvent) => {
    if (this.#rows.some((row) => row.state === "sending" || row.state === "waiting")) event.preventDefault();
  };

  #next(): void {
    for (const row of this.#rows) {
      if (this.#rows.filter((other) => other.state === "sending").length >= atOnce) return;
      if (row.state === "waiting") void this.#send(row);
    }
  }

  async #send(row: Row): Promise<void> {
    row.state = "sending";
    row.at = performance.now();
    this.#draw(row);
    const most = Number(this.dataset.max);
    if (most && row.file.size > most) return this.#fail(row, this.#word(8, size(most)));
    if (row.upload) return row.upload.start();
    const upload = new Upload(row.file, {
      endpoint: this.dataset.endpoint!,
      chunkSize: piece,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 30_000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: row.file.name, filetype: row.file.type, folder: this.dataset.folder ?? "" },
      onProgress: (sent, total) => {
        const seconds = (performance.now() - row.at) / 1000;
        if (seconds > 0.5) row.speed = row.speed ? row.speed * 0.7 + ((sent - row.sent) / seconds) * 0.3 : (sent - row.sent) / seconds;
        if (seconds > 0.5) row.at = performance.now();
        row.sent = total ? sent : 0;
        this.#draw(row);
      },
      onError: (error) => this.#fail(row, reason("originalResponse" in error ? error.originalResponse?.getBody() : "") || this.#word(6)),
      onSuccess: () => void this.#done(row),
    });
    row.upload = upload;
    const before = await upload.findPreviousUploads();
    if (before[0]) upload.resumeFromPreviousUpload(before[0]);
    upload.start();
  }

  #fail(row: Row, problem: string): void {
    row.state = "failed";
    row.problem = problem;
    this.#draw(row);
    this.#next();
  }

  async #done(row: Row): Promise<void> {
    row.state = "done";
    row.sent = row.file.size;
    this.#draw(row);
    this.#next();
    const id = row.upload!.url!.split("/").pop()!;
    const items = document.getElementById("items");
    const finished = this.#rows.every((other) => other.state === "done" || other.state === "failed");
    if (!items) {
      if (finished) location.reload();
      return;
    }
    const answer = await fetch(`/library/${id}/card${this.dataset.view === "list" ? "?view=list" : ""}`);
    if (!answer.ok) return;
    items.insertAdjacentHTML("afterbegin", await answer.text());
    const htmx = (window as { htmx?: { process(node: Element): void } }).htmx;
    htmx?.process(items.firstElementChild!);
  }

  #showTray(): void {
    if (this.#tray) {
      this.#tray.hidden = false;
      return;
    }
    const tray = document.createElement("section");
    tray.className = "upload-tray";
    tray.setAttribute("aria-label", this.#word(0));
    tray.innerHTML = `<header><h2></h2><button type="button" class="btn btn-ghost btn-icon" data-hide>${cross}</button></header><ul></ul><p class="sr-only" role="status"></p>`;
    tray.querySelector("[data-hide]")!.setAttribute("aria-label", this.#word(9));
    tray.addEventListener("click", (event) => this.#press(event));
    tray.querySelector("ul")!.append(...this.#rows.map((row) => row.node));
    document.body.append(tray);
    this.#tray = tray;
    this.#sum();
  }

  #press(event: MouseEvent): void {
    const button = (event.target as HTMLElement).closest("button");
    if (!button) return;
    if (button.hasAttribute("data-hide")) {
      this.#rows = this.#rows.filter((row) => row.state !== "done" && row.state !== "failed");
      if (this.#rows.length === 0) {
        this.#tray!.remove();
        this.#tray = null;
      } else {
        this.#tray!.querySelector("ul")!.replaceChildren(...this.#rows.map((row) => row.node));
      }
      return;
    }
    const row = this.#rows.find((one) => one.node.contains(button));
    if (!row) return;
    if (button.dataset.act === "pause") {
      void row.upload?.abort();
      row.state = "paused";
    } else if (button.dataset.act === "resume") {
      row.state = "waiting";
      row.problem = "";
    } else {
      void row.upload?.abort(true).catch(() => undefined);
      this.#rows = this.#rows.filter((one) => one !== row);
      row.node.remove();
      if (this.#rows.length === 0) {
        this.#tray!.remove();
        this.#tray = null;
        return;
      }
    }
    this.#draw(row);
    this.#next();
  }

  #draw(row: Row): void {
    if (!row.node.firstChild) {
      row.node.innerHTML = `<div class="flex min-w-0 items-center gap-2"><p class="min-w-0 flex-1 truncate text-sm" data-name></p><span data-actions class="-my-2 flex"></span></div><div class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100"><i></i></div><p class="mt-1 text-xs text-faint" data-note></p>`;
      row.node.querySelector("[data-name]")!.textContent = row.file.name;
      row.node.querySelector(".bar")!.setAttribute("aria-label", row.file.name);
      this.#tray?.querySelector("ul")!.append(row.node);
    }
    const percent = row.file.size ? Math.floor((100 * row.sent) / row.file.size) : 0;
    row.node.dataset.state = row.state;
    const bar = row.node.querySelector<HTMLElement>(".bar")!;
    bar.setAttribute("aria-valuenow", `${percent}`);
    bar.querySelector("i")!.style.width = `${Math.max(2, percent)}%`;
    const left = row.speed > 0 ? (row.file.size - row.sent) / row.speed : 0;
    row.node.querySelector("[data-note]")!.textContent = {
      waiting: this.#word(1),
      sending: `${percent} % · ${size(row.sent)} / ${size(row.file.size)}${left > 1 ? ` · ${left > 90 ? `${Math.round(left / 60)} min` : `${Math.round(left)} s`}` : ""}`,
      paused: `${this.#word(2)} · ${percent} %`,
      done: this.#word(3),
      failed: row.problem,
    }[row.state];
    const actions = { waiting: ["cancel"], sending: ["pause", "cancel"], paused: ["resume", "cancel"], done: [], failed: row.upload ? ["resume", "cancel"] : ["cancel"] }[row.state];
    const holder = row.node.querySelector<HTMLElement>("[data-actions]")!;
    if (holder.dataset.shown !== actions.join()) {
      holder.dataset.shown = actions.join();
      holder.replaceChildren(...actions.map((act) => this.#button(act, row)));
    }
    this.#sum();
  }

  #button(act: string, row: Row): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-ghost btn-icon";
    button.dataset.act = act;
    button.innerHTML = { pause: bars, resume: arrow, cancel: cross }[act]!;
    button.setAttribute("aria-label", `${this.#word({ pause: 4, resume: 5, cancel: 7 }[act]!)}: ${row.file.name}`);
    return button;
  }

  #sum(): void {
    if (!this.#tray) return;
    const done = this.#rows.filter((row) => row.state === "done").length;
    const text = `${this.#word(0)} · ${done} / ${this.#rows.length}`;
    this.#tray.querySelector("h2")!.textContent = text;
    if (done === this.#rows.length) this.#tray.querySelector('[role="status"]')!.textContent = text;
  }

  #word(index: number, value = ""): string {
    return (this.#words[index] ?? "").replace("{0}", value);
  }
}

function reason(body?: string): string {
  try {
    return (JSON.parse(body ?? "") as { message?: string }).message ?? "";
  } catch {
    return "";
  }
}

const icon = (path: string) => `<svg class="size-4" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;
const cross = icon('<path d="M18 6 6 18M6 6l12 12"/>');
const bars = icon('<path d="M9 5v14M15 5v14"/>');
const arrow = icon('<path d="m7 5 12 7-12 7z"/>');

customElements.define("media-uploader", MediaUploader);
