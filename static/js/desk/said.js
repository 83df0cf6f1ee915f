// The line beside the steps of a form, which stays in sight: said aloud, and seen wherever the page stands.
export function sayBesideSteps(words) {
  const line = document.querySelector(".steps-bar [role=status]");
  if (line) line.textContent = words;
}
