// The rows of an ordered inline after a save: each is known by the place it was sent with, and says what is wrong
// with it. Removed ones are gone.
import { mark } from "./fields_saved.js";
import { boxOf } from "./ordered_row.js";

const isRemoved = (row) => Boolean(boxOf(row)?.checked);
const placeOf = (row) => row.querySelector("[name$=-position]").value;
const fieldsOf = (row) => [...row.querySelectorAll("[name]")].map((field) => [field.name.replace(/.*-\d+-/, ""), field]);
const rowsIn = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];

export function followSaves(group) {
  let sent, removed;
  document.addEventListener("desk:sent", () => {
    removed = rowsIn(group).filter(isRemoved);
    sent = new Map(rowsIn(group).filter((row) => !isRemoved(row)).map((row) => [placeOf(row), row]));
  });
  document.addEventListener("desk:answered", ({ detail: { page, isSaved } }) => {
    for (const other of rowsIn(page.getElementById(group.id)).filter((row) => !isRemoved(row))) {
      const row = sent.get(placeOf(other));
      if (row) showErrors(row, other);
    }
    if (isSaved) for (const row of removed) row.remove();
  });
}

function showErrors(row, other) {
  const slots = other.querySelectorAll(".field-errors");
  row.querySelectorAll(".field-errors").forEach((slot, i) => slot.replaceChildren(...slots[i].childNodes));
  const fresh = new Map(fieldsOf(other));
  for (const [name, field] of fieldsOf(row)) if (fresh.has(name)) mark(field, fresh.get(name));
  row.querySelector("details").open ||= other.querySelector("details").open;
}
