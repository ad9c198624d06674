/** Comes true when the page is on the screen. What nobody waits for would take time from the first paint, so it waits for this. */
export const painted = new Promise<void>((done) => new PerformanceObserver((_, observer) => {
  observer.disconnect();
  done();
}).observe({ type: "paint", buffered: true }));
