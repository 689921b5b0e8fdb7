// What was typed into a form is there again when the session had ended before it was sent: held in this tab alone, for
// the same person alone, and dropped as soon as a form was taken.
"use strict";

(() => {
  const HELD = "held form";
  // a form leads to the sign-in page at once; whoever comes there later came for another reason
  const SOON = 60000;
  const user = document.body.dataset.user;
  const here = location.pathname + location.search;

  const read = () => { try { return JSON.parse(sessionStorage.getItem(HELD)); } catch { return null; } };
  const write = (held) => { try { sessionStorage.setItem(HELD, JSON.stringify(held)); } catch { /* no room: nothing is held */ } };
  const list = () => [...document.forms].filter((form) => form.method === "post");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const action = new URL(form.action, location.href).pathname;
    if (user && action.startsWith("/account/")) sessionStorage.removeItem(HELD);
    if (!user || form.method !== "post" || action.startsWith("/account/") || form.querySelector("input[type=password]")) return;
    const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    write({ user, page: here, action, number: list().indexOf(form), typed, at: Date.now() });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const held = read();
    if (!held || event.target.tagName !== "FORM") return;
    if (event.detail.successful) sessionStorage.removeItem(HELD);
    else if (event.detail.xhr.status === 403) write({ ...held, lost: true });
  });

  const say = (words, link) => {
    const said = document.createElement("p");
    said.className = "notice";
    said.setAttribute("role", "status");
    said.textContent = words;
    if (link) {
      const back = document.createElement("a");
      [back.href, back.textContent] = [link, document.body.dataset.heldPage];
      said.append(" ", back);
    }
    document.getElementById("main").prepend(said);
  };

  const fill = (form, typed) => {
    const left = typed.slice();
    const take = (name, value) => {
      const at = left.findIndex((pair) => pair[0] === name && (value === undefined || pair[1] === value));
      return at < 0 ? undefined : left.splice(at, 1)[0][1];
    };
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "file" || field.tagName === "BUTTON") continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = take(field.name, field.value) !== undefined;
      else if (field.multiple && field.options) for (const one of field.options) one.selected = take(field.name, one.value) !== undefined;
      else { const value = take(field.name); if (value !== undefined) field.value = value; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  };

  const held = read();
  if (!held) return;
  if (!user) {
    if (held.lost || Date.now() - held.at < SOON) write({ ...held, lost: true });
    else sessionStorage.removeItem(HELD);
    return;
  }
  sessionStorage.removeItem(HELD);
  if (!held.lost || held.user !== user) return;
  const form = list()[held.number];
  if (held.page !== here || !form || new URL(form.action, location.href).pathname !== held.action) {
    // it waits until that page is open again
    write(held);
    if (held.page !== here) say(document.body.dataset.heldElsewhere, held.page);
    return;
  }
  fill(form, held.typed);
  const version = form.elements.version?.value;
  const sent = held.typed.find(([name]) => name === "version");
  say(document.body.dataset[sent && version !== undefined && sent[1] !== version ? "heldOther" : "held"]);
})();
