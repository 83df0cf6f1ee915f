// What somebody else saved of the same row, and the server joined with what was sent, comes into the form. Where
// somebody has gone on typing it stays out: the form then keeps its older version, and the next save joins again.
import { isSame, put } from "./fields.js";
import { formIn } from "./save_request.js";

const ROWS = ".inline-related:not(.empty-form)";

// `names`: of fields. → whether the form now has all of them as they are saved.
export function takeJoined(form, answer, names, content) {
  return names.map((name) => takeOne(form, answer, name, content)).every(Boolean);
}

function takeOne(form, answer, name, content) {
  const group = form.querySelector(`[id="${name}-group"]`);
  if (group) return takeRows(group, answer, content);
  const fields = partsOf(form, name);
  const others = partsOf(formIn(answer), name);
  return fields.every((field, i) => takeField(field, others[i], content));
}

// A moment is two fields, and a choice several.
const partsOf = (form, name) =>
  [...form.elements].filter((field) => field.name === name || field.name.match(/^(.*)_\d$/)?.[1] === name);

function takeField(field, other, content) {
  const { editor } = field.closest(".prose-editor")?.querySelector(".tiptap") ?? {};
  if (editor) return editor.commands.join(other.value);
  const combobox = field.closest("desk-combobox");
  if (combobox && !content.isTyped(field)) {
    put(field, [...other.selectedOptions].map(({ value, text }) => [value, text]));
  }
  return combobox ? !content.isTyped(field) : field.value === other.value && field.checked === other.checked;
}

function takeRows(group, answer, { sent, typed }) {
  const prefix = group.id.replace(/-group$/, "-");
  const isTyped = Object.keys({ ...sent, ...typed }).some((key) => key.startsWith(prefix) && !isSame(sent[key], typed[key]));
  if (isTyped || group.contains(document.activeElement)) return false;
  const rows = answer.getElementById(group.id).querySelectorAll(ROWS);
  group.querySelectorAll(ROWS).forEach((row) => row.remove());
  group.querySelector(".empty-form").before(...rows);
  group.querySelector("[name$=-TOTAL_FORMS]").value = rows.length;
  group.dispatchEvent(new Event("desk:rows-replaced"));
  return true;
}
