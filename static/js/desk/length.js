// Says how long a text is, beside its label, for every field with data-length. Advice only: nothing is cut off.
const NEAR = 0.9; // of the aim: only from here on the length is also spoken, while one types

for (const field of document.querySelectorAll("[data-length]")) {
  const aim = Number(field.dataset.length);
  const said = Object.assign(document.createElement("output"), { className: "length" });
  const count = () => {
    const length = [...field.value.trim()].length;
    said.setAttribute("aria-live", length > NEAR * aim ? "polite" : "off");
    said.textContent = `${length} / ${aim}`;
    said.classList.toggle("length--over", length > aim);
  };
  said.htmlFor = field.id;
  for (const name of ["input", "change"]) field.addEventListener(name, count);
  addEventListener("pageshow", count); // the browser may have put in what was typed before
  field.before(said);
  count();
}
