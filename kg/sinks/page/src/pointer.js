// The pointer on the canvas: a click chooses a node or line, a click beside them nothing; a line under it is named.
import { bundleTitle } from "./bundles.js";

export function setUpPointer(data, store, drawing, tip) {
  const { renderer, bundles } = drawing;
  const entities = data.nodes.name.length;
  const bundleOfLeaf = new Map(
    bundles.filter((bundle) => bundle.oneSided).map(({ target, number }) => [target, number]),
  );
  const choose = (selected) => store.set({ selected, tab: "details" });
  renderer.on("clickNode", ({ node }) =>
    choose(node < entities ? { node: Number(node) } : { bundle: bundleOfLeaf.get(Number(node)) }),
  );
  renderer.on("clickEdge", ({ edge }) => choose({ bundle: Number(edge) }));
  renderer.on("clickStage", () => store.set({ selected: null }));
  const point = (over, hovered, title) => {
    renderer.getContainer().style.cursor = over ? "pointer" : "";
    tip.hidden = !title;
    tip.textContent = title ?? "";
    drawing.hovered = hovered;
    renderer.scheduleRefresh({ skipIndexation: true });
  };
  renderer.on("enterNode", () => point(true, null));
  renderer.on("leaveNode", () => point(false, null));
  renderer.on("enterEdge", ({ edge }) =>
    point(true, Number(edge), bundleTitle(data, bundles[edge], drawing.shown.perBundle[edge])),
  );
  renderer.on("leaveEdge", () => point(false, null));
}
