// A form sent to its view, and what became of it, as {kind}:
//   saved       the same form again, at its address: {page, address, version, joined}
//   left        saved, and another page comes next: {address}
//   invalid     the same form with what is wrong: {page, version, joined}
//   logged-out  the login is over, or another person's
//   unreachable nothing, or nothing in time: whether it is saved is not known
//   refused     anything else, in the server's words: {page}
import { acknowledgementOf } from "./draft_store.js";

const PATIENCE_MS = 30_000;
const PASSING = [502, 503, 504];
const TOKEN = "csrfmiddlewaretoken";

export class SaveRequest {
  constructor(form, body) {
    Object.assign(this, { form, body, draft: form.querySelector("browser-draft") });
  }

  async send() {
    const answer = await this.post();
    return answer?.status === 403 ? this.sendRenewed(answer) : this.read(answer);
  }

  // A login in another tab has made the form's token invalid.
  async sendRenewed(refused) {
    const now = await ask(location.href);
    if (!now) return { kind: "unreachable" };
    if (isLogin(now.page) || this.isSomebodyElses(now.page)) return { kind: "logged-out" };
    if (!this.isForm(now.page)) return { kind: "refused", page: refused.page };
    this.body.set(TOKEN, formIn(now.page).elements[TOKEN].value);
    return this.read(await this.post());
  }

  post() {
    return ask(location.href, { method: "POST", body: this.body, redirect: "manual" });
  }

  async read(answer) {
    if (!answer || PASSING.includes(answer.status)) return { kind: "unreachable" };
    if (answer.isRedirect) return this.follow();
    const { page } = answer;
    if (answer.status !== 200 || !this.isForm(page)) return { kind: "refused", page };
    const joined = page.querySelector("[data-joined]")?.dataset.joined.split(" ") ?? [];
    return { kind: "invalid", page, version: formIn(page).elements.version?.value, joined };
  }

  async follow() {
    const saved = acknowledgementOf(this.body.get("browser_draft"));
    if (saved && !saved.stays) return { kind: "left", address: saved.address };
    const next = await ask(saved?.address ?? location.href);
    if (!next) return { kind: "unreachable" };
    if (isLogin(next.page)) return { kind: "logged-out" };
    if (!saved) return { kind: "refused", page: next.page };
    return { kind: this.isForm(next.page) ? "saved" : "left", page: next.page, ...saved };
  }

  isForm(page) {
    return formIn(page)?.id === this.form.id;
  }

  isSomebodyElses(page) {
    const draft = page.querySelector("browser-draft");
    return draft !== null && draft.dataset.user !== this.draft.dataset.user;
  }
}

export const formIn = (page) => page.querySelector("form:has(browser-draft)");
const isLogin = (page) => page.querySelector("#login-form") !== null;

// The answer, or null where there is no connection, or none in time.
async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, isRedirect: answer.type === "opaqueredirect", page: parse(await answer.text()) };
  } catch {
    return null;
  }
}

// Without style elements: the policy of this page would refuse them in a text that is only read, too.
function parse(html) {
  return new DOMParser().parseFromString(html.replace(/<style\b.*?<\/style>/gs, ""), "text/html");
}
