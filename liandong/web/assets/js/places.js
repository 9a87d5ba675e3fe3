// The place of a request: where one stands, asked of the browser only when it is tapped; the sketch,
// tapped anywhere in an area.
export function startPlaces() {
  const box = document.querySelector("[data-here]");
  const ask = box?.querySelector(".here__ask");
  if (ask && navigator.geolocation && window.isSecureContext) offer(box, ask);
  document.addEventListener("click", (event) => {
    const tapped = event.target.closest?.("[data-sketch] [data-area], [data-sketch] button");
    if (tapped && choose(tapped.dataset.area ?? tapped.value)) event.preventDefault();
  });
}

// The first list says the area, and asks for the next one by itself.
function choose(area) {
  const list = document.querySelector("#place select");
  if (!list) return false;
  list.value = area;
  list.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function offer(box, ask) {
  ask.hidden = false;
  const button = ask.querySelector("button");
  const told = ask.querySelector("[role=status]");
  const say = (words) => { told.textContent = words; told.hidden = false; };
  button.addEventListener("click", (event) => {
    if (box.dataset.found) return;
    event.preventDefault();
    say(box.dataset.asking);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const put = (name, value) => { box.querySelector(`[name=${name}]`).value = value; };
      put("lat", coords.latitude.toFixed(4));
      put("long", coords.longitude.toFixed(4));
      put("sure", Math.round(coords.accuracy));
      box.dataset.found = "yes";
      button.form.requestSubmit(button);
    }, () => say(box.dataset.failed), { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  });
}
