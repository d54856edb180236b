// What the browser's Back should bring back, and Streamlit does not: the place on the page. And the address, where somebody asks for the page they are on.
// Set up once a visit: pages come and go below it.
function keepPlace() {
  const root = document.documentElement;
  if (root.dataset.place) return;
  root.dataset.place = "kept";
  const main = () => document.querySelector('[data-testid="stMain"]');
  const key = () => "place " + window.location.href;
  const idle = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null;
  let timer, watch, back = null;

  // A page that is left scrolls to its top before the address changes: only what stays is remembered.
  document.addEventListener("scroll", (event) => {
    if (event.target !== main() || back !== null) return;
    const here = key(), top = event.target.scrollTop;
    clearTimeout(timer);
    timer = setTimeout(() => { if (key() === here) sessionStorage.setItem(here, String(top)); }, 150);
  }, true);

  const stop = () => { clearInterval(watch); back = null; };
  window.addEventListener("popstate", () => {
    clearTimeout(timer);
    back = Number(sessionStorage.getItem(key()) || 0);
    let left = 60, still = 0;
    clearInterval(watch);
    watch = setInterval(() => {
      const page = main();
      if (page && page.scrollHeight - page.clientHeight >= back) page.scrollTop = back;
      still = idle() && page && Math.abs(page.scrollTop - back) < 2 ? still + 1 : 0;
      if (still > 4 || --left === 0) stop();
    }, 100);
  });
  for (const moved of ["wheel", "pointerdown", "keydown", "touchstart"]) document.addEventListener(moved, () => { if (back !== null) stop(); }, true);

  // Streamlit runs the page anew for its own link, but leaves the old address.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('[data-testid="stPageLink"] a[href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const to = new URL(link.href);
    if (to.pathname === window.location.pathname && to.search !== window.location.search) window.history.pushState(window.history.state, "", to);
  }, true);
}
