/* Sends forms in the order in which they were filled in, each once, also when the connection was away for a while.
   What is not yet sent lies in this browser's storage, under the person who typed it. Nothing is called saved while
   `isTyping` says that a text was typed which is not here yet. */
window.makeSending = ({ place, tell, onKept, onStale, isTyping }) => {
  /* queue: forms in their order.  seen: by name, the version of the text on which what waits was written. */
  const read = () => {
    try { return JSON.parse(localStorage.getItem(place)) || { queue: [], seen: {} }; } catch { return { queue: [], seen: {} }; }
  };
  const write = (held) => {
    if (held.queue.length) localStorage.setItem(place, JSON.stringify(held));
    else localStorage.removeItem(place);
  };
  const list = () => read().queue.filter((one) => !one.isRefused);
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  let isSending = false;
  let isAskedAgain = false;
  let later = 0;

  /* The newest text of a field takes the place of an older one of which no sending was tried: a text that may have
     arrived is sent again as it was, and the server sees that it has it already. */
  const add = (name, address, fields, seen) => {
    const held = read();
    const last = held.queue.findLast((one) => one.name === name && !one.isRefused);
    if (!last) held.seen[name] = seen;
    if (last && !last.isTried) last.fields = fields;
    else held.queue.push({ id: `${Date.now()} ${Math.random()}`, name, address, fields, isTried: false });
    write(held);
    send();
  };

  const post = (one, seen) => {
    const body = new FormData();
    for (const [key, value] of one.fields) body.append(key, value);
    if (seen !== undefined) body.append("seen", seen);
    return fetch(one.address, {
      method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(15000),
      headers: { "X-CSRFToken": token(), "X-Sent-In-Order": "yes" },
    });
  };

  const again = (seconds) => { clearTimeout(later); later = setTimeout(send, seconds * 1000); };

  /* Takes it out of the queue, unless it was refused: then it stays, is passed over, and is told. */
  const take = (one, { isRefused = false, version } = {}) => {
    const held = read();
    if (isRefused) held.queue.find((other) => other.id === one.id).isRefused = true;
    else held.queue = held.queue.filter((other) => other.id !== one.id);
    if (version !== undefined) held.seen[one.name] = version;
    write(held);
  };

  const sendNext = async (one, seen) => {
    let answer;
    try { answer = await post(one, seen); } catch { return "waiting"; }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "ended";
    if (answer.status >= 500 || answer.status === 429) return "waiting";
    if (!answer.ok) { take(one, { isRefused: true }); return ""; }
    const told = await answer.json();
    take(one, { version: told.version });
    if (told.stale) onStale(one, told);
    else onKept(one, told);
    return "";
  };

  const sendAll = async () => {
    for (let one; (one = list()[0]); ) {
      const held = read();
      held.queue.find((other) => other.id === one.id).isTried = true;
      write(held);
      tell("sending", held.queue.length);
      const fault = await sendNext(one, held.seen[one.name]);
      if (fault) { tell(fault, read().queue.length); again(5); return; }
    }
    const left = read().queue.length;
    tell(left ? "refused" : isTyping() ? "sending" : "saved", left);
  };

  const send = async () => {
    // what was added after the last look at the queue and before the lock was given back is looked for once more
    isAskedAgain = isSending;
    if (isSending) return;
    isSending = true;
    try {
      // two tabs of one person send one after the other; without locks (no https) the server's versions tell them apart
      if (navigator.locks) await navigator.locks.request(place, sendAll);
      else await sendAll();
    } finally { isSending = false; }
    if (isAskedAgain) await send();
  };
  window.addEventListener("online", send);
  window.addEventListener("offline", () => tell("waiting", read().queue.length));
  return { add, send, list };
};
