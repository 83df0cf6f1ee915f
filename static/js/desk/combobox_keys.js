// The keys of a combobox's box. Enter and the arrows answer to the words typed before them: they wait for the list.
export class Keys {
  constructor(combobox) {
    this.combobox = combobox;
    combobox.box.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const { box, chips, list } = this.combobox;
    const isIdle = !list.isOpen && !list.isWaiting;
    if (event.key === "Backspace" && !box.value && !event.repeat) chips.removeLast();
    if (event.key === "Escape" && isIdle && !box.value) return; // closes what stands around the box
    const act = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      Enter: () => this.take(isIdle),
      Escape: () => (event.stopPropagation(), this.giveUp(isIdle)),
    }[event.key];
    if (!act) return;
    event.preventDefault(); // Enter chooses and never submits
    act();
  }

  async step(by) {
    const { combobox, combobox: { list } } = this;
    if (list.isOpen && !list.isWaiting) return void list.step(by);
    if (!list.isWaiting) combobox.ask();
    if (await combobox.answered) list.markFirst();
  }

  async take(isIdle) {
    const { combobox, combobox: { list } } = this;
    if (list.isWaiting || (isIdle && combobox.words)) combobox.ask(); // without the pause: the next words may follow
    if (!isIdle && await combobox.answered) combobox.choose(list.marked);
  }

  giveUp(isIdle) { isIdle ? this.combobox.clear() : this.combobox.close(); }
}
