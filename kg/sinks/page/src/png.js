// The view as a picture: the layers of the drawing on the background of the theme.
import { el } from "./dom.js";
import { colors } from "./theme.js";

const LAYERS = ["edges", "nodes", "labels", "hovers", "hoverNodes"];

/** Return the drawing, as it stands, on one canvas. */
export function picture(renderer) {
  renderer.refresh();
  const layers = renderer.getCanvases();
  const canvas = el("canvas", { width: layers.nodes.width, height: layers.nodes.height });
  const context = canvas.getContext("2d");
  context.fillStyle = colors().canvas;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const name of LAYERS) if (layers[name]) context.drawImage(layers[name], 0, 0);
  return canvas;
}

/** Offer the picture as a file. */
export function savePicture(renderer) {
  picture(renderer).toBlob((blob) => {
    const href = URL.createObjectURL(blob);
    el("a", { href, download: "graph.png" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  });
}
