"""What can be pressed."""

# How many pixels of the lines through the middle of an element, across and down, belong to it.
SIZE_TO_PRESS = """element => {
  element.scrollIntoView({ block: "center" });
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const isOurs = (x, y) => document.elementFromPoint(x, y) === element;
  let [width, height] = [0, 0];
  for (let x = left - 40; x < right + 40; x++) width += isOurs(x, (top + bottom) / 2);
  for (let y = top - 40; y < bottom + 40; y++) height += isOurs((left + right) / 2, y);
  return [width, height];
}"""
