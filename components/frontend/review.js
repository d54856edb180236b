// The keys of the review queue, what was done last (told to screen readers, too), and the name of who checks, kept in this browser.
// data: {item, turn, verbs, open, said, by, recall}. Each key goes out with the item that was on the screen, and only one until the page has answered.
const VERBS = {
  c: "confirm", r: "reject", f: "fix", s: "skip", ArrowRight: "skip", ArrowLeft: "back", u: "undo", n: "note", b: "return",
};
const NAME = "ontherecord-name";
const TYPING = "input, textarea, select, [contenteditable], [role='combobox'], [role='listbox'], [role='dialog'], [role='menu'], [popover]";
const MOVING = "[role='radiogroup'], [role='radio'], [role='tablist'], [role='slider']";

// The browser may refuse to keep anything.
function kept() {
  try { return localStorage.getItem(NAME) || ""; } catch { return ""; }
}
function keep(name) {
  try { name ? localStorage.setItem(NAME, name) : localStorage.removeItem(NAME); } catch { /* asked again next time */ }
}

// The first field of the form that has just been opened; it may be drawn a little later than this.
function focus(tries) {
  const field = document.querySelector(".st-key-review-form :is(input, textarea):not([type='radio'], [type='checkbox'])");
  if (field) field.focus();
  else if (tries) requestAnimationFrame(() => focus(tries - 1));
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.stopListening?.();
  const before = parentElement.seen ?? {};
  parentElement.seen = { item: data.item, open: data.open, item_open: data.item + data.open };
  const said = parentElement.querySelector(".said");
  if (said.textContent !== data.said) said.textContent = data.said;
  if (data.recall && kept()) setTriggerValue("remembered", kept());
  else if (!data.recall) keep(data.by);
  if (data.open && before.item_open !== data.item + data.open) focus(90);
  const shown = document.querySelector(".st-key-review-item");
  if (before.item && before.item !== data.item && shown && shown.getBoundingClientRect().top < 0) shown.scrollIntoView();

  let busy = false;
  let waiting = -Infinity;
  const pressed = (event) => {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    if (event.key === "Escape" && data.open && !target.closest("[aria-expanded='true'], [role='dialog'], [popover]")) return send(event, "close");
    if (target.closest(TYPING)) return;
    if (event.timeStamp - waiting < 1500) { waiting = -Infinity; return; } // "g c" leads to the countries
    if (event.key === "g") { waiting = event.timeStamp; return; }
    const verb = VERBS[event.key];
    if (!verb || !data.verbs.includes(verb)) return;
    if (event.key.startsWith("Arrow") && target.closest(MOVING)) return;
    send(event, verb);
  };
  const send = (event, verb) => {
    // Streamlit itself has a meaning for c and r.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy || event.repeat) return;
    busy = true;
    setTriggerValue("pressed", { verb, item: data.item });
  };
  window.addEventListener("keydown", pressed, true);
  document.documentElement.dataset.review = data.item; // what is pressed before this is lost
  parentElement.stopListening = () => {
    window.removeEventListener("keydown", pressed, true);
    delete document.documentElement.dataset.review;
  };
  return parentElement.stopListening;
}
