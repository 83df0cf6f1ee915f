// Figures in a cell run from left to right in Hebrew too, their sign first: drawn here as readers will see them. What
// figures are, inss/lib/markup/directions.py says; the renderer isolates them in the public page.
import { Extension, pm } from "django-prose-editor/editor";

const { Plugin } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const areFigures = (text) => /\d/.test(text) && !/[\p{L}]|\d%?\s*[–—]\s*\d/u.test(text);

export const Figures = Extension.create({
  name: "figures",
  addProseMirrorPlugins: () => [
    new Plugin({
      state: {
        init: (_config, { doc }) => mark(doc),
        apply: (transaction, marked) => (transaction.docChanged ? mark(transaction.doc) : marked),
      },
      props: {
        decorations(state) {
          return this.getState(state);
        },
      },
    }),
  ],
});

function mark(doc) {
  const found = [];
  doc.descendants((node, at) => {
    if (!/^table(Cell|Header)$/.test(node.type.name)) return;
    const start = at + 2; // inside the cell's paragraph
    if (node.childCount === 1 && areFigures(node.textContent)) {
      found.push(Decoration.inline(start, start + withoutLastNotes(node.firstChild), { class: "figures" }));
    }
  });
  return DecorationSet.create(doc, found);
}

function withoutLastNotes(paragraph) {
  let size = paragraph.content.size;
  for (let i = paragraph.childCount; i > 0 && paragraph.child(i - 1).type.name === "footnote"; i -= 1) size -= 1;
  return size;
}
