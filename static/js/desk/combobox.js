// <desk-combobox>: a search box over a select, by the ARIA combobox pattern. The select stays what is submitted:
// its options are the chosen rows, in order. A new row comes back from Django's pop-up as an option of it.
const PAUSE_MS = 150;
let count = 0;

class Combobox extends HTMLElement {
  connectedCallback() {
    if (this.closest(".empty-form") || this.box) return;   // Django clones the empty form: its copy is dressed
    this.select = this.querySelector("select");
    this.querySelector("noscript")?.remove();
    this.build(`combobox-${++count}`);
    new MutationObserver(() => this.draw()).observe(this.select, { childList: true });
    this.draw();
  }

  build(key) {
    const { select } = this;
    this.chips = make("ul", { className: "combobox__chips", role: "list" });
    this.box = make("input", { type: "text", className: "combobox__box", id: select.id, autocomplete: "off" });
    this.list = make("ul", { className: "combobox__list", id: `${key}-list`, hidden: true });
    this.note = make("p", { className: "combobox__note" });
    select.id = `${select.id}-chosen`;   // the label, and links to errors, lead to the box
    select.hidden = true;
    const name = document.querySelector(`label[for="${this.box.id}"]`)?.textContent.trim() ?? "";
    set(this.list, { role: "listbox", "aria-label": name });
    set(this.chips, { "aria-label": name });
    set(this.note, { role: "status" });
    set(this.box, { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id });
    for (const attribute of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(attribute)) this.box.setAttribute(attribute, select.getAttribute(attribute));
    }
    this.append(this.chips, this.box, this.list, this.note);
    this.box.addEventListener("input", () => this.ask());
    this.box.addEventListener("click", () => this.list.hidden && this.ask());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.chips.addEventListener("click", ({ target }) => this.onChip(target.closest("button")));
    this.chips.addEventListener("keydown", (event) => this.onChipKey(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());   // the focus stays in the box
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=option]")));
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(relatedTarget) || this.close());
  }

  get chosen() { return [...this.select.options].filter((option) => option.value && option.selected); }

  draw() {
    const word = this.dataset;
    this.chips.replaceChildren(...this.chosen.map((option, i) => {
      const item = make("li", { className: "combobox__chip" });
      const name = make("span", { textContent: option.text, dir: "auto" });
      const earlier = button("‹", `${word.wordEarlier}: ${option.text}`, "earlier");
      const remove = button("×", `${word.wordRemove}: ${option.text}`, "remove");
      if (this.select.multiple) remove.title = word.wordMove;
      item.append(...(this.select.multiple && i ? [earlier, name, remove] : [name, remove]));
      return item;
    }));
    this.chips.hidden = !this.chosen.length;
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), PAUSE_MS);
  }

  async fetch() {
    const { url, appLabel, modelName, fieldName } = this.dataset;
    const query = { term: this.box.value.trim(), app_label: appLabel, model_name: modelName, field_name: fieldName };
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    try {
      const answer = await fetch(`${url}?${new URLSearchParams(query)}`, { signal });
      if (!answer.ok) throw new Error(answer.status);
      const { results, pagination } = await answer.json();
      this.open(results, pagination.more);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.say(this.dataset.wordFailed);
    }
  }

  open(results, more) {
    const taken = new Set(this.select.multiple ? this.chosen.map(({ value }) => value) : []);
    const free = results.filter(({ id }) => !taken.has(id));
    const rows = free.map(({ id, text }) => option(text, { value: id, kind: "row" }));
    if (this.dataset.addUrl) rows.push(option(this.dataset.wordNew, { kind: "new" }));
    rows.forEach((row, i) => { row.id = `${this.list.id}-${i}`; });
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(null);
    const { wordMore, wordFound, wordNone } = this.dataset;
    this.say(more ? wordMore : free.length ? wordFound.replace("COUNT", free.length) : wordNone);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.mark(null);
    if (!this.contains(document.activeElement)) this.box.value = "";
  }

  mark(row) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = row;
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    row ? this.box.setAttribute("aria-activedescendant", row.id) : this.box.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    const { key, altKey } = event;
    const rows = [...this.list.children], isOpen = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Enter") { event.preventDefault(); if (isOpen && this.active) this.choose(this.active); }
    else if (key === "Escape" && (isOpen || this.box.value)) { event.preventDefault(); event.stopPropagation(); this.box.value = ""; this.close(); }
    else if (key === "Backspace" && !this.box.value) this.remove(this.chosen.at(-1));
    else if (step && altKey && step < 0) this.close();
    else if (step) {
      event.preventDefault();
      if (!isOpen) return void this.fetch();
      const at = rows.indexOf(this.active) + step;
      this.mark(rows[(at + rows.length + (this.active || step > 0 ? 0 : 1)) % rows.length]);
    }
  }

  choose(row) {
    if (!row) return;
    const typed = this.box.value.trim();
    this.box.value = "";
    this.close();
    if (row.dataset.kind === "new") return void this.addNew(typed);
    if (!this.select.multiple) this.select.replaceChildren(new Option());
    this.select.append(new Option(row.textContent, row.dataset.value, true, true));
    this.changed(this.dataset.wordChosen.replace("NAME", row.textContent));
  }

  addNew(typed) {   // Django's own pop-up: it finds the select by its id, and adds the new row to it
    const address = new URL(this.dataset.addUrl, location.href);
    if (typed && this.dataset.prefill) address.searchParams.set(this.dataset.prefill, typed);
    window.showRelatedObjectPopup(make("a", { id: `add_${this.select.id}`, href: address.href }));
  }

  remove(option) {
    if (!option) return;
    option.remove();
    this.changed(this.dataset.wordRemoved.replace("NAME", option.text));
  }

  move(option, by) {
    const { chosen } = this, at = chosen.indexOf(option) + by;
    if (!chosen[at]) return;
    by < 0 ? chosen[at].before(option) : chosen[at].after(option);
    this.changed(this.dataset.wordMoved.replace("NAME", option.text).replace("COUNT", at + 1));
  }

  onChip(pressed) {
    if (!pressed) return;
    const at = [...this.chips.children].indexOf(pressed.closest("li"));
    pressed.dataset.does === "earlier" ? this.shift(at, -1) : this.drop(at);
  }

  onChipKey(event) {
    const at = [...this.chips.children].indexOf(event.target.closest("li"));
    const later = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: -1, [later]: 1 }[event.key];
    if (event.altKey && by && this.select.multiple) { event.preventDefault(); this.shift(at, by); }
    else if (["Backspace", "Delete"].includes(event.key)) { event.preventDefault(); this.drop(at); }
  }

  shift(at, by) { this.move(this.chosen[at], by); this.focusChip(Math.max(0, Math.min(at + by, this.chosen.length - 1))); }
  drop(at) { this.remove(this.chosen[at]); this.chosen.length ? this.focusChip(Math.min(at, this.chosen.length - 1)) : this.box.focus(); }
  focusChip(at) { this.chips.children[at].querySelector("[data-does=remove]").focus(); }

  changed(words) {
    this.draw();
    this.say(words);
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(words) { this.note.textContent = words; }
}

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const set = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
const button = (sign, label, does) => {
  const made = make("button", { type: "button", className: "combobox__btn", textContent: sign });
  made.setAttribute("aria-label", label);
  made.dataset.does = does;
  return made;
};
const option = (text, data) => {
  const made = make("li", { textContent: text, dir: "auto" });
  set(made, { role: "option", "aria-selected": "false" });
  Object.assign(made.dataset, data);
  return made;
};

customElements.define("desk-combobox", Combobox);
