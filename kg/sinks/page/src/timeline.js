// The days that facts have as bars, two sliders that choose a range of them, and a button that plays it.
//
// Days without any fact take no room: news come in bursts, and one old date must not squeeze all others.
import { dayOf, dayText } from "./data.js";
import { el } from "./dom.js";
import { svg } from "./looks.js";
import { passes } from "./matching.js";
import { makePlayer } from "./player.js";

const MOST_BARS = 120;
const TICKS = 5;

/** Fill the timeline, or hide it where no fact has a date. */
export function setUpTimeline(data, store, section) {
  const { days } = store.get();
  section.hidden = !days.length;
  if (!days.length) return;
  const last = days.length - 1;
  const player = makePlayer(store, days);
  const at = (day) =>
    Math.max(
      0,
      days.findLastIndex((other) => other <= day),
    );
  const choose = (changes) => (player.stop(), store.set(changes));
  const from = slider("from", "First day", last, (i) => choose({ from: Math.min(days[i], store.get().to) }));
  const to = slider("to", "Last day", last, (i) => choose({ to: Math.max(days[i], store.get().from) }));
  const fromDay = dateBox("from-day", "From", days, (day) => choose({ from: Math.min(day, store.get().to) }));
  const toDay = dateBox("to-day", "To", days, (day) => choose({ to: Math.max(day, store.get().from) }));
  const bars = el("div", { class: "bars" });
  section.replaceChildren(player.button, fromDay, el("div", { class: "track" }, bars, from, to, ticks(days)), toDay);
  const show = (state) => {
    [from.value, to.value] = [at(state.from), at(state.to)];
    [fromDay.value, toDay.value] = [dayText(state.from), dayText(state.to)];
    from.setAttribute("aria-valuetext", fromDay.value);
    to.setAttribute("aria-valuetext", toDay.value);
    bars.replaceChildren(chart(data, state));
  };
  show(store.get());
  store.subscribe(show);
}

function slider(id, label, max, onInput) {
  const input = el("input", {
    type: "range",
    id,
    min: 0,
    max,
    step: 1,
    "aria-label": label,
    oninput: () => onInput(Number(input.value)),
  });
  return input;
}

function dateBox(id, label, days, onChange) {
  const [min, max] = [days[0], days[days.length - 1]];
  const change = () => {
    const day = dayOf(input.value);
    if (Number.isFinite(day)) onChange(Math.min(max, Math.max(min, day)));
  };
  const input = el("input", {
    type: "date",
    id,
    "aria-label": label,
    min: dayText(min),
    max: dayText(max),
    onchange: change,
  });
  return input;
}

/** Dates under the bars, evenly spread; each says which day stands above it. */
function ticks(days) {
  const count = Math.min(TICKS, days.length);
  const marks = Array.from(
    { length: count },
    (_, i) => days[Math.round((i * (days.length - 1)) / Math.max(1, count - 1))],
  );
  return el(
    "div",
    { class: "ticks", "aria-hidden": "true" },
    marks.map((day) => el("span", {}, dayText(day))),
  );
}

/** Bars of all that passes the other filters; those outside the range are pale. */
function chart(data, state) {
  const { days } = state;
  const test = passes(data, { ...state, from: days[0], to: days[days.length - 1] });
  const counts = new Map(days.map((day) => [day, 0]));
  data.facts.date.forEach((day, fact) => {
    if (day != null && test(fact)) counts.set(day, counts.get(day) + 1);
  });
  const width = Math.ceil(days.length / MOST_BARS);
  const groups = Array.from({ length: Math.ceil(days.length / width) }, (_, i) =>
    days.slice(i * width, (i + 1) * width),
  );
  const sums = groups.map((group) => group.reduce((sum, day) => sum + counts.get(day), 0));
  const most = Math.max(1, ...sums);
  const picture = svg("svg", {
    viewBox: `0 0 ${groups.length} 40`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  groups.forEach((group, i) => {
    if (!sums[i]) return;
    const height = 3 + 37 * Math.sqrt(sums[i] / most);
    const inside = group.some((day) => day >= state.from && day <= state.to);
    const title = svg("title", {}, `${dayText(group[0])}: ${sums[i]}`);
    picture.append(
      svg("rect", { x: i + 0.1, width: 0.8, y: 40 - height, height, class: inside ? "in" : "out" }, title),
    );
  });
  return picture;
}
