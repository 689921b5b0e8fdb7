// Dropping files, saying at once what is too large, and showing how much was sent. The form works without it.
"use strict";

for (const form of document.querySelectorAll("form.upload")) {
  const zone = form.querySelector(".drop"), input = form.querySelector("input[type=file]");
  const picked = form.querySelector(".picked"), bar = form.querySelector("progress");
  const limit = Number(zone.dataset.fileLimit), whole = Number(zone.dataset.wholeLimit);

  const say = (text, isBad) => {
    const line = document.createElement("li");
    line.textContent = text;
    if (isBad) line.className = "bad";
    picked.append(line);
  };
  const check = () => {
    picked.replaceChildren();
    let sum = 0, isFine = true;
    for (const file of input.files) {
      sum += file.size;
      const isLarge = file.size > limit;
      isFine = isFine && !isLarge;
      if (isLarge || picked.children.length < 8) say(file.name + (isLarge ? " " + zone.dataset.tooLarge : ""), isLarge);
    }
    if (sum > whole) { say(zone.dataset.tooMuch, true); isFine = false; }
    return isFine;
  };
  input.addEventListener("change", check);
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; check(); }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!check()) { input.focus(); return; }
    const button = form.querySelector("button");
    button.disabled = true;
    form.elements.modified.value = JSON.stringify(Object.fromEntries([...input.files].map((file) => [file.name, file.lastModified])));
    const sending = new XMLHttpRequest();
    sending.open("POST", form.action);
    bar.hidden = false;
    sending.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) bar.value = 100 * sent.loaded / sent.total; });
    sending.addEventListener("load", () => {
      if (sending.status === 200) { window.location.assign(sending.responseURL); return; }
      const answer = new DOMParser().parseFromString(sending.responseText, "text/html").querySelector("main");
      if (answer) { const said = answer.querySelector(".notice.error, .empty"); if (said) { picked.replaceChildren(); picked.append(document.importNode(said, true)); } }
      button.disabled = false;
      bar.hidden = true;
    });
    sending.addEventListener("error", () => { say(zone.dataset.broken, true); button.disabled = false; bar.hidden = true; });
    sending.send(new FormData(form));
  });
}
