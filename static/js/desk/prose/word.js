// Word's own ways of writing notes and lists, which no browser knows.

// The value of one property of an element's style, which paste.js has put into data-style.
export const style = (element, property) =>
  element.dataset.style?.match(new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i"))?.[1].trim() ?? "";

// Word: a reference <a href="#_ftn1"> in the text, the note's text in <div id="ftn1"> at the end; endnotes as "edn".
export function takeNotes(body) {
  for (const reference of body.querySelectorAll("a[href^='#_ftn'], a[href^='#_edn']")) {
    const key = reference.getAttribute("href").slice(2);
    if (!/^(ftn|edn)\d+$/.test(key)) continue;
    const note = body.querySelector(`[id="${key}"]`);
    note?.querySelector("a[href^='#_ftnref'], a[href^='#_ednref']")?.remove();
    const place = body.ownerDocument.createElement("span");
    place.className = "footnote";
    place.dataset.note = note?.textContent.replace(/\s+/g, " ").trim() ?? "";
    reference.replaceWith(place);
  }
  body.querySelectorAll("[data-style*='footnote-list'], [data-style*='endnote-list']").forEach((list) => list.remove());
}

// Word writes lists as paragraphs: "mso-list:l0 level2 lfo1" in the style, the bullet or number as text to ignore.
export function makeLists(body) {
  let open = [];
  for (const item of body.querySelectorAll("[data-style*='mso-list']")) {
    const level = Number(style(item, "mso-list").match(/level(\d+)/)?.[1]);
    if (!level) continue;
    const marker = [...item.querySelectorAll("span")].find((span) => style(span, "mso-list") === "Ignore");
    const number = marker?.textContent.trim() ?? "";
    if (/^H\d$/.test(item.tagName)) {
      marker?.replaceWith(`${number} `);
      continue;
    }
    marker?.remove();
    if (open[0]?.list !== item.previousElementSibling) open = [];
    const tag = /^[([]?[\dA-Za-zא-ת]{1,5}[.)\]]/.test(number) ? "ol" : "ul";
    open = place(item, Math.min(level, open.length + 1), tag, open);
  }
}

function place(item, level, tag, open) {
  const kept = open.slice(0, level);
  if (kept.length === level && kept[level - 1].tag !== tag) kept.pop();
  if (kept.length < level) {
    const list = item.ownerDocument.createElement(tag);
    if (kept.length) kept.at(-1).list.lastElementChild.append(list);
    else item.before(list);
    kept.push({ list, tag });
  }
  const entry = item.ownerDocument.createElement("li");
  entry.append(item);
  kept.at(-1).list.append(entry);
  item.removeAttribute("data-style");
  return kept;
}
