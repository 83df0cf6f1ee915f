// Words typed in a combobox and not chosen are no value, and not to be lost: they stay and say so when the box is left,
// and no form is sent while a box of it holds some.
export function sayWhatIsLeft(combobox) {
  const leave = () => {
    combobox.close();
    combobox.say(combobox.words && combobox.dataset.wordLeft);
  };
  combobox.addEventListener("focusout", ({ relatedTarget }) => { // chips drawn anew lose the focus and get it back
    if (!combobox.contains(relatedTarget)) queueMicrotask(() => combobox.matches(":focus-within") || leave());
  });
}

document.addEventListener("submit", (event) => {
  const left = [...event.target.querySelectorAll("desk-combobox")].filter(({ words }) => words);
  if (!left.length) return;
  event.preventDefault();
  event.stopPropagation();
  left.forEach(refuse);
  left[0].box.focus();
}, true);

function refuse(combobox) {
  combobox.close();
  combobox.say(combobox.dataset.wordUnchosen.replace("NAME", () => combobox.words));
  combobox.box.setAttribute("aria-invalid", "true");
}
