// The list of notes below the text: one field a note, in the order of the text, written straight into the text.
import { directionOf } from "./direction.js";

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const box = document.querySelector(`.notes-editor[data-for="${textarea.id}"]`);
  if (box) connect(box, editor, textarea);
});

function connect(box, editor, textarea) {
  const list = box.querySelector("ol");
  const empty = Object.assign(document.createElement("li"), { className: "none", textContent: box.dataset.empty });
  const fields = () => list.querySelectorAll("textarea");
  const notes = () => {
    const found = [];
    editor.state.doc.descendants((node, at) => {
      if (node.type.name === "footnote") found.push({ note: node.attrs.note, at });
    });
    return found;
  };
  const write = (index, note) => {
    editor.view.dispatch(editor.state.tr.setNodeMarkup(notes()[index].at, undefined, { note }));
  };
  const leave = (index) => {
    editor.commands.setTextSelection(notes()[index].at + 1);
    editor.view.focus();
  };
  const draw = () => {
    const found = notes();
    if (fields().length !== found.length) list.replaceChildren(...found.map((_note, index) => row(index)));
    fields().forEach((field, index) => {
      if (field !== document.activeElement) field.value = found[index].note;
      // empty, it speaks the interface's language
      field.dir = field.value ? directionOf(field.value, editor.view.dom.dir) : document.documentElement.dir;
    });
    if (!found.length) list.replaceChildren(empty);
  };
  const row = (index) => {
    const field = Object.assign(document.createElement("textarea"), {
      id: `${textarea.id}-note-${index + 1}`, rows: 1, className: "grows", placeholder: box.dataset.missing,
    });
    field.setAttribute("aria-label", `${box.dataset.label} ${index + 1}`);
    field.addEventListener("input", () => write(index, field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      leave(index);
    });
    const item = document.createElement("li");
    item.append(field);
    return item;
  };
  const open = (at) => {
    draw();
    fields()[notes().findIndex((note) => note.at >= at)]?.focus();
  };
  box.querySelector("[data-add]").addEventListener("click", () => editor.commands.addFootnote());
  editor.view.dom.addEventListener("click", ({ target }) => {
    if (target.matches(".footnote")) open(editor.view.posAtDOM(target, 0));
  });
  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged) draw();
    const made = transaction.getMeta("footnote");
    if (made !== undefined) open(made);
  });
  new MutationObserver(draw).observe(editor.view.dom, { attributeFilter: ["dir"] }); // the text's language was changed
  box.hidden = false;
  draw();
}
