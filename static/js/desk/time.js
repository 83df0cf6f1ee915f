// A moment as the desk says it, in Jerusalem time.
export function timeOf(moment) {
  const time = document.createElement("time");
  const { lang } = document.documentElement;
  time.dateTime = new Date(moment).toISOString();
  time.textContent = new Date(moment).toLocaleString(lang === "en" ? "en-GB" : lang, {
    dateStyle: "long", timeStyle: "short", timeZone: "Asia/Jerusalem",
  });
  return time;
}
