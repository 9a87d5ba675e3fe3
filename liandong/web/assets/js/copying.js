// A link to keep: a button that copies it, where the browser can; else it is selected by a touch.
export function startCopying() {
  const box = document.querySelector("textarea[data-copy]");
  if (!box) return;
  box.addEventListener("focus", () => box.select());
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = box.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      button.textContent = box.dataset.copied;
    } catch {
      box.focus();
    }
  });
  box.parentElement.querySelector(".actions")?.append(button);
}
