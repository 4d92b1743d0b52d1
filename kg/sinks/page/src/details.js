// The pane for what was clicked: an entity with all its facts, or a line with the facts it stands for.
import { bundleTitle } from "./bundles.js";
import { factCard, nodeButton, nodeItem, statusBadge } from "./cards.js";
import { dayText } from "./data.js";
import { el, growing, named, plural } from "./dom.js";
import { STATUS_MEANING, discSample, lineColor, lineSample } from "./looks.js";
import { FILTERS } from "./matching.js";

/** Keep a pane and its spoken summary in step with what is chosen and what passes the filters. */
export function setUpDetails(data, store, drawing, pane, spoken) {
  const choose = (selected) => store.set({ selected, tab: "details" });
  const show = (state) => {
    const { selected } = state;
    const make = !selected ? intro : selected.node != null ? nodeView : bundleView;
    const { summary, content } = make(data, state, drawing, choose);
    pane.replaceChildren(...content);
    pane.scrollTop = 0;
    if (spoken.textContent !== summary) spoken.textContent = summary;
  };
  store.subscribe((state, changed) => {
    if (["selected", "colorBy", "theme", ...FILTERS].some((name) => changed.has(name))) show(state);
  });
  show(store.get());
}

const BUSIEST = 10;

function intro(data, state, { shown }, choose) {
  const lines = [
    "Click a name to see what somebody did and what was done to them; click a line to read the sentences it rests on. The list holds the same without the drawing.",
    "A full line is told as having happened. A dashed one is not: it is intended, possible, conditional or negated, and drawn only if asked for.",
  ];
  const entities = [...shown.nodes].filter((node) => node < data.nodes.name.length).slice(0, BUSIEST);
  const busiest = entities.map((node) => el("li", {}, nodeItem(data, node, choose)));
  return {
    summary: "",
    content: [
      el(
        "div",
        { class: "intro" },
        el("h2", {}, "How to read it"),
        lines.map((line) => el("p", {}, line)),
      ),
      el("h3", {}, "Busiest"),
      el("ul", { class: "plain" }, busiest),
    ],
  };
}

function nodeView(data, state, drawing, choose) {
  const { node } = state.selected;
  const { nodes, kinds } = data;
  const kind = kinds[nodes.kind[node]];
  const passing = (facts) => facts.filter((fact) => drawing.shown.facts[fact]).sort(latest(data));
  const [did, met] = [passing(data.asActor[node]), passing(data.asRecipient[node])];
  const all = data.asActor[node].length + data.asRecipient[node].length;
  const left = all - did.length - met.length;
  return {
    summary: `${nodes.name[node]}, ${kind.name}: ${plural(did.length + met.length, "fact")}`,
    content: [
      el("h2", {}, discSample(kind.color), named(nodes.name[node])),
      el(
        "p",
        { class: "meta" },
        [kind.name, nodes.country[node], nodes.sector[node], nodes.id[node]]
          .filter(Boolean)
          .map((part) => el("span", {}, part)),
      ),
      aliases(nodes.aliases[node], nodes.name[node]),
      data.rolesOf[node].map((row) => roleLine(data, row, choose)),
      left ? el("p", { class: "dim" }, `${plural(left, "more fact")} left out by the filters`) : null,
      ...section(data, state, choose, "Did", did),
      ...section(data, state, choose, "Was done to it", met),
    ]
      .flat()
      .filter(Boolean),
  };
}

function section(data, state, choose, title, facts) {
  if (!facts.length) return [];
  return [
    el("h3", {}, `${title} (${facts.length})`),
    markLegend(),
    ...growing(facts, (fact) => factCard(data, fact, choose, state.colorBy), 25),
  ];
}

const MARKS = ["actor", "trigger", "recipient", "speaker"];
const markLegend = () =>
  el(
    "p",
    { class: "dim legend" },
    "in sentences: ",
    MARKS.map((role) => [el("mark", { class: role }, role), " "]).flat(),
  );

function aliases(names, name) {
  const others = (names ?? []).filter((alias) => alias !== name);
  if (!others.length) return null;
  return el(
    "p",
    { class: "dim" },
    "also ",
    others
      .slice(0, 8)
      .map((alias, i) => [i ? ", " : "", named(alias)])
      .flat(),
  );
}

function roleLine({ roles, nodes }, row, choose) {
  const days = [roles.since[row], roles.until[row]];
  const time = days.some((day) => day != null)
    ? ` (${days.map((day) => (day == null ? "" : dayText(day))).join(" – ")})`
    : "";
  return el(
    "p",
    { class: "meta" },
    el("span", {}, `${roles.role[row] ?? "belongs to"}, `, nodeButton({ nodes }, roles.body[row], choose), time),
  );
}

function bundleView(data, state, drawing, choose) {
  const bundle = drawing.bundles[state.selected.bundle];
  const facts = bundle.facts.filter((fact) => drawing.shown.facts[fact]).sort(latest(data));
  const status = data.statuses[bundle.status];
  return {
    summary: `${bundleTitle(data, bundle, facts.length)}, ${status}`,
    content: [
      el(
        "h2",
        {},
        lineSample(lineColor(data, bundle.type, state.colorBy), status),
        named(data.nodes.name[bundle.source]),
        el("span", { class: "relation" }, ` ${data.types[bundle.type].name} `),
        bundle.oneSided ? null : named(data.nodes.name[bundle.target]),
      ),
      el(
        "p",
        { class: "meta" },
        statusBadge(status),
        el("span", {}, STATUS_MEANING[status] ?? ""),
        el("span", {}, plural(facts.length, "fact")),
      ),
      markLegend(),
      ...growing(facts, (fact) => factCard(data, fact, choose, state.colorBy), 25),
    ],
  };
}

/** Order of facts: the latest first, undated last. */
const latest =
  ({ facts }) =>
  (a, b) =>
    (facts.date[b] ?? -1e9) - (facts.date[a] ?? -1e9) || a - b;
