// A new row for a combobox, in Django's own pop-up: it finds the select by its id, and adds the row to it.
import { make } from "./make.js";

export function addNew({ select, dataset: { addUrl, prefill } }, typed) {
  const address = new URL(addUrl, location.href);
  if (typed && prefill) address.searchParams.set(prefill, typed);
  window.showRelatedObjectPopup(make("a", { id: `add_${select.id}`, href: address.href }));
}
