// “Now” beside the hour means today, too.
document.addEventListener("click", ({ target }) => {
  const times = target.closest(".datetimeshortcuts")?.previousElementSibling;
  if (!times?.matches(".vTimeField") || !target.matches("a")) return;
  const day = times.closest(".datetime").querySelector(".vDateField");
  if (!day.value) day.nextElementSibling.querySelector("a").click();
});

// Django puts its calendar and clock beside their icon by a guess: at the edge of the window they leave it, and right
// to left they stand at the wrong one. Without that guess the style sheet puts them in the middle.
document.addEventListener("beforetoggle", ({ target }) => {
  if (target.matches(".calendarbox, .clockbox")) target.removeAttribute("style");
}, true);

// Fields that a save has brought get their calendar and clock, too.
document.addEventListener("desk:answered", () => {
  const bare = (field) => !field.nextElementSibling?.matches(".datetimeshortcuts");
  for (const field of document.querySelectorAll(".vDateField")) if (bare(field)) DateTimeShortcuts.addCalendar(field);
  for (const field of document.querySelectorAll(".vTimeField")) if (bare(field)) DateTimeShortcuts.addClock(field);
});
