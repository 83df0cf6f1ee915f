// What a combobox holds, drawn as chips over its select: removed by button or Backspace, ordered by button or Alt+arrows.
// The focus stays on a chip, never on its button: a second Enter undoes nothing.
import { make } from "./make.js";

export class Chips {
  constructor(combobox, label) {
    this.combobox = combobox;
    this.select = combobox.select;
    this.id = combobox.box.id;
    this.words = combobox.dataset;
    this.isOrdered = "ordered" in combobox.dataset;
    this.list = make("ul", { class: "combobox__chips", role: "list", "aria-label": label });
    this.list.addEventListener("click", ({ target }) => this.onClick(target.closest("button")));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    new MutationObserver(() => this.draw()).observe(this.select, { childList: true });
    this.draw();
  }

  get chosen() { return [...this.select.options].filter(({ value, selected }) => value && selected); }
  values() { return this.chosen.map(({ value }) => value); }
  indexOf(element) { return [...this.list.children].indexOf(element.closest("li")); }

  draw() {
    const { chosen, combobox: { box } } = this;
    const isFull = !this.select.multiple && chosen.length > 0;
    const focused = isFull && box === document.activeElement ? 0 : this.indexOf(document.activeElement);
    this.list.replaceChildren(...chosen.map((option, i) => this.chip(option, i)));
    this.list.hidden = !chosen.length;
    this.takePlace(isFull);
    if (focused >= 0) this.focus(focused);
  }

  // Where one is enough, its chip stands instead of the box, and links to the box lead to it.
  takePlace(isFull) {
    const { box } = this.combobox;
    box.hidden = isFull;
    (isFull ? box : this.list).removeAttribute("id");
    (isFull ? this.list : box).id = this.id;
  }

  chip({ text }, i) {
    const { wordEarlier, wordRemove, wordMove } = this.words;
    const earlier = make("button", { type: "button", "data-does": "earlier", "aria-label": `${wordEarlier}: ${text}` });
    const remove = make("button", { type: "button", "data-does": "remove", "aria-label": `${wordRemove}: ${text}` });
    if (this.isOrdered) remove.title = wordMove;
    const parts = [make("span", { dir: "auto" }, text), remove];
    return make("li", { class: "combobox__chip", tabindex: -1 }, ...(this.isOrdered && i ? [earlier, ...parts] : parts));
  }

  focus(at) { (this.list.children[Math.min(at, this.chosen.length - 1)] ?? this.combobox.box).focus(); }

  add(text, value) {
    if (!this.select.multiple) this.select.replaceChildren(new Option());
    this.select.append(new Option(text, value, true, true));
    this.tell(this.words.wordChosen.replace("NAME", text));
  }

  remove(option) {
    option.remove();
    if (!this.select.multiple) this.select.replaceChildren(new Option("", "", true, true));
    this.tell(this.words.wordRemoved.replace("NAME", option.text));
  }

  removeLast() { if (this.chosen.length) this.remove(this.chosen.at(-1)); }

  move(at, by) {
    const { chosen } = this;
    const neighbour = chosen[at + by];
    if (!neighbour) return;
    by < 0 ? neighbour.before(chosen[at]) : neighbour.after(chosen[at]);
    this.draw();
    this.focus(at + by);
    this.tell(this.words.wordMoved.replace("NAME", chosen[at].text).replace("COUNT", at + by + 1));
  }

  onClick(button) {
    if (!button) return;
    const at = this.indexOf(button);
    button.dataset.does === "earlier" ? this.move(at, -1) : this.remove(this.chosen[at]);
  }

  onKey(event) {
    const at = this.indexOf(event.target);
    const isRtl = getComputedStyle(this.list).direction === "rtl";
    const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[event.key];
    const removes = ["Backspace", "Delete"].includes(event.key);
    if (!removes && !(by && event.altKey && this.isOrdered)) return;
    event.preventDefault();
    if (!removes) return void this.move(at, by);
    if (!event.repeat) this.remove(this.chosen[at]);
  }

  tell(words) {
    this.combobox.say(words);
    for (const name of ["input", "change"]) this.select.dispatchEvent(new Event(name, { bubbles: true }));
  }
}
