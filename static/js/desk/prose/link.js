// A link is made and changed by one question, at the selection; an empty answer takes it away.
import { Link as Base } from "django-prose-editor/editor";
import { ask } from "./ask.js";

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const isAllowedUri = (uri) => !SCHEME.test(uri) || /^(https?|mailto|tel):/i.test(uri);

// What people type or paste for an address: "name@site.org" and "www.site.org/x" lack what makes them links.
export function complete(address) {
  if (SCHEME.test(address) || /^[/#?]/.test(address)) return address;
  if (/^[^\s/]+@[^\s/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s/]+\.[a-z]{2,}(\/|$)/i.test(address) ? `https://${address}` : address;
}

const ADDRESS = /^(https?:\/\/[^\s/]\S*|(mailto|tel):\S+|[/#?](?![/\\])\S*)?$/i;
const accepts = (answer) => ADDRESS.test(complete(answer));

export const Link = Base.extend({
  addOptions() {
    return { ...this.parent(), labels: {}, enableTarget: false, defaultProtocol: "https", isAllowedUri };
  },
  addCommands() {
    const { labels } = this.options;
    return {
      ...this.parent(),
      addLink: () => ({ editor, dispatch, state }) => {
        if (state.selection.empty && !editor.isActive("link")) return false;
        if (dispatch) edit(editor, labels);
        return true;
      },
    };
  },
});

async function edit(editor, labels) {
  const { href = "" } = editor.getAttributes("link");
  const answer = await ask({ ...labels, value: href, dir: "ltr", accepts });
  const text = editor.chain().extendMarkRange("link");
  editor.view.focus();
  if (answer === "") text.unsetLink().run();
  else if (answer !== null) text.setLink({ href: complete(answer) }).run();
}
