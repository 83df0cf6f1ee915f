// Words that are typed and not chosen are no value: a form is not sent while a box holds some, and says which.
document.addEventListener("submit", (event) => {
  const left = [...event.target.querySelectorAll("desk-combobox")].filter(({ words }) => words);
  if (!left.length) return;
  event.preventDefault();
  event.stopPropagation(); // to nobody else is it sent
  left.forEach(refuse);
  left[0].box.focus();
}, true);

function refuse(combobox) {
  combobox.close();
  combobox.say(combobox.dataset.wordUnchosen.replace("NAME", () => combobox.words));
  combobox.box.setAttribute("aria-invalid", "true");
}
