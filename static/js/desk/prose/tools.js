// What the toolbar offers, in its groups; the last ones show only inside a table.
import { against } from "./direction.js";

const ARROWS = { ltr: "format_textdirection_l_to_r", rtl: "format_textdirection_r_to_l" };
const isRtl = document.documentElement.dir === "rtl";
const inTable = (editor) => editor.isActive("table");
const heading = (level) => ({
  name: `heading${level}`,
  text: `H${level}`,
  run: (text) => text.toggleHeading({ level }),
  active: (editor) => editor.isActive("heading", { level }),
});
const item = (name, icon, run, active) => ({ name, icon, run, active });
const mirrored = (entry) => ({ ...entry, isMirrored: true }); // where the interface runs from right to left
const tool = (name, run) => ({ name, run, shown: inTable });
const mark = (type) => (editor) => editor.isActive(type);

export const GROUPS = [
  [heading(2), heading(3), heading(4)],
  [
    item("bold", "format_bold", (text) => text.toggleBold(), mark("bold")),
    item("italic", "format_italic", (text) => text.toggleItalic(), mark("italic")),
  ],
  [
    mirrored(item("bulletList", "format_list_bulleted", (text) => text.toggleBulletList(), mark("bulletList"))),
    item("orderedList", isRtl ? "format_list_numbered_rtl" : "format_list_numbered", (text) => text.toggleOrderedList(), mark("orderedList")),
    item("blockquote", "format_quote", (text) => text.toggleBlockquote(), mark("blockquote")),
  ],
  [
    item("link", "insert_link", (text) => text.addLink(), mark("link")),
    item("footnote", "superscript", (text) => text.addFootnote()),
    item("table", "grid_on", (text) => text.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
    item("horizontalRule", "horizontal_rule", (text) => text.setHorizontalRule()),
  ],
  [
    item("direction", (editor) => ARROWS[against(editor)], (text) => text.toggleDirection(), (editor) =>
      editor.isActive({ dir: against(editor) })),
    item("foreign", "translate", (text) => text.toggleForeign(), mark("foreign")),
  ],
  [
    mirrored(item("undo", "undo", (text) => text.undo())),
    mirrored(item("redo", "redo", (text) => text.redo())),
  ],
  [
    tool("caption", (text) => text.editCaption()),
    tool("addRow", (text) => text.addRowAfter()),
    tool("deleteRow", (text) => text.deleteRow()),
    tool("addColumn", (text) => text.addColumnAfter()),
    tool("deleteColumn", (text) => text.deleteColumn()),
    tool("headerRow", (text) => text.toggleHeaderRow()),
    tool("headerColumn", (text) => text.toggleHeaderColumn()),
    tool("mergeCells", (text) => text.mergeOrSplit()),
    tool("deleteTable", (text) => text.deleteTable()),
  ],
];
