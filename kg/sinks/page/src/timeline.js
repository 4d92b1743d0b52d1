// The days of the facts as bars, two sliders that choose a range of them, and a button that plays it.
import { dayOf, dayText } from "./data.js";
import { el } from "./dom.js";
import { svg } from "./looks.js";
import { passes } from "./matching.js";

const MOST_BARS = 120;
const STEP_MS = 250;
const STEPS = 60;

/** Fill the timeline, or hide it where no fact has a date. */
export function setUpTimeline(data, store, section) {
  const { days } = store.get();
  section.hidden = !days;
  if (!days) return;
  const [first, last] = days;
  const player = makePlayer(store, first, last);
  const from = slider("from", "First day", first, last, (day) => store.set({ from: Math.min(day, store.get().to) }), player.stop);
  const to = slider("to", "Last day", first, last, (day) => store.set({ to: Math.max(day, store.get().from) }), player.stop);
  const [fromDay, toDay] = [dateBox(store, "from", first, last), dateBox(store, "to", first, last)];
  const bars = el("div", { class: "bars" });
  section.replaceChildren(player.button, fromDay, el("div", { class: "track" }, bars, from, to), toDay);
  const show = (state) => {
    [from.value, to.value] = [state.from, state.to];
    [fromDay.value, toDay.value] = [dayText(state.from), dayText(state.to)];
    for (const [input, day] of [[from, state.from], [to, state.to]]) input.setAttribute("aria-valuetext", dayText(day));
    bars.replaceChildren(chart(data, state));
  };
  show(store.get());
  store.subscribe(show);
}

function slider(id, label, min, max, onInput, stop) {
  const input = el("input", { type: "range", id, min, max, step: 1, "aria-label": label, oninput: () => (stop(), onInput(Number(input.value))) });
  return input;
}

function dateBox(store, field, first, last) {
  const change = () => {
    const day = dayOf(input.value);
    if (Number.isFinite(day)) store.set({ [field]: Math.min(last, Math.max(first, day)) });
  };
  const label = field === "from" ? "From" : "To";
  const input = el("input", { type: "date", id: `${field}-day`, "aria-label": label, min: dayText(first), max: dayText(last), onchange: change });
  return input;
}

/** Bars of all that passes the other filters; those outside the range are pale. */
function chart(data, state) {
  const [first, last] = state.days;
  const width = Math.max(1, Math.ceil((last - first + 1) / MOST_BARS));
  const test = passes(data, { ...state, from: first, to: last });
  const bars = new Array(Math.floor((last - first) / width) + 1).fill(0);
  data.facts.date.forEach((day, fact) => {
    if (day != null && test(fact)) bars[Math.floor((day - first) / width)] += 1;
  });
  const most = Math.max(1, ...bars);
  const picture = svg("svg", { viewBox: `0 0 ${bars.length} 40`, preserveAspectRatio: "none", "aria-hidden": "true" });
  bars.forEach((facts, i) => {
    if (!facts) return;
    const height = 3 + 37 * Math.sqrt(facts / most);
    const day = first + i * width;
    const inside = day + width > state.from && day <= state.to;
    picture.append(svg("rect", { x: i + 0.08, width: 0.84, y: 40 - height, height, class: inside ? "in" : "out" }));
  });
  return picture;
}

/** A button that lets the days go by: the range grows from its first day to the last of all. */
function makePlayer(store, first, last) {
  let timer = null;
  const step = Math.max(1, Math.round((last - first) / STEPS));
  const button = el("button", { type: "button", id: "play", "aria-pressed": false, onclick: () => (timer ? stop() : play()) }, "Play");
  function show() {
    button.setAttribute("aria-pressed", Boolean(timer));
    button.textContent = timer ? "Pause" : "Play";
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    show();
  }
  function play() {
    const state = store.get();
    if (state.to >= last) store.set({ to: state.from });
    timer = setInterval(() => {
      const { to } = store.get();
      store.set({ to: Math.min(last, to + step) });
      if (store.get().to >= last) stop();
    }, STEP_MS);
    show();
  }
  return { button, stop };
}
