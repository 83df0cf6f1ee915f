// What a row of an ordered inline says of itself.
export const nameOf = (row) =>
  [...(row.querySelector("select")?.selectedOptions ?? [])].map(({ text }) => text).join("").trim();

// What is closed away is said on its lid: each [data-says] the field of that name.
export function sumUp(row) {
  for (const said of row.querySelectorAll("[data-says]")) {
    const field = row.querySelector(`[name$="-${said.dataset.says}"]`);
    said.textContent = field.selectedOptions?.[0].text ?? field.value;
  }
}
