// The section's kind decides which fields a post has: what it does not show is hidden, and the server forgets it.
const section = document.getElementById("id_section");
const number = document.querySelector(".field-number");

function show() {
  const shows = section.selectedOptions[0]?.dataset.shows?.split(" ") ?? [];
  number.hidden = !shows.includes("number");
}

if (section && number) {
  section.addEventListener("change", show);
  show();
}
