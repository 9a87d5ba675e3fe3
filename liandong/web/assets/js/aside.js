// Links marked data-aside open beside the page: not modal where there is room, a sheet where not.
const narrow = window.matchMedia("(max-width: 64rem)");

export function startAside(htmx) {
  const aside = document.getElementById("aside");
  if (!aside) return;
  const body = aside.querySelector("#aside-body");
  let opener = null;

  function close() {
    if (!aside.open) return;
    aside.close();
    body.replaceChildren();
    opener?.focus();
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("[data-aside]")) opener = event.target;
  });
  htmx.on("htmx:afterSwap", (event) => {
    if (event.detail.target !== body || aside.open) return;
    if (narrow.matches) aside.showModal();
    else aside.show();
    aside.scrollTop = 0;
  });
  // A click with a modifier opens a page of its own, as links do.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-aside]");
    if (link && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
  }, true);
  aside.querySelector("[data-aside-close]").addEventListener("click", close);
  aside.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
}
