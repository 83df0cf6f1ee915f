// Brings the parts of the page marked by data-region up to date from the answer to a save. A part whose fields are
// the same stays as it is: what its fields hold is the matter of fields_saved.js.
const FIELD = ":is(input, select, textarea)[name]:not([type=hidden], [type=submit], desk-combobox input)";

// `isTyped`: whether somebody has gone on typing in a field.
export function updateRegions(answer, isTyped) {
  for (const fresh of answer.querySelectorAll("[data-region]")) {
    const known = counterpart(document, fresh);
    if (!known) insert(fresh);
    else if (!isSameForm(known, fresh)) replace(known, fresh.cloneNode(true), isTyped);
  }
  for (const known of document.querySelectorAll("[data-region]")) if (!counterpart(answer, known)) known.remove();
}

const counterpart = (page, { dataset }) => page.querySelector(`[data-region="${CSS.escape(dataset.region)}"]`);
const hasParts = (region) => region.querySelector("[data-region]") !== null;

function isSameForm(known, fresh) {
  if (hasParts(known) !== hasParts(fresh)) return false;
  const names = namesIn(fresh);
  return names === namesIn(known) && (names !== "" || hasParts(fresh) || known.isEqualNode(fresh));
}

// Of its own fields, without those of its parts.
function namesIn(region) {
  const own = [...region.querySelectorAll(FIELD)].filter((field) => field.closest("[data-region]") === region);
  return [...new Set(own.map(({ name }) => name))].sort().join(" ");
}

// A row that the page did not have, beside one that it has.
function insert(fresh) {
  const before = fresh.previousElementSibling && counterpart(document, fresh.previousElementSibling);
  const after = fresh.nextElementSibling && counterpart(document, fresh.nextElementSibling);
  if (before) before.after(fresh.cloneNode(true));
  else after?.before(fresh.cloneNode(true));
}

// A field that is being typed in stays until it is left. Anything else hands the focus on.
function replace(known, fresh, isTyped) {
  const focused = known.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches(FIELD) && isTyped(focused)) {
    return void known.addEventListener("focusout", () => known.replaceWith(fresh), { once: true });
  }
  known.replaceWith(fresh);
  if (focused) (fresh.querySelector(`[name="${focused.name}"]`) ?? document.getElementById("state-heading")).focus();
}
