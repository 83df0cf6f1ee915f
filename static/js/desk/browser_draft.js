// Nothing typed is lost. <browser-draft> stores the form in the browser until the server says that it is saved (by a
// cookie), and offers it again where a login ended, or a tab was closed, in between. It warns on leaving unsaved.
// Each save has a copy of its own, named by user, address and token: two tabs do not write over each other, and what
// is typed while a save is under way is not taken for saved.
import { DraftOffer } from "./draft_offer.js";
import { forget, forgetSaved, pageOf, store } from "./draft_store.js";
import { isChanged, isSame, read } from "./fields.js";

const PAUSE_MS = 400;

customElements.define("browser-draft", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.querySelector("input");
    this.isUnsaved = "typed" in this.dataset;
    this.offer = new DraftOffer(this);
    this.watch();
    forgetSaved(this.dataset.user);
    if (!this.isUnsaved) addEventListener("pageshow", () => this.arrive());
  }

  // All modules have dressed the form, and the browser, led back to it, has put in what was typed when it was left.
  arrive() {
    this.field.value = "";
    this.offer.look();
    if (isChanged(this.form)) this.touch(this);
    else this.saved = read(this.form);
  }

  watch() {
    for (const name of ["input", "change"]) this.form.addEventListener(name, ({ target }) => this.touch(target));
    addEventListener("beforeunload", (event) => { if (this.isUnsaved) event.preventDefault(); });
    addEventListener("pagehide", () => { if (this.timer) this.keep(); });
  }

  // What is typed and not saved: the form warns of it, and says what does not know of it.
  get isUnsaved() { return this.form.classList.contains("is-unsaved"); }
  set isUnsaved(is) { this.form.classList.toggle("is-unsaved", is); }

  get token() { return (this.field.value ||= crypto.randomUUID()); }
  keyOf(token) { return pageOf(this.dataset.user) + token; }

  touch({ form = this.form }) {
    if (form !== this.form) return; // a field of another form stands among ours
    this.isUnsaved = !isSame(read(this.form), this.saved);
    this.stop();
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
  }

  keep() {
    this.stop();
    store(this.keyOf(this.token), read(this.form));
  }

  // The token of what is sent now. What is typed from now on is another copy.
  handOver() {
    this.keep();
    const { token } = this;
    this.field.value = "";
    return token;
  }

  // The form was answered, at this address from now on: what was sent is saved, or still in the form.
  settle(token, isUnsaved, address = location.href) {
    forgetSaved(this.dataset.user);
    for (const known of [token, this.field.value]) forget(this.keyOf(known));
    history.replaceState(history.state, "", address);
    this.stop();
    this.saved = isUnsaved ? null : read(this.form);
    this.isUnsaved = isUnsaved;
    if (isUnsaved) this.keep();
  }

  // The form is left with all that is in it.
  leave() {
    this.keep();
    this.isUnsaved = false;
  }
});
