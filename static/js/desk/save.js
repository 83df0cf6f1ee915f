// Saving by keyboard: Ctrl/⌘+S anywhere, Enter in a text of one line. Both press the form's first button, which is
// the harmless one, or a dead one that says why.
import "./once.js";
import { sayBesideSteps } from "./said.js";

document.addEventListener("keydown", (event) => {
  const form = wantsToSave(event);
  if (!form) return;
  event.preventDefault();
  const first = form.querySelector("[type=submit]:not([form])");
  if (first.disabled) sayBesideSteps(first.dataset.says);
  else form.requestSubmit(first);
});

function wantsToSave({ key, ctrlKey, metaKey, target }) {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "s") return document.querySelector("form:has(desk-keep)");
  return key === "Enter" && target.matches("textarea[rows='1'][name]") ? target.form : null;
}
