// The list of contents follows the reader, and the other wording opens where the reader is.
(() => {
  "use strict";
  const links = [...document.querySelectorAll(".contents a")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  const others = document.querySelectorAll(".switch a");
  let current;

  function show() {
    // The last heading above the upper third of the window.
    const line = innerHeight / 3;
    const at = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < line);
    if (at === current) return;
    current = at;
    links.forEach((link, number) => {
      if (number === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    others.forEach((other) => { other.hash = at < 0 ? "" : links[at].hash; });
  }

  // A window that opens further down is scrolled there, so this is enough.
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; show(); });
  }, { passive: true });
})();
