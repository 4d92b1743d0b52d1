// The filters, which are the legend too: every box shows the colour or line that it switches.
import { count, el } from "./dom.js";
import { STATUS_MEANING, discSample, lineColor, lineSample, quadColor } from "./looks.js";
import { startingFilters } from "./matching.js";
import { withItem } from "./store.js";
import { legible } from "./theme.js";

/** Fill the panel of filters. */
export function setUpFilters(data, store, panel) {
  const show = () => panel.replaceChildren(...groups(data, store));
  show();
  store.subscribe((state, changed) => {
    if (
      ["types", "statuses", "kinds", "country", "sources", "oneSided", "colorBy", "theme"].some((name) =>
        changed.has(name),
      )
    ) {
      keepingFocus(panel, show);
    }
  });
}

/** Rebuild a panel without losing the keyboard's place in it. */
function keepingFocus(panel, rebuild) {
  const { id } = panel.contains(document.activeElement) ? document.activeElement : {};
  const { scrollTop } = panel;
  rebuild();
  panel.scrollTop = scrollTop;
  if (id) document.getElementById(id)?.focus();
}

function groups(data, store) {
  return [
    group("Did it happen?", statusBoxes(data, store)),
    group("Names", kindBoxes(data, store)),
    group("Country", countryBox(data, store)),
    group("Told by at least", sourcesBox(data, store)),
    group("Lines", colorBox(store), typeBoxes(data, store)),
    el(
      "button",
      { type: "button", class: "wide", id: "reset", onclick: () => store.set(startingFilters(data)) },
      "Reset filters",
    ),
  ];
}

const group = (title, ...content) => el("fieldset", {}, el("legend", {}, title), ...content);

function tally(column, length) {
  const counts = new Array(length).fill(0);
  for (const value of column) counts[value] += 1;
  return counts;
}

/** A box with what it switches; `onChange` is told whether it is ticked. */
function box(id, checked, onChange, sample, name, number, hint) {
  const input = el("input", { type: "checkbox", id, onchange: () => onChange(input.checked) });
  input.checked = checked;
  return el(
    "label",
    { class: "box", title: hint },
    input,
    sample,
    el("span", { class: "grow" }, name),
    number == null ? null : el("span", { class: "number" }, count(number)),
  );
}

/** Boxes for a set of numbers in the state. */
function boxes(store, field, numbers, parts) {
  return numbers.map((number) => {
    const { sample, name, total, hint } = parts(number);
    const toggle = (checked) => store.set({ [field]: withItem(store.get()[field], number, checked) });
    return box(`${field}-${number}`, store.get()[field].has(number), toggle, sample, name, total, hint);
  });
}

function statusBoxes(data, store) {
  const totals = tally(data.facts.status, data.statuses.length);
  return boxes(
    store,
    "statuses",
    [...data.statuses.keys()].filter((i) => totals[i] || i === data.asserted),
    (i) => ({
      sample: lineSample("currentColor", data.statuses[i]),
      name: data.statuses[i],
      total: totals[i],
      hint: STATUS_MEANING[data.statuses[i]],
    }),
  );
}

function kindBoxes(data, store) {
  const used = new Set([...data.facts.source, ...data.facts.target].filter((node) => node >= 0));
  const totals = tally(
    [...used].map((node) => data.nodes.kind[node]),
    data.kinds.length,
  );
  const leaves = data.facts.target.filter((target) => target < 0).length;
  const boxesOfKinds = boxes(
    store,
    "kinds",
    [...data.kinds.keys()].filter((i) => totals[i]),
    (i) => ({
      sample: discSample(data.kinds[i].color),
      name: data.kinds[i].name,
      total: totals[i],
    }),
  );
  const toggle = (oneSided) => store.set({ oneSided });
  const sample = discSample(data.kinds[data.eventKind].color);
  const hint = "Draw what was said or done to nobody in particular, as a dot beside who did it";
  return leaves
    ? [
        ...boxesOfKinds,
        box("one-sided", store.get().oneSided, toggle, sample, "Acts without a recipient", leaves, hint),
      ]
    : boxesOfKinds;
}

function countryBox(data, store) {
  const options = [["", "all"], ...data.countries].map(([code, name]) =>
    el("option", { value: code }, name === code || !code ? name : `${name} (${code})`),
  );
  const select = el(
    "select",
    { id: "country", "aria-label": "Country of either side", onchange: () => store.set({ country: select.value }) },
    options,
  );
  select.value = store.get().country;
  return select;
}

function sourcesBox(data, store) {
  const most = data.facts.sources.reduce((high, value) => Math.max(high, value), 1);
  const change = () => store.set({ sources: Math.min(most, Math.max(1, Number(input.value) || 1)) });
  const input = el("input", {
    type: "number",
    id: "sources",
    min: 1,
    max: most,
    value: store.get().sources,
    "aria-label": "Least number of sources",
    onchange: change,
  });
  return el(
    "label",
    { class: "box" },
    input,
    el("span", { class: "grow" }, "sources"),
    el("span", { class: "number" }, `at most ${count(most)}`),
  );
}

function colorBox(store) {
  const choose = (value, text) => {
    const input = el("input", {
      type: "radio",
      name: "color-by",
      id: `color-by-${value}`,
      onchange: () => store.set({ colorBy: value }),
    });
    input.checked = store.get().colorBy === value;
    return el("label", {}, input, text);
  };
  return el("div", { class: "radios" }, "colour by ", choose("type", "type"), choose("quad", "class"));
}

/** Types under their classes; a class's box switches all of its types. */
function typeBoxes(data, store) {
  const totals = tally(data.facts.type, data.types.length);
  const { types, colorBy } = store.get();
  const quads = [...new Set(data.types.map((type) => type.quad))].sort((a, b) => a - b);
  return quads
    .map((quad) => {
      const members = [...data.types.keys()]
        .filter((i) => data.types[i].quad === quad)
        .sort((a, b) => totals[b] - totals[a]);
      const toggle = (checked) =>
        store.set({ types: members.reduce((set, i) => withItem(set, i, checked), store.get().types) });
      const head = box(
        `quad-${quad}`,
        members.some((i) => types.has(i)),
        toggle,
        lineSample(legible(quadColor(quad)), "asserted"),
        data.quads[quad] ?? "other",
        null,
      );
      head.classList.add("head");
      if (colorBy !== "quad") head.querySelector("svg").remove();
      return [
        head,
        ...boxes(store, "types", members, (i) => ({
          sample: lineSample(lineColor(data, i, colorBy), "asserted"),
          name: data.types[i].name,
          total: totals[i],
        })),
      ];
    })
    .flat();
}
