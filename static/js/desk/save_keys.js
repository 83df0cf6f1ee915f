// Saving by keyboard: Ctrl/⌘+S anywhere, Enter in a text of one line. Both press the form's first button, which is
// the harmless one, or a dead one that says why. A text may name the one that Enter leads to.
const LINE = "textarea[rows='1'][name], input:not([type=checkbox], [type=radio], [type=submit])[name]";

export const firstButton = (form) => form.querySelector("[type=submit]:not([form])");

export function watchKeys(form, line) {
  document.addEventListener("keydown", (event) => {
    const { target, isComposing } = event;
    const isEnter = event.key === "Enter" && target.form === form && target.matches(LINE);
    if (event.defaultPrevented || isComposing || !(isEnter || isSave(event))) return;
    event.preventDefault();
    const button = firstButton(form);
    if (button.disabled) line.refuse(button.dataset.says);
    else form.requestSubmit(button);
    if (isEnter) form.elements[target.dataset.enter]?.focus();
  });
}

// By its letter, or where a keyboard writes none of Latin there, by its place.
function isSave({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  const isS = key.toLowerCase() === "s" || (code === "KeyS" && !/[a-z]/i.test(key));
  return isS && (ctrlKey || metaKey) && !altKey && !shiftKey;
}
