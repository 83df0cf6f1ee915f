/* Print and copy. A copy button is hidden until it can work; without scripts the style sheet hides print. */
const status = document.querySelector("[data-status]");
const SHOWN_MS = 2500;

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

function copied(button) {
  const source = document.getElementById(button.dataset.copy);
  return source ? source.textContent.trim().replace(/\s+/g, " ") : location.href.split("#")[0];
}

async function copy(button) {
  const label = button.textContent;
  await navigator.clipboard.writeText(copied(button));
  button.textContent = status.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
  }, SHOWN_MS);
}

if (navigator.clipboard && status) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
