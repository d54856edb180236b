// Columns of cards, a column for each stance. Everything is a text node.
// data: {columns: [{name, glyph, look, mark, count, cards: [{id, who, about, second, quote}]}], none, chosen}
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const board = make("div", "board");
  for (const column of data.columns) {
    const section = make("section", column.look), heading = make("h3"), glyph = make("span", "", column.glyph + " ");
    section.style.setProperty("--mark", column.mark);
    glyph.setAttribute("aria-hidden", "true");
    heading.append(glyph, document.createTextNode(column.name + " "), make("span", "number", column.count));
    section.appendChild(heading);
    if (!column.cards.length) section.appendChild(make("p", "none", data.none));
    const list = make("ul");
    for (const card of column.cards) {
      const item = make("li"), button = make("button");
      button.type = "button";
      button.dataset.id = card.id;
      button.setAttribute("aria-pressed", String(card.id === data.chosen));
      button.append(make("span", "who", card.who));
      if (card.about) button.append(make("span", "about", card.about));
      if (card.second) button.append(make("span", "second", card.second));
      button.append(make("span", "quote", card.quote));
      button.onclick = () => setTriggerValue("picked", card.id);
      item.appendChild(button);
      list.appendChild(item);
    }
    section.appendChild(list);
    board.appendChild(section);
  }
  const held = parentElement.querySelector(".board");
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.id;
  if (held) held.replaceWith(board);
  else parentElement.appendChild(board);
  if (focused) {
    const again = [...board.querySelectorAll("button")].find((button) => button.dataset.id === focused);
    if (again) again.focus({ preventScroll: true });
  }
}
