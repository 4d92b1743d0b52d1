// The name of the node under the pointer, or of the one chosen, on a plate in the colours of the theme.
import { colors } from "./theme.js";

const PADDING = 4;

export function drawHover(context, node, { labelSize, labelFont, labelWeight }) {
  const { panel, text, accent } = colors();
  context.beginPath();
  context.arc(node.x, node.y, node.size + 3, 0, Math.PI * 2);
  context.lineWidth = 2.5;
  context.strokeStyle = accent;
  context.stroke();
  if (!node.label) return;
  context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
  const left = node.x + node.size + 6;
  const width = context.measureText(node.label).width + 2 * PADDING;
  context.fillStyle = panel;
  context.beginPath();
  context.roundRect(left, node.y - labelSize / 2 - PADDING - 1, width, labelSize + 2 * PADDING + 2, 4);
  context.fill();
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = text;
  context.fillText(node.label, left + PADDING, node.y + labelSize / 3);
}
