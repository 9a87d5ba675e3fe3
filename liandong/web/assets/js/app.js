// What a page gains from script. Every part of it works without.
import htmx from "htmx.org";
import { startAside } from "./aside.js";
import { startCopying } from "./copying.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startDrops } from "./drops.js";
import { startPlaces } from "./places.js";
import { startPops } from "./pops.js";
import { startPrinting } from "./printing.js";
import { startSearch } from "./search.js";

window.htmx = htmx;
startPops();
startPlaces();
startCopying();
startPrinting();
startSearch();
startAside(htmx);
startDrafts();
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

// The page stands before its charts do; each is drawn when it comes near the screen, one at a
// time, so that a phone stays responsive. On paper they are all there.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 60));
const waiting = "figure[data-chart]:not([data-drawn])";
let drawing = Promise.resolve();
function drawOne(figure) {
  drawing = drawing.then(async () => {
    const { draw } = await import(document.getElementById("app").dataset.charts);
    await new Promise((done) => whenIdle(done));
    if (figure.isConnected && figure.matches(waiting)) draw(figure);
  });
  return drawing;
}
const near = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    drawOne(target);
  }
}, { rootMargin: "300px" });
function drawCharts(root) {
  root.querySelectorAll(waiting).forEach((figure) => near.observe(figure));
}
window.addEventListener("beforeprint", () => document.querySelectorAll(waiting).forEach(drawOne));
whenIdle(() => drawCharts(document));
