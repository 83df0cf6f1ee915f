/* Closes an open panel by Escape, by a click outside it, or when the focus moves on.
   The drawer closes behind the focus too, since it would cover what has it. */
const panels = [...document.querySelectorAll(".site-nav details, .share")];
const drawer = document.querySelector(".site-nav[popover]");
const wide = matchMedia("(min-width: 60rem)");

/* In the drawer a submenu is part of the text: only panels that float above the page close by themselves. */
const isFloating = (panel) => panel.open && (wide.matches || panel.matches(".share"));

const isDrawerOpen = () => drawer?.matches(":popover-open");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of panels.filter(isFloating)) {
    const hadFocus = panel.contains(document.activeElement);
    panel.open = false;
    if (hadFocus) panel.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const panel of panels.filter(isFloating)) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

document.addEventListener("focusout", ({ relatedTarget }) => {
  if (!relatedTarget) return;
  if (isDrawerOpen() && !drawer.contains(relatedTarget)) drawer.hidePopover();
  for (const panel of panels.filter(isFloating)) {
    if (!panel.contains(relatedTarget)) panel.open = false;
  }
});

/* A drawer left open while the window grows goes back into the page. */
wide.addEventListener("change", () => {
  if (isDrawerOpen()) drawer.hidePopover();
  for (const panel of panels) panel.open = false;
});
