// What somebody else saved of the text comes into it while it is being written in: block by block, in one step that
// can be undone. The caret stays, and so does what was typed since the text was sent.
import { createDocument, Extension, pm } from "django-prose-editor/editor";
import { differences } from "./differences.js";

export const Join = Extension.create({
  name: "join",
  addStorage: () => ({ sent: null, since: null }),
  onCreate() {
    document.addEventListener("desk:sent", () => {
      Object.assign(this.storage, { sent: this.editor.state.doc, since: new pm.transform.Mapping() });
    });
  },
  onTransaction({ transaction }) {
    this.storage.since?.appendMapping(transaction.mapping);
  },
  addCommands() {
    const { storage } = this;
    return {
      // false where somebody has gone on typing in a block that another has changed.
      join: (html) => ({ editor, tr, dispatch }) => {
        const changes = differences(storage.sent, createDocument(html, editor.schema));
        const here = changes.map((change) => placeNow(change, storage, tr.doc));
        if (here.includes(null)) return false;
        if (!dispatch) return true;
        for (const { from, to, nodes } of here.toReversed()) tr.replaceWith(from, to, nodes);
        pm.history.closeHistory(tr);
        return true;
      },
    };
  },
});

function placeNow({ from, to, nodes }, { sent, since }, doc) {
  const now = { from: since.map(from, 1), to: since.map(to, -1), nodes };
  if (from === to) return { ...now, to: now.from };
  return now.from <= now.to && doc.slice(now.from, now.to).eq(sent.slice(from, to)) ? now : null;
}
