// A form that is being sent says so, and cannot be sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.classList.contains("is-busy")) {
    event.preventDefault();
    return;
  }
  form.classList.add("is-busy");
  form.setAttribute("aria-busy", "true");
});
// Coming back through the browser's history finds the form usable again.
window.addEventListener("pageshow", () => document.querySelectorAll("form.is-busy").forEach((form) => form.classList.remove("is-busy")));
