// What Word and Google Docs put on the clipboard, turned into what this text knows: headings, lists, links, tables,
// notes, bold and italic. The editor's schema then drops everything else.
import { Extension } from "django-prose-editor/editor";
import { makeLists, style, takeNotes } from "./word.js";

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  transformPastedHTML(html) {
    return clean(html, this.editor.view.dom.dir || "ltr");
  },
});

export function clean(html, direction) {
  const unstyled = withoutStyles(html);
  if (html.includes("data-pm-slice")) return unstyled; // copied from a text of ours
  const { body } = new DOMParser().parseFromString(unstyled, "text/html");
  body.querySelectorAll("script, meta, link, title, xml, img, colgroup").forEach((element) => element.remove());
  removeComments(body);
  takeNotes(body);
  makeLists(body);
  shiftHeadings(body);
  markHeaderCells(body);
  markEmphasis(body);
  body.querySelectorAll("b[id^=docs-internal-guid], span:not(.footnote), font, o\\:p").forEach(unwrap);
  body.querySelectorAll("a:not([href]), a[href^='#']").forEach(unwrap);
  body.querySelectorAll("[dir]").forEach((element) => element.dir === direction && element.removeAttribute("dir"));
  if (body.querySelector("p, li, td")) body.querySelectorAll(":is(body, div) > br").forEach((br) => br.remove());
  body.querySelectorAll("p").forEach((p) => isBlank(p) && !p.closest("td, th, li") && p.remove());
  return body.innerHTML;
}

// The policy of the page forbids styles, in text that is only being read too: they become data.
const withoutStyles = (html) => html
  .replace(/<style[\s>][^]*?<\/style>/gi, "")
  .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2"));
const isBlank = (element) => !element.textContent.trim() && !element.querySelector(".footnote, br + br, table");
const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  for (const name of ["colspan", "rowspan", "dir"]) {
    if (element.hasAttribute(name)) renamed.setAttribute(name, element.getAttribute(name));
  }
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function removeComments(body) {
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach((comment) => comment.remove());
}

// The title is the page's h1: where the text has one of its own, all headings move down by one.
function shiftHeadings(body) {
  const down = body.querySelector("h1") ? 1 : 0;
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    rename(heading, `h${Math.min(Number(heading.tagName[1]) + down, 4)}`);
  }
}

function markHeaderCells(body) {
  body.querySelectorAll("thead td").forEach((cell) => rename(cell, "th"));
}

function markEmphasis(body) {
  for (const element of body.querySelectorAll("b, strong, i, em, span")) {
    const weight = style(element, "font-weight");
    const isHeading = element.closest("h2, h3, h4, th");
    const isBold = weight ? /^(bold|[6-9]00)/.test(weight) : /^(B|STRONG)$/.test(element.tagName);
    const slant = style(element, "font-style");
    const isItalic = slant ? slant === "italic" : /^(I|EM)$/.test(element.tagName);
    for (const tag of [isBold && !isHeading && "strong", isItalic && "em"]) if (tag) wrapContent(element, tag);
    if (element.tagName !== "SPAN") unwrap(element);
  }
}

function wrapContent(element, tag) {
  const wrapped = element.ownerDocument.createElement(tag);
  wrapped.append(...element.childNodes);
  element.append(wrapped);
}
