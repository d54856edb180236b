// Saves a chart of this page (plotly's, or one of our own with the class "picture") as a picture: its SVG layers, put together here, with what it
// shows written above. Nothing is fetched.
const SPACE = "http://www.w3.org/2000/svg";
const PAD = 24, LINE = 18;
// What style sheets say of plotly's parts and the picture must say itself.
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "opacity", "visibility", "display", "dominant-baseline", "paint-order", "stroke-linejoin", "vector-effect", "r"];

function wrap(text, wide, letter) {
  const most = Math.max(12, Math.floor(wide / letter)), lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + word.length + 1 > most) { lines.push(line); line = ""; }
    line += (line ? " " : "") + word;
  }
  return line ? [...lines, line] : lines;
}

function drawing(plot, data) {
  const box = plot.getBoundingClientRect(), wide = Math.round(box.width), high = Math.round(box.height);
  const head = [{ text: data.title, bold: true }, ...data.lines.map((text) => ({ text }))]
    .flatMap(({ text, bold }) => wrap(text, wide, bold ? 9 : 6.6).map((part) => ({ text: part, bold })));
  const top = PAD + head.length * LINE + PAD / 2, legend = plot.dataset.legend ? JSON.parse(plot.dataset.legend) : [];
  const foot = legend.length ? LINE * 1.5 : 0;
  const svg = document.createElementNS(SPACE, "svg");
  for (const [name, value] of Object.entries({ xmlns: SPACE, width: wide + PAD * 2, height: top + high + foot + PAD, viewBox: `0 0 ${wide + PAD * 2} ${top + high + foot + PAD}` })) svg.setAttribute(name, value);
  const make = (name, attributes, text) => {
    const element = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  svg.append(make("title", {}, data.title), make("desc", {}, data.lines.join("\n")));
  svg.append(make("rect", { width: "100%", height: "100%", fill: data.colours.background }));
  head.forEach(({ text, bold }, i) => svg.append(make("text", {
    x: PAD, y: PAD + (i + 0.7) * LINE, fill: bold ? data.colours.text : data.colours.muted, "font-family": data.font, "font-size": bold ? 15 : 12, "font-weight": bold ? 600 : 400,
  }, text)));
  for (const layer of plot.matches("svg") ? [plot] : plot.querySelectorAll("svg.main-svg")) {
    const place = layer.getBoundingClientRect(), x = PAD + place.left - box.left, y = top + place.top - box.top;
    const own = layer.getAttribute("viewBox");
    const group = own ? make("svg", { x, y, width: place.width, height: place.height, viewBox: own }) : make("g", { transform: `translate(${x} ${y})` });
    for (const part of layer.children) {
      const copy = part.cloneNode(true), from = [part, ...part.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
      from.forEach((element, i) => {
        if (!to[i].style || element.closest("defs")) return;
        const style = getComputedStyle(element);
        for (const name of KEPT) { const value = style.getPropertyValue(name); if (value) to[i].style.setProperty(name, value); }
      });
      for (const gone of copy.querySelectorAll(".hoverlayer, .zoombox, .nsewdrag, .drag")) gone.remove();
      group.appendChild(copy);
    }
    svg.appendChild(group);
  }
  let at = PAD;
  for (const [words, colour] of legend) {
    svg.append(make("rect", { x: at, y: top + high + LINE * 0.6, width: 16, height: 11, fill: colour, stroke: data.colours.muted, "stroke-width": 0.5 }));
    svg.append(make("text", { x: at + 22, y: top + high + LINE * 1.2, fill: data.colours.text, "font-family": data.font, "font-size": 12 }, words));
    at += 40 + words.length * 6.8;
  }
  return svg;
}

// The chart in the place with this key; what our own components draw lies in a shadow root.
function find(key) {
  for (const place of document.querySelectorAll(`[class*="${key}"]`)) {
    const plot = place.querySelector(".js-plotly-plot");
    if (plot && plot.querySelector("svg.main-svg")) return plot;
    for (const element of [place, ...place.querySelectorAll("*")]) {
      const own = element.shadowRoot && element.shadowRoot.querySelector("svg.picture");
      if (own) return own;
    }
  }
  return null;
}

// Charts are drawn some time after the words around them: whoever is faster waits for it.
async function drawn(key, patience = 20000) {
  const until = performance.now() + patience;
  let plot = find(key);
  while (!plot && performance.now() < until) {
    await new Promise((again) => setTimeout(again, 100));
    plot = find(key);
  }
  return plot;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function png(text, wide, high) {
  const image = new Image(), url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas"), sharp = 2;
    canvas.width = wide * sharp;
    canvas.height = high * sharp;
    const pen = canvas.getContext("2d");
    pen.scale(sharp, sharp);
    pen.drawImage(image, 0, 0, wide, high);
    return await new Promise((done, fail) => canvas.toBlob((blob) => blob ? done(blob) : fail(new Error("no picture")), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

export default function ({ data, parentElement }) {
  const done = parentElement.querySelector(".done");
  for (const button of parentElement.querySelectorAll("button")) {
    const form = button.dataset.form;
    button.setAttribute("aria-label", `Save the chart as ${form.toUpperCase()}: ${data.title}`);
    button.onclick = async () => {
      const plot = find(data.chart) || (done.textContent = "Waiting for the chart.", await drawn(data.chart));
      if (!plot) { done.textContent = "The chart is not on the page."; return; }
      try {
        const svg = drawing(plot, data), text = new XMLSerializer().serializeToString(svg);
        save(form === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await png(text, +svg.getAttribute("width"), +svg.getAttribute("height")), `${data.name}.${form}`);
        done.textContent = "Saved.";
      } catch {
        done.textContent = "This browser could not draw it. SVG may work.";
      }
    };
  }
}
