// Names beside nodes: as many as fit without touching each other, those with most facts first.
import { colors } from "./theme.js";

const FONT = "500 13px system-ui, 'Segoe UI', Roboto, sans-serif";
const HEIGHT = 16;
const GAP = 4;
const LONGEST = 34;
const MOST = 160;
const widths = new Map();

function widthOf(context, label) {
  if (!widths.has(label)) widths.set(label, context.measureText(label).width);
  return widths.get(label);
}

export function shortened(label) {
  const letters = Array.from(label);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : label;
}

/** Write the names of nodes, given in order of importance, on a canvas that has just been cleared. */
export function drawLabels(renderer, nodes) {
  const context = renderer.getCanvases().labels.getContext("2d");
  const { width, height } = renderer.getDimensions();
  const placed = [];
  context.font = FONT;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colors().canvas;
  context.fillStyle = colors().text;
  for (const node of nodes) {
    if (placed.length >= MOST) break;
    const { x, y, size, hidden, label, color } = onScreen(renderer, node);
    if (hidden || !label || x < 0 || y < 0 || x > width || y > height || color === colors().faint) continue;
    const spot = freeSpot(placed, x, y, size, widthOf(context, label), width);
    if (!spot) continue;
    placed.push(spot);
    context.strokeText(label, spot.x, y + 4.5);
    context.fillText(label, spot.x, y + 4.5);
  }
}

function onScreen(renderer, node) {
  const look = renderer.getNodeDisplayData(node);
  return { ...look, ...renderer.framedGraphToViewport(look), size: renderer.scaleSize(look.size) };
}

/** The place right of a node, else left of it, where no other name stands; undefined where both are taken. */
function freeSpot(placed, x, y, size, length, width) {
  const right = { x: x + size + GAP, y: y - HEIGHT / 2, length };
  const left = { ...right, x: x - size - GAP - length };
  const apart = (a, b) =>
    a.x > b.x + b.length + GAP || b.x > a.x + a.length + GAP || Math.abs(a.y - b.y) > HEIGHT;
  const free = (spot) => spot.x >= 0 && spot.x + length <= width && placed.every((other) => apart(spot, other));
  return [right, left].find(free);
}

/** The node under the pointer, or the chosen one: a ring, and its name on a plate. */
export function drawHover(context, node) {
  const { panel, text, accent } = colors();
  context.beginPath();
  context.arc(node.x, node.y, node.size + 3, 0, Math.PI * 2);
  context.lineWidth = 2.5;
  context.strokeStyle = accent;
  context.stroke();
  if (!node.label) return;
  context.font = FONT;
  const length = widthOf(context, node.label) + 2 * GAP;
  const beside = node.size + 6;
  const left = node.x + beside + length > context.canvas.clientWidth ? node.x - beside - length : node.x + beside;
  context.fillStyle = panel;
  context.beginPath();
  context.roundRect(left, node.y - HEIGHT / 2 - 3, length, HEIGHT + 6, 4);
  context.fill();
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = text;
  context.fillText(node.label, left + GAP, node.y + 4.5);
}
