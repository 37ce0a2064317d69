"use strict";
// Suggestions while typing (the combobox of the ARIA Authoring Practices, with a list popup). The
// page works without: what is added here is a row like those the server makes.
{
  const PAUSE = 150; // milliseconds without typing before the site is asked
  const box = document.getElementById("pick");
  const input = document.getElementById("pick-input");
  const list = document.getElementById("pick-list");
  const status = document.getElementById("pick-status");
  const picked = document.getElementById("picked");
  let terms = [];
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
    mark(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const show = (found) => {
    terms = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...terms.map((term, place) => {
        const option = document.createElement("li");
        option.id = `pick-${place}`;
        option.setAttribute("role", "option");
        option.textContent = term.plain_name;
        const names = [term.plain_name.toLowerCase()];
        for (const other of [term.name, term.matched]) {
          if (!names.includes(other.toLowerCase())) {
            names.push(other.toLowerCase());
            const also = document.createElement("span");
            also.className = "meta";
            also.textContent = ` · ${other}`;
            option.append(also);
          }
        }
        return option;
      }),
    );
    list.hidden = terms.length === 0;
    input.setAttribute("aria-expanded", String(terms.length > 0));
    say(terms.length === 0 ? "none" : terms.length === 1 ? "one" : "many", terms.length);
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
    const address = `${box.dataset.terms}?${new URLSearchParams({ q: typed, limit: 8 })}`;
    try {
      // What somebody types is kept nowhere, not even in the browser's cache.
      const options = { signal: request.signal, cache: "no-store", credentials: "omit" };
      const response = await fetch(address, options);
      if (response.ok) {
        show((await response.json()).results);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  };

  const add = (term) => {
    const name = `answer-${term.slug}`;
    let answers = document.querySelectorAll(`input[name="${CSS.escape(name)}"]`);
    if (answers.length === 0) {
      const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector("legend").textContent =
        term.plain_name.charAt(0).toUpperCase() + term.plain_name.slice(1);
      answers = row.querySelectorAll("input");
      answers.forEach((answer) => {
        answer.name = name;
      });
      picked.querySelector("button").before(row);
      picked.hidden = false;
    }
    answers[0].checked = true; // chosen by hand, so it is a yes
    say("added", term.plain_name);
    input.value = "";
    close();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const last = terms.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
      } else if (event.key === "ArrowDown") {
        mark(active === last ? 0 : active + 1);
      } else {
        mark(active <= 0 ? last : active - 1);
      }
    } else if (event.key === "Enter") {
      event.preventDefault(); // what is half typed here is in no field of the form
      if (!list.hidden && active >= 0) {
        add(terms[active]);
      }
    } else if (event.key === "Escape") {
      if (list.hidden) {
        input.value = "";
      }
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) {
      add(terms[place]);
    }
  });
  input.addEventListener("blur", close);
  box.hidden = false;
}
