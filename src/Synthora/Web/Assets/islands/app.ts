declare const require: (module: "./islands") => unknown;

// The page comes first: it can be read, and its links and forms work, before any of the scripts has run. They run as soon
// as it is on the screen, where nobody looks at once, or at the first touch of somebody who is quicker than that; `require`
// so that they have run when that touch arrives.
const start = () => void require("./islands");

if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes("paint")) start();
else new PerformanceObserver((list, observer) => {
  if (list.getEntriesByName("first-contentful-paint").length === 0) return;
  observer.disconnect();
  start();
}).observe({ type: "paint", buffered: true });
for (const touch of ["pointerdown", "keydown", "input", "submit"]) addEventListener(touch, start, { capture: true, once: true });
