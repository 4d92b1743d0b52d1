// The drawing: entities and lines on a WebGL canvas, kept in step with the state.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { bundleTitle, makeBundles } from "./bundles.js";
import { drawHover } from "./labels.js";
import { LineProgram } from "./line-program.js";
import { dashOf, faded, lineColor } from "./looks.js";
import { FILTERS, matching } from "./matching.js";
import { colors } from "./theme.js";

const BEHIND = 0.1;
const GOLDEN_ANGLE = 2.399963;

/** Draw the data into a container; returns the renderer and what others need to know of it. */
export function makeDrawing(data, store, container) {
  const bundles = makeBundles(data);
  const graph = makeGraph(data, bundles);
  const shown = { facts: new Uint8Array(0), perBundle: new Uint32Array(bundles.length), nodes: new Set() };
  const near = { nodes: null, hovered: null };
  const renderer = new Sigma(graph, container, {
    ...settings(),
    nodeReducer: (key, node) => nodeLook(data, store.get(), shown, near, key, node),
    edgeReducer: (key, line) => lineLook(data, store.get(), shown, near, bundles[key], line),
  });
  const drawing = { renderer, graph, bundles, shown, total: 0 };
  update(drawing, data, store.get());
  fit(drawing);
  store.subscribe((state, changed) => {
    if (FILTERS.some((name) => changed.has(name))) update(drawing, data, state);
    near.nodes = neighbours(graph, bundles, shown, state.selected);
    renderer.refresh({ skipIndexation: !FILTERS.some((name) => changed.has(name)) });
  });
  listen(drawing, data, store, near);
  return drawing;
}

function settings() {
  return {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: LineProgram },
    enableEdgeEvents: true,
    zIndex: true,
    minEdgeThickness: 1.2,
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    labelWeight: "500",
    labelColor: { attribute: "labelColor" },
    labelDensity: 0.7,
    labelGridCellSize: 90,
    labelRenderedSizeThreshold: 5,
    defaultDrawNodeHover: drawHover,
    stagePadding: 48,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    allowInvalidContainer: true,
  };
}

function makeGraph(data, bundles) {
  const graph = new MultiDirectedGraph();
  const { nodes } = data;
  for (const i of nodes.name.keys()) {
    const look = { size: nodes.size[i] / 2, label: oneLine(nodes.name[i]), color: data.kinds[nodes.kind[i]].color };
    graph.addNode(i, { x: nodes.x[i], y: nodes.y[i], ...look });
  }
  addLeaves(graph, data, bundles);
  bundles.forEach((bundle, i) => {
    graph.addEdgeWithKey(i, bundle.source, bundle.target, { bend: bundle.bend, dash: dashOf(data.statuses[bundle.status]) });
  });
  return graph;
}

/** Put what was done to nobody in rings around who did it. */
function addLeaves(graph, data, bundles) {
  const around = new Map();
  for (const { source, target, oneSided } of bundles) {
    if (!oneSided || graph.hasNode(target)) continue;
    const turn = (around.get(source) ?? 0) + 1;
    around.set(source, turn);
    const distance = data.nodes.size[source] / 2 + 5 * Math.sqrt(turn);
    const x = data.nodes.x[source] + distance * Math.cos(turn * GOLDEN_ANGLE);
    const y = data.nodes.y[source] + distance * Math.sin(turn * GOLDEN_ANGLE);
    const event = target - data.nodes.name.length;
    graph.addNode(target, { x, y, size: 2, label: oneLine(data.events.summary[event] ?? ""), color: data.kinds[data.eventKind].color });
  }
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** Find what passes the filters, and which lines and nodes of it are drawn. */
function update(drawing, data, state) {
  const { bundles, shown } = drawing;
  const { flags, total } = matching(data, state);
  shown.facts = flags;
  shown.nodes = new Set();
  drawing.total = total;
  drawing.drawn = 0;
  bundles.forEach((bundle, i) => {
    const drawn = !bundle.oneSided || state.oneSided;
    shown.perBundle[i] = drawn ? bundle.facts.reduce((sum, fact) => sum + flags[fact], 0) : 0;
    if (!shown.perBundle[i]) return;
    drawing.drawn += shown.perBundle[i];
    shown.nodes.add(bundle.source).add(bundle.target);
  });
}

/** The nodes at a selected node or line, or null where nothing is selected. */
function neighbours(graph, bundles, shown, selected) {
  if (!selected) return null;
  if (selected.bundle != null) return new Set([bundles[selected.bundle].source, bundles[selected.bundle].target]);
  const near = new Set([selected.node]);
  graph.forEachEdge(selected.node, (key) => {
    if (shown.perBundle[key]) near.add(bundles[key].source).add(bundles[key].target);
  });
  return near;
}

function nodeLook(data, state, shown, near, key, node) {
  const number = Number(key);
  if (!shown.nodes.has(number) && state.selected?.node !== number) return { ...node, hidden: true };
  const { text, faint } = colors();
  const behind = near.nodes && !near.nodes.has(number);
  const chosen = state.selected?.node === number;
  if (behind) return { ...node, color: faint, label: null, zIndex: 0 };
  return { ...node, labelColor: text, zIndex: near.nodes ? 2 : 1, highlighted: chosen, forceLabel: chosen };
}

function lineLook(data, state, shown, near, bundle, line) {
  const number = bundle.number;
  const times = shown.perBundle[number];
  if (!times) return { ...line, hidden: true };
  const { selected } = state;
  const chosen = selected?.bundle === number;
  const touched = !selected || chosen || selected.node === bundle.source || selected.node === bundle.target;
  const color = lineColor(data, bundle.type, state.colorBy);
  const size = (1.3 + 1.2 * Math.log2(times)) * (chosen || near.hovered === number ? 2 : 1);
  const alpha = touched ? (selected || near.hovered === number ? 1 : 0.75) : BEHIND;
  return { ...line, color: faded(color, alpha), size, zIndex: touched ? 1 : 0 };
}

/** Move the camera so that all that is drawn fills the canvas. */
export function fit({ renderer, graph, shown }) {
  const xs = [];
  const ys = [];
  for (const node of shown.nodes) {
    xs.push(graph.getNodeAttribute(node, "x"));
    ys.push(graph.getNodeAttribute(node, "y"));
  }
  const ends = (values) => values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity]);
  renderer.setCustomBBox(xs.length ? { x: ends(xs), y: ends(ys) } : null);
  renderer.refresh();
  renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
}

function listen({ renderer, bundles, shown }, data, store, near) {
  const entities = data.nodes.name.length;
  const bundleOfLeaf = new Map(bundles.filter((b) => b.oneSided).map((b) => [b.target, b.number]));
  const choose = (selected) => store.set({ selected, tab: selected ? "details" : store.get().tab });
  renderer.on("clickNode", ({ node }) => {
    const number = Number(node);
    choose(number < entities ? { node: number } : { bundle: bundleOfLeaf.get(number) });
  });
  renderer.on("clickEdge", ({ edge }) => choose({ bundle: Number(edge) }));
  renderer.on("clickStage", () => choose(null));
  const tip = renderer.getContainer().parentElement.querySelector(".tip");
  renderer.on("enterEdge", ({ edge }) => {
    near.hovered = Number(edge);
    tip.textContent = bundleTitle(data, bundles[edge], shown.perBundle[edge]);
    tip.hidden = false;
    renderer.refresh({ skipIndexation: true });
  });
  renderer.on("leaveEdge", () => {
    near.hovered = null;
    tip.hidden = true;
    renderer.refresh({ skipIndexation: true });
  });
  for (const type of ["enterNode", "enterEdge"]) renderer.on(type, () => (renderer.getContainer().style.cursor = "pointer"));
  for (const type of ["leaveNode", "leaveEdge"]) renderer.on(type, () => (renderer.getContainer().style.cursor = ""));
}

/** Bring a node into the middle, where it is not in sight. */
export function reveal({ renderer, shown }, node) {
  const place = renderer.getNodeDisplayData(node);
  if (!place || !shown.nodes.has(node)) return;
  const { x, y } = renderer.framedGraphToViewport(place);
  const { width, height } = renderer.getDimensions();
  if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
  renderer.getCamera().animate({ x: place.x, y: place.y }, { duration: motion() });
}

const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300);
