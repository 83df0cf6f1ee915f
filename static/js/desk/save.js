// Saving by keyboard: Ctrl/⌘+S anywhere, Enter in a text of one line. Both press the form's first button, which is
// the harmless one, or a dead one.
document.addEventListener("keydown", (event) => {
  const form = wantsToSave(event);
  if (!form) return;
  event.preventDefault();
  const first = form.querySelector("[type=submit]:not([form])");
  if (!first.disabled) form.requestSubmit(first);
});

function wantsToSave({ key, ctrlKey, metaKey, target }) {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "s") return document.querySelector("form:has(desk-keep)");
  return key === "Enter" && target.matches("textarea[data-length][rows='1']") ? target.form : null;
}
