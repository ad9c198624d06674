// Whoever presses something that takes a while sees within a tenth of a second that it is under way.
const soon = 70;
const bar = document.createElement("div");
bar.className = "loading";
bar.hidden = true;
bar.setAttribute("aria-hidden", "true");
document.body.append(bar);
let timer = 0;
let asked = 0;

const start = () => { timer ||= window.setTimeout(() => { bar.hidden = false; }, soon); };
const stop = () => {
  clearTimeout(timer);
  timer = 0;
  bar.hidden = true;
};

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  // What is saved leaves the page where it is, and so does a place on the same page.
  if (/^\/(api|media|account\/data\/)/.test(link.pathname) || (link.hash && link.pathname === location.pathname && link.search === location.search)) return;
  start();
});
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!event.defaultPrevented && form.method !== "dialog" && !(event as SubmitEvent).submitter?.hasAttribute("data-export")) start();
});
/** What asks on its own is nothing that anybody waits for. */
const isQuiet = (event: Event) => (event.target as Element).matches?.("[hx-trigger*='every'], [hx-sse\\:connect]");

// Answers that change a part of the page only.
document.addEventListener("htmx:before:request", (event) => {
  if (isQuiet(event)) return;
  asked++;
  start();
});
document.addEventListener("htmx:finally:request", (event) => {
  if (isQuiet(event)) return;
  if (--asked <= 0) stop();
});
// Somebody who stays after all, or comes back through the history, is not kept waiting.
addEventListener("pageshow", stop);
addEventListener("beforeunload", (event) => { if (event.defaultPrevented) stop(); });
