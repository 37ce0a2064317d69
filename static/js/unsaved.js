"use strict";
// Ask before somebody leaves a form in which something differs from what was served.
{
  const forms = [...document.querySelectorAll("#content-main > form[id], form.unsaved")];
  const counts = new Map();
  for (const count of document.querySelectorAll("input[name$=-TOTAL_FORMS]")) {
    counts.set(count, count.value);
  }
  const isChosenAnew = (select) => {
    const served = [...select.options].filter((option) => option.defaultSelected);
    const now = [...select.selectedOptions];
    if (!served.length && !select.multiple) {
      return select.selectedIndex > 0;
    }
    return served.length !== now.length || served.some((option) => !option.selected);
  };
  const differs = (control) => {
    if (counts.has(control)) {
      return counts.get(control) !== control.value;
    }
    if (control.type === "checkbox" || control.type === "radio") {
      return control.checked !== control.defaultChecked;
    }
    if (control.tagName === "SELECT") {
      return isChosenAnew(control);
    }
    return "defaultValue" in control && control.value !== control.defaultValue;
  };
  // What a refused save or a conflict brought back is not saved either.
  const isUnsaved = (form) =>
    form.matches(".unsaved, :has(> div > .errornote)") || [...form.elements].some(differs);
  let sent = null;
  document.addEventListener("submit", (event) => {
    sent = event.target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (forms.some((form) => form !== sent && isUnsaved(form))) {
      event.preventDefault();
    }
  });
}
