// Saving without leaving the page. The form is sent to its view, as it is without scripts; the answer, the form again,
// brings this one up to date. One save at a time: what is pressed meanwhile is done after it.
import "./browser_draft.js";
import { isSame, read } from "./fields.js";
import { Content } from "./fields_saved.js";
import { updateForm } from "./form_update.js";
import { firstButton, watchKeys } from "./save_keys.js";
import "./save_line.js";
import { SaveRequest } from "./save_request.js";
import { SaveRetry } from "./save_retry.js";
import "./submit_once.js";

const LEAVES = "_addanother";

class SaveInPlace {
  constructor(form, line) {
    Object.assign(this, { form, line, draft: form.querySelector("browser-draft"), retry: new SaveRetry(line) });
    form.addEventListener("submit", (event) => this.onSubmit(event));
    form.addEventListener("mousedown", keepFocus);
    watchKeys(form, line);
  }

  onSubmit(event) {
    document.activeElement.dispatchEvent(new Event("change", { bubbles: true })); // as if the field were left
    const button = event.submitter ?? firstButton(this.form);
    if (button.name === LEAVES) return void this.draft.leave();
    event.preventDefault();
    this.press(button);
  }

  press(button) {
    const step = { name: button.name, label: labelOf(button), isHarmless: button === firstButton(this.form) };
    if (this.step) this.pressNext(step);
    else this.run(step);
  }

  // The same once more, with nothing typed since, is a double click. A step is not put off by a save.
  pressNext(step) {
    this.retry.hurry();
    const isAgain = isSame(step, this.step) && isSame(read(this.form), this.sent);
    if (!isAgain && (!this.next || this.next.isHarmless)) this.next = step;
  }

  async run(first) {
    try {
      for (this.step = first; this.step; this.step = this.next) {
        this.next = null;
        await this.save(this.step);
      }
    } finally {
      this.step = null;
    }
  }

  // The button as the form has it now: what another has become is not pressed.
  find({ name, label, isHarmless }) {
    if (isHarmless) return firstButton(this.form);
    const buttons = [...this.form.querySelectorAll("[type=submit]:not([form])")];
    return buttons.find((button) => button.name === name && labelOf(button) === label);
  }

  async save(step) {
    const button = this.find(step);
    if (!button) return;
    if (button.disabled) return void this.line.refuse(button.dataset.says);
    const token = this.draft.handOver();
    this.sent = read(this.form);
    const body = new FormData(this.form, button);
    body.set("browser_draft", token);
    this.form.dispatchEvent(new Event("desk:sent", { bubbles: true }));
    const answer = await this.retry.send(new SaveRequest(this.form, body));
    this.take(answer, token);
    if (answer.failures && answer.kind === "saved" && this.draft.isUnsaved) this.next ??= { isHarmless: true };
  }

  take(answer, token) {
    const { kind, page } = answer;
    const content = new Content(this.sent, read(this.form));
    if (kind === "saved" || kind === "invalid") updateForm(this, answer, content);
    const isSaved = kind === "saved" || kind === "left";
    this.draft.settle(token, !isSaved || !isSame(content.sent, content.typed), kind === "saved" ? answer.address : undefined);
    if (kind === "refused") this.line.refusedBy(page);
    if (kind === "left") this.leave(answer.address);
  }

  leave(address) {
    this.draft.isUnsaved = false;
    location.assign(address);
  }
}

// Pressed by mouse, a button leaves the caret where one writes.
function keepFocus(event) {
  if (event.target.closest("[type=submit]")) event.preventDefault();
}

const labelOf = (button) => (button.matches("input") ? button.value : button.textContent.trim());

const form = document.querySelector("form:has(browser-draft):has(save-line)");
if (form) new SaveInPlace(form, form.querySelector("save-line"));
