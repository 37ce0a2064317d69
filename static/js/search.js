"use strict";
// Pages to go to while typing in a search box. The form works without.
for (const form of document.querySelectorAll("form[data-pages]")) {
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  combobox({
    input,
    list,
    status: form.querySelector("[role=status]"),
    address: (typed) => `${form.dataset.pages}?${new URLSearchParams({ q: typed, limit: 8 })}`,
    texts: (page) => [page.name, page.plain_name, page.matched, page.kind_label],
    choose: (page) => location.assign(page.url),
    sends: true,
  });
}
