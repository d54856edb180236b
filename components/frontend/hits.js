// What a search found, in order: one link or button each. Python cuts the snippets; here they only become text nodes.
// data: {label, chosen, items: [{id, who, second, glyph, parts: [[text, found]], meta, href}]}
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const list = make("ol", "hits");
  list.setAttribute("aria-label", data.label);
  for (const hit of data.items) {
    const item = make("li"), open = make(hit.href ? "a" : "button");
    open.dataset.id = hit.id;
    if (hit.href) open.href = hit.href;
    else open.type = "button";
    open.onclick = (event) => {
      // A plain click stays in this visit; with a key held, or the middle button, a link is a link.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (String(window.getSelection()) === "") setTriggerValue("picked", hit.id);
    };
    open.appendChild(make("span", "who", hit.who));
    if (hit.second) {
      open.appendChild(document.createTextNode(" "));
      open.appendChild(make("span", "second", "· " + hit.second));
    }
    const words = make("span", "words");
    for (const [text, found] of hit.parts) words.appendChild(found ? make("mark", "", text) : document.createTextNode(text));
    open.appendChild(words);
    if (hit.meta) open.appendChild(make("span", "meta", hit.meta));
    if (hit.id === data.chosen) {
      item.className = "chosen";
      open.setAttribute("aria-current", "true");
    }
    item.appendChild(open);
    list.appendChild(item);
  }
  const held = parentElement.querySelector(".hits");
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.id;
  if (held) held.replaceWith(list);
  else parentElement.appendChild(list);
  const again = focused && [...list.querySelectorAll("[data-id]")].find((element) => element.dataset.id === focused);
  if (again) again.focus({ preventScroll: true });
}
