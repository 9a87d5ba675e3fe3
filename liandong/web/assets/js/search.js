// "/" goes to the search box, arrows into what it found, Escape back. Enter without choosing
// submits the form, as it does without script.
export function startSearch() {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const box = form.querySelector("input[type=search]");
  const links = () => [...form.querySelectorAll(".search__found a")];

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  box.addEventListener("input", () => form.classList.remove("search--closed"));
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target === box && links().length) {
      links()[0].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && event.target === links()[0]) {
      box.focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      form.classList.add("search--closed");
      box.focus();
      event.preventDefault();
    }
  });
}
