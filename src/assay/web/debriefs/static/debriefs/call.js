/* The call: one question at a time, one voice at a time, notes sent at every pause. Without this file all stands on one
   page, and each note has a button of its own. */
(() => {
  const start = () => {
    const line = document.getElementById("saving");
    const turns = [...document.querySelectorAll(".turn")];
    const forms = [...document.querySelectorAll("form[data-queued]")];
    const find = (name) => forms.find((form) => form.dataset.queued === name);
    const timers = new Map();
    let shown = "";

    const tell = (state, count = 0) => {
      shown = state;
      line.className = `saving ${{ waiting: "waits", ended: "fails", refused: "fails" }[state] || ""}`;
      const text = line.dataset[state] + (count && state !== "sending" ? ` ${line.dataset.left} ${count}` : "");
      if (line.textContent !== text) line.textContent = text;
    };

    const sending = window.makeSending({
      place: `call ${line.dataset.user} ${location.pathname}`,
      tell,
      isTyping: () => timers.size > 0,
      onKept: (one, told) => {
        const form = find(one.name);
        if (!form) return;
        if (told.version !== undefined) form.elements.seen.value = told.version;
        const text = one.fields.find(([key]) => key === "text")?.[1];
        const heard = form.querySelector(".heard-answer");
        if (heard && told.heard !== undefined && form.elements.text.value === text) heard.innerHTML = told.heard;
        mark();
      },
      /* Another window was faster: both texts stay, and go on as one. */
      onStale: (one, told) => {
        const form = find(one.name);
        if (!form) return;
        form.elements.seen.value = told.version;
        const field = form.elements.text;
        const both = [told.standing, field.value].filter(Boolean);
        field.value = field.value.startsWith(told.standing) ? field.value : both.join("\n");
        form.querySelector(".heard-answer").textContent = line.dataset.merged;
        queue(form);
      },
    });

    /* A form as it is now, without what belongs to the page it stands on. */
    const queue = (form) => {
      clearTimeout(timers.get(form));
      timers.delete(form);
      const fields = [...new FormData(form)].filter(([key, value]) => !["csrfmiddlewaretoken", "seen"].includes(key)
        && !(key === "driver" && !value));
      sending.add(form.dataset.queued, form.action, fields, form.elements.seen?.value);
    };
    const pause = (form) => {
      clearTimeout(timers.get(form));
      timers.set(form, setTimeout(() => queue(form), 400));
      if (shown === "saved") tell("sending");
    };

    const addTag = (form, code, name) => {
      if (!code || form.querySelector(`.tags input[value="${code}"]`)) return;
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "driver", value: code, checked: true });
      label.className = "tag";
      label.append(box, ` ${name}`);
      form.querySelector(".tags").append(label);
      queue(form);
    };

    const markQuote = (field) => {
      const { selectionStart: from, selectionEnd: to, value } = field;
      const words = value.slice(from, to);
      const [open, close] = document.documentElement.lang.startsWith("de") ? ["„", "“"] : ["“", "”"];
      field.setRangeText(`${open}${words.trim()}${close}`, from, to, "end");
      if (!words.trim()) field.setSelectionRange(from + 1, from + 1);
      field.focus();
      queue(field.form);
    };

    const listRequired = (form) => {
      const what = form.elements.what.value.trim();
      if (!what) return;
      queue(form);
      const met = form.elements.met;
      const item = document.createElement("li");
      const tag = Object.assign(document.createElement("span"), { className: "tag", textContent: met.selectedOptions[0].text });
      item.append(what, " ", tag);
      document.getElementById("required-list").append(item);
      form.reset();
      form.elements.what.focus();
    };

    const say = () => document.querySelector("#voices input:checked")?.value;
    const show = () => {
      const wanted = turns.find((turn) => `#${turn.id}` === location.hash) || turns[0];
      for (const turn of turns) turn.hidden = turn !== wanted;
      for (const form of document.querySelectorAll(".uttered")) form.hidden = form.dataset.voice !== say() && !form.elements.text.value;
      for (const form of document.querySelectorAll(".uttered")) form.classList.toggle("aside", form.dataset.voice !== say());
      document.getElementById("voices").hidden = !wanted.querySelector(".uttered");
      for (const link of document.querySelectorAll("#numbers a"))
        if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
      mark();
    };
    const mark = () => {
      for (const link of document.querySelectorAll("#numbers a")) {
        const notes = document.querySelectorAll(`${link.hash} .uttered textarea`);
        link.classList.toggle("noted", [...notes].some((field) => field.value.trim()));
      }
    };

    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-queued]");
      if (form && event.target.matches("textarea, input[name=who_decides]")) pause(form);
    });
    document.addEventListener("change", (event) => {
      const field = event.target;
      const form = field.closest("form[data-queued]");
      if (field.matches("[data-more]")) { addTag(form, field.value, field.selectedOptions[0].text); field.value = ""; }
      else if (field.matches(".tags input")) { field.closest("label").remove(); queue(form); }
      else if (field.matches(".back input")) queue(form);
      else if (field.name === "speaking") { show(); document.querySelector(".turn:not([hidden]) .uttered:not(.aside) textarea")?.focus(); }
    });
    document.addEventListener("click", (event) => {
      const go = event.target.closest("[data-go]");
      const tag = event.target.closest("[data-tag]");
      const quote = event.target.closest("[data-quote]");
      if (tag) { addTag(tag.closest("form"), tag.dataset.tag, tag.textContent); tag.remove(); }
      if (quote) markQuote(quote.closest("form").elements.text);
      if (go) {
        const at = turns.findIndex((turn) => !turn.hidden) + Number(go.dataset.go);
        location.hash = turns[at].id;
      }
    });
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.matches(".require")) { event.preventDefault(); listRequired(form); return; }
      if (form.matches("form[data-queued]")) { event.preventDefault(); queue(form); return; }
      if (form.id === "finish-form" && (timers.size || sending.list().length)) {
        // nothing is handed over before the last note has arrived
        event.preventDefault();
        for (const waiting of [...timers.keys()]) queue(waiting);
        sending.send();
        const wait = setInterval(() => { if (!sending.list().length) { clearInterval(wait); form.submit(); } }, 200);
      }
    });
    window.addEventListener("hashchange", () => { show(); document.querySelector(".turn:not([hidden]) h2").focus({ preventScroll: true }); });
    window.addEventListener("pagehide", () => { for (const form of [...timers.keys()]) queue(form); });

    for (const one of sending.list()) {
      const form = find(one.name);
      const text = one.fields.find(([key]) => key === "text")?.[1];
      if (form?.elements.text && text !== undefined) form.elements.text.value = text;
    }
    for (const hidden of document.querySelectorAll(".steps, [data-quote]")) hidden.hidden = false;
    turns[0].querySelector("[data-go='-1']").hidden = true;
    show();
    sending.send();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
