// The map of the world: outlines come projected, as SVG paths. One stop of the Tab key; arrow keys go from country to country, most first.
// data: {width, height, shapes: [{code, d, x, y, small}], values: {code: {n, step, say}}, colours: [], empty, legend: [], chosen, label}
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
  const svg = make("svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": data.label });
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

  for (const shape of data.shapes) {
    const value = shape.code && data.values[shape.code];
    const path = make("path", { d: shape.d });
    svg.appendChild(path);
    if (!value) continue;
    path.style.fill = data.colours[value.step];
    let mark = path;
    if (shape.small) {
      mark = make("circle", { cx: shape.x, cy: shape.y, r: 5 });
      mark.style.fill = data.colours[value.step];
    }
    for (const part of new Set([path, mark])) {
      part.classList.add("full");
      if (shape.code === data.chosen) part.classList.add("chosen");
      part.onclick = () => setTriggerValue("picked", shape.code);
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
  for (const [shape, value] of labels) {
    // Beside a circle, on the side where there is room; inside a larger country.
    const left = shape.x > data.width - 60, aside = shape.small ? (left ? -8 : 8) : 0;
    const words = make("text", { x: shape.x + aside, y: shape.y, "aria-hidden": "true" });
    if (aside) words.style.textAnchor = left ? "end" : "start";
    words.textContent = value.shown;
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
      setTriggerValue("picked", event.target.dataset.code);
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
