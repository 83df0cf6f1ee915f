// The box of a combobox: it takes over what leads to its select, the label and links to errors.
import { make } from "./make.js";

export function boxFor(select) {
  const box = make("input", {
    type: "text", role: "combobox", class: "combobox__box", id: select.id, autocomplete: "off", maxlength: 200,
    "aria-autocomplete": "list", name: `${select.name}-words`, value: select.dataset.words ?? "",
  });
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
    if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
  }
  select.id += "-chosen";
  select.hidden = true;
  return box;
}
