// The line with the caret stays clear of what covers the text. The style sheet says by scroll-padding how much that
// is, once it knows the height of the toolbar; the browser's own scrolling obeys it, the editor's has to be told.
import { Extension, pm } from "django-prose-editor/editor";

export const InSight = Extension.create({
  name: "inSight",
  addProseMirrorPlugins: () => [new pm.state.Plugin({ props: { scrollThreshold: room, scrollMargin: room } })],
  onCreate() {
    const toolbar = this.editor.view.dom.parentElement.querySelector(".prose-menubar");
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--toolbar-height", `${toolbar.offsetHeight}px`);
    }).observe(toolbar);
  },
});

const room = {
  left: 5,
  right: 5,
  get top() { return padding("scrollPaddingTop"); },
  get bottom() { return padding("scrollPaddingBottom"); },
};

const padding = (side) => parseFloat(getComputedStyle(document.documentElement)[side]);
