// A new row for a combobox, in Django's own pop-up: it finds the select by its id, and adds the row to it. The words
// it was asked for by stay in the box until the row is there.
import { row } from "./combobox_list.js";
import { make } from "./make.js";

export function newRow({ words, dataset: { wordNew, wordNewNamed } }) {
  return row(words ? wordNewNamed.replace("NAME", () => words) : wordNew, { isNew: "" });
}

export function addNew(combobox) {
  const { select, words, dataset: { addUrl, prefill } } = combobox;
  const address = new URL(addUrl, location.href);
  if (words && prefill) address.searchParams.set(prefill, words);
  combobox.close();
  clearOnceAdded(combobox);
  window.showRelatedObjectPopup(make("a", { id: `add_${select.id}`, href: address.href }));
}

function clearOnceAdded(combobox) {
  const { select } = combobox;
  const known = select.options.length;
  const observer = new MutationObserver(() => {
    if (select.options.length <= known) return;
    observer.disconnect();
    combobox.clear();
  });
  observer.observe(select, { childList: true });
}
