// Makes the drawn picture of a deal one to work with: zoom, move, filter, a card at each mark, keys from mark to mark.
// The server's drawing is the description; this only sets its parts to other places. Without it each mark is a link.
"use strict";

(() => {
  const figure = document.querySelector(".timeline"), svg = figure && figure.querySelector("svg[data-start]");
  if (!svg) return;
  performance.mark("timeline-begins");
  const NS = "http://www.w3.org/2000/svg", DAY = 86400;
  // as the server lays them out: reports/lanes.py and reports/timeline.py
  const LANE = 36, TOP = 52, NEAR = 12, PILL = 22, SPARE = 8, LIFT = 8, LETTER = 6.3;
  const PILL_OUTLINE = "M-4-8h8a7 8 0 0 1 0 16h-8a7 8 0 0 1 0-16z", WAYS = ["both", "in", "out", "unsaid", "own"];
  const start = +svg.dataset.start, end = +svg.dataset.end, margin = +svg.dataset.margin;
  const drawn = svg.width.baseVal.value, tall = svg.height.baseVal.value;
  const scroll = figure.querySelector(".scroll"), names = figure.querySelector(".lanes");
  const labels = [...names.querySelectorAll(".lane")];
  const lanes = labels.map((label, number) => ({ label, number, kind: label.classList[1], marks: [], pills: [], shown: true, middle: 0 }));
  const bottomDrawn = TOP + lanes.length * LANE;
  let width = drawn, bottom = bottomDrawn, order = [], current = null;

  const when = (x) => start + ((x - margin) / (drawn - 2 * margin)) * (end - start);
  const place = (at) => margin + ((at - start) / (end - start)) * (width - 2 * margin);
  const set = (element, values) => { for (const name in values) element.setAttribute(name, values[name]); };

  // what is drawn, by what it stands for
  for (const link of svg.querySelectorAll("a.mark")) {
    if (link.classList.contains("several")) { link.remove(); continue; }
    const title = link.querySelector("title");
    if (title) {
      // its words stay for whoever hears the page; seen, they would stand beside the card
      link.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    lanes[link.dataset.lane].marks.push({ link, at: +link.dataset.at, lane: +link.dataset.lane, several: null, x: 0, y: 0 });
  }
  for (const lane of lanes) lane.marks.sort((one, other) => one.at - other.at);
  const spans = [...svg.querySelectorAll("rect.silence, rect.turn")].map((rect) => {
    const x = rect.x.baseVal.value;
    return { rect, since: when(x), until: when(x + rect.width.baseVal.value) };
  });
  const bands = [...svg.querySelectorAll(".band")].map((group) => {
    let text = group.querySelector("text");
    if (!text) { text = group.appendChild(document.createElementNS(NS, "text")); set(text, { y: 37 }); }
    return { wash: group.querySelector(".wash"), head: group.querySelector(".head"), text, since: +group.dataset.since, until: +group.dataset.until, name: group.dataset.name };
  });
  const edges = [...svg.querySelectorAll(".edge[data-at]")].map((element) => ({ element, at: +element.dataset.at, y: element.tagName === "text" ? +element.getAttribute("y") : +element.getAttribute("d").split("V")[1] }));
  const ties = [...svg.querySelectorAll(".tie")].map((path) => ({ path, at: +path.dataset.at, lanes: path.dataset.lanes.split(",").map(Number) }));
  const rails = [...svg.querySelectorAll(".rail")];
  const axis = document.createElementNS(NS, "g");
  for (const old of svg.querySelectorAll(".tick, .month")) old.remove();
  svg.querySelector("defs").after(axis);
  const language = document.documentElement.lang || "en";
  const write = (parts) => { const format = new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" }); return (at) => format.format(at * 1000); };
  const [sayDay, sayMonth, sayMonthYear, sayYear] = [write({ day: "numeric", month: "short" }), write({ month: "short" }), write({ month: "short", year: "numeric" }), write({ year: "numeric" })];

  // the axis: days, weeks, months, quarters or years, whichever leave room for their names
  function* listTicks() {
    const perDay = (width - 2 * margin) / ((end - start) / DAY);
    const days = [1, 2, 7, 14].find((step) => step * perDay >= 56);
    if (days) {
      for (let at = Math.ceil((start / DAY - 4) / days) * days * DAY + 4 * DAY; at <= end; at += days * DAY) yield [at, sayDay(at), false];
      return;
    }
    const step = [1, 3, 6, 12, 24, 60].find((months) => months * 30.4 * perDay >= 64) || 120;
    const first = new Date(start * 1000);
    let said = null;
    for (let number = first.getUTCFullYear() * 12; ; number += step) {
      const year = Math.floor(number / 12), at = Date.UTC(year, number % 12, 1) / 1000;
      if (at > end) return;
      if (at < start) continue;
      yield [at, step >= 12 ? sayYear(at) : said === year ? sayMonth(at) : sayMonthYear(at), number % 12 === 0];
      said = year;
    }
  }

  function drawAxis() {
    const parts = document.createDocumentFragment();
    for (const [at, label, isYear] of listTicks()) {
      const x = place(at), tick = document.createElementNS(NS, "path");
      set(tick, { class: isYear ? "tick year" : "tick month", d: `M${x} 4V${bottom}` });
      parts.append(tick);
      if (x < width - 60) {
        const text = document.createElementNS(NS, "text");
        set(text, { class: "month", x: x + 4, y: 14 });
        text.textContent = label;
        parts.append(text);
      }
    }
    axis.replaceChildren(parts);
  }

  function drawBands() {
    for (const band of bands) {
      const x = Math.max(place(band.since), margin), wide = Math.max(place(band.until) - x, 0);
      set(band.wash, { x, width: wide, height: bottom - 22 });
      set(band.head, { x, width: wide });
      band.x = x; band.width = wide;
    }
    nameBands();
  }

  // the name of a stage stays in sight while its band does
  function nameBands() {
    const left = scroll.scrollLeft;
    for (const band of bands) {
      const x = Math.min(Math.max(band.x, left), band.x + band.width - 40), room = Math.floor((band.x + band.width - Math.max(x, band.x) - 8) / LETTER);
      band.text.textContent = room < 5 ? "" : band.name.length <= room ? band.name : band.name.slice(0, room - 1).trimEnd() + "…";
      band.text.setAttribute("x", Math.max(x, band.x) + 5);
    }
  }

  function group(marks, reach) {
    const found = [];
    for (const mark of marks) {
      const last = found[found.length - 1];
      if (last && mark.x - last[0].x < reach) last.push(mark); else found.push([mark]);
    }
    return found;
  }

  function drawPill(lane, marks) {
    const link = document.createElementNS(NS, "a"), outline = document.createElementNS(NS, "path"), text = document.createElementNS(NS, "text");
    const way = WAYS.find((each) => marks.some((mark) => mark.link.classList.contains(each)));
    const x = Math.min((marks[0].x + marks[marks.length - 1].x) / 2, marks[0].x + PILL / 2 + 1);
    set(link, { class: `mark several ${way}`, href: marks[0].link.getAttribute("href"), transform: `translate(${x} ${lane.middle})` });
    set(outline, { d: PILL_OUTLINE });
    set(text, { y: 4 });
    text.textContent = marks.length;
    link.append(outline, text);
    svg.append(link);
    lane.pills.push(link);
    return { link, at: marks[0].at, lane: lane.number, several: marks, x, y: lane.middle };
  }

  function drawLane(lane) {
    for (const pill of lane.pills) pill.remove();
    lane.pills = [];
    for (const mark of lane.marks) mark.x = place(mark.at);
    let groups = lane.shown ? group(lane.marks, NEAR) : [];
    if (groups.some((each) => each.length > 2)) groups = group(lane.marks, PILL + SPARE);
    if (!lane.shown) for (const mark of lane.marks) mark.link.setAttribute("display", "none");
    for (const marks of groups) {
      if (marks.length > 2) {
        for (const mark of marks) mark.link.setAttribute("display", "none");
        order.push(drawPill(lane, marks));
      } else marks.forEach((mark, number) => {
        mark.y = lane.middle + (marks.length === 1 ? 0 : number ? LIFT : -LIFT);
        mark.link.removeAttribute("display");
        mark.link.setAttribute("transform", `translate(${mark.x} ${mark.y})`);
        order.push(mark);
      });
    }
  }

  function draw() {
    const shown = lanes.filter((lane) => lane.shown);
    shown.forEach((lane, row) => { lane.middle = TOP + row * LANE + LANE / 2; });
    bottom = TOP + shown.length * LANE;
    const height = tall - bottomDrawn + bottom;
    set(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    for (const lane of lanes) {
      lane.label.hidden = !lane.shown;
      set(rails[lane.number], lane.shown ? { d: `M0 ${lane.middle}H${width}`, display: "inline" } : { display: "none" });
    }
    drawAxis();
    drawBands();
    for (const { rect, since, until } of spans) set(rect, { x: place(since), width: place(until) - place(since), height: bottom - TOP + 8 });
    for (const { element, at, y } of edges) {
      const x = place(at), lower = y - bottomDrawn + bottom, isEnd = x > width / 2;
      if (element.tagName === "text") set(element, { x: x + (isEnd ? -6 : 6), y: lower, "text-anchor": isEnd ? "end" : "start" });
      else element.setAttribute("d", `M${x} ${TOP - 8}V${lower}`);
    }
    for (const tie of ties) {
      const heights = tie.lanes.filter((number) => lanes[number].shown).map((number) => lanes[number].middle);
      set(tie.path, heights.length > 1 ? { d: `M${place(tie.at)} ${Math.min(...heights)}V${Math.max(...heights)}`, display: "inline" } : { display: "none" });
    }
    order = [];
    for (const lane of shown) drawLane(lane);
    order.sort((one, other) => one.at - other.at || one.lane - other.lane);
    describe();
  }

  // one mark at a time can be reached by the tab key; arrow keys lead from it to the others
  function describe() {
    const kept = order.find((mark) => mark.link === document.activeElement) || order.find((mark) => current && mark.at >= current.at) || order[0];
    for (const mark of order) mark.link.setAttribute("tabindex", mark === kept ? "0" : "-1");
    current = kept || null;
  }

  // ---- zoom
  const whole = () => Math.max(scroll.clientWidth - 1, drawn);
  const widest = () => Math.min(Math.max(whole(), ((end - start) / DAY) * 120), 120000);
  function zoom(to, at = scroll.clientWidth / 2) {
    const share = (scroll.scrollLeft + at) / width;
    width = Math.round(Math.min(Math.max(to, whole()), widest()));
    hideCard();
    draw();
    scroll.scrollLeft = share * width - at;
    nameBands();
  }
  scroll.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(width * Math.exp(-event.deltaY / 300), event.clientX - scroll.getBoundingClientRect().left);
  }, { passive: false });
  let pinch = null;
  const measure = (touches) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  scroll.addEventListener("touchstart", (event) => { if (event.touches.length === 2) pinch = { apart: measure(event.touches), width }; }, { passive: true });
  scroll.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const middle = (event.touches[0].clientX + event.touches[1].clientX) / 2;
    zoom((pinch.width * measure(event.touches)) / pinch.apart, middle - scroll.getBoundingClientRect().left);
  }, { passive: false });
  scroll.addEventListener("touchend", () => { pinch = null; });

  // ---- move by dragging
  let held = null;
  scroll.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse" && event.button === 0) held = { x: event.clientX, left: scroll.scrollLeft, moved: false }; });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (Math.abs(event.clientX - held.x) > 4) { held.moved = true; scroll.classList.add("held"); hideCard(); }
    if (held.moved) scroll.scrollLeft = held.left - (event.clientX - held.x);
  });
  window.addEventListener("pointerup", () => { scroll.classList.remove("held"); if (held && held.moved) { const was = held; setTimeout(() => { if (held === was) held = null; }); } else held = null; });
  scroll.addEventListener("click", (event) => { if (held && held.moved) { event.preventDefault(); event.stopPropagation(); } }, true);
  scroll.addEventListener("dragstart", (event) => event.preventDefault());
  let waits = false;
  scroll.addEventListener("scroll", () => { if (!waits) { waits = true; requestAnimationFrame(() => { waits = false; nameBands(); moveCard(); }); } });

  // ---- the card of a mark: what the table of rows says of it
  const card = document.createElement("div");
  card.className = "card-of-mark";
  card.id = "card-of-mark";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  figure.append(card);
  const hideCard = () => { card.hidden = true; };
  const line = (text, name) => { const part = document.createElement("p"); part.textContent = text; if (name) part.className = name; return part; };
  const clean = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
  function read(mark) {
    const row = document.getElementById(mark.link.getAttribute("href").slice(1));
    if (!row) return { day: "", kind: "", who: "", what: "" };
    const what = row.querySelector(".what");
    return { day: clean(row.querySelector(".day")), kind: clean(row.querySelector(".kind")), who: clean(row.querySelector(".who")), what: what ? clean(what.firstChild) : "" };
  }
  const sayWhole = (mark) => { const row = read(mark); return [row.day, row.kind, row.who, row.what].filter(Boolean).join(", "); };
  function showCard(mark) {
    if (mark.several) {
      const most = mark.several.slice(0, 8).map((one) => { const row = read(one); return line([row.day, row.kind, row.what].filter(Boolean).join(", ")); });
      card.replaceChildren(line(`${mark.several.length} ${words.several}`, "day"), ...most, ...(mark.several.length > 8 ? [line(words.more, "soft")] : []));
    } else {
      const row = read(mark);
      card.replaceChildren(...[line(row.day, "day"), line(row.kind), row.who && line(row.who, "soft"), row.what && line(row.what)].filter(Boolean));
    }
    card.hidden = false;
    const frame = figure.getBoundingClientRect(), at = mark.link.getBoundingClientRect();
    const left = Math.min(Math.max(at.left - frame.left + at.width / 2 - card.offsetWidth / 2, 4), Math.max(frame.width - card.offsetWidth - 4, 4));
    card.style.left = `${left}px`;
    card.style.top = `${at.bottom - frame.top + 8}px`;
  }
  // a mark reached by keys is brought into view by scrolling: its card goes with it, as long as it can be seen
  function moveCard() {
    const mark = find(document.activeElement), frame = scroll.getBoundingClientRect();
    const at = mark && mark.link.getBoundingClientRect();
    if (at && at.right > frame.left && at.left < frame.right) showCard(mark); else hideCard();
  }
  const find = (target) => { const link = target.closest && target.closest("a.mark"); return link && order.find((mark) => mark.link === link); };
  svg.addEventListener("pointerover", (event) => { const mark = find(event.target); if (mark && !(held && held.moved)) showCard(mark); else if (!svg.contains(document.activeElement)) hideCard(); });
  svg.addEventListener("pointerleave", hideCard);
  svg.addEventListener("focusin", (event) => {
    const mark = find(event.target);
    if (!mark) return;
    mark.link.setAttribute("aria-label", mark.several ? `${mark.several.length} ${words.several}: ${sayWhole(mark.several[0])}` : sayWhole(mark));
    current = mark;
    reveal(mark);
    showCard(mark);
  });
  svg.addEventListener("focusout", hideCard);

  function reveal(mark) {
    const left = scroll.scrollLeft, room = scroll.clientWidth;
    if (mark.x < left + 24 || mark.x > left + room - 24) scroll.scrollLeft = mark.x - room / 2;
  }

  // what stands for several comes apart as far as the picture can be zoomed; then it opens its first row
  svg.addEventListener("click", (event) => {
    const mark = find(event.target);
    if (!mark || !mark.several || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const last = mark.several[mark.several.length - 1], first = mark.several[0];
    if (width < widest() && last.at > first.at) {
      const share = (last.at - first.at) / (end - start), lane = mark.lane;
      zoom(Math.max(width * 2, (scroll.clientWidth * 0.6) / share));
      scroll.scrollLeft = place((first.at + last.at) / 2) - scroll.clientWidth / 2;
      go(order.find((each) => each.lane === lane && each.at >= first.at));
    } else first.link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });

  // ---- keys
  function go(mark) {
    if (!mark) return;
    for (const each of order) each.link.setAttribute("tabindex", each === mark ? "0" : "-1");
    mark.link.focus({ preventScroll: true });
    const at = mark.link.getBoundingClientRect();
    if (at.top < 0 || at.bottom > innerHeight) figure.scrollIntoView({ block: "nearest" });
  }
  function findBeside(mark, step) {
    const shown = lanes.filter((lane) => lane.shown && order.some((each) => each.lane === lane.number));
    const lane = shown[shown.findIndex((each) => each.number === mark.lane) + step];
    if (!lane) return null;
    return order.filter((each) => each.lane === lane.number).reduce((best, each) => (Math.abs(each.at - mark.at) < Math.abs(best.at - mark.at) ? each : best));
  }
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, button")) return;
    const mark = find(event.target), number = mark ? order.indexOf(mark) : -1;
    const acts = {
      "+": () => zoom(width * 1.5), "=": () => zoom(width * 1.5), "-": () => zoom(width / 1.5), 0: () => zoom(0),
      ...(mark ? { ArrowRight: () => go(order[number + 1]), ArrowLeft: () => go(order[number - 1]), ArrowDown: () => go(findBeside(mark, 1)), ArrowUp: () => go(findBeside(mark, -1)), Home: () => go(order[0]), End: () => go(order[order.length - 1]) } : {}),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
    if ("+=-0".includes(event.key) && mark) { const again = order.find((each) => each === mark || (each.several && each.several.includes(mark))) || order.find((each) => each.at >= mark.at); if (again) go(again); }
  });

  // ---- tools
  const tools = document.getElementById("timeline-tools").content.firstElementChild.cloneNode(true);
  const words = Object.fromEntries([...tools.querySelectorAll("[data-word]")].map((word) => [word.dataset.word, word.textContent]));
  for (const box of tools.querySelectorAll("input")) {
    if (!lanes.some((lane) => lane.kind === box.value)) { box.closest("label").hidden = true; continue; }
    box.addEventListener("change", () => {
      for (const lane of lanes) if (lane.kind === box.value) lane.shown = box.checked;
      draw();
    });
  }
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) zoom({ in: width * 1.5, out: width / 1.5, whole: 0 }[button.dataset.zoom]);
  });
  figure.prepend(tools);
  figure.classList.add("live");
  width = whole();
  draw();
  let wide = scroll.clientWidth;
  new ResizeObserver(() => { if (scroll.clientWidth !== wide) { wide = scroll.clientWidth; zoom(width === whole() ? 0 : width); } }).observe(scroll);
  performance.measure("timeline", "timeline-begins");
})();
