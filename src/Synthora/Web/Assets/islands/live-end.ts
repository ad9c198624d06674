// The progress stream ends with "done": the page then shows the player, or the error.
document.addEventListener("done", (event) => {
  if ((event.target as HTMLElement).hasAttribute("data-reload")) location.reload();
});
