// Small things that every page shares. Every page can be read without them.
"use strict";

// a menu closes by Escape, and when something else is pressed
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const open of document.querySelectorAll("details.me[open]")) { open.open = false; open.querySelector("summary").focus(); }
  // "/" goes to the search, unless somebody is typing
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select, [contenteditable]")) {
    const find = document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
  }
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.me[open]")) if (!open.contains(event.target)) open.open = false;
});

// a form is sent once, however often its button is pressed
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !event.defaultPrevented) {
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  }
});

// what changes by itself is said once, where a screen reader listens
document.addEventListener("htmx:responseError", (event) => {
  const where = document.getElementById("main");
  const said = document.createElement("p");
  said.className = "notice error";
  said.setAttribute("role", "alert");
  said.textContent = document.body.dataset[event.detail.xhr.status === 403 ? "ended" : "failed"];
  where.prepend(said);
});

// of a row that is drawn sideways the page that is shown stands in sight
function show_here(part) {
  for (const here of part.querySelectorAll(":is(.ways, .tabs, .kinds) > [aria-current]")) {
    const row = here.parentElement;
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
}
show_here(document);
document.addEventListener("htmx:afterSettle", (event) => show_here(event.target));
