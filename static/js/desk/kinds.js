// The section's kind decides which fields a post has: what it does not show is hidden, and the server forgets it. A
// number is asked for beside the last one of its series, in the post's language.
import { make } from "./make.js";

const section = document.getElementById("id_section");
const number = document.getElementById("id_number");
const last = make("output", { for: "id_number", class: "length" });

function show() {
  const { shows = "", ...data } = section.selectedOptions[0]?.dataset ?? {};
  const known = data[lastOf(section.form.elements.language.value)];
  number.closest(".field-number").hidden = !shows.split(" ").includes("number");
  last.textContent = known ? number.dataset.last.replace("NUMBER", known) : "";
}

const lastOf = (language) => `last${language.charAt(0).toUpperCase()}${language.slice(1)}`;

if (section && number) {
  number.before(last);
  section.form.addEventListener("change", show);
  addEventListener("pageshow", show); // the browser may have chosen what was chosen before
  show();
}
