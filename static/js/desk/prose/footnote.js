// A note in the text: an inline atom whose text is an attribute, so that it cannot get lost from its place.
import { Node } from "django-prose-editor/editor";

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    note: {
      default: "",
      parseHTML: (element) => element.dataset.note ?? "",
      renderHTML: ({ note }) => ({ "data-note": note }),
    },
  }),
  parseHTML: () => [{ tag: "span.footnote" }],
  renderHTML: ({ HTMLAttributes }) => ["span", { class: "footnote", ...HTMLAttributes }],
  addCommands() {
    return {
      // Behind the selection, which stays as it is; notes.js takes the focus to the new note's field.
      addFootnote: () => ({ tr, dispatch }) => {
        const at = tr.selection.to;
        if (!tr.doc.resolve(at).parent.inlineContent) return false;
        if (dispatch) tr.insert(at, this.type.create()).setMeta("footnote", at);
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-f": () => this.editor.commands.addFootnote() };
  },
});
