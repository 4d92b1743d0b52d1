// The drawing: entities and lines on a WebGL canvas, kept in step with the state.
import Sigma from "sigma";
import { makeBundles } from "./bundles.js";
import { fit, mainPart } from "./framing.js";
import { makeGraph } from "./graph.js";
import { drawHover, drawLabels } from "./labels.js";
import { LineProgram } from "./line-program.js";
import { lineColor } from "./looks.js";
import { FILTERS, matching } from "./matching.js";
import { colors, faded, legible } from "./theme.js";

const BEHIND = 0.15;
/** Most of the canvas that nodes cover, and the least share of their size that they keep for it. */
const FILLED = 0.03;
const SMALLEST = 0.5;
/** How opaque lines are, up to how many of them, and at least. */
const FULL = { alpha: 0.8, lines: 2500, least: 0.25 };

/**
 * Draw the data into a container.
 *
 * Returns the renderer, its graph, the bundles, and what is `shown`: facts that pass the filters (flags), facts drawn
 * of each bundle, nodes drawn (in order of their facts), and how many facts pass (`total`) and are drawn (`drawn`).
 */
export function makeDrawing(data, store, container) {
  const bundles = makeBundles(data);
  const graph = makeGraph(data, bundles);
  const drawing = { graph, bundles, shown: shownOf(data, bundles, graph, store.get()), near: null, hovered: null };
  const renderer = new Sigma(graph, container, {
    ...SETTINGS,
    nodeReducer: (key, node) => nodeLook(drawing, store.get(), Number(key), node),
    edgeReducer: (key, line) => lineLook(data, drawing, store.get(), bundles[key], line),
  });
  drawing.renderer = renderer;
  renderer.on("afterRender", () => drawLabels(renderer, drawing.shown.nodes));
  renderer.on("resize", () => renderer.refresh());
  fit(drawing, mainPart(drawing));
  store.subscribe((state, changed) => {
    const filtered = FILTERS.some((name) => changed.has(name));
    if (filtered) drawing.shown = shownOf(data, bundles, graph, state);
    if (filtered || changed.has("selected")) drawing.near = neighbours(drawing, state.selected);
    if (filtered || ["selected", "colorBy", "theme"].some((name) => changed.has(name)))
      renderer.refresh({ skipIndexation: !filtered });
  });
  return drawing;
}

const SETTINGS = {
  defaultEdgeType: "line",
  edgeProgramClasses: { line: LineProgram },
  enableEdgeEvents: true,
  zIndex: true,
  minEdgeThickness: 1.2,
  renderLabels: false,
  defaultDrawNodeHover: drawHover,
  stagePadding: 44,
  minCameraRatio: 0.02,
  maxCameraRatio: 6,
  allowInvalidContainer: true,
};

/** Find what passes the filters, and which lines and nodes of it are drawn. */
function shownOf(data, bundles, graph, state) {
  const { flags, total } = matching(data, state);
  const perBundle = new Uint32Array(bundles.length);
  const nodes = new Set();
  let drawn = 0;
  let lines = 0;
  for (const { number, source, target, oneSided, facts } of bundles) {
    if (oneSided && !state.oneSided) continue;
    perBundle[number] = facts.reduce((sum, fact) => sum + flags[fact], 0);
    drawn += perBundle[number];
    if (!perBundle[number]) continue;
    lines += 1;
    nodes.add(source).add(target);
  }
  const size = (node) => graph.getNodeAttribute(node, "size");
  const area = [...nodes].reduce((sum, node) => sum + Math.PI * size(node) ** 2, 1);
  return {
    facts: flags,
    total,
    drawn,
    lines,
    area,
    perBundle,
    nodes: new Set([...nodes].sort((a, b) => size(b) - size(a) || a - b)),
  };
}

/** The nodes at the selected node or line, or null where nothing is selected. */
function neighbours({ graph, bundles, shown }, selected) {
  if (!selected) return null;
  if (selected.bundle != null) return new Set([bundles[selected.bundle].source, bundles[selected.bundle].target]);
  const near = new Set([selected.node]);
  graph.forEachEdge(selected.node, (key) => {
    if (shown.perBundle[key]) near.add(bundles[key].source).add(bundles[key].target);
  });
  return near;
}

function nodeLook({ shown, near, renderer }, { selected }, number, node) {
  if (!shown.nodes.has(number)) return { ...node, hidden: true };
  const size = node.size * crowding(shown, renderer);
  if (near && !near.has(number)) return { ...node, size, color: colors().faint, zIndex: 0 };
  return { ...node, size, color: legible(node.color), zIndex: near ? 2 : 1, highlighted: selected?.node === number };
}

/** The share of their size that nodes are drawn with, so that they cover no more than a part of the canvas. */
function crowding({ area }, renderer) {
  if (!renderer) return 1;
  const { width, height } = renderer.getDimensions();
  return Math.min(1, Math.max(SMALLEST, Math.sqrt((FILLED * width * height) / area)));
}

function lineLook(data, { shown, hovered }, { selected, colorBy }, bundle, line) {
  const times = shown.perBundle[bundle.number];
  if (!times) return { ...line, hidden: true };
  const chosen = selected?.bundle === bundle.number;
  const touched = !selected || chosen || selected.node === bundle.source || selected.node === bundle.target;
  const front = touched && (selected || hovered === bundle.number);
  const size = (1.4 + 1.2 * Math.log2(times)) * (chosen || hovered === bundle.number ? 2 : 1);
  const many = Math.max(FULL.least, FULL.alpha * Math.min(1, Math.sqrt(FULL.lines / shown.lines)));
  const alpha = front ? 1 : touched ? many : BEHIND * many;
  return { ...line, color: faded(lineColor(data, bundle.type, colorBy), alpha), size, zIndex: touched ? 1 : 0 };
}
