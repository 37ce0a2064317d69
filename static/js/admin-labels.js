"use strict";
// Name the controls that the autocomplete script makes: it gives them no label of their own.
{
  const labelOf = (select) => {
    const label = select.labels && select.labels[0];
    return label ? label.textContent.trim().replace(/:$/, "") : select.name;
  };
  const name = (container) => {
    const select = container.previousElementSibling;
    if (!select || select.tagName !== "SELECT") {
      return;
    }
    const parts = "[role=combobox], [role=textbox], .select2-search__field";
    for (const part of container.querySelectorAll(parts)) {
      part.setAttribute("aria-label", labelOf(select));
      part.removeAttribute("aria-labelledby");
    }
    // A list may hold entries only; each entry has its own cross.
    container.querySelector("ul > .select2-selection__clear")?.remove();
  };
  const nameAll = () => {
    document.querySelectorAll("select + .select2-container").forEach(name);
    const open = document.querySelector("select + .select2-container--open");
    const dropdown = document.querySelector(".select2-dropdown");
    if (open && dropdown) {
      for (const part of dropdown.querySelectorAll(".select2-search__field, [role=listbox]")) {
        part.setAttribute("aria-label", labelOf(open.previousElementSibling));
      }
    }
  };
  // At once, not with the next frame: a page in the background draws none.
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
  nameAll();
}
