// Leaving a form marked data-guard with changes in it asks first. Sending it, or putting the old values back, does not.
const before = new WeakMap<HTMLFormElement, string>();
const state = (form: HTMLFormElement) =>
  [...new FormData(form)].map(([name, value]) => `${name}=${value instanceof File ? value.name : value}`).join("&");

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) {
  before.set(form, state(form));
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) before.delete(form); });
}

addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) {
    if (before.has(form) && before.get(form) !== state(form)) event.preventDefault();
  }
});
