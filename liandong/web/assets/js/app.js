// What a page gains from script. Every part of it works without.
import htmx from "htmx.org";
import { startAside } from "./aside.js";
import { startDialogs } from "./dialogs.js";
import { startDrops } from "./drops.js";
import { startPops } from "./pops.js";
import { startSearch } from "./search.js";

window.htmx = htmx;
startPops();
startSearch();
startAside(htmx);
startDialogs(document);
startDrops(document);

document.addEventListener("htmx:load", ({ target }) => {
  startDialogs(target);
  startDrops(target);
  drawCharts(target);
});

// A lost or failing network takes nothing away: what was typed stays, and it is said.
const toast = document.getElementById("toast");
let hiding;
function say(words) {
  if (!toast) return;
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 8000);
}
document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
document.addEventListener("htmx:responseError", () => say(document.body.dataset.failed));

document.querySelector("[data-focus]:not(.specimen *)")?.focus();

// The page stands before its charts do.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 60));
async function drawCharts(root) {
  const figures = [...root.querySelectorAll("figure[data-chart]:not([data-drawn])")];
  if (!figures.length) return;
  const { draw } = await import(document.getElementById("app").dataset.charts);
  figures.forEach(draw);
}
whenIdle(() => drawCharts(document));
