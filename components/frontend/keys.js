// Keys for every page: "/" to the search, "g" and a letter to a page, "?" for the list of keys. They are left alone while somebody types, and in a drawer.
export default function ({ data, parentElement }) {
  keepPlace();
  const list = parentElement.querySelector(".list");
  list.querySelector("dl").replaceChildren(...data.rows.flatMap(([keys, words]) => {
    const name = document.createElement("dt"), what = document.createElement("dd");
    keys.forEach((key, i) => {
      const shown = document.createElement("kbd");
      shown.textContent = key;
      name.append(i ? " " : "", shown);
    });
    what.textContent = words;
    return [name, what];
  }));
  parentElement.querySelector(".open").onclick = () => list.showPopover();
  list.querySelector(".close").onclick = () => list.hidePopover();
  let waiting = -Infinity;
  const pressed = (event) => {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !(target instanceof Element)) return;
    if (target.closest("input, textarea, select, [contenteditable], [role='combobox'], [role='listbox'], [role='dialog']")) return;
    if (event.key === "/") {
      const field = document.querySelector(".st-key-search-text input, .st-key-search-anywhere input");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "?") {
      event.preventDefault();
      list.togglePopover();
    } else if (event.key === "g") waiting = event.timeStamp;
    else if (event.timeStamp - waiting < 1500 && data.letters[event.key]) {
      waiting = -Infinity;
      const path = "/" + data.letters[event.key];
      const link = [...document.querySelectorAll("[data-testid='stSidebar'] a[href]")].find((a) => new URL(a.href).pathname.endsWith(path));
      if (link) { event.preventDefault(); link.click(); }
    }
  };
  document.addEventListener("keydown", pressed);
  document.documentElement.dataset.keys = "heard"; // what is pressed before this is lost
  return () => {
    document.removeEventListener("keydown", pressed);
    delete document.documentElement.dataset.keys;
  };
}
