"use strict";
// Suggestions while typing: the combobox of the ARIA Authoring Practices, with a list popup.
//   input, list, status   the field, its empty list, and where is told how many were found
//   address(typed)        where to ask; the answer holds `results`
//   texts(result)         what an option says: its name, then other names
//   choose(result)        what choosing an option does
//   sends                 whether Enter sends the form when no option is chosen
// Returns { say, close }.
const combobox = ({ input, list, status, address, texts, choose, sends }) => {
  const PAUSE = 150; // milliseconds without typing before the site is asked
  let results = [];
  let active = -1;
  let timer;
  let request;

  const say = (key, value) => {
    status.textContent = status.dataset[key].replace("%s", value);
  };

  const mark = (place) => {
    list.children[active]?.removeAttribute("aria-selected");
    active = place;
    const option = list.children[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    mark(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const show = (found) => {
    results = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...results.map((result, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        const said = [];
        for (const text of texts(result)) {
          if (text && !said.includes(text.toLowerCase())) {
            const other = document.createElement("span");
            other.className = said.length ? "meta" : "";
            other.textContent = said.length ? ` · ${text}` : text;
            option.append(other);
            said.push(text.toLowerCase());
          }
        }
        return option;
      }),
    );
    list.hidden = results.length === 0;
    input.setAttribute("aria-expanded", String(results.length > 0));
    say(results.length === 0 ? "none" : results.length === 1 ? "one" : "many", results.length);
  };

  const ask = async () => {
    request?.abort();
    const typed = input.value.trim();
    if (typed.length < 2) {
      close();
      status.textContent = "";
      return;
    }
    request = new AbortController();
    try {
      // What somebody types is kept nowhere, not even in the browser's cache.
      const options = { signal: request.signal, cache: "no-store", credentials: "omit" };
      const response = await fetch(address(typed), options);
      if (response.ok) {
        show((await response.json()).results);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const last = results.length - 1;
    const isChosen = !list.hidden && active >= 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
      } else if (event.key === "ArrowDown") {
        mark(active === last ? 0 : active + 1);
      } else {
        mark(active <= 0 ? last : active - 1);
      }
    } else if (event.key === "Enter" && (isChosen || !sends)) {
      event.preventDefault();
      if (isChosen) {
        choose(results[active]);
      }
    } else if (event.key === "Escape") {
      if (list.hidden) {
        input.value = "";
      } else {
        event.preventDefault(); // a search field would empty itself
      }
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) {
      choose(results[place]);
    }
  });
  input.addEventListener("blur", close);
  return { say, close };
};

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
