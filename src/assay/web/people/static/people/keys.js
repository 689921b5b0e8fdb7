// Says on the page that a passkey did not work, where the library would only write it to the console.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("key-failed");
  if (said) said.hidden = false;
});
