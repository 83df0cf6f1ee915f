// Who had begun to write in the plain field before its editor came goes on in the editor.
let begun = null;

document.addEventListener("focusin", ({ target }) => { begun = target; });
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  if (begun === textarea && document.activeElement === document.body) editor.commands.focus("end");
});
