// <draft-to-copy>: on the page of a post that may no longer be changed, what was typed into its form and is not saved.
// It is sent to the server, which cleans it and shows it; nothing of it is drawn here.
import { copiesOf, forget, forgetSaved, pageOf } from "./draft_store.js";
import { timeOf } from "./time.js";

customElements.define("draft-to-copy", class extends HTMLElement {
  connectedCallback() {
    this.fields = [...this.querySelectorAll("input")];
    this.saved = Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
    forgetSaved(this.dataset.user);
    this.addEventListener("click", async ({ target }) => {
      if (target.dataset.does !== "discard") return;
      forget(this.offered.key);
      await this.offer();
      if (this.offered) return;
      this.nextElementSibling.textContent = this.dataset.discarded;
      this.closest("main").focus();
    });
    this.offer();
  }

  async offer() {
    const copies = await copiesOf(pageOf(this.dataset.user));
    this.offered = copies.find(({ fields }) => this.says(fields));
    this.hidden = !this.offered;
    if (!this.offered) return;
    for (const field of this.fields) field.value = this.offered.fields[field.name] ?? "";
    this.querySelector("[data-when]").replaceChildren(timeOf(this.offered.at));
  }

  // Whether a copy says something else than what is saved.
  says(fields) {
    return ["title", "standfirst", "body"].some((name) => fields[name] !== this.saved[name]);
  }
});
