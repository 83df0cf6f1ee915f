// <save-line>: how the form stands to what is saved, in one word and one shape, and below it what that means. The
// words come from the server: those of a save from its answer, those that only the browser knows from templates.
import { make } from "./make.js";
import { hourOf } from "./time.js";

customElements.define("save-line", class extends HTMLElement {
  connectedCallback() {
    this.word = this.querySelector("[role=status]");
    this.more = this.querySelector(".save-more");
    this.addEventListener("click", ({ target }) => {
      if (target.dataset.does === "retry") this.dispatchEvent(new Event("desk:retry"));
    });
  }

  // From the answer to a save. What is wrong stands here, not above the text, which it would move away from under the
  // caret; so does what a step has done (the last message), and what was joined (the first).
  take(page, { isStep, isJoined }) {
    const line = page.querySelector("save-line");
    const more = line.querySelector(".save-more");
    const errors = page.querySelector("#errors:not(.conflict)");
    const messages = [...page.querySelectorAll(".messagelist li")].map(({ textContent }) => textContent.trim());
    if (errors) more.append(errors.querySelector("ul"));
    if (isJoined && messages.length) more.prepend(make("p", {}, messages[0]));
    errors?.remove();
    this.show(line.querySelector(".save"), more, isStep ? messages.at(-1) : "");
  }

  say(name, { next = Date.now(), said = [] } = {}) {
    const { content } = this.querySelector(`template[data-save=${name}]`).cloneNode(true);
    for (const p of content.querySelectorAll("p:not(:has(*))")) {
      p.textContent = p.textContent.replace("NOW", hourOf(Date.now()).slice(0, 5)).replace("NEXT", hourOf(next));
    }
    content.querySelector("[data-said]")?.replaceChildren(...said);
    this.show(content.querySelector(".save"), content.querySelector(".save-more"));
  }

  // In the words of the page that came in place of the form.
  refusedBy(page) {
    const notice = page.querySelector("#errors");
    const said = page.querySelector(".messagelist li, h1");
    this.say("refused", { said: notice ? notice.querySelectorAll("p") : [make("p", {}, said?.textContent ?? "")] });
    const heading = notice?.querySelector("h2");
    if (heading) this.word.textContent = heading.textContent;
  }

  refuse(why) {
    this.word.className = "save save--part";
    this.word.textContent = why;
    this.more.replaceChildren();
  }

  show(word, more, done = "") {
    this.word.className = word.className;
    this.word.textContent = [done, word.textContent.trim()].join(" ").trim();
    if (more) this.more.replaceChildren(...more.childNodes);
  }
});
