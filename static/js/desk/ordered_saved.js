// The rows of an ordered inline after a save. Each is known by the place it was sent with: the server has given new
// ones their ids, or says what is wrong with them.
import { mark } from "./fields_saved.js";
import { addCross, boxOf } from "./ordered_row.js";

const INDEX = /(?<=-)\d+(?=-|$)/;
const placeOf = (row) => row.querySelector("[name$=-position]").value;
const idOf = (row) => row.querySelector("[name$=-id]");
const isRemoved = (row) => Boolean(boxOf(row)?.checked);
const fieldsOf = (row) => [...row.querySelectorAll("[name]")].map((field) => [field.name.replace(/.*-\d+-/, ""), field]);

export function followSaves(ordered) {
  const { group } = ordered;
  let sent, removed;
  document.addEventListener("desk:sent", () => {
    sent = new Map(ordered.rows.map((row) => [placeOf(row), row]));
    removed = [...group.querySelectorAll(".inline-related")].filter(isRemoved);
  });
  document.addEventListener("desk:answered", ({ detail: { page, isSaved } }) => {
    for (const other of rowsIn(page, group.id)) {
      const row = sent.get(placeOf(other));
      if (row?.isConnected) showErrors(row, other);
      if (row && isSaved && idOf(other).value) countAsSaved(row, other, ordered);
    }
    if (isSaved) for (const row of removed) row.remove();
    ordered.number();
  });
}

const rowsIn = (page, group) =>
  [...page.getElementById(group).querySelectorAll(".inline-related:not(.empty-form)")].filter((row) => !isRemoved(row));

function showErrors(row, other) {
  const slots = other.querySelectorAll(".field-errors");
  row.querySelectorAll(".field-errors").forEach((slot, i) => slot.replaceChildren(...slots[i].childNodes));
  const fresh = new Map(fieldsOf(other));
  for (const [name, field] of fieldsOf(row)) if (fresh.has(name)) mark(field, fresh.get(name));
  row.querySelector("details").open ||= other.querySelector("details").open;
}

// From now on it has its id, and is removed by a tick: leaving it out would not do.
function countAsSaved(row, other, ordered) {
  if (!row.isConnected) return removeNextTime(other, ordered);
  const hasBox = boxOf(row);
  idOf(row).value = idOf(other).value;
  if (hasBox) return;
  const label = boxOf(other).closest("label");
  renumber(label, idOf(row).name.match(INDEX)[0]);
  row.querySelector(".inline-deletelink").parentElement.remove();
  row.querySelector(".ordered__tools").append(label);
  addCross(row, () => ordered.remove(row));
}

// Somebody has removed it here while it was being saved.
function removeNextTime(other, { group }) {
  const total = group.querySelector("[name$=-TOTAL_FORMS]");
  renumber(other, total.value);
  total.value = Number(total.value) + 1;
  other.classList.add(`dynamic-${group.id.replace("-group", "")}`); // which Django's script counts
  boxOf(other).checked = true;
  group.querySelector(".empty-form").before(other);
}

function renumber(part, index) {
  for (const element of [part, ...part.querySelectorAll("*")]) {
    for (const name of ["id", "name", "for"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(INDEX, index));
    }
  }
}
