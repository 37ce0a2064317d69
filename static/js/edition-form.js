"use strict";
// The form of a draft: links open the folded sections that hold their target, sections are reached
// from the list above them, and typing a word leaves only the facts that hold it.
{
  const reveal = (target) => {
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    target.scrollIntoView();
  };
  const revealHash = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      reveal(target);
      if (target.matches("input, select, textarea")) {
        target.focus();
      }
    }
  };
  window.addEventListener("hashchange", revealHash);
  revealHash();

  for (const link of document.querySelectorAll(".fact-filter [data-section]")) {
    const section = document.querySelector(`#${link.dataset.section} details`);
    if (section) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        reveal(section);
        section.querySelector("summary").focus();
      });
    }
  }

  const search = document.getElementById("fact-search");
  if (search) {
    search.closest("p").hidden = false;
    const told = search.parentElement.querySelector("output");
    const facts = [...document.querySelectorAll("details.fact")].filter(
      (fact) => !fact.closest(".empty-form")
    );
    const wordsOf = (fact) => {
      const typed = [...fact.querySelectorAll("textarea, input[type=text]")];
      const chosen = [...fact.querySelectorAll("select")].flatMap((one) => [...one.selectedOptions]);
      const texts = [fact.querySelector("summary"), ...chosen].map((one) => one.textContent);
      return texts.concat(typed.map((one) => one.value)).join(" ").toLowerCase();
    };
    search.addEventListener("input", () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const fact of facts) {
        const words = wanted.length ? wordsOf(fact) : "";
        const fits = wanted.every((word) => words.includes(word));
        fact.closest(".inline-related").hidden = !fits;
        found += fits;
      }
      for (const group of document.querySelectorAll(".inline-group")) {
        const some = group.querySelector(".inline-related:not([hidden]):not(.empty-form)");
        group.hidden = wanted.length > 0 && !some;
        if (wanted.length && some) {
          group.querySelector("details").open = true;
        }
      }
      const message = found === 1 ? told.dataset.one : told.dataset.many.replace("{}", found);
      told.textContent = wanted.length ? message : "";
    });
    // The enter key in a search box would save the form.
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  }
}
