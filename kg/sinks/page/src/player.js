// A button that lets the days go by: the range grows from its first day to the last of all.
import { el } from "./dom.js";

const STEP_MS = 250;
const MOST_STEPS = 60;

export function makePlayer(store, days) {
  let timer = null;
  const last = days[days.length - 1];
  const step = Math.ceil(days.length / MOST_STEPS);
  const button = el(
    "button",
    { type: "button", id: "play", "aria-label": "Play the days", onclick: () => (timer ? stop() : play()) },
    "Play",
  );
  const show = () => {
    button.setAttribute("aria-pressed", Boolean(timer));
    button.textContent = timer ? "Pause" : "Play";
  };
  function stop() {
    clearInterval(timer);
    timer = null;
    show();
  }
  function advance() {
    const next = days.findIndex((day) => day > store.get().to);
    store.set({ to: next < 0 ? last : days[Math.min(days.length - 1, next + step - 1)] });
    if (store.get().to >= last) stop();
  }
  function play() {
    if (store.get().to >= last) store.set({ to: store.get().from });
    timer = setInterval(advance, STEP_MS);
    show();
  }
  show();
  return { button, stop };
}
