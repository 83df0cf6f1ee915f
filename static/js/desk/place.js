// A save that comes back to the form comes back to where one was: the same line under the same eyes, the caret in it.
import { sayBesideSteps } from "./said.js";

const KEY = "place";

// A link to a field has led there; left in the address, it would lead there after each save.
addEventListener("hashchange", () => history.replaceState(history.state, "", location.pathname + location.search));

export function rememberPlace(token) {
  const { activeElement } = document;
  const combobox = activeElement.closest("desk-combobox");
  const field = activeElement.closest(".prose-editor")?.querySelector("textarea") ?? combobox?.box ?? activeElement;
  const { top } = shown(field).getBoundingClientRect();
  const { from, to } = editorOf(field)?.state.selection ?? {};
  const chip = combobox?.chips.indexOf(activeElement);
  sessionStorage.setItem(KEY, JSON.stringify({ token, name: field.name, top, caret: from && { from, to }, chip }));
}

// `saved`: the tokens of the forms that arrived. Anything else is another visit, which begins at the top.
export function returnToPlace(saved) {
  const place = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  const [field] = document.getElementsByName(place?.name);
  if (!field || !saved.includes(place.token)) return;
  const texts = document.querySelectorAll("textarea[data-django-prose-editor-configurable]");
  Promise.all([loaded(), ...Array.from(texts, drawn)]).then(() => settle(field, place));
}

// Until then other modules still hide and show what stands above.
async function loaded() {
  if (document.readyState !== "complete") await once(window, "load");
}

// An editor that says that it is ready has no toolbar yet: that comes with its "create".
async function drawn(field) {
  if (!editorOf(field)) await once(field, "prose-editor:ready");
  const editor = editorOf(field);
  if (!editor.isInitialized) await new Promise((resolve) => editor.on("create", resolve));
}

function once(target, event) {
  return new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));
}

function settle(field, { top, caret, chip = -1 }) {
  scrollBy({ top: shown(field).getBoundingClientRect().top - top, behavior: "instant" });
  if (caret) editorOf(field).chain().focus(null, { scrollIntoView: false }).setTextSelection(caret).run();
  else if (chip >= 0) field.closest("desk-combobox").chips.focus(chip);
  else field.focus({ preventScroll: true });
  if (shown(field).closest(".desk__side")) shown(field).scrollIntoView({ block: "nearest" }); // it scrolls by itself
  sayBesideSteps(document.querySelector(".messagelist li")?.textContent.trim() ?? "");
}

// What stands on the screen for a field: a rich text is drawn beside its own, which is hidden, as a full combobox is.
function shown(field) {
  return field.closest(".prose-editor")?.querySelector(".tiptap") ?? field.closest("desk-combobox") ?? field;
}

function editorOf(field) {
  return field.closest(".prose-editor")?.querySelector(".tiptap")?.editor;
}
