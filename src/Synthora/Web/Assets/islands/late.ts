// What a page that is only read does without for longest: a count that goes on by itself, the length of a player's video,
// its picture at full size, and scripts that only some pages need.
for (const count of document.querySelectorAll<HTMLElement>("[data-live]")) count.setAttribute("hx-sse:connect", count.dataset.live!);
for (const player of document.querySelectorAll<HTMLMediaElement>("[data-preload]")) player.preload = "metadata";
for (const player of document.querySelectorAll<HTMLVideoElement>("[data-poster]")) {
  const picture = new Image();
  picture.src = player.dataset.poster!;
  void picture.decode().then(() => (player.poster = picture.src), () => undefined);
}
for (const element of document.querySelectorAll<HTMLElement>("[data-script]")) {
  const script = document.createElement("script");
  script.src = element.dataset.script!;
  document.head.append(script);
}
