// The graph as graphology holds it for the drawing: entities, a leaf for each act without a recipient, bundles.
import { MultiDirectedGraph } from "graphology";
import { shortened } from "./labels.js";
import { dashOf } from "./looks.js";

const GOLDEN_ANGLE = 2.399963;
const LEAF_SIZE = 2.5;

/** Make the graph; nodes have the numbers of their entities, or that of their event after them, lines their bundle's. */
export function makeGraph(data, bundles) {
  const graph = new MultiDirectedGraph();
  const { nodes, kinds, statuses } = data;
  for (const i of nodes.name.keys()) {
    const look = { size: nodes.size[i] / 2, label: caption(nodes.name[i]), color: kinds[nodes.kind[i]].color };
    graph.addNode(i, { x: nodes.x[i], y: nodes.y[i], ...look });
  }
  addLeaves(graph, data, bundles);
  for (const { number, source, target, bend, status } of bundles) {
    graph.addEdgeWithKey(number, source, target, { bend, dash: dashOf(statuses[status]) });
  }
  return graph;
}

/** Put what was done to nobody in rings around who did it. */
function addLeaves(graph, { nodes, events, kinds, eventKind }, bundles) {
  const turns = new Map();
  for (const { source, target, oneSided } of bundles) {
    if (!oneSided || graph.hasNode(target)) continue;
    const turn = (turns.get(source) ?? 0) + 1;
    turns.set(source, turn);
    const distance = nodes.size[source] / 2 + 5 * Math.sqrt(turn);
    const x = nodes.x[source] + distance * Math.cos(turn * GOLDEN_ANGLE);
    const y = nodes.y[source] + distance * Math.sin(turn * GOLDEN_ANGLE);
    const label = caption(events.summary[target - nodes.name.length] ?? "");
    graph.addNode(target, { x, y, size: LEAF_SIZE, label, color: kinds[eventKind].color });
  }
}

const caption = (text) => shortened(text.replace(/\s+/g, " ").trim());
