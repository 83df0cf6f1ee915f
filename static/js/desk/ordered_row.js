import { make } from "./make.js";

// What a row of an ordered inline says of itself: nothing where nobody is chosen.
export const nameOf = (row) =>
  [...(row.querySelector("select")?.selectedOptions ?? [])].map(({ value, text }) => value && text).join("").trim();

// What is closed away is said on its lid: each [data-says] the field of that name.
export function sumUp(row) {
  for (const said of row.querySelectorAll("[data-says]")) {
    const field = row.querySelector(`[name$="-${said.dataset.says}"]`);
    said.textContent = field.selectedOptions?.[0].text ?? field.value;
  }
}

// Without scripts a saved row is removed by a tick; with them by the cross that Django gives to a new one.
export function addCross(row, remove) {
  const box = boxOf(row);
  if (!box) return;
  const cross = make("a", { role: "button", class: "inline-deletelink", href: "#" });
  cross.addEventListener("click", (event) => {
    event.preventDefault();
    box.checked = true;
    remove(row);
  });
  const label = box.closest("label");
  label.parentElement.append(make("span", {}, cross), make("span", { hidden: "" }, label));
}

// A row that is ticked is gone.
export function hideIfRemoved(row) {
  row.hidden = Boolean(boxOf(row)?.checked);
}

export const boxOf = (row) => row.querySelector(".ordered__del input");

// Each button says what it does and to whom: `words` by what they do.
export function nameButtons(row, place, isLast, words) {
  const name = nameOf(row) || place;
  for (const [by, word, isEnd] of [[-1, words.up, place === 1], [1, words.down, isLast]]) {
    const button = row.querySelector(`[data-by="${by}"]`);
    button.disabled = isEnd;
    button.setAttribute("aria-label", `${word}: ${name}`);
  }
  row.querySelector(".inline-deletelink")?.setAttribute("aria-label", `${words.remove}: ${name}`);
}

// Django's "add another" and its cross are links that call themselves buttons.
export function pressBySpace(event) {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
}
