// Brings a form, and the page around it, up to date from the answer to its save.
import { updateFields } from "./fields_saved.js";
import { takeJoined } from "./joined.js";
import { updateRegions } from "./regions.js";

export function updateForm({ form, line, step }, { kind, page, version, joined }, content) {
  const isSaved = kind === "saved";
  const opened = form.elements.version?.value;
  line.take(page, { isStep: isSaved && !step.isHarmless, isJoined: joined.length > 0 });
  updateRegions(page, (field) => content.isTyped(field));
  updateFields(form, page, content, isSaved);
  const isComplete = takeJoined(form, page, joined, content);
  if (opened) form.elements.version.value = isComplete ? version : opened;
  form.dispatchEvent(new CustomEvent("desk:answered", { bubbles: true, detail: { page, isSaved } }));
  document.title = page.title;
}
