// <details data-dialog> unfolds in place without script; with it, it is a dialog.
export function startDialogs(root) {
  for (const details of root.querySelectorAll("details[data-dialog]:not([data-ready])")) {
    details.dataset.ready = "";
    const summary = details.querySelector("summary");
    const dialog = document.createElement("dialog");
    dialog.className = "modal";
    dialog.setAttribute("aria-label", details.querySelector("h2").textContent);
    dialog.append(details.querySelector(".unfold__body"));
    const foot = document.createElement("form");
    foot.method = "dialog";
    foot.className = "modal__foot";
    const close = document.createElement("button");
    close.className = "button button--quiet";
    close.textContent = document.body.dataset.close;
    foot.append(close);
    dialog.append(foot);
    details.after(dialog);
    summary.setAttribute("aria-haspopup", "dialog");
    summary.setAttribute("role", "button");
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.addEventListener("close", () => summary.focus());
  }
}
