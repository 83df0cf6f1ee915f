// <desk-combobox>: a search box over a select, by the ARIA combobox pattern. The select stays what is submitted;
// its options are the chosen rows, in order. A new row comes back from Django's pop-up as an option of it.
import { Chips } from "./combobox_chips.js";
import { make } from "./make.js";

const PAUSE_MS = 150;
let count = 0;

class Combobox extends HTMLElement {
  connectedCallback() {
    if (this.closest(".empty-form") || this.box) return; // Django clones the empty form and inserts the copy
    this.select = this.querySelector("select");
    this.querySelector("noscript")?.remove();
    this.build(`combobox-${++count}`);
    this.listen();
  }

  build(key) {
    const { select } = this;
    const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim() ?? "";
    this.list = make("ul", { role: "listbox", class: "combobox__list", id: `${key}-list`, "aria-label": label });
    this.note = make("p", { role: "status", class: "combobox__note" });
    this.box = make("input", {
      type: "text", role: "combobox", class: "combobox__box", id: select.id, autocomplete: "off", maxlength: 200,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) this.box.setAttribute(name, select.getAttribute(name));
    }
    select.id += "-chosen"; // the label, and links to errors, now lead to the box
    select.hidden = this.list.hidden = true;
    this.chips = new Chips(this, label);
    this.append(this.chips.list, this.box, this.list, this.note);
  }

  listen() {
    this.box.addEventListener("input", () => this.askSoon());
    this.box.addEventListener("click", () => this.isOpen || this.ask());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=option]")));
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.contains(relatedTarget)) return;
      this.box.value = "";
      this.close();
    });
  }

  get isOpen() { return !this.list.hidden; }

  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    const { url, appLabel, modelName, fieldName } = this.dataset;
    const query = { term: this.box.value.trim(), app_label: appLabel, model_name: modelName, field_name: fieldName };
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${url}?${new URLSearchParams(query)}`, { signal: this.request.signal });
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
      const { results, pagination } = await answer.json();
      this.open(results, pagination.more);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.say(this.dataset.wordFailed);
    }
  }

  open(results, more) {
    const taken = this.chips.values();
    const free = results.filter(({ id }) => !taken.includes(id));
    const rows = free.map(({ id, text }) => this.row(text, { value: id }));
    if (this.dataset.addUrl) rows.push(this.row(this.dataset.wordNew, { isNew: "" }));
    rows.forEach((row, i) => { row.id = `${this.list.id}-${i}`; });
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    this.box.setAttribute("aria-expanded", String(this.isOpen));
    this.list.scrollIntoView({ block: "nearest" }); // the side column scrolls by itself and would cut it off
    this.mark(null);
    const { wordMore, wordFound, wordNone } = this.dataset;
    this.say(more ? wordMore : free.length ? wordFound.replace("COUNT", free.length) : wordNone);
  }

  row(text, data) {
    const row = make("li", { role: "option", "aria-selected": "false", dir: "auto" }, text);
    Object.assign(row.dataset, data);
    return row;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.mark(null);
  }

  mark(row) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = row;
    if (!row) return void this.box.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", row.id);
  }

  onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Backspace" && !this.box.value) return void this.chips.removeLast();
    if (event.key === "Escape" && !this.isOpen && !this.box.value) return;
    if (!step && !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault(); // Enter chooses and never submits
    if (event.key === "Enter") return void this.choose(this.active);
    if (event.key === "Escape") {
      event.stopPropagation();
      this.box.value = "";
      return void this.close();
    }
    this.isOpen ? this.step(step) : this.ask();
  }

  step(by) {
    const rows = [...this.list.children];
    const at = this.active ? rows.indexOf(this.active) + by : by > 0 ? 0 : -1;
    this.mark(rows.at(at % rows.length));
  }

  choose(row) {
    if (!row || !this.isOpen) return;
    const typed = this.box.value.trim();
    this.box.value = "";
    this.close();
    "isNew" in row.dataset ? this.addNew(typed) : this.chips.add(row.textContent, row.dataset.value);
  }

  addNew(typed) { // Django's own pop-up: it finds the select by its id, and adds the new row to it
    const address = new URL(this.dataset.addUrl, location.href);
    if (typed && this.dataset.prefill) address.searchParams.set(this.dataset.prefill, typed);
    window.showRelatedObjectPopup(make("a", { id: `add_${this.select.id}`, href: address.href }));
  }

  say(words) { this.note.textContent = words; }
}

customElements.define("desk-combobox", Combobox);
