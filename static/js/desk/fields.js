// A form's content as plain data, and back: fields, ticks, comboboxes, the rich text and rows added to an inline.
const LEFT_OUT = /^(csrfmiddlewaretoken|browser_draft|key|.*-(INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*-__prefix__-.*)$/;

const named = (form) =>
  [...form.elements].filter(({ name, type }) => name && !["submit", "password"].includes(type) && !LEFT_OUT.test(name));

// Where a field stands in a content: of several ticks of one name, each by its value.
export const keyOf = ({ type, name, value }) => (type === "checkbox" ? `${name}=${value}` : name);

// {key: value}; a tick is true or false, a choice its value, a select its chosen options as [value, text].
export function read(form) {
  const content = {};
  for (const field of named(form)) {
    if (field.type === "radio") {
      if (field.checked) content[field.name] = field.value;
    } else if (field.type === "checkbox") content[keyOf(field)] = field.checked;
    else if (field.tagName === "SELECT") content[field.name] = [...field.selectedOptions].map(({ value, text }) => [value, text]);
    else content[field.name] = field.value;
  }
  return content;
}

export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Whether a text or a tick is another than the server sent. What scripts choose and number is not looked at.
export function isChanged(form) {
  return named(form).some((field) => {
    if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
    return field.matches("textarea, [type=text]") && field.value !== field.defaultValue;
  });
}

// The labels of the fields that say something else in this content, each once; a row of an inline by its heading.
export function labelsOfChanges(form, content) {
  const present = read(form);
  const changed = named(form).filter((field) => !isSame(present[keyOf(field)], content[keyOf(field)]));
  return [...new Set(changed.map(labelOf).filter(Boolean))];
}

function labelOf(field) {
  const id = field.closest("desk-combobox")?.chips.id ?? field.id;
  const label = field.closest(".inline-group")?.querySelector(".inline-heading")
    ?? field.closest("fieldset")?.querySelector(":scope > legend")
    ?? document.querySelector(`label[for="${id}"]`);
  return label?.textContent.trim();
}

export const firstText = (form) => named(form).find((field) => field.matches(".desk__main :is(input[type=text], textarea)"));

// Puts a content back; ordered rows are told by desk:restored before each field's change.
export function write(form, content) {
  addRows(form, content);
  const fields = named(form).filter((field) => keyOf(field) in content && !field.name.endsWith("-TOTAL_FORMS"));
  for (const field of fields) {
    const value = content[keyOf(field)];
    put(field, value);
    field.closest(".prose-editor")?.querySelector(".tiptap")?.editor.commands.setContent(value, { emitUpdate: true });
  }
  form.dispatchEvent(new Event("desk:restored"));
  for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
}

export function put(field, value) {
  if (field.type === "radio") field.checked = field.value === value;
  else if (field.type === "checkbox") field.checked = value;
  else if (field.tagName === "SELECT") choose(field, value);
  else field.value = value;
}

// What stands on the screen for a field: the rich text is drawn beside its own, and so is a combobox.
export const shown = (field) =>
  field.closest(".prose-editor")?.querySelector(".tiptap") ?? field.closest("desk-combobox")?.box ?? field;

function choose(select, chosen) {
  if (select.closest("desk-combobox")) {
    const blank = select.multiple ? [] : [new Option()];
    select.replaceChildren(...blank, ...chosen.filter(([value]) => value).map(([value, text]) => new Option(text, value, true, true)));
  } else for (const option of select.options) option.selected = chosen.some(([value]) => value === option.value);
}

function addRows(form, content) {
  for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
    const add = total.closest(".js-inline-admin-formset")?.querySelector(".add-row a, .add-row button");
    for (let missing = Number(content[total.name] ?? 0) - Number(total.value); add && missing > 0; missing -= 1) add.click();
  }
}
