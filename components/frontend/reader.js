// The article reader. Python sends pieces of text with roles, and worded cards; everything here becomes a text node, never markup.
// Pieces: {s: offset in the original (code points), t: text, o: the original where a repair changed it, r: [[role, mark], ...]}.
const KINDS = [
  ["content", "Quotes"], ["source", "Sources"], ["cue", "Cue words"], ["evidence", "Positions"], ["entity", "Names"], ["repair", "Repairs"],
];
const FIRST = ["source", "cue", "entity", "trigger", "content", "evidence"]; // whose card and tip come first where roles overlap
const NARROW = 864; // pixels; the same 54rem as in the style sheet
const VISIBLE_WITH = { trigger: "evidence" };
// Each quote and position has a real button, the badge in front of it. Names and sources inside the running text are spans with the role of
// one: a button element is one box that breaks lines where words may not break, swallows spaces, and cannot be selected and copied.

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

function build(root, data, send) {
  const state = { id: data.id, at: null, data, open: null, opener: null, pieces: [], ofMark: new Map(), badges: new Map() };
  const narrow = () => root.clientWidth > 0 && root.clientWidth < NARROW;
  const find = (selector) => root.querySelector(selector);
  const shows = (role) => root.classList.contains("show-" + (VISIBLE_WITH[role] || role));
  const order = data.marks.map((mark, index) => ({ mark, index })).filter((x) => x.mark.kind === "quote").map((x) => x.index);

  // --- the text -------------------------------------------------------------------------------------------------------------------
  const tipOf = (piece) => {
    if (piece.o !== undefined && shows("repair")) return "Repaired. The original has: " + piece.o;
    const best = byRank(piece.r || []).find(([role]) => shows(role));
    return best ? data.marks[best[1]].tips[best[0]] || "" : "";
  };
  const byRank = (roles) => [...roles].sort((a, b) => FIRST.indexOf(a[0]) - FIRST.indexOf(b[0]));
  const badge = (index) => {
    const mark = data.marks[index];
    const button = make("button", "badge " + mark.kind, mark.badge);
    button.type = "button";
    button.dataset.start = mark.starts;
    button.setAttribute("aria-label", mark.name + ": " + mark.title);
    button._tip = () => mark.name + ": " + mark.title;
    button.onclick = () => open([index], button, true);
    state.badges.set(index, button);
    return button;
  };
  const drawPiece = (piece) => {
    const roles = piece.r || [];
    const button = roles.some(([role]) => role === "entity" || role === "source");
    const element = make("span", "seg", piece.t);
    if (button) {
      element.setAttribute("role", "button");
      element.tabIndex = 0;
      element.onkeydown = (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); element.click(); }
      };
    }
    for (const [role] of roles) element.classList.add("r-" + role);
    if (piece.o !== undefined) element.classList.add("r-repair");
    if (roles.length) {
      element.classList.add("click");
      element.onclick = () => {
        const here = byRank(roles).filter(([role]) => shows(role)).map(([, mark]) => mark);
        if (here.length && String(window.getSelection()) === "") open([...new Set(here)], button ? element : state.badges.get(here[0]), true);
      };
    }
    if (roles.length || piece.o !== undefined) element._tip = () => tipOf(piece);
    for (const [, mark] of roles) {
      if (!state.ofMark.has(mark)) state.ofMark.set(mark, []);
      state.ofMark.get(mark).push(element);
    }
    state.pieces.push({ piece, element });
    return element;
  };
  const drawParagraph = (segments, into) => {
    for (const piece of segments) {
      for (const [role, mark] of piece.r || []) {
        if ((role === "content" || role === "evidence") && !state.badges.has(mark)) into.appendChild(badge(mark));
      }
      into.appendChild(drawPiece(piece));
    }
  };
  // Who speaks in a paragraph, for its margin.
  const speakersOf = (segments) => [...new Set(segments.flatMap((piece) => piece.r || [])
    .filter(([role, mark]) => role === "content" && data.marks[mark].kind === "quote").map(([, mark]) => data.marks[mark].title))];
  const body = find(".body"), title = find(".title");
  const headline = data.paragraphs.find((p) => p.h);
  title.textContent = "";
  if (headline) drawParagraph(headline.segments, title);
  else title.textContent = data.head.title;
  title.hidden = !headline && !data.head.title;
  find(".byline").textContent = data.head.byline.join(" · ");
  const source = find(".address a");
  source.textContent = data.head.url;
  if (/^https?:\/\//i.test(data.head.url)) source.href = data.head.url; // nothing else is ever followed
  else source.removeAttribute("href");
  find(".address").hidden = !data.head.url;
  body.replaceChildren(...data.paragraphs.filter((p) => !p.h).map((p) => {
    const paragraph = make("p"), who = speakersOf(p.segments);
    drawParagraph(p.segments, paragraph);
    if (!who.length) return paragraph;
    const beside = make("div", "beside"), margin = make("div", "speakers");
    margin.setAttribute("aria-hidden", "true"); // for the eye: the badges in the text say the same to a screen reader
    margin.append(...who.map((name) => make("span", "", name)));
    beside.append(margin, paragraph);
    return beside;
  }));

  // --- what is marked: legend and switches in one -----------------------------------------------------------------------------------
  const counts = { repair: state.pieces.filter((p) => p.piece.o !== undefined).length };
  const marksWith = (role) => new Set(state.pieces.flatMap((p) => (p.piece.r || []).filter(([r]) => r === role).map(([, mark]) => mark))).size;
  const toggles = find(".toggles");
  toggles.replaceChildren();
  const setShown = (role, on) => {
    root.classList.toggle("show-" + role, on);
    for (const { piece, element } of state.pieces) {
      if (element.getAttribute("role") === "button") element.tabIndex = (piece.r || []).some(([r]) => shows(r)) ? 0 : -1;
    }
  };
  // What is switched off stands in the address, as what is open does.
  const off = new Set(data.off || []);
  const remember = (role, isOff) => {
    if (isOff) off.add(role);
    else off.delete(role);
    address("off", off.size ? [...off].join(".") : null);
  };
  for (const [role, label] of KINDS) {
    const count = role in counts ? counts[role] : marksWith(role);
    root.classList.toggle("show-" + role, count > 0 && !off.has(role));
    if (!count) continue;
    const button = make("button", "toggle show-" + role);
    button.type = "button";
    button.dataset.role = role;
    button.setAttribute("aria-pressed", String(!off.has(role)));
    button.append(make("span", "sample r-" + role, label), make("span", "number", count.toLocaleString("en")));
    button.onclick = () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      setShown(role, on);
      remember(role, !on);
    };
    toggles.appendChild(button);
  }
  root.classList.remove("originals");
  if (counts.repair) {
    const button = make("button", "toggle", "Text as it came");
    button.type = "button";
    button.dataset.role = "original";
    const asItCame = (on) => {
      button.setAttribute("aria-pressed", String(on));
      root.classList.toggle("originals", on);
      for (const { piece, element } of state.pieces) if (piece.o !== undefined) element.textContent = on ? piece.o : piece.t;
    };
    asItCame(off.has("mended")); // what is switched off is the mending
    button.onclick = () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      asItCame(on);
      remember("mended", on);
    };
    toggles.appendChild(button);
  }

  // --- the list of quotes -----------------------------------------------------------------------------------------------------------
  const list = find(".list");
  find(".list summary").textContent = "In this article: " + data.quotes;
  find(".hint").textContent = data.marks.length ? "Choose a marked passage or a name to see who it is and why we think so." : "Nothing was found in this article.";
  const rows = new Map();
  find(".list ol").replaceChildren(...order.map((index) => {
    const mark = data.marks[index], item = make("li"), button = make("button");
    button.type = "button";
    button.append(make("span", "n", mark.badge.split(" ")[0]), make("span", "who", mark.title), make("span", "words", mark.text));
    button.onclick = () => { show(state.badges.get(index)); open([index], button, true); };
    rows.set(index, button);
    item.appendChild(button);
    return item;
  }));
  list.open = !narrow();

  // --- details ----------------------------------------------------------------------------------------------------------------------
  const card = find(".card"), where = find(".where");
  const place = (index) => {
    const starts = data.marks[index].starts;
    const first = state.pieces.find((p) => (p.piece.r || []).some(([, mark]) => mark === index));
    return data.marks[index].kind === "entity" ? (first ? first.piece.s : 0) : starts;
  };
  const light = (index) => {
    for (const element of root.querySelectorAll(".on")) element.classList.remove("on");
    if (index === null) return;
    for (const element of state.ofMark.get(index) || []) element.classList.add("on");
    for (const element of [state.badges.get(index), rows.get(index)]) if (element) element.classList.add("on");
  };
  const say = () => {
    const at = state.open === null ? -1 : order.indexOf(state.open);
    where.textContent = order.length ? (at < 0 ? data.quotes : `${at + 1} of ${order.length}`) : "no quotes";
  };
  function open(indexes, opener, tell) {
    const [index, ...others] = indexes, mark = data.marks[index];
    state.open = index;
    if (opener) state.opener = opener;
    light(index);
    const top = make("div", "top"), heading = make("div"), close = make("button", "close", "Close");
    close.type = "button";
    close.title = "Close (Esc)";
    close.onclick = () => shut();
    heading.append(make("p", "kind", mark.name), make("h3", "", mark.title));
    top.append(heading, close);
    card.replaceChildren(top);
    if (mark.text) card.appendChild(make("blockquote", "", mark.text));
    const facts = make("dl");
    for (const [name, value] of mark.rows) facts.append(make("dt", "", name), make("dd", "", value));
    card.appendChild(facts);
    if (mark.links.length) {
      const more = make("p", "more");
      for (const [label, href] of mark.links) {
        const link = make("a", "", label);
        link.href = href;
        link.target = "_self";
        more.appendChild(link);
      }
      card.appendChild(more);
    }
    if (mark.acts) {
      const acts = make("p", "acts");
      for (const [step, label] of mark.acts) {
        const button = make("button", "act", label);
        button.type = "button";
        button.dataset.step = step;
        button.onclick = () => send("decided", step + "\u001f" + mark.show);
        acts.appendChild(button);
      }
      card.appendChild(acts);
    }
    if (others.length) {
      const also = make("p", "also", "Also here:");
      for (const other of others) {
        const button = make("button", "plainlink", data.marks[other].name + ", " + data.marks[other].title);
        button.type = "button";
        button.onclick = () => { open([other, ...indexes.filter((i) => i !== other)], null, true); card.focus({ preventScroll: true }); };
        also.appendChild(button);
      }
      card.appendChild(also);
    }
    card.hidden = false;
    card.scrollTop = 0;
    find(".side").scrollTop = 0;
    say();
    if (tell && narrow() && opener && !opener.closest(".list")) show(opener);
    if (tell) {
      state.at = place(index);
      address("at", state.at);
    }
  }
  // The address names what is open and what is switched off, so that a copied link leads to it. No step for Back, no run of the script: Streamlit reads the address anew.
  function address(name, value) {
    const url = new URL(window.location.href);
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    window.history.replaceState(window.history.state, "", url);
  }
  function shut() {
    if (card.hidden) return;
    card.hidden = true;
    state.open = state.at = null;
    address("at", null);
    light(null);
    say();
    if (state.opener && state.opener.isConnected) state.opener.focus({ preventScroll: true });
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  function show(element) {
    if (element) element.scrollIntoView({ block: narrow() ? "start" : "center", behavior: calm ? "auto" : "smooth" });
  }
  function step(by) {
    if (!order.length) return;
    const toggle = root.querySelector('[data-role="content"]');
    if (toggle && toggle.getAttribute("aria-pressed") === "false") toggle.click();
    const now = state.open === null ? (by > 0 ? -1 : order.length) : order.indexOf(state.open);
    const index = order[Math.max(0, Math.min(order.length - 1, now + by))];
    const button = state.badges.get(index);
    open([index], button, true);
    if (button) { button.focus({ preventScroll: true }); show(button); }
    hideTip();
  }

  // --- tips: the same on hover and on focus -----------------------------------------------------------------------------------------
  const tip = find(".tip");
  const showTip = (element) => {
    const text = element._tip ? element._tip() : "";
    if (!text) return hideTip();
    tip.textContent = text;
    tip.hidden = false;
    element.setAttribute("aria-description", text);
    const frame = root.getBoundingClientRect(), box = element.getClientRects()[0];
    if (!box) return hideTip();
    const above = box.top - frame.top - tip.offsetHeight - 6;
    tip.style.left = Math.max(0, Math.min(box.left - frame.left, frame.width - tip.offsetWidth)) + "px";
    tip.style.top = (box.top - tip.offsetHeight - 6 < 120 ? box.bottom - frame.top + 6 : above) + "px";
  };
  const hideTip = () => { tip.hidden = true; };
  const marked = (event) => event.target.closest(".seg, .badge");
  const pointed = (event) => { const on = marked(event); if (on) showTip(on); else hideTip(); };
  const reached = (event) => { const on = marked(event); if (on && on.matches(":focus-visible")) showTip(on); else hideTip(); };
  if (root._listening) root._listening.abort(); // those of the article before
  root._listening = new AbortController();
  for (const [name, act] of [["pointerover", pointed], ["pointerleave", hideTip], ["focusin", reached], ["focusout", hideTip]]) {
    root.addEventListener(name, act, { signal: root._listening.signal });
  }

  // --- words chosen in the text, to be put on record ---------------------------------------------------------------------------------
  const pick = find(".pick");
  const codePoints = (text, to) => [...text.slice(0, to)].length;
  // The place of one end of a selection in the original text. Inside a repaired place there is no telling: its own end is taken.
  const placeOf = (node, offset, isEnd) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const held = element && element.closest(".seg"), hit = held && state.pieces.find((p) => p.element === held);
    if (!hit) return null;
    const { piece } = hit;
    if (piece.o !== undefined) return piece.s + (isEnd ? codePoints(piece.o) : 0);
    return piece.s + codePoints(piece.t, node.nodeType === Node.TEXT_NODE ? offset : isEnd ? piece.t.length : 0);
  };
  const selected = () => {
    const host = root.getRootNode(), selection = host.getSelection ? host.getSelection() : window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!body.contains(range.commonAncestorContainer)) return null;
    // An end that lies between elements (a double click takes the end of the line along): the words that the selection touches tell.
    const inside = state.pieces.filter(({ element }) => range.intersectsNode(element));
    if (!inside.length) return null;
    const first = placeOf(range.startContainer, range.startOffset, false) ?? inside[0].piece.s;
    const last = inside[inside.length - 1].piece;
    const end = placeOf(range.endContainer, range.endOffset, true) ?? last.s + codePoints(last.o ?? last.t);
    return end > first ? { start: first, end, range } : null;
  };
  const offer = () => {
    const chosen = data.add.length ? selected() : null;
    pick.hidden = !chosen;
    if (!chosen) return;
    const offers = [...data.add], mark = state.open === null ? null : data.marks[state.open];
    if (mark && mark.words) offers.push([mark.show, mark.words]);
    pick.replaceChildren(...offers.map(([what, label]) => {
      const button = make("button", "act", label);
      button.type = "button";
      button.onpointerdown = (event) => event.preventDefault(); // the selection stays
      button.onclick = () => {
        const now = selected();
        if (now) send("chosen", { what, start: now.start, end: now.end });
        pick.hidden = true;
      };
      return button;
    }));
    const frame = root.getBoundingClientRect(), boxes = chosen.range.getClientRects(), box = boxes[boxes.length - 1];
    if (!box) return;
    pick.style.left = Math.max(0, Math.min(box.left - frame.left, frame.width - pick.offsetWidth)) + "px";
    pick.style.top = (box.bottom - frame.top + 6) + "px";
  };
  state.onSelect = () => requestAnimationFrame(offer);

  // --- keys and steps ---------------------------------------------------------------------------------------------------------------
  const help = find(".help"), keys = find(".keys");
  const toggleKeys = () => { keys.hidden = !keys.hidden; help.setAttribute("aria-expanded", String(!keys.hidden)); };
  help.onclick = toggleKeys;
  find(".next").onclick = () => step(1);
  find(".previous").onclick = () => step(-1);
  for (const element of root.querySelectorAll(".step")) element.hidden = !order.length;
  state.onKey = (event) => {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    if (target.closest("input, textarea, select, [contenteditable], [role='combobox'], [role='listbox'], [role='dialog']")) return;
    const chosen = event.key === "a" && !pick.hidden;
    const of = state.open === null ? [] : (data.marks[state.open].acts || []).map(([name]) => name);
    const decide = (name) => () => { if (of.includes(name)) send("decided", name + "\u001f" + data.marks[state.open].show); };
    const deciding = { c: decide("confirm"), r: decide("reject"), f: decide("fix"), u: decide("undo"), a: () => { if (chosen) pick.firstElementChild.click(); } };
    const act = { ...deciding, n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), Escape: () => { hideTip(); shut(); } }[event.key];
    if (act) { act(); if (event.key !== "Escape") event.preventDefault(); }
  };

  // --- a link into the text ---------------------------------------------------------------------------------------------------------
  state.reopen = (mark, at) => {
    const index = data.marks.findIndex((other) => (mark.show ? other.show === mark.show : other.starts === mark.starts && other.name === mark.name));
    if (index >= 0) open([index], state.badges.get(index), false);
    state.at = at;
  };
  state.goTo = (at) => {
    state.at = at;
    if (at === null || at === undefined) return;
    const hit = state.pieces.find(({ piece }, i) => piece.s <= at && (i + 1 === state.pieces.length || state.pieces[i + 1].piece.s > at)) || state.pieces[0];
    if (!hit) return;
    const here = [...new Set(byRank(hit.piece.r || []).map(([, mark]) => mark))];
    const exact = here.filter((i) => data.marks[i].starts === at && data.marks[i].kind !== "entity");
    const first = exact.length ? exact : here;
    if (first.length) open([...first, ...here.filter((i) => !first.includes(i))], state.badges.get(first[0]) || hit.element, false);
    const lit = first.length && state.ofMark.has(first[0]) && data.marks[first[0]].kind !== "entity" ? state.ofMark.get(first[0]) : [hit.element];
    for (const element of lit) {
      element.classList.remove("flash");
      void element.offsetWidth;
      element.classList.add("flash");
    }
    requestAnimationFrame(() => hit.element.scrollIntoView({ block: narrow() ? "start" : "center" }));
    setTimeout(() => { if (hit.element.isConnected && !hit.moved) { hit.moved = true; hit.element.scrollIntoView({ block: narrow() ? "start" : "center" }); } }, 400);
  };
  card.hidden = true;
  say();
  return state;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  const old = root._reader;
  if (!old || old.id !== data.id || old.data.decisions !== data.decisions) {
    const start = performance.now();
    root._reader = build(root, data, setTriggerValue);
    performance.measure("reader", { start });
    // After a decision the same finding stays open where it is; nothing moves under who reads.
    if (!old || old.id !== data.id) root._reader.goTo(data.at);
    else if (old.open !== null) root._reader.reopen(old.data.marks[old.open], old.at);
  }
  const state = root._reader;
  if (data.at !== null && data.at !== undefined && data.at !== state.at) state.goTo(data.at);
  if (root._keys) root._keys.abort(); // this runs again with every change of the data: one listener each, or a key would decide twice
  const listening = root._keys = new AbortController(), on = { signal: listening.signal };
  document.addEventListener("keydown", state.onKey, on);
  for (const name of ["pointerup", "keyup", "selectionchange"]) document.addEventListener(name, state.onSelect, on);
  return () => listening.abort();
}
