// A text field runs in the direction of its content, whatever the interface speaks. The server sets lang and dir;
// this follows when the language is changed, and passes them on to the rich text, which is drawn later.
document.addEventListener("change", ({ target }) => {
  if (target.name === "language" && target.checked !== false) turn(target.value);
});
document.addEventListener("prose-editor:ready", ({ detail }) => dress(detail.textarea));

// A note runs with its text, unless it has letters of the other direction only: as inss/lib/markup/directions.py has it.
const LETTERS = { rtl: /\p{Script=Hebrew}/u, ltr: /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u };

export function directionOf(note, around) {
  const words = note.replace(/https?:\/\/\S+/g, "");
  const against = around === "rtl" ? "ltr" : "rtl";
  return LETTERS[against].test(words) && !LETTERS[around].test(words) ? against : around;
}

function turn(language) {
  for (const field of document.querySelectorAll("[data-follows=language]")) {
    field.lang = language;
    field.dir = language === "he" ? "rtl" : "ltr";
    dress(field);
  }
}

function dress(textarea) {
  const text = textarea.closest(".prose-editor")?.querySelector("[contenteditable]");
  if (!text) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  text.lang = textarea.lang;
  text.dir = textarea.dir;
  text.setAttribute("aria-label", label?.textContent.trim() ?? "");
  text.setAttribute("aria-multiline", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) text.setAttribute(name, textarea.getAttribute(name));
  }
}

// The label, and a link to an error of the field, lead to the rich text that stands in its place.
document.addEventListener("click", (event) => {
  const id = event.target.closest("label[for]")?.htmlFor ?? event.target.closest("a[href^='#']")?.hash.slice(1);
  const text = document.getElementById(id)?.closest(".prose-editor")?.querySelector("[contenteditable]");
  if (!text) return;
  event.preventDefault();
  text.focus();
});
