// Menus are <details>; script only closes them again: outside click, Escape, or another opened.
export function startPops() {
  // On a phone tabs scroll; the one we are at is in sight.
  for (const tabs of document.querySelectorAll(".tabs")) {
    const here = tabs.querySelector("[aria-current]");
    if (here) tabs.scrollLeft = here.offsetLeft + here.offsetWidth - tabs.clientWidth;
  }
  const open = () => document.querySelectorAll("details[data-pop][open]");
  document.addEventListener("click", (event) => {
    for (const pop of open()) if (!pop.contains(event.target)) pop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const pop of open()) {
      pop.open = false;
      if (pop.contains(document.activeElement)) pop.querySelector("summary").focus();
      event.preventDefault();
    }
  });
  // Arrow keys walk through any list of links in a menu or under the search box.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const list = event.target.closest?.(".menu");
    if (!step || !list) return;
    const links = [...list.querySelectorAll("a")];
    const next = links[links.indexOf(event.target) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
}
