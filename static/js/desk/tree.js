// The rows of a tree in its list, each by its “Move” button: a node's branch follows it, deeper than itself.
export const buttons = [...document.querySelectorAll("button.move")];

export const nameOf = (button) => button.querySelector(".visually-hidden").textContent.trim();
export const depthOf = (button) => Number(button.dataset.depth);

// The node and all that stands below it.
export function branchOf(button) {
  const below = buttons.slice(buttons.indexOf(button) + 1);
  const end = below.findIndex((other) => depthOf(other) <= depthOf(button));
  return [button, ...(end < 0 ? below : below.slice(0, end))];
}

// The neighbour `by` steps further under the same parent, if there is one.
export function neighbourOf(button, by) {
  const neighbours = buttons.filter((other) => other.dataset.parent === button.dataset.parent);
  return neighbours[neighbours.indexOf(button) + by];
}
