// Coding by keyboard, and finding a driver among all of them. Everything works without it, by pointing.
"use strict";

(() => {
  const form = document.querySelector("form[data-coding]");
  if (!form) return;
  const all = form.querySelector("details.all");
  const narrow = form.querySelector("#narrow");
  form.querySelector(".narrowing").hidden = false;
  form.querySelector(".keys").hidden = false;

  const isTyping = (target) => target.closest("input[type=search], input[type=text], textarea, select, [contenteditable], .menu, .find");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const choice = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (choice) { choice.checked = true; choice.focus(); event.preventDefault(); }
    else if (event.key === "a") { all.open = true; narrow.focus(); event.preventDefault(); }
    else if (event.key === "s") { const skip = document.querySelector("[data-skip]"); if (skip) { skip.click(); event.preventDefault(); } }
    else if (event.key === "Enter" && event.target === document.body && form.querySelector("input[name=driver]:checked")) { form.requestSubmit(); event.preventDefault(); }
  });

  const words = (text) => text.toLowerCase().normalize("NFKD");
  narrow.addEventListener("input", () => {
    const sought = words(narrow.value.trim());
    for (const group of all.querySelectorAll(".group")) {
      let shown = 0;
      for (const label of group.querySelectorAll("label")) {
        label.hidden = sought !== "" && !words(`${label.textContent} ${label.title}`).includes(sought);
        if (!label.hidden) shown += 1;
      }
      group.hidden = shown === 0;
    }
  });
  // Enter chooses the first that is left, and does not send the form half filled in
  narrow.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = all.querySelector(".group:not([hidden]) label:not([hidden]) input");
    if (first) { first.checked = true; first.focus(); }
  });
})();
