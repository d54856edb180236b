// A real table: header cells with scope, buttons where something opens. Everything is a text node; nothing of an article is read as markup.
// data: {caption, kind, columns: [{label, kind}], rows: [{id, label, group, cells: [cell]}], chosen, tall, small}
// cell: null, or {t: text, a: what it is about, s: last line, g: glyph, id: opens this, k: class, mark: colour, say: spoken label, go: leads there, f: its menu, h: lines shown on hover and focus}
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
};

function fill(parent, cell, second = true) {
  const main = make("span", "main");
  if (cell.say && !cell.id) { // signs for the eye, words for the ear
    parent.appendChild(make("span", "unseen", cell.say));
    main.setAttribute("aria-hidden", "true");
  }
  if (cell.g) {
    const glyph = make("span", "", cell.g + " ");
    glyph.setAttribute("aria-hidden", "true");
    main.appendChild(glyph);
  }
  main.appendChild(document.createTextNode(cell.t));
  parent.appendChild(main);
  if (cell.a) parent.appendChild(make("span", "about", cell.a));
  for (const line of cell.h || []) parent.appendChild(make("span", "hinted", line));
  if (cell.s && second) parent.appendChild(make("span", "second", cell.s));
}

// The words of a cell that shows a sign and a number: they come with the pointer or the focus, stay while either is on cell or words, go with Escape.
function hint(wrap, cell, lines) {
  let box = null;
  const hide = () => { if (box) box.remove(); box = null; };
  const show = () => {
    for (const old of wrap.querySelectorAll(".hint")) old.remove();
    box = make("div", "hint");
    box.popover = "manual";
    box.setAttribute("aria-hidden", "true"); // the button says the same
    for (const line of lines) box.appendChild(make("p", "", line));
    box.onmouseleave = (event) => { if (event.relatedTarget !== cell) hide(); };
    wrap.appendChild(box);
    box.showPopover();
    const at = cell.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    box.style.left = Math.max(8, Math.min(at.left, wide - box.offsetWidth - 8)) + "px";
    box.style.top = (at.bottom + box.offsetHeight < window.innerHeight ? at.bottom : Math.max(8, at.top - box.offsetHeight)) + "px";
  };
  cell.onmouseenter = show;
  cell.onmouseleave = (event) => { if (event.relatedTarget !== box) hide(); };
  cell.onfocus = () => { if (cell.matches(":focus-visible")) show(); };
  cell.onblur = hide;
  cell.addEventListener("keydown", (event) => { if (event.key === "Escape" && box) { event.stopPropagation(); hide(); } });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const held = parentElement.querySelector(".wrap");
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.id;
  const wrap = make("div", "wrap"), scroll = make("div", "scroll"), table = make("table", data.kind || "");
  if (data.small) wrap.classList.add("small");
  if (data.tall) wrap.style.setProperty("--tall", data.tall);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", data.caption);
  table.appendChild(make("caption", "", data.caption));
  const pick = (id) => setTriggerValue("picked", id);
  const choose = (act, value) => act === "show" ? pick(value) : setTriggerValue("narrowed", act + "\u001f" + value);
  const menu = (cell, f) => {
    cell.classList.add("menued");
    cell.appendChild(moreButton(wrap, f, choose));
  };

  const head = make("thead"), line = make("tr");
  for (const column of data.columns) {
    const cell = make("th", ["number", "before", "words"].includes(column.kind) ? column.kind : "", column.label);
    cell.scope = "col";
    if (column.f) menu(cell, column.f);
    line.appendChild(cell);
  }
  head.appendChild(line);
  table.appendChild(head);

  const body = make("tbody");
  let group = null;
  for (const row of data.rows) {
    if (row.group !== undefined && row.group !== null && row.group !== group) {
      group = row.group;
      const between = make("tr", "group"), cell = make("th", "", group);
      cell.colSpan = data.columns.length;
      cell.scope = "rowgroup";
      between.appendChild(cell);
      body.appendChild(between);
    }
    const tr = make("tr");
    row.cells.forEach((value, i) => {
      const column = data.columns[i], header = i === 0 && data.kind === "matrix";
      const cell = make(header ? "th" : "td", column.kind || "");
      if (header) cell.scope = "row";
      else cell.dataset.label = column.label;
      if (value) {
        const id = value.id || (column.opens ? row.id : null);
        if (id) {
          const button = make("button", value.id ? "cell " + (value.k || "") : "");
          button.type = "button";
          button.dataset.id = id;
          fill(button, value);
          if (value.mark) button.style.setProperty("--mark", value.mark);
          if (value.say) button.setAttribute("aria-label", value.say);
          if (value.id) button.setAttribute("aria-pressed", String(value.id === data.chosen));
          button.onclick = (event) => { event.stopPropagation(); pick(id); };
          if (value.h) hint(wrap, button, value.h);
          cell.appendChild(button);
        } else if (value.go) {
          const link = make("a");
          link.href = value.go;
          fill(link, value, !value.f);
          link.onclick = (event) => {
            event.stopPropagation();
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            setTriggerValue("gone", value.go);
          };
          cell.appendChild(link);
        } else fill(cell, value, !value.f);
        if (value.f) menu(cell, value.f); // beside the words, not below what stands under them
        if (value.f && value.s && !id) cell.appendChild(make("span", "second", value.s));
      }
      tr.appendChild(cell);
    });
    if (row.id) {
      tr.classList.add("opens");
      tr.classList.toggle("chosen", row.id === data.chosen);
      if (row.id === data.chosen) tr.setAttribute("aria-current", "true");
      tr.onclick = () => { if (String(window.getSelection()) === "") pick(row.id); };
    }
    body.appendChild(tr);
  }
  table.appendChild(body);
  scroll.appendChild(table);
  wrap.appendChild(scroll);
  const top = held ? held.querySelector(".scroll").scrollTop : 0, left = held ? held.querySelector(".scroll").scrollLeft : 0;
  if (held) held.replaceWith(wrap);
  else parentElement.appendChild(wrap);
  scroll.scrollTop = top;
  scroll.scrollLeft = left;
  if (focused) {
    const again = [...wrap.querySelectorAll("button")].find((button) => button.dataset.id === focused);
    if (again) again.focus({ preventScroll: true });
  }
}
