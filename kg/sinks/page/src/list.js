// The list of what is drawn: the way to everything by keyboard and screen reader, and the answer to a search.
import { bundleTitle } from "./bundles.js";
import { nodeItem, statusBadge } from "./cards.js";
import { fold } from "./data.js";
import { count, el, growing, named } from "./dom.js";
import { lineColor, lineSample } from "./looks.js";
import { FILTERS } from "./matching.js";

/** Keep the list in step with filters and search; it is made only while it can be seen. */
export function setUpList(data, store, drawing, pane) {
  const folded = foldedSentences(data);
  const choose = (selected) => store.set({ selected, tab: "details" });
  store.subscribe((state, changed) => {
    if (state.tab !== "list" || !["tab", "query", "colorBy", "theme", ...FILTERS].some((name) => changed.has(name)))
      return;
    const found = findings(data, drawing, folded, state.query);
    pane.replaceChildren(
      el("h3", {}, `Names (${count(found.nodes.length)})`),
      ...growing(found.nodes, (node) => nodeItem(data, node, choose)),
      el("h3", {}, `Lines (${count(found.bundles.length)})`),
      ...growing(found.bundles, (number) => lineItem(data, drawing, number, state.colorBy, choose)),
    );
  });
}

/** What a search finds: names by themselves or their aliases, lines by their names, their type or their sentences. */
export function findings(data, { shown, bundles, graph }, folded, query) {
  const words = fold(query.trim());
  const degree = (node) => graph.getNodeAttribute(node, "size");
  const nodes = [...data.nodes.name.keys()]
    .filter((node) => (words ? data.folded[node].includes(words) && graph.degree(node) : shown.nodes.has(node)))
    .sort((a, b) => Number(shown.nodes.has(b)) - Number(shown.nodes.has(a)) || degree(b) - degree(a) || a - b);
  const lines = bundles.filter((bundle) => {
    if (!bundle.facts.some((fact) => shown.facts[fact])) return false;
    if (!words) return shown.perBundle[bundle.number] > 0;
    return fold(bundleTitle(data, bundle)).includes(words) || bundle.facts.some((fact) => folded.tells(fact, words));
  });
  return { nodes, bundles: lines.map((bundle) => bundle.number) };
}

/** Sentences ready for search, folded at the first one. */
export function foldedSentences({ sentences, facts, tellingsOf, tellings }) {
  let texts = null;
  return {
    tells(fact, words) {
      texts ??= sentences.map(fold);
      return (tellingsOf[facts.event[fact]] ?? []).some((row) => texts[tellings.sentence[row]].includes(words));
    },
  };
}

function lineItem(data, { bundles, shown }, number, colorBy, choose) {
  const bundle = bundles[number];
  const status = data.statuses[bundle.status];
  const times = bundle.facts.filter((fact) => shown.facts[fact]).length;
  return el(
    "button",
    { type: "button", class: "item", "data-line": number, onclick: () => choose({ bundle: number }) },
    lineSample(lineColor(data, bundle.type, colorBy), status),
    el(
      "span",
      {},
      named(data.nodes.name[bundle.source]),
      el("span", { class: "relation" }, ` ${data.types[bundle.type].name} `),
      bundle.oneSided ? null : named(data.nodes.name[bundle.target]),
      times > 1 ? ` ×${times}` : "",
    ),
    status === "asserted" ? null : statusBadge(status),
  );
}
