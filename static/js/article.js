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

/* A browser may refuse: the reader is told, and can still select the text. */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(copied(button));
    return button.dataset.done;
  } catch {
    return button.dataset.refused;
  }
}

function offer(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.textContent = status.textContent = await copy(button);
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, SHOWN_MS);
  });
}

if (navigator.clipboard && status) {
  document.querySelectorAll("[data-copy]").forEach(offer);
}
