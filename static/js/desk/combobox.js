// <desk-combobox>: a search box over a select, by the ARIA combobox pattern. The select stays what is submitted;
// its options are the chosen rows, in order. A new row comes back from Django's pop-up as an option of it.
import { boxFor } from "./combobox_box.js";
import { Chips } from "./combobox_chips.js";
import { Keys } from "./combobox_keys.js";
import { List, remark, row } from "./combobox_list.js";
import { addNew, newRow } from "./combobox_new.js";
import { Search } from "./combobox_search.js";
import { sayWhatIsLeft } from "./combobox_words.js";
import { make } from "./make.js";

const PAUSE_MS = 150;

class Combobox extends HTMLElement {
  connectedCallback() {
    if (this.closest(".empty-form") || this.box) return; // Django clones the empty form and inserts the copy
    this.select = this.querySelector("select");
    this.querySelector("noscript")?.remove();
    this.build();
    this.listen();
  }

  build() {
    const label = document.querySelector(`label[for="${this.select.id}"]`)?.textContent.trim() ?? "";
    this.note = make("p", { role: "status", class: "combobox__note" });
    this.box = boxFor(this.select);
    this.search = new Search(this.dataset);
    this.list = new List(this.box, label);
    this.chips = new Chips(this, label);
    this.keys = new Keys(this);
    this.append(this.chips.list, this.box, this.list.root, this.note);
  }

  listen() {
    this.box.addEventListener("input", () => this.ask(PAUSE_MS));
    this.box.addEventListener("click", () => this.list.isOpen || this.ask());
    this.list.root.addEventListener("click", ({ target }) => this.choose(this.list.rowOf(target)));
    sayWhatIsLeft(this);
  }

  get words() { return this.box?.value.trim(); }

  // `answered` → whether the list now answers the words in the box: not where others came in between.
  ask(pauseMs = 0) {
    this.list.wait();
    this.answered = this.answer(pauseMs);
  }

  async answer(pauseMs) {
    try {
      const found = await this.search.ask(this.words, pauseMs);
      if (found) this.offer(found.results, found.pagination.more);
      return Boolean(found);
    } catch (error) {
      this.list.open([remark(this.dataset.wordFailed)]);
      this.say(this.dataset.wordFailed);
      reportError(error);
      return false;
    }
  }

  offer(results, more) {
    const { addUrl, wordMore, wordFound, wordNone } = this.dataset;
    const taken = this.chips.values();
    const free = results.filter(({ id }) => !taken.includes(id)).map(({ id, text }) => row(text, { value: id }));
    const rows = free.length ? free : [remark(wordNone)];
    this.list.open(addUrl ? [...rows, newRow(this)] : rows);
    if (this.words) this.list.offerFirst();
    this.say(more ? wordMore : free.length ? wordFound.replace("COUNT", free.length) : wordNone);
  }

  close() {
    this.search.cancel();
    this.list.close();
  }

  clear() {
    this.close();
    this.box.value = "";
    this.say("");
  }

  choose(option) {
    if (!option || !this.list.isOpen) return;
    if ("isNew" in option.dataset) return void addNew(this);
    this.clear();
    this.chips.add(option.textContent, option.dataset.value);
  }

  say(words) {
    this.note.textContent = words;
    this.box.removeAttribute("aria-invalid");
  }
}

customElements.define("desk-combobox", Combobox);
