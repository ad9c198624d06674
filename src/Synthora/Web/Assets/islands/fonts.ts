// A browser's first visit is painted with the system's font; ours comes right after it, and is at hand from then on.
const sheet = document.documentElement.dataset.fonts;
if (sheet) void (async () => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = sheet;
  document.head.append(link);
  await new Promise((done) => link.addEventListener("load", done));
  await document.fonts.load('1em "Inter Variable"');
  document.cookie = `synthora_fonts=${new URL(link.href).searchParams.get("v")}; path=/; max-age=31536000; samesite=lax`;
})();
