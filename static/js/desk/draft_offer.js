// Offers what this browser holds of a form and is not saved: its name, and when it was typed.
import { copiesOf, forget, pageOf } from "./draft_store.js";
import { firstText, isSame, labelsOfChanges, read, write } from "./fields.js";
import { timeOf } from "./time.js";

export class DraftOffer {
  constructor(draft) {
    this.draft = draft;
    draft.addEventListener("click", ({ target }) => {
      if (target.dataset.does === "restore") this.restore();
      if (target.dataset.does === "discard") this.discard();
    });
  }

  // The newest copy of this page that says something else than the page. Brought back, it keeps the version it was
  // typed over: what others saved since is joined, not overwritten.
  async look() {
    const { draft, draft: { form } } = this;
    const copies = await copiesOf(pageOf(draft.dataset.user));
    const present = read(form);
    const isNew = ({ fields }) => !isSame(fields, { ...present, version: fields.version });
    for (const copy of copies) if (!isNew(copy)) forget(copy.key);
    this.copy = copies.find(isNew);
    draft.hidden = !this.copy;
    if (this.copy) this.describe(this.copy);
  }

  describe({ at, fields }) {
    const { draft } = this;
    draft.querySelector("[data-name]").textContent = fields[firstText(draft.form)?.name] ?? "";
    draft.querySelector("[data-when]").replaceChildren(timeOf(at));
  }

  restore() {
    const { draft, copy } = this;
    const labels = labelsOfChanges(draft.form, copy.fields);
    write(draft.form, copy.fields);
    draft.keep();
    draft.isUnsaved = true;
    forget(copy.key);
    draft.hidden = true;
    this.say(draft.dataset.restored.replace("FIELDS", labels.join(", ")));
  }

  async discard() {
    forget(this.copy.key);
    await this.look();
    if (!this.copy) this.say(this.draft.dataset.discarded);
  }

  // What was pressed is gone: the focus goes to the form.
  say(words) {
    this.draft.nextElementSibling.textContent = words;
    firstText(this.draft.form)?.focus();
  }
}
