// A row of an ordered inline is dragged to another place.
import { nameOf } from "./ordered_row.js";

// By its number; `drop` is told when it is let go.
export function makeDraggable(row, drop) {
  const grip = row.querySelector(".ordered__n");
  grip.draggable = true;
  grip.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", nameOf(row));
    event.dataTransfer.setDragImage(row, 0, 0);
    row.classList.add("is-moving");
  });
  grip.addEventListener("dragend", () => {
    row.classList.remove("is-moving");
    drop();
  });
}

export function dragOver(event, group) {
  const moving = group.querySelector(".is-moving");
  const over = event.target.closest(".inline-related:not(.is-moving, .empty-form)");
  if (!moving || !over) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  event.clientY < top + height / 2 ? over.before(moving) : over.after(moving);
}
