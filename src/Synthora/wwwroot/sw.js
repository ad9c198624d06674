// Shows a page of our own when the server cannot be reached. Everything else goes to the network as ever.
const kept = "offline-1";

addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.add(new Request("/offline", { cache: "reload" }))));
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
    // The page is asked for while this script starts, so that nobody waits for it.
    await registration.navigationPreload?.enable();
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith((async () => {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request));
    } catch {
      return (await caches.match("/offline")) ?? Response.error();
    }
  })());
});
