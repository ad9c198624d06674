import { painted } from "./painted";

// Leaving a form marked data-guard with changes in it asks first. Sending it, or putting the old values back, does not.
const before = new WeakMap<HTMLFormElement, string>();
const state = (form: HTMLFormElement) =>
  [...new FormData(form)].map(([name, value]) => `${name}=${value instanceof File ? value.name : value}`).join("&");

// When the page has come to rest, or earlier when somebody is quicker: reading every field holds up the first paint.
let remembered = false;
const remember = () => {
  if (remembered) return;
  remembered = true;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) {
    before.set(form, state(form));
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented) before.delete(form); });
  }
};
for (const touch of ["pointerdown", "keydown", "focusin"]) addEventListener(touch, remember, { capture: true, once: true });
void painted.then(remember);

addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) {
    if (before.has(form) && before.get(form) !== state(form)) event.preventDefault();
  }
});
