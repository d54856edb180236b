// Draws one passage: parts come cut from Python, in order, each {text, role}; here they only become text nodes. No markup is read.
const NAMES = { content: "what was said", cue: "cue", source: "source", stance: "stance word", found: "named here" };

export default function ({ data, parentElement }) {
  // Called again whenever the data change: what was drawn before goes.
  parentElement.querySelector(".drawn")?.remove();
  const root = document.createElement("div");
  root.className = "drawn";
  const text = document.createElement("blockquote");
  text.className = "passage";
  const used = new Set();
  for (const part of data.parts) {
    const span = document.createElement(part.role in NAMES ? "mark" : "span");
    span.textContent = part.text;
    if (part.role in NAMES) {
      span.className = "part " + part.role;
      span.title = NAMES[part.role];
      used.add(part.role);
    } else if (part.role === "around") {
      span.className = "around";
    }
    text.appendChild(span);
  }
  root.appendChild(text);
  if (used.size && data.legend) {
    const legend = document.createElement("ul");
    legend.className = "legend";
    legend.setAttribute("aria-label", "What the colours mean");
    for (const role of Object.keys(NAMES)) {
      if (!used.has(role)) continue;
      const item = document.createElement("li");
      item.className = "part " + role;
      item.textContent = NAMES[role];
      legend.appendChild(item);
    }
    root.appendChild(legend);
  }
  parentElement.appendChild(root);
  return () => root.remove();
}
