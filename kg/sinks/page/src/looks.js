// Colours and line patterns that the drawing, the legend and the lists share.
import { legible } from "./theme.js";

/** Pixels drawn and left out, by status: only what is told as having happened has a full line. */
const DASHES = { asserted: [1, 0], intended: [10, 4], possible: [5, 5], conditional: [3, 3], negated: [2, 6] };
export const dashOf = (status) => DASHES[status] ?? [2, 2];

export const STATUS_MEANING = {
  asserted: "told as having happened",
  intended: "meant to happen",
  possible: "may happen or have happened",
  conditional: "only if something else happens",
  negated: "did not happen",
};

const QUAD_COLORS = { 1: "#3b82c4", 2: "#2f9e44", 3: "#d97706", 4: "#c92a2a" };
export const quadColor = (quad) => QUAD_COLORS[quad] ?? "#888888";

export function lineColor(data, type, colorBy) {
  return legible(colorBy === "quad" ? quadColor(data.types[type].quad) : data.types[type].color);
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A piece of line as it stands in the drawing. */
export function lineSample(color, status) {
  const [on, off] = dashOf(status);
  const line = svg("line", { x1: 1, y1: 6, x2: 21, y2: 6, stroke: color, "stroke-width": 2.5 });
  if (off) line.setAttribute("stroke-dasharray", `${on} ${off}`);
  const head = svg("path", { d: "M20 2 L27 6 L20 10 Z", fill: color });
  return svg(
    "svg",
    { viewBox: "0 0 28 12", width: 28, height: 12, class: "sample", "aria-hidden": "true" },
    line,
    head,
  );
}

/** A node's disc as it stands in the drawing. */
export function discSample(color) {
  const disc = svg("circle", { cx: 6, cy: 6, r: 5, fill: legible(color) });
  return svg("svg", { viewBox: "0 0 12 12", width: 12, height: 12, class: "sample", "aria-hidden": "true" }, disc);
}
