"use strict";
// Adds a feature by typing a few letters. The page works without: what is added here is a row like
// those the server makes.
{
  const box = document.getElementById("pick");
  const input = document.getElementById("pick-input");
  const picked = document.getElementById("picked");

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
    input.value = "";
    suggestions.close();
    suggestions.say("added", term.plain_name);
  };

  const suggestions = combobox({
    input,
    list: document.getElementById("pick-list"),
    status: document.getElementById("pick-status"),
    address: (typed) => `${box.dataset.terms}?${new URLSearchParams({ q: typed, limit: 8 })}`,
    texts: (term) => [term.plain_name, term.name, term.matched],
    choose: add,
    sends: false, // what is half typed here is in no field of the form
  });
  box.hidden = false;
}
