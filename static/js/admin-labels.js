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
    const text = labelOf(select);
    for (const part of container.querySelectorAll("[role=combobox], .select2-search__field")) {
      part.setAttribute("aria-label", text);
      part.removeAttribute("aria-labelledby");
    }
  };
  const nameAll = (root) => root.querySelectorAll(".select2-container").forEach(name);
  const nameOpen = () => {
    const open = document.querySelector(".select2-container--open + *, .select2-container--open");
    const search = document.querySelector(".select2-dropdown .select2-search__field");
    if (open && search) {
      const select = document.querySelector("select + .select2-container--open");
      search.setAttribute("aria-label", select ? labelOf(select.previousElementSibling) : "");
    }
    document.querySelectorAll(".select2-results__options").forEach((list) => {
      list.setAttribute("aria-label", search ? search.getAttribute("aria-label") || "" : "");
    });
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          if (node.classList.contains("select2-container")) {
            name(node);
          }
          nameAll(node);
        }
      }
    }
    nameOpen();
  }).observe(document.body, { childList: true, subtree: true });
  nameAll(document);
}
