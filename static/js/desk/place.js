// A save that comes back to the form comes back to where one was: the same line under the same eyes, the caret in it.
const KEY = "place";

export function rememberPlace(token) {
  const { activeElement } = document;
  const field = activeElement.closest(".prose-editor")?.querySelector("textarea") ?? activeElement;
  const { top } = drawn(field).getBoundingClientRect();
  const { from, to } = editorOf(field)?.state.selection ?? {};
  sessionStorage.setItem(KEY, JSON.stringify({ token, name: field.name, top, caret: from && { from, to } }));
}

// `saved`: the tokens of the forms that arrived. Anything else is another visit, which begins at the top.
export function returnToPlace(saved) {
  const place = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  const [field] = document.getElementsByName(place?.name);
  if (!field || !saved.includes(place.token)) return;
  Promise.all([loaded(), place.caret && drawnBy(field)]).then(() => settle(field, place));
}

// Until then other modules still hide and show what stands above.
function loaded() {
  return new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", resolve, { once: true });
  });
}

function drawnBy(field) {
  return new Promise((resolve) => {
    if (editorOf(field)) resolve();
    else field.addEventListener("prose-editor:ready", resolve, { once: true });
  });
}

function settle(field, { top, caret }) {
  scrollBy({ top: drawn(field).getBoundingClientRect().top - top, behavior: "instant" });
  if (caret) editorOf(field).chain().focus(null, { scrollIntoView: false }).setTextSelection(caret).run();
  else field.focus({ preventScroll: true });
}

// What stands on the screen for a field: a rich text is drawn beside its own, which is hidden.
function drawn(field) {
  return field.closest(".prose-editor")?.querySelector(".tiptap") ?? field;
}

function editorOf(field) {
  return field.closest(".prose-editor")?.querySelector(".tiptap")?.editor;
}
