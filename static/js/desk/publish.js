// <publish-button>: the main button says what it will do, and when. The words come from the server.
const ZONE = "Asia/Jerusalem";
const DAY = /^(?:(?<y>\d{4})-(?<m>\d\d?)-(?<d>\d\d?)|(?<d2>\d\d?)[/.](?<m2>\d\d?)[/.](?<y2>\d{4}))$/;
const TIME = /^(?<h>[01]?\d|2[0-3])(?::(?<min>[0-5]\d)(?::[0-5]\d)?)?$/;
const UNCLEAR = "…"; // a moment that is past, not typed whole, or cannot be read: the server will ask for it

customElements.define("publish-button", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button.dataset.later) return;
    document.addEventListener("input", () => this.say());
    addEventListener("pageshow", () => this.say()); // the browser may have put in what was typed before
    document.addEventListener("focusin", () => this.say()); // Django's calendar writes the value without an event
    this.say();
  }

  say() {
    const fields = ["id_published_at_0", "id_published_at_1"].map((id) => document.getElementById(id));
    if (fields.includes(null)) return;
    const [day, time] = fields.map((field) => field.value.trim());
    const when = momentOf(day, time);
    const now = new Date().toLocaleString("sv", { timeZone: ZONE }).replace(" ", "T").slice(0, 16);
    const { now: atOnce, later } = this.button.dataset;
    const isNow = !day && !time;
    this.button.textContent = isNow ? atOnce : later.replace("WHEN", when > now ? inWords(when, now) : UNCLEAR);
  }
});

// "2027-07-24T09:00", from each way of writing a day and an hour that the server reads; else undefined.
function momentOf(day, time) {
  const [date, hour] = [day.match(DAY)?.groups, time.match(TIME)?.groups];
  if (!date || !hour) return undefined;
  const two = (part) => part.padStart(2, "0");
  const written = `${date.y ?? date.y2}-${two(date.m ?? date.m2)}-${two(date.d ?? date.d2)}`;
  const read = new Date(`${written}T12:00Z`);
  if (Number.isNaN(read.valueOf()) || !read.toISOString().startsWith(written)) return undefined;
  return `${written}T${two(hour.h)}:${hour.min ?? "00"}`;
}

function inWords(when, now) {
  const year = when.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" };
  const { lang } = document.documentElement;
  const day = new Date(`${when.slice(0, 10)}T12:00Z`).toLocaleDateString(lang === "en" ? "en-GB" : lang, {
    day: "numeric", month: "long", timeZone: "UTC", ...year,
  });
  return `${day}, ${when.slice(11)}`;
}
