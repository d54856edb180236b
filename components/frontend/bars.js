// Horizontal bars, one a row, drawn again whenever the place is wider or narrower. A row opens its sentences; the dots beside it filter by it.
// data: {label, colour, rows: [{id, name, n, shown, say, f: menu or null}]}
const SPACE = "http://www.w3.org/2000/svg", ROW = 30, DOTS = 28;
const shape = (name, attributes, text) => {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
};

function fit(element, text, room) {
  element.textContent = text;
  for (let length = text.length; length > 1 && element.getComputedTextLength() > room; ) {
    length = Math.min(length - 1, Math.ceil(length * room / element.getComputedTextLength()));
    element.textContent = text.slice(0, length).trimEnd() + "…";
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const held = parentElement.querySelector(".bars");
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.id;
  const root = document.createElement("div");
  root.className = "bars";
  const svg = shape("svg", { class: "picture", height: ROW * data.rows.length, role: "group", "aria-label": data.label });
  const choose = (act, value) => act === "show" ? setTriggerValue("picked", value) : setTriggerValue("narrowed", act + "\u001f" + value);
  const rows = data.rows.map((row, i) => {
    const group = shape("g", { class: "row", role: "button", tabindex: "0", "aria-label": row.say });
    group.dataset.id = row.id;
    const y = i * ROW + ROW / 2;
    const parts = {
      hit: shape("rect", { class: "hit", x: 1, y: i * ROW + 1, height: ROW - 2, rx: 3 }),
      name: shape("text", { y }), bar: shape("rect", { class: "bar", y: i * ROW + 6, height: ROW - 12, fill: data.colour }), n: shape("text", { class: "n", y }, row.shown),
    };
    group.append(shape("title", {}, row.say), parts.hit, parts.name, parts.bar, parts.n);
    group.onclick = () => setTriggerValue("picked", row.id);
    group.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); setTriggerValue("picked", row.id); }
    };
    svg.appendChild(group);
    return { row, parts };
  });
  root.appendChild(svg);
  data.rows.forEach((row, i) => {
    if (!row.f) return;
    const more = moreButton(root, { ...row.f, show: row.id }, choose);
    more.style.top = i * ROW + 2 + "px";
    root.appendChild(more);
  });
  if (held) { if (held._watch) held._watch.disconnect(); held.replaceWith(root); } else parentElement.appendChild(root);
  const draw = () => {
    const wide = root.clientWidth;
    if (!wide) return;
    const room = Math.min(wide * 0.5, 220);
    let names = 0, numbers = 0;
    for (const { row, parts } of rows) {
      fit(parts.name, row.name, room);
      names = Math.max(names, parts.name.getComputedTextLength());
      numbers = Math.max(numbers, parts.n.getComputedTextLength());
    }
    const most = Math.max(1, ...data.rows.map((row) => row.n)), space = Math.max(20, wide - names - numbers - DOTS - 24);
    for (const { row, parts } of rows) {
      const long = Math.max(2, (row.n / most) * space);
      for (const [part, values] of [[parts.hit, { width: wide - 2 }], [parts.name, { x: names + 6, "text-anchor": "end" }], [parts.bar, { x: names + 12, width: long }], [parts.n, { x: names + 18 + long }]]) {
        for (const [name, value] of Object.entries(values)) part.setAttribute(name, value);
      }
    }
  };
  root._watch = new ResizeObserver(draw);
  root._watch.observe(root);
  draw();
  if (focused) {
    const again = [...root.querySelectorAll("[data-id]")].find((element) => element.dataset.id === focused);
    if (again) again.focus({ preventScroll: true });
  }
  return () => root._watch.disconnect();
}
