// <publish-button>: the main button says what it will do, and when. The words come from the server.
const ZONE = "Asia/Jerusalem";
const DAY = /^(?:(?<y>\d{4})-(?<m>\d\d?)-(?<d>\d\d?)|(?<d2>\d\d?)[/.](?<m2>\d\d?)[/.](?<y2>\d{4}))$/;

customElements.define("publish-button", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.fields = ["id_published_at_0", "id_published_at_1"].map((id) => document.getElementById(id));
    if (!this.button.dataset.later || this.fields.includes(null)) return;
    for (const field of this.fields) field.addEventListener("input", () => this.say());
    document.addEventListener("focusin", () => this.say()); // Django's calendar writes the value without an event
    this.say();
  }

  get when() { // "2027-07-24T09:00" from either way of writing a day
    const [day, time] = this.fields.map((field) => field.value.trim());
    const found = day.match(DAY)?.groups;
    if (!found) return "";
    const [month, date] = [found.m ?? found.m2, found.d ?? found.d2].map((part) => part.padStart(2, "0"));
    return `${found.y ?? found.y2}-${month}-${date}T${(time.slice(0, 5) || "00:00").padStart(5, "0")}`;
  }

  say() {
    const { when } = this;
    const now = new Date().toLocaleString("sv", { timeZone: ZONE }).replace(" ", "T").slice(0, 16);
    if (when <= now) return void (this.button.textContent = this.button.dataset.now);
    const year = when.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" };
    const { lang } = document.documentElement;
    const day = new Date(`${when.slice(0, 10)}T12:00Z`).toLocaleDateString(lang === "en" ? "en-GB" : lang, {
      day: "numeric", month: "long", timeZone: "UTC", ...year,
    });
    this.button.textContent = this.button.dataset.later.replace("WHEN", `${day}, ${when.slice(11)}`);
  }
});
