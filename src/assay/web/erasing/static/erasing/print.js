/* The button that prints the receipt: shown where there is something to print with. */
"use strict";
const offer = () => {
  const button = document.getElementById("print");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
};
offer();
document.body.addEventListener("htmx:afterSettle", offer);
