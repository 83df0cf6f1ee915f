// The editor's toolbar: one stop for Tab, arrows inside it. The words come from the server (options.labels).
import { crel, Extension } from "django-prose-editor/editor";
import { GROUPS } from "./tools.js";

export const Toolbar = Extension.create({
  name: "toolbar",
  addOptions: () => ({ label: "", labels: {} }),
  onCreate() {
    const { editor, options } = this;
    const buttons = new Map();
    const groups = GROUPS.map((items) => crel("div", { className: "prose-menubar__group" }, items.map((entry) => {
      const button = draw(entry, options.labels[entry.name]);
      button.addEventListener("click", () => {
        editor.view.focus();
        entry.run(editor.chain()).run();
      });
      buttons.set(button, entry);
      return button;
    })));
    const bar = crel("div", { className: "prose-menubar", role: "toolbar", "aria-label": options.label }, groups);
    const help = editor.view.dom.closest(".prose-editor").parentElement.querySelector(".table-help");
    bar.append(help);
    const show = () => {
      buttons.forEach((entry, button) => update(button, entry, editor));
      help.hidden = !editor.isActive("table");
      describe(editor.view.dom, help);
    };
    bar.addEventListener("keydown", (event) => walk(event, bar));
    bar.addEventListener("focusin", ({ target }) => stopAt(target, bar));
    editor.view.dom.before(bar);
    editor.on("transaction", show);
    new MutationObserver(show).observe(editor.view.dom, { attributeFilter: ["dir"] });
    show();
    stopAt(bar.querySelector("button"), bar);
  },
});

function draw({ icon, text, isMirrored }, label) {
  const button = crel("button", { type: "button", className: "prose-menubar__button" });
  if (typeof icon !== "function") button.textContent = icon ?? text ?? label;
  button.classList.toggle("material-icons", Boolean(icon));
  button.classList.toggle("prose-menubar__button--mirrored", Boolean(isMirrored));
  button.classList.toggle("prose-menubar__button--text", !icon);
  if (icon || text) {
    button.title = label;
    button.setAttribute("aria-label", label);
  }
  return button;
}

function update(button, { icon, run, active, shown }, editor) {
  if (typeof icon === "function") button.textContent = icon(editor);
  const enabled = run(editor.can().chain()).run();
  button.hidden = shown ? !shown(editor) : false;
  button.setAttribute("aria-disabled", String(!enabled));
  button.classList.toggle("disabled", !enabled);
  if (!active) return;
  button.setAttribute("aria-pressed", String(active(editor)));
  button.classList.toggle("active", active(editor));
}

// Whoever writes in a table is told its keys: beside what describes the field anyway.
function describe(text, help) {
  const field = text.closest(".prose-editor").querySelector("textarea");
  const ids = [field.getAttribute("aria-describedby"), help.hidden ? null : help.id].filter(Boolean);
  if (ids.length) text.setAttribute("aria-describedby", ids.join(" "));
  else text.removeAttribute("aria-describedby");
}

function stopAt(button, bar) {
  for (const other of bar.querySelectorAll("button")) other.tabIndex = other === button ? 0 : -1;
}

function walk(event, bar) {
  const buttons = [...bar.querySelectorAll("button:not([hidden])")];
  const at = buttons.indexOf(document.activeElement);
  const ahead = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
  const to = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length).focus();
}
