// <desk-combobox>: a search box over a select, by the ARIA combobox pattern. The select stays what is submitted;
// its options are the chosen rows, in order. A new row comes back from Django's pop-up as an option of it.
import { Chips } from "./combobox_chips.js";
import { List, row } from "./combobox_list.js";
import { Search } from "./combobox_search.js";
import { make } from "./make.js";

class Combobox extends HTMLElement {
  connectedCallback() {
    if (this.closest(".empty-form") || this.box) return; // Django clones the empty form and inserts the copy
    this.select = this.querySelector("select");
    this.querySelector("noscript")?.remove();
    this.build();
    this.listen();
  }

  build() {
    const { select } = this;
    const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim() ?? "";
    this.note = make("p", { role: "status", class: "combobox__note" });
    this.box = make("input", {
      type: "text", role: "combobox", class: "combobox__box", id: select.id, autocomplete: "off", maxlength: 200,
      "aria-autocomplete": "list",
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) this.box.setAttribute(name, select.getAttribute(name));
    }
    select.id += "-chosen"; // the label, and links to errors, now lead to the box
    select.hidden = true;
    this.search = new Search(this.dataset);
    this.list = new List(this.box, label);
    this.chips = new Chips(this, label);
    this.append(this.chips.list, this.box, this.list.root, this.note);
  }

  listen() {
    this.box.addEventListener("input", () => this.search.later(() => this.ask()));
    this.box.addEventListener("click", () => this.list.isOpen || this.ask());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.list.root.addEventListener("click", ({ target }) => this.choose(target.closest("[role=option]")));
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(relatedTarget) || this.leave());
  }

  async ask() {
    try {
      const found = await this.search.ask(this.box.value.trim());
      if (found) this.offer(found.results, found.pagination.more);
    } catch (error) {
      this.list.close();
      this.say(this.dataset.wordFailed);
      throw error;
    }
  }

  offer(results, more) {
    const { addUrl, wordNew, wordMore, wordFound, wordNone } = this.dataset;
    const taken = this.chips.values();
    const free = results.filter(({ id }) => !taken.includes(id)).map(({ id, text }) => row(text, { value: id }));
    this.list.open(addUrl ? [...free, row(wordNew, { isNew: "" })] : free);
    this.say(more ? wordMore : free.length ? wordFound.replace("COUNT", free.length) : wordNone);
  }

  leave() {
    this.search.cancel();
    this.box.value = "";
    this.list.close();
  }

  onKey(event) {
    const { list, box } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Backspace" && !box.value) return void this.chips.removeLast();
    if (event.key === "Escape" && !list.isOpen && !box.value) return;
    if (!step && !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault(); // Enter chooses and never submits
    if (event.key === "Enter") return void this.choose(list.marked);
    if (event.key === "Escape") return void (event.stopPropagation(), this.leave());
    list.isOpen ? list.step(step) : this.ask();
  }

  choose(option) {
    if (!option || !this.list.isOpen) return;
    const typed = this.box.value.trim();
    this.leave();
    "isNew" in option.dataset ? this.addNew(typed) : this.chips.add(option.textContent, option.dataset.value);
  }

  addNew(typed) { // Django's own pop-up: it finds the select by its id, and adds the new row to it
    const address = new URL(this.dataset.addUrl, location.href);
    if (typed && this.dataset.prefill) address.searchParams.set(this.dataset.prefill, typed);
    window.showRelatedObjectPopup(make("a", { id: `add_${this.select.id}`, href: address.href }));
  }

  say(words) { this.note.textContent = words; }
}

customElements.define("desk-combobox", Combobox);
