// A form that was refused is read from what is wrong with it: the summary, or the one box that was sent.
addEventListener("load", () => {
  const box = document.querySelector("[autofocus][aria-invalid=true]");
  const place = box ?? document.getElementById("errors");
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: box ? "center" : "nearest" });
});
