// Copies text: the address of the page as it stands, or data.text. Without a clipboard (plain http) it shows the text to copy by hand.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector(".copy");
  const done = parentElement.querySelector(".done");
  const fallback = parentElement.querySelector(".fallback");
  const input = fallback.querySelector("input");
  parentElement.querySelector(".label").textContent = data.label;
  fallback.firstChild.textContent = data.by_hand + " ";
  let timer;

  const say = (text) => {
    done.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { done.textContent = ""; }, 4000);
  };
  const byHand = (text) => {
    input.value = text;
    fallback.hidden = false;
    input.focus();
    input.select();
  };
  const address = () => {
    const url = new URL(window.location.href);
    // A link that names no corpus would open whichever is the first on the day.
    for (const [name, value] of Object.entries(data.params || {})) {
      if (!url.searchParams.has(name)) url.searchParams.set(name, value);
    }
    return url.toString();
  };
  button.onclick = async () => {
    const text = data.text ? data.text + (data.path ? " " + new URL(data.path, window.location.href) : "") : address();
    try {
      await navigator.clipboard.writeText(text);
      fallback.hidden = true;
      say(data.done);
    } catch {
      byHand(text);
    }
  };
  return () => clearTimeout(timer);
}
