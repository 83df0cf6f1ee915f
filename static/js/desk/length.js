// Says how long a text is, beside its label, for every field with data-length. Advice only: nothing is cut off.
for (const field of document.querySelectorAll("[data-length]")) {
  const aim = Number(field.dataset.length);
  const said = Object.assign(document.createElement("output"), { className: "length" });
  const count = () => {
    const length = [...field.value.trim()].length;
    said.textContent = `${length} / ${aim}`;
    said.classList.toggle("length--over", length > aim);
  };
  said.htmlFor = field.id;
  field.addEventListener("input", count);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || field.rows > 1) return;
    event.preventDefault(); // a title has one line; Enter does there what it does in every such field
    const first = field.form.querySelector("[type=submit]:not([form])");
    if (!first.disabled) field.form.requestSubmit(first);
  });
  field.before(said);
  count();
}
