// One question in a dialog. Resolves to the answer, or to null when it is left by Escape or Cancel. An answer that
// `accepts` does not take is refused beside its field, in the words of `refused`.
let count = 0;

export function ask({ title, label, value, save, cancel, dir, accepts = () => true, refused }) {
  const id = `ask-${++count}`;
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const heading = make("h2", { id: `${id}-title`, textContent: title });
  const input = make("input", { id: `${id}-input`, type: "text", value, dir });
  const form = make("form", { method: "dialog" },
    heading,
    make("label", { htmlFor: input.id, textContent: label }),
    input,
    make("div", { className: "ask__buttons" },
      make("button", { type: "submit", value: "save", className: "button", textContent: save }),
      make("button", { type: "submit", value: "", formNoValidate: true, className: "button quiet-btn", textContent: cancel })));
  const dialog = make("dialog", { className: "ask" }, form);
  dialog.setAttribute("aria-labelledby", heading.id);
  input.addEventListener("input", () => input.setCustomValidity(accepts(input.value.trim()) ? "" : refused));
  document.body.append(dialog);
  dialog.showModal();
  input.select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "save" ? input.value.trim() : null);
    });
  });
}
