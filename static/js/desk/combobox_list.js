// What a combobox has found, as a list below its box: opened with rows, walked through by arrows, one row marked.
import { make } from "./make.js";

export class List {
  constructor(box, label) {
    this.box = box;
    this.root = make("ul", {
      role: "listbox", class: "combobox__list", id: `${box.id}-list`, "aria-label": label,
      tabindex: -1, // Tab passes by it, though it scrolls
    });
    this.root.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
    box.setAttribute("aria-controls", this.root.id);
    this.close();
  }

  get isOpen() { return !this.root.hidden; }
  get isWaiting() { return this.root.ariaBusy === "true"; }
  get rows() { return [...this.root.querySelectorAll("[role=option]:not([aria-disabled])")]; }
  rowOf(element) { return this.rows.find((row) => row.contains(element)); }

  open(rows) {
    rows.forEach((row, i) => { row.id = `${this.root.id}-${i}`; });
    this.root.replaceChildren(...rows);
    this.show(rows.length > 0);
    this.root.scrollIntoView({ block: "nearest" }); // it may open below the edge of the window
  }

  close() { this.show(false); }

  // Other words are asked about: what is drawn is no answer to them.
  wait() {
    this.mark(null);
    this.root.ariaBusy = "true";
  }

  show(isOpen) {
    this.root.hidden = !isOpen;
    this.root.ariaBusy = "false";
    this.box.setAttribute("aria-expanded", String(isOpen));
    this.mark(null);
  }

  // The first arrow down takes what is offered already: quick or slow, the same keys do the same.
  step(by) {
    if (this.isOffered && by > 0) return void (this.isOffered = false);
    const { rows } = this;
    const at = this.marked ? rows.indexOf(this.marked) + by : by > 0 ? 0 : -1;
    this.mark(rows.at(at % rows.length));
  }

  // A new row only where nothing else is found.
  markFirst() {
    const { rows } = this;
    this.mark(rows.find(({ dataset }) => dataset.value) ?? rows[0]);
  }

  offerFirst() {
    this.markFirst();
    this.isOffered = true;
  }

  mark(row) {
    this.isOffered = false;
    this.marked?.setAttribute("aria-selected", "false");
    this.marked = row;
    if (!row) return void this.box.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", row.id);
  }
}

export function row(text, data) {
  const option = make("li", { role: "option", "aria-selected": "false", dir: "auto" }, text);
  Object.assign(option.dataset, data);
  return option;
}

// Said in the list's place, not to be chosen.
export const remark = (text) => make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, text);
