// A table with a caption: <caption> in the source, asked for by a question. Escape leaves it.
import { mergeAttributes, pm, Table as Base } from "django-prose-editor/editor";
import { ask } from "./ask.js";

const { Plugin, TextSelection } = pm.state;

export const Table = Base.extend({
  addOptions() {
    return { ...this.parent(), labels: {} };
  },
  addAttributes() {
    const parseHTML = (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "";
    return { ...this.parent?.(), caption: { default: "", parseHTML, rendered: false } };
  },
  parseHTML() {
    return [...this.parent(), { tag: "caption", ignore: true }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { caption } = node.attrs;
    const head = caption ? [["caption", {}, caption]] : [];
    return ["table", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ...head, ["tbody", 0]];
  },
  addNodeView() {
    const make = this.parent();
    return (properties) => {
      const view = make(properties);
      const update = view.update;
      const caption = view.table.createCaption();
      const draw = ({ attrs }) => {
        caption.textContent = attrs.caption;
        caption.hidden = !attrs.caption;
      };
      caption.contentEditable = "false";
      view.update = (node) => {
        if (!update(node)) return false;
        draw(node);
        return true;
      };
      draw(properties.node);
      return view;
    };
  },
  addCommands() {
    const { labels } = this.options;
    return {
      ...this.parent(),
      editCaption: () => ({ editor, dispatch }) => {
        if (!editor.isActive("table")) return false;
        if (dispatch) editCaption(editor, labels);
        return true;
      },
      // To the text behind the table, which is made where there is none.
      leaveTable: () => ({ state, tr, commands }) => {
        const after = endOfTable(tr.selection.$head);
        if (after === undefined) return false;
        const isText = tr.doc.resolve(after).nodeAfter?.isTextblock;
        if (!isText) tr.insert(after, state.schema.nodes.paragraph.create());
        return commands.setTextSelection(after + 1) && commands.scrollIntoView();
      },
    };
  },
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Escape: () => this.editor.commands.leaveTable() };
  },
  addProseMirrorPlugins() {
    return [...this.parent(), new Plugin({ props: { handleClick: leaveGap } })];
  },
});

// While the cursor is in the gap below a table, Firefox keeps its hidden caret at the end of the last cell. A click
// there changes no selection of the browser, so ProseMirror, which handles this for Chromium only, hears of none.
function leaveGap(view, position) {
  const { doc, selection, tr } = view.state;
  if (selection.jsonID !== "gapcursor" || !doc.resolve(position).parent.isTextblock) return false;
  view.dispatch(tr.setSelection(TextSelection.create(doc, position)));
  return true;
}

function endOfTable(position) {
  for (let { depth } = position; depth > 0; depth -= 1) {
    if (position.node(depth).type.name === "table") return position.after(depth);
  }
  return undefined;
}

async function editCaption(editor, labels) {
  const caption = await ask({ ...labels, value: editor.getAttributes("table").caption, dir: editor.view.dom.dir });
  editor.view.focus();
  if (caption !== null) editor.commands.updateAttributes("table", { caption });
}
