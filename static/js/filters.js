"use strict";
// The list of conditions follows its filters at once. Every list is an address of its own and comes
// from the server, the same with and without this script: it fetches the page that the form or a link
// leads to and takes over what differs. The controls stay, so the focus does and nothing jumps. What
// goes wrong is left to the browser, for which the form and the links work anyway.
const followFilters = (form) => {
  const words = document.getElementById("q");
  const sheet = form.querySelector(".sheet");
  const summary = sheet.querySelector("summary");
  const show = sheet.querySelector("[data-show]");
  const failed = document.getElementById("failed");
  const kept = document.getElementById("kept");
  const results = () => document.getElementById("results");
  const count = () => document.getElementById("count");
  const boxesOf = (page) => [...page.querySelectorAll(".sheet [type=checkbox]")];
  const here = () => location.pathname + location.search;
  let shown = here();
  let request;

  const chosen = () => {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    return pairs.length ? `${form.action}?${new URLSearchParams(pairs)}` : form.action;
  };

  // Options keep the order in which they were loaded.
  const takeOptions = (page) => {
    const fresh = new Map(boxesOf(page).map((box) => [`${box.name} ${box.value}`, box]));
    const boxes = boxesOf(form);
    if (boxes.length !== fresh.size) {
      throw new Error("There are other options than those shown.");
    }
    for (const box of boxes) {
      const other = fresh.get(`${box.name} ${box.value}`);
      box.checked = other.checked;
      const number = box.parentElement.querySelector(".count");
      if (number) {
        number.textContent = other.parentElement.querySelector(".count").textContent;
      }
    }
    summary.replaceChildren(...page.querySelector(".sheet > summary").childNodes);
    show.textContent = page.querySelector("[data-show]").dataset.show;
  };

  // What is ticked to be compared stays ticked; what the new list does not have stands below it.
  const takeResults = (page) => {
    const ticked = [...form.querySelectorAll("[name=c]:checked")].map((box) => box.parentElement);
    const focused = results().contains(document.activeElement) ? document.activeElement.id : null;
    results().replaceWith(page.getElementById("results"));
    kept.querySelectorAll("label").forEach((label) => label.remove());
    for (const label of ticked) {
      const slug = CSS.escape(label.firstElementChild.value);
      const listed = results().querySelector(`[name=c][value="${slug}"]`);
      if (listed) {
        listed.checked = true;
      } else {
        kept.append(label);
      }
    }
    kept.hidden = !kept.querySelector("label");
    if (focused !== null) {
      (document.getElementById(focused) ?? count()).focus();
    }
    document.getElementById("told").textContent = count().textContent;
  };

  const load = async (address) => {
    request?.abort();
    request = new AbortController();
    const typed = words.value;
    results().setAttribute("aria-busy", "true");
    const response = await fetch(address, { signal: request.signal });
    if (!response.ok) {
      throw new Error(`${address} answers ${response.status}.`);
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    takeOptions(page);
    takeResults(page);
    if (words.value === typed) {
      words.value = page.getElementById("q").value;
    }
    failed.hidden = true;
  };

  // Show the list at an address; `otherwise` is done when that is not possible.
  const go = async (address, otherwise) => {
    try {
      await load(address);
    } catch (error) {
      if (error.name !== "AbortError") {
        results().removeAttribute("aria-busy");
        otherwise();
      }
      return;
    }
    if (location.href !== address) {
      history.pushState(null, "", address);
    }
    shown = here();
  };

  form.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" && target.form === form) {
      // Nobody wants a value and leaves it out.
      target.closest(".option").querySelectorAll("input").forEach((box) => {
        box.checked &&= box === target;
      });
      go(chosen(), () => {
        failed.hidden = false;
      });
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = chosen();
    await go(address, () => location.assign(address));
    if (event.submitter === show && summary.checkVisibility()) {
      sheet.open = false;
      count().focus();
    }
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("#results a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain && link.pathname === location.pathname) {
      event.preventDefault();
      go(link.href, () => location.assign(link.href));
    }
  });
  window.addEventListener("popstate", () => {
    if (here() !== shown) {
      go(location.href, () => location.reload());
    }
  });
  show.textContent = show.dataset.show;
};

// A refused address has no list to change.
if (document.getElementById("results")) {
  followFilters(document.getElementById("filters"));
}
