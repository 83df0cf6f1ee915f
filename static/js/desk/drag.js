// A row of a tree is dragged onto another, never into its own branch: `drop` is told both.
import { branchOf, buttons, nameOf } from "./tree.js";

let moving = null;

export function makeDraggable(drop) {
  for (const button of buttons) {
    const row = button.closest("tr");
    row.draggable = true;
    takeUp(row, button);
    takeIn(row, button, drop);
  }
}

function takeUp(row, button) {
  row.addEventListener("dragstart", ({ dataTransfer }) => {
    moving = button;
    dataTransfer.setData("text/plain", nameOf(button));
    row.classList.add("is-moving");
  });
  row.addEventListener("dragend", () => {
    moving = null;
    row.classList.remove("is-moving");
  });
}

function takeIn(row, button, drop) {
  const mark = (isOver) => row.classList.toggle("is-over", isOver);
  row.addEventListener("dragover", (event) => {
    if (!moving || branchOf(moving).includes(button)) return;
    event.preventDefault();
    mark(true);
  });
  row.addEventListener("dragleave", () => mark(false));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    drop(moving, button);
  });
}
