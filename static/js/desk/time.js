// A moment as the desk says it, in Jerusalem time.
const ZONE = "Asia/Jerusalem";

export function timeOf(moment) {
  const time = document.createElement("time");
  const { lang } = document.documentElement;
  time.dateTime = new Date(moment).toISOString();
  time.textContent = new Date(moment).toLocaleString(lang === "en" ? "en-GB" : lang, {
    dateStyle: "long", timeStyle: "short", timeZone: ZONE,
  });
  return time;
}

// "10:02:08"
export const hourOf = (moment) => new Date(moment).toLocaleTimeString("en-GB", { timeZone: ZONE });
