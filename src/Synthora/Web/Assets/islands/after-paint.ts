import { painted } from "./painted";

declare const htmx: { process(element: Element): void };

// A count that goes on by itself need not be listened to before it is seen, and a player need not know its video's length.
void painted.then(() => {
  for (const count of document.querySelectorAll<HTMLElement>("[data-live]")) {
    count.setAttribute("hx-sse:connect", count.dataset.live!);
    htmx.process(count);
  }
  for (const player of document.querySelectorAll<HTMLMediaElement>("[data-preload]")) player.preload = "metadata";
});
