// After everything else: the script that answers when the server cannot be reached.
if ("serviceWorker" in navigator) (window.requestIdleCallback ?? setTimeout)(() => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
