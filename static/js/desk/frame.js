// A page in a frame begins at its article, below the site's header. An address with a # would do that too, but scroll
// the page around the frame as well.
for (const frame of document.querySelectorAll("iframe.preview")) {
  frame.addEventListener("load", () => begin(frame.contentWindow));
  if (frame.contentDocument?.readyState === "complete") begin(frame.contentWindow);
}

function begin(page) {
  const article = page.document.querySelector("main article");
  if (article) page.scrollTo({ top: article.getBoundingClientRect().top + page.scrollY, behavior: "instant" });
}
