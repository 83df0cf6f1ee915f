// Nothing typed is lost. <desk-keep> stores the form in the browser until the server says that it is saved (by a
// cookie), and offers it again where a login ended, or a tab was closed, in between. It warns on leaving unsaved.
// Each opened form has a copy of its own, named by user, address and token: two tabs do not write over each other,
// and what is offered is not written over by what is typed beside it.
import { firstText, isChanged, labelsOfChanges, read, write } from "./fields.js";
import { copiesOf, forget, forgetSaved, pageOf, store } from "./keep_store.js";
import { rememberPlace, returnToPlace } from "./place.js";
import { timeOf } from "./time.js";

const PAUSE_MS = 400;
const STAYS = "_continue"; // the button that saves and comes back to the form

customElements.define("desk-keep", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.page = pageOf(this.dataset.user);
    this.touched = "typed" in this.dataset;
    this.watch();
    returnToPlace(forgetSaved(this.dataset.user));
    if (!this.touched) addEventListener("pageshow", () => this.arrive());
  }

  // All modules have dressed the form, and the browser, led back to it, has put in what was typed when it was left.
  arrive() {
    this.form.elements.kept.value = "";
    this.offer();
    if (isChanged(this.form)) this.touch(this);
  }

  watch() {
    const { form } = this;
    for (const name of ["input", "change"]) form.addEventListener(name, ({ target }) => this.touch(target));
    form.addEventListener("submit", ({ submitter }) => {
      this.keep();
      this.touched = false;
      if (submitter?.name === STAYS) rememberPlace(this.token);
    });
    addEventListener("beforeunload", (event) => { if (this.touched) event.preventDefault(); });
    this.addEventListener("click", ({ target }) => {
      if (target.dataset.does === "restore") this.restore();
      if (target.dataset.does === "discard") this.discard();
    });
  }

  // What is typed and not saved: the form warns of it, and says what does not know of it.
  get touched() { return this.isTouched; }

  set touched(is) {
    this.isTouched = is;
    for (const hint of this.form.querySelectorAll("[data-when-unsaved]")) hint.hidden = !is;
  }

  get token() { return (this.form.elements.kept.value ||= crypto.randomUUID()); }

  touch({ form = this.form }) {
    if (form !== this.form) return; // a field of another form stands among ours
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  keep() {
    clearTimeout(this.timer);
    store(this.page + this.token, read(this.form));
  }

  // The newest copy of this page that says something else than the page. Brought back, it keeps the version it was
  // typed over: what others saved since is compared, not overwritten.
  offer() {
    const present = read(this.form);
    const copies = copiesOf(this.page);
    const differs = ({ fields }) => JSON.stringify(fields) !== JSON.stringify({ ...present, version: fields.version });
    for (const copy of copies.filter((copy) => !differs(copy))) forget(copy);
    this.offered = copies.find(differs);
    this.hidden = !this.offered;
    if (this.offered) this.querySelector("[data-when]").replaceChildren(timeOf(this.offered.at));
  }

  restore() {
    const labels = labelsOfChanges(this.form, this.offered.fields);
    write(this.form, this.offered.fields);
    this.keep();
    this.touched = true;
    forget(this.offered);
    this.hidden = true;
    this.say(this.dataset.restored.replace("FIELDS", labels.join(", ")));
    firstText(this.form)?.focus();
  }

  discard() {
    forget(this.offered);
    this.offer();
    if (this.offered) return;
    this.say(this.dataset.discarded);
    firstText(this.form)?.focus();
  }

  say(words) { this.nextElementSibling.textContent = words; }
});
