// The map of the world: outlines come projected, as SVG paths. One stop of the Tab key; arrow keys go from country to country, most first.
// Choosing a country opens the menu of what can be done with it.
// data: {width, height, shapes: [{code, d, x, y, small}], values: {code: {n, step, say, f: menu}}, colours: [], empty, legend: [], chosen, label, open}
const SVG = "http://www.w3.org/2000/svg";
const make = (tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const held = parentElement.querySelector(".world");
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.code;
  const world = document.createElement("div");
  world.className = "world";
  world.style.setProperty("--empty", data.empty);
  const svg = make("svg", { class: "picture", viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": data.label });
  svg.dataset.legend = JSON.stringify(data.legend);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  const marks = new Map(), labels = [];

  const show = (shape, words) => {
    tip.textContent = words;
    tip.hidden = false;
    const box = svg.getBoundingClientRect(), around = world.getBoundingClientRect();
    const x = box.left - around.left + (shape.x / data.width) * box.width;
    tip.style.top = box.top - around.top + (shape.y / data.height) * box.height + "px";
    const half = tip.offsetWidth / 2;
    tip.style.left = Math.min(Math.max(x, half), Math.max(around.width - half, half)) + "px";
  };
  const hide = () => { tip.hidden = true; };
  const choose = (act, value) => {
    if (act.startsWith("open:")) setTriggerValue("picked", act.slice(5));
    else if (act === "show") setTriggerValue("shown", value);
    else setTriggerValue("narrowed", act + "\u001f" + value);
  };
  const offer = (code, mark, at) => {
    hide();
    const value = data.values[code];
    valueMenu(world, mark, { ...value.f, name: value.say, more: [[data.open.replace("{}", value.f.name), "open:" + code]] }, choose, at);
  };

  for (const shape of data.shapes) {
    const value = shape.code && data.values[shape.code];
    const path = make("path", { d: shape.d });
    svg.appendChild(path);
    if (!value) continue;
    path.style.fill = data.colours[value.step];
    let mark = path;
    if (shape.small) {
      mark = make("circle", { cx: shape.x, cy: shape.y });
      mark.style.fill = data.colours[value.step];
    }
    for (const part of new Set([path, mark])) {
      part.classList.add("full");
      if (shape.code === data.chosen) part.classList.add("chosen");
      part.onclick = (event) => offer(shape.code, mark, { left: event.clientX, top: event.clientY, bottom: event.clientY });
      part.onmouseenter = () => show(shape, value.say);
      part.onmouseleave = hide;
    }
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", value.say);
    mark.dataset.code = shape.code;
    mark.onfocus = () => show(shape, value.say);
    mark.onblur = hide;
    marks.set(shape.code, { mark, shape, value });
  }
  // Circles and numbers lie above all outlines.
  for (const { mark, shape, value } of marks.values()) {
    if (mark.tagName === "circle") svg.appendChild(mark);
    else if (shape.code === data.chosen) svg.appendChild(mark);
    if (value.shown) labels.push([shape, value]);
  }
  const far = [];
  for (const [shape, value] of labels.sort((a, b) => b[1].n - a[1].n)) {
    // Beside a circle, on the side where there is room; inside a larger country.
    const left = shape.x > data.width - 60, aside = shape.small ? (left ? -8 : 8) : 0;
    const words = make("text", { x: shape.x + aside, y: shape.y, "aria-hidden": "true" });
    if (aside) words.style.textAnchor = left ? "end" : "start";
    words.textContent = value.shown;
    // On a phone numbers are as large as ever and the map is small: only those with room around them.
    if (far.length < 5 && far.every((other) => Math.abs(other.x - shape.x) > 95 || Math.abs(other.y - shape.y) > 42)) {
      far.push(shape);
      words.classList.add("far");
    }
    svg.appendChild(words);
  }
  const order = [...marks.values()].sort((a, b) => b.value.n - a.value.n).map((entry) => entry.mark);
  const stop = (marks.get(focused) || marks.get(data.chosen) || {}).mark || order[0];
  order.forEach((mark) => mark.setAttribute("tabindex", mark === stop ? "0" : "-1"));
  svg.onkeydown = (event) => {
    const at = order.indexOf(event.target), step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      offer(event.target.dataset.code, event.target);
    } else if (step) {
      event.preventDefault();
      const next = order[(at + step + order.length) % order.length];
      event.target.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  };
  const legend = document.createElement("div");
  legend.className = "legend";
  for (const [words, colour] of data.legend) {
    const entry = document.createElement("span"), patch = document.createElement("i");
    patch.style.background = colour;
    entry.append(patch, words);
    legend.appendChild(entry);
  }
  world.append(svg, legend, tip);
  if (held) held.replaceWith(world);
  else parentElement.appendChild(world);
  if (focused && marks.get(focused)) marks.get(focused).mark.focus({ preventScroll: true });
}
