// Brings the parts of the page marked by data-region up to date from the answer to a save. A part whose fields are
// the same stays as it is: what its fields hold is fields_saved.js's matter.
const FIELD = ":is(input, select, textarea)[name]:not([type=hidden], [type=submit], desk-combobox input)";

export function updateRegions(answer) {
  for (const fresh of [...answer.querySelectorAll("[data-region]")]) {
    const known = counterpart(document, fresh);
    if (!known) insert(fresh);
    else if (!isSameForm(known, fresh)) replace(known, fresh.cloneNode(true));
  }
  for (const known of document.querySelectorAll("[data-region]")) if (!counterpart(answer, known)) known.remove();
}

const counterpart = (page, { dataset }) => page.querySelector(`[data-region="${CSS.escape(dataset.region)}"]`);

function isSameForm(known, fresh) {
  const names = namesIn(fresh);
  return names === namesIn(known) && (names !== "" || known.isEqualNode(fresh));
}

const namesIn = (part) => [...new Set([...part.querySelectorAll(FIELD)].map(({ name }) => name))].sort().join(" ");

// A row that the page did not have, beside one that it has.
function insert(fresh) {
  const before = fresh.previousElementSibling && counterpart(document, fresh.previousElementSibling);
  const after = fresh.nextElementSibling && counterpart(document, fresh.nextElementSibling);
  if (before) before.after(fresh.cloneNode(true));
  else after?.before(fresh.cloneNode(true));
}

// A field that is being typed in stays until it is left; a button hands the focus on.
function replace(known, fresh) {
  const focused = known.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches(FIELD)) return void known.addEventListener("focusout", () => replace(known, fresh), { once: true });
  known.replaceWith(fresh);
  if (focused) (fresh.querySelector(`[name="${focused.name}"]`) ?? document.getElementById("state-heading")).focus();
}
