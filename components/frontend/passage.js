// Draws one passage: parts come cut from Python, in order, each {text, role}; here they only become text nodes. No markup is read.
// data: {parts, legend, facts: [[name, value]], near: move to it}; facts stand under the passage.
const NAMES = { content: "the words", cue: "cue", source: "source", stance: "stance word", found: "named here" };

export default function ({ data, parentElement }) {
  // Called again whenever the data change: what was drawn before goes.
  parentElement.querySelector(".drawn")?.remove();
  const root = document.createElement("div");
  root.className = "drawn";
  if (data.parts.length) {
    const text = document.createElement("blockquote");
    text.className = "passage";
    for (const part of data.parts) {
      const named = part.role in NAMES;
      const span = document.createElement(named ? "mark" : "span");
      span.textContent = part.text;
      span.className = named ? "part " + part.role : part.role;
      if (named) span.title = NAMES[part.role];
      text.appendChild(span);
    }
    root.appendChild(text);
  }
  const roles = Object.keys(NAMES).filter((role) => data.legend.includes(role));
  if (roles.length) {
    const legend = document.createElement("ul");
    legend.className = "legend";
    legend.setAttribute("aria-label", "What the colours mean");
    for (const role of roles) {
      const item = document.createElement("li");
      item.className = "part " + role;
      item.textContent = NAMES[role];
      legend.appendChild(item);
    }
    root.appendChild(legend);
  }
  if (data.facts && data.facts.length) {
    const list = document.createElement("dl");
    list.className = "facts";
    for (const [name, value] of data.facts) {
      const term = document.createElement("dt"), detail = document.createElement("dd");
      term.textContent = name;
      detail.textContent = value;
      list.append(term, detail);
    }
    root.appendChild(list);
  }
  parentElement.appendChild(root);
  if (data.near) root.scrollIntoView({ block: "nearest" });
  return () => root.remove();
}
