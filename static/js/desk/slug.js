// A slug that nobody has typed follows an English title, as the server would make it.
const title = document.getElementById("id_title");
const slug = document.getElementById("id_slug");

const suggest = (text) => {
  const plain = text.replace(/[–—_]/g, "-").normalize("NFKD").toLowerCase();
  const words = plain.replace(/[^a-z0-9\s-]/g, "").replace(/[\s-]+/g, "-").replace(/^-|-$/g, "");
  return words.length > 120 ? words.slice(0, 121).replace(/-[^-]*$/, "") : words;
};

if (title && slug?.dataset.suggested) {
  slug.addEventListener("input", () => { slug.dataset.suggested = ""; });
  title.addEventListener("input", () => {
    if (slug.dataset.suggested && title.lang === "en") slug.value = suggest(title.value);
  });
}
