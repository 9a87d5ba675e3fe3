// Paper gets the whole list: where the page holds a part of one, Ctrl+P goes to the view that holds
// it all, and that view opens the dialog by itself.
export function startPrinting() {
  document.addEventListener("keydown", (event) => {
    const whole = document.querySelector("a[data-print-all]:not(.specimen *)");
    if (!whole || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    window.location.assign(whole.href);
  });
  if ("print" in document.body.dataset) window.addEventListener("load", () => window.print());
}
