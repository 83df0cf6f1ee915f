// Brings the fields of a form up to date from the answer to its save. What was typed since it was sent stays, and so
// does the field that is being typed in; of the others the server's value is taken over: a slug it suggested, a title
// it trimmed. The rich text and comboboxes are never written, ordered rows are ordered_saved.js's matter.
import { isSame, keyOf, put, shown } from "./fields.js";
import { formIn } from "./save_request.js";

const FIELD = ":is(input, select, textarea)[name]:not([type=submit])";
const MARKS = ["aria-invalid", "aria-describedby", "data-suggested"];
const isChoice = ({ type }) => type === "radio" || type === "checkbox";
const placeOf = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);

// `sent`: the content that was sent; `typed`: what stood in the form when the answer came.
export function updateFields(form, answer, { sent, typed, isSaved }) {
  const fresh = new Map(fieldsOf(formIn(answer)).map((field) => [placeOf(field), field]));
  for (const field of fieldsOf(form)) {
    const other = fresh.get(placeOf(field));
    if (!other) continue;
    const key = keyOf(field);
    const isTyped = !isSame(typed[key], sent[key]);
    mark(field, other);
    if (field.type === "hidden") field.value = other.value;
    else if (isTyped) put(field, typed[key]);
    else takeOver(field, other);
    if (isSaved) countAsSaved(field, isTyped, sent[key]);
  }
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.matches(FIELD) && !field.closest(".ordered, browser-draft"));
}

export function mark(field, other) {
  for (const element of new Set([field, shown(field)])) {
    for (const name of MARKS) {
      if (other.hasAttribute(name)) element.setAttribute(name, other.getAttribute(name));
      else element.removeAttribute(name);
    }
  }
  if (field !== document.activeElement) field.disabled = other.disabled;
}

function takeOver(field, other) {
  if (field === document.activeElement || shown(field) !== field) return;
  if (isChoice(field)) field.checked = other.checked;
  else if (field.value !== other.value) field.value = other.value;
}

// By these the browser draft tells what is typed and not saved.
function countAsSaved(field, isTyped, sent) {
  if (field.type === "radio") field.defaultChecked = isTyped ? field.value === sent : field.checked;
  else if (field.type === "checkbox") field.defaultChecked = isTyped ? sent : field.checked;
  else if ("defaultValue" in field) field.defaultValue = isTyped ? sent : field.value;
}
