// Nothing typed is lost. <desk-keep> stores the form in the browser, per user and address, until the server says that
// it is saved (by a cookie), and offers it again where a login or its token ended in between. It warns on leaving unsaved.
import { read, write } from "./fields.js";

const PAUSE_MS = 400;

customElements.define("desk-keep", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.owner = `keep:${this.dataset.user}:`;
    this.key = this.owner + location.pathname;
    this.touched = "typed" in this.dataset;
    this.watch();
    this.forgetSaved();
    if (!this.touched) this.offer();
  }

  watch() {
    const { form } = this;
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.touch());
    form.addEventListener("submit", () => {
      this.keep();
      this.touched = false;
    });
    addEventListener("beforeunload", (event) => { if (this.touched) event.preventDefault(); });
    this.addEventListener("click", ({ target }) => {
      if (target.dataset.does === "restore") this.restore();
      if (target.dataset.does === "discard") this.forget(this.key);
    });
  }

  touch() {
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  keep() {
    clearTimeout(this.timer);
    const kept = this.form.elements.kept;
    kept.value ||= crypto.randomUUID();
    localStorage.setItem(this.key, JSON.stringify({ token: kept.value, at: Date.now(), fields: read(this.form) }));
  }

  get kept() { return JSON.parse(localStorage.getItem(this.key)); }

  // A form that has arrived may have been kept under another address: that of a new row.
  forgetSaved() {
    const saved = document.cookie.match(/(?<=\bsaved-)[0-9a-f-]{36}(?==1)/g) ?? [];
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(this.owner))) {
      if (saved.includes(JSON.parse(localStorage.getItem(key)).token)) localStorage.removeItem(key);
    }
    const path = location.pathname.replace(/^(\/[^/]+\/).*/, "$1");
    for (const token of saved) document.cookie = `saved-${token}=; max-age=0; path=${path}`;
  }

  offer() {
    const { kept } = this;
    if (!kept) return;
    // Brought back, it keeps the version it was typed over: what others saved since is compared, not overwritten.
    const present = { ...read(this.form), version: kept.fields.version };
    if (JSON.stringify(kept.fields) === JSON.stringify(present)) return void this.forget(this.key);
    const time = document.createElement("time");
    const moment = new Date(kept.at);
    time.dateTime = moment.toISOString();
    const { lang } = document.documentElement;
    time.textContent = moment.toLocaleString(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeStyle: "short" });
    this.querySelector("[data-when]").replaceChildren(time);
    this.hidden = false;
  }

  restore() {
    write(this.form, this.kept.fields);
    this.hidden = true;
    this.touch();
  }

  forget(key) {
    localStorage.removeItem(key);
    this.hidden = true;
  }
});
