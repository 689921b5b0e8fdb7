// Charts say the numbers of the mark that is pointed at, or that the arrow keys have come to. The table beside each holds them all.
"use strict";

(() => {
  let here = null;

  const card = () => document.getElementById("said");

  // what a mark says is its title; it is taken out, so that the browser does not say it a second time
  function read(mark) {
    const title = mark.querySelector(":scope > title");
    if (title) { mark.dataset.said = title.textContent; title.remove(); }
    return mark.dataset.said || "";
  }

  function list(svg) {
    return [...svg.querySelectorAll("path, rect, line")].filter((mark) => read(mark));
  }

  function show(mark, x, y) {
    const box = card(), said = read(mark);
    if (!box || !said) return;
    const words = document.createElement("dl");
    for (const part of said.split(", ")) {
      const cut = part.indexOf(": ");
      if (cut < 0) { if (words.lastChild) words.lastChild.textContent += ", " + part; continue; }
      words.append(Object.assign(document.createElement("dt"), { textContent: part.slice(0, cut) }), Object.assign(document.createElement("dd"), { textContent: part.slice(cut + 2) }));
    }
    box.replaceChildren(words);
    box.hidden = false;
    const size = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - size.width - 8))}px`;
    const top = y + 18 + size.height > innerHeight ? y - size.height - 14 : y + 18;
    box.style.top = `${Math.max(8, Math.min(top, innerHeight - size.height - 8))}px`;
    if (here) here.classList.remove("here");
    here = mark;
    here.classList.add("here");
  }

  function hide() {
    const box = card();
    if (box) box.hidden = true;
    if (here) here.classList.remove("here");
    here = null;
  }

  document.addEventListener("pointermove", (event) => {
    const mark = event.target.closest?.(".chart svg path, .chart svg rect, .chart svg line");
    if (mark && read(mark)) show(mark, event.clientX, event.clientY);
    else if (here && !document.activeElement?.closest?.(".chart svg")) hide();
  });

  document.addEventListener("keydown", (event) => {
    const svg = event.target.closest?.(".chart svg");
    if (!svg) return;
    if (event.key === "Escape") { hide(); return; }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = step || event.key === "Home" || event.key === "End" ? list(svg) : [];
    if (!marks.length) return;
    event.preventDefault();
    const at = marks.indexOf(here);
    const next = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : at < 0 ? 0 : (at + step + marks.length) % marks.length;
    svg.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = marks[next].getBoundingClientRect();
    show(marks[next], box.left + box.width / 2, box.top + box.height / 2);
  });
  document.addEventListener("focusout", (event) => { if (event.target.closest?.(".chart svg")) hide(); });

  function prepare() {
    for (const svg of document.querySelectorAll(".chart svg.marks:not([tabindex])")) svg.setAttribute("tabindex", "0");
  }
  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
