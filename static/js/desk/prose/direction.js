// A block, or some words, that run against the text: Hebrew in an English text and the other way round.
import { Extension, Mark } from "django-prose-editor/editor";

const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "blockquote"];
export const against = (editor) => (editor.view.dom.dir === "rtl" ? "ltr" : "rtl");
const parseHTML = (element) => (["ltr", "rtl"].includes(element.dir) ? element.dir : null);
const dir = { default: null, parseHTML };

export const Direction = Extension.create({
  name: "direction",
  addGlobalAttributes: () => [{ types: BLOCKS, attributes: { dir } }],
  addCommands: () => ({
    toggleDirection: () => ({ editor, commands }) => {
      const turned = against(editor);
      const isTurned = editor.isActive({ dir: turned });
      return BLOCKS.map((type) => commands.updateAttributes(type, { dir: isTurned ? null : turned })).some(Boolean);
    },
  }),
});

export const Foreign = Mark.create({
  name: "foreign",
  addAttributes: () => ({ dir }),
  parseHTML: () => [{ tag: "span[dir]:not(.footnote)", getAttrs: (element) => (parseHTML(element) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  addCommands: () => ({
    toggleForeign: () => ({ editor, commands }) => commands.toggleMark("foreign", { dir: against(editor) }),
  }),
});
