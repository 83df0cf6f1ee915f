// Brings the fields of a form up to date from the answer to its save. What was typed since it was sent stays, and so
// does the field that is being typed in; of the others the server's value is taken over: a slug it suggested, a title
// it trimmed. The rich text, comboboxes and people change only where texts were joined: joined.js.
import { isSame, keyOf, put, shown } from "./fields.js";
import { formIn } from "./save_request.js";

const FIELD = ":is(input, select, textarea)[name]:not([type=submit])";
const MARKS = ["aria-invalid", "aria-describedby", "data-suggested"];
const isChoice = ({ type }) => type === "radio" || type === "checkbox";
const placeOf = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);

export class Content {
  // `sent`: what was sent; `typed`: what stood in the form when the answer came.
  constructor(sent, typed) {
    Object.assign(this, { sent, typed });
  }

  isTyped(field) {
    return !isSame(this.typed[keyOf(field)], this.sent[keyOf(field)]);
  }
}

export function updateFields(form, answer, content, isSaved) {
  const fresh = new Map(fieldsOf(formIn(answer)).map((field) => [placeOf(field), field]));
  for (const field of fieldsOf(form)) {
    const other = fresh.get(placeOf(field));
    if (!other) continue;
    mark(field, other);
    if (field.type === "hidden") field.value = other.value;
    else if (content.isTyped(field)) put(field, content.typed[keyOf(field)]);
    else takeOver(field, other);
    if (isSaved) countAsSaved(field, content);
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
function countAsSaved(field, content) {
  const sent = content.isTyped(field) ? content.sent[keyOf(field)] : undefined;
  if (field.type === "radio") field.defaultChecked = sent === undefined ? field.checked : field.value === sent;
  else if (field.type === "checkbox") field.defaultChecked = sent ?? field.checked;
  else if ("defaultValue" in field) field.defaultValue = sent ?? field.value;
}
