// Plays a recorded call from the place of a passage, and marks the passage that is heard. Without it each place is a link.
"use strict";

(() => {
  const find = (inside) => inside.closest(".whole-row")?.querySelector("audio");

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-play]"), sound = link && find(link);
    if (!sound) return;
    event.preventDefault();
    const start = Number(link.dataset.play);
    if (!sound.paused && Math.abs(sound.currentTime - start) < 0.5) { sound.pause(); return; }
    sound.currentTime = start;
    sound.play().catch(() => { window.location.assign(link.href); });
  });

  // an address that ends in #t=12.3 names a place: it is shown, and heard from there on when somebody plays
  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(window.location.hash), whole = document.querySelector(".whole-row");
  if (asked && whole) {
    const sound = whole.querySelector("audio"), place = whole.querySelector(`.turns [data-at="${CSS.escape(asked[1])}"]`);
    if (sound) sound.currentTime = Number(asked[1]);
    if (place) {
      place.classList.add("now");
      place.scrollIntoView({ block: "center" });
      place.querySelector("a[data-play]")?.focus({ preventScroll: true });
    }
  }

  document.addEventListener("timeupdate", (event) => {
    const sound = event.target, row = sound.closest?.(".whole-row");
    if (!row) return;
    let heard = null;
    for (const link of row.querySelectorAll(".turns a[data-play]")) if (Number(link.dataset.play) <= sound.currentTime + 0.05) heard = link.closest("div");
    for (const turn of row.querySelectorAll(".turns > div")) turn.classList.toggle("now", turn === heard && !sound.paused);
  }, true);
})();
