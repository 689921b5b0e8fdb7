// Opens a row of the deal in a panel beside the file. Without it every link leads to the row's own page or place.
"use strict";

(() => {
  const file = document.querySelector("[data-rows-at]"), panel = document.getElementById("record");
  if (!file || !panel) return;
  const body = panel.querySelector(".body");
  const words = document.getElementById("record-words").content;
  let opener = null, wanted = "";

  const say = (name) => body.replaceChildren(words.querySelector(`[data-word="${name}"]`).cloneNode(true));

  async function open(row, from) {
    if (from && !panel.contains(from)) opener = from;
    wanted = row;
    panel.hidden = false;
    say("waits");
    try {
      const answer = await fetch(`${file.dataset.rowsAt}${row}/`, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (wanted !== row) return;
      if (answer.redirected || answer.status === 401 || answer.status === 403) return say("ended");
      if (!answer.ok) return say("failed");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (wanted !== row) return;
      body.replaceChildren(...page.body.children);
      panel.scrollTop = 0;
      (body.querySelector("h2") || panel).focus();
    } catch { if (wanted === row) say("failed"); }
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    for (const sound of body.querySelectorAll("audio")) sound.pause();
    wanted = "";
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-open]");
    if (link) { event.preventDefault(); open(link.dataset.open, link); }
    else if (event.target.closest("[data-close]")) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
