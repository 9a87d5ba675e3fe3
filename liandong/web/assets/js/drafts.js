// What was typed is not lost. <form data-draft="whose"> keeps a draft in this browser until it is
// sent, for a week, for that person only; <form data-guard> holds personal data, which is kept
// nowhere, so leaving is asked about instead. Confirmations and secrets are never filled in again.
const PREFIX = "draft:";
const SENT = "draft-sent";
const WEEK = 7 * 24 * 3600 * 1000;
const KEPT = "input[type=text], input[type=number], input[type=date], input[type=radio], input:not([type]), select, textarea";

const fields = (form) => [...form.querySelectorAll(KEPT)].filter((one) => one.name && !one.disabled);
const fresh = (one) => {
  if (one.type === "radio") return one.checked === one.defaultChecked;
  if (one.tagName === "SELECT") return [...one.options].every((o) => o.selected === o.defaultSelected) || one.dataset.first === one.value;
  return one.value === one.defaultValue;
};
const dirty = (form) => fields(form).some((one) => !fresh(one));
const keyOf = (form) => PREFIX + form.dataset.draft + location.pathname + location.search;

function read(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return found && Date.now() - found.at < WEEK ? found.said : null;
  } catch { return null; }
}
function write(key, form) {
  const said = {};
  for (const one of fields(form)) if (one.type !== "radio" || one.checked) said[one.name] = one.value;
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), said })); } catch { /* full, or not allowed */ }
}
function fill(form, said) {
  for (const one of fields(form)) {
    if (!(one.name in said)) continue;
    if (one.type === "radio") one.checked = one.value === said[one.name];
    else one.value = said[one.name];
  }
}

function notice(form, key) {
  const box = document.createElement("div");
  box.className = "callout callout--note draft";
  box.setAttribute("role", "status");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "link-button";
  drop.textContent = document.body.dataset.draftDrop;
  drop.addEventListener("click", () => { localStorage.removeItem(key); form.reset(); box.remove(); });
  box.append(`${document.body.dataset.draftKept} `, drop);
  form.prepend(box);
}

function keep(form) {
  const key = keyOf(form);
  const said = read(key);
  const answered = form.querySelector("[aria-invalid=true], .field--wrong");
  if (said && !answered) {
    fill(form, said);
    if (dirty(form)) notice(form, key);
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (dirty(form) ? write(key, form) : localStorage.removeItem(key)), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write(key, form);
    sessionStorage.setItem(SENT, key);
  });
}

function guard(form) {
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && dirty(form)) event.preventDefault();
  });
}

// A form that comes back was not accepted: its draft stays until another page answers.
function settle() {
  const key = sessionStorage.getItem(SENT);
  const back = document.querySelector("form[data-draft] :is([aria-invalid=true], .field--wrong)");
  if (key && !back) localStorage.removeItem(key);
  sessionStorage.removeItem(SENT);
}

export function startDrafts() {
  try { settle(); } catch { return; }
  for (const one of document.querySelectorAll("select")) one.dataset.first = one.value;
  document.querySelectorAll("form[data-draft]").forEach(keep);
  document.querySelectorAll("form[data-guard]").forEach(guard);
  // Whoever signs out leaves nothing behind for the next person at this desk.
  document.querySelector("form[data-leave]")?.addEventListener("submit", () => {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
  });
}
