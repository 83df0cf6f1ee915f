// Nothing typed is lost. <desk-keep> stores the form in the browser until the server says that it is saved (by a
// cookie), and offers it again where a login ended, or a tab was closed, in between. It warns on leaving unsaved.
// Each opened form has a copy of its own, named by user, address and token: two tabs do not write over each other,
// and what is offered is not written over by what is typed beside it.
import { read, write } from "./fields.js";
import { rememberPlace, returnToPlace } from "./place.js";

const PAUSE_MS = 400;
const STAYS = "_continue"; // the button that saves and comes back to the form

customElements.define("desk-keep", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.owner = `keep:${this.dataset.user}:`;
    this.page = `${this.owner}${location.pathname}:`;
    this.touched = "typed" in this.dataset;
    this.watch();
    const saved = savedTokens();
    returnToPlace(saved);
    for (const key of keysOf(this.owner)) if (saved.some((token) => key.endsWith(token))) localStorage.removeItem(key);
    if (!this.touched) this.offer();
  }

  watch() {
    const { form } = this;
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.touch());
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

  get token() { return (this.form.elements.kept.value ||= crypto.randomUUID()); }

  touch() {
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  keep() {
    clearTimeout(this.timer);
    localStorage.setItem(this.page + this.token, JSON.stringify({ at: Date.now(), fields: read(this.form) }));
  }

  // The newest copy of this page that says something else than the page. Brought back, it keeps the version it was
  // typed over: what others saved since is compared, not overwritten.
  offer() {
    const present = read(this.form);
    const copies = keysOf(this.page).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
    const differs = ({ fields }) => JSON.stringify(fields) !== JSON.stringify({ ...present, version: fields.version });
    for (const { key } of copies.filter((copy) => !differs(copy))) localStorage.removeItem(key);
    this.offered = copies.filter(differs).sort((one, other) => other.at - one.at)[0];
    this.hidden = !this.offered;
    if (this.offered) this.querySelector("[data-when]").replaceChildren(timeOf(this.offered.at));
  }

  restore() {
    write(this.form, this.offered.fields);
    this.keep();
    this.touched = true;
    localStorage.removeItem(this.offered.key);
    this.hidden = true;
  }

  discard() {
    localStorage.removeItem(this.offered.key);
    this.offer();
  }
});

function keysOf(start) {
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}

// The forms that arrived, which the server names once.
function savedTokens() {
  const saved = document.cookie.match(/(?<=\bsaved-)[0-9a-f-]{36}(?==1)/g) ?? [];
  const path = location.pathname.replace(/^(\/[^/]+\/).*/, "$1");
  for (const token of saved) document.cookie = `saved-${token}=; max-age=0; path=${path}`;
  return saved;
}

function timeOf(moment) {
  const time = document.createElement("time");
  const { lang } = document.documentElement;
  time.dateTime = new Date(moment).toISOString();
  time.textContent = new Date(moment).toLocaleString(lang === "en" ? "en-GB" : lang, {
    dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Jerusalem",
  });
  return time;
}
