"use strict";
// What the keyboard needs beyond the markup: after a refused save the summary has the focus, links
// that act as buttons obey the space bar, and a new row is entered.
{
  const summary = document.querySelector(".error-summary, #conflict");
  if (summary && !location.hash) {
    summary.focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
  document.addEventListener("formset:added", (event) => {
    // The autocompletes of the row are made in the same moment.
    requestAnimationFrame(() => {
      const controls = "[role=combobox], select, textarea, input:not([type=hidden])";
      const first = [...event.target.querySelectorAll(controls)].find(
        (control) => control.tabIndex >= 0 && control.checkVisibility()
      );
      first?.focus();
    });
  });
}
