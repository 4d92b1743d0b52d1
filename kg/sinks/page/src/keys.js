// The keyboard on the canvas: arrows move the view, plus and minus zoom, 0 shows all.
import { fit } from "./framing.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 0.12;

export function setUpKeys(drawing, store, container) {
  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const camera = drawing.renderer.getCamera();
    const { x, y, ratio } = camera.getState();
    const move = MOVES[event.key];
    if (move) camera.setState({ x: x + move[0] * STEP * ratio, y: y + move[1] * STEP * ratio });
    else if (event.key === "+" || event.key === "=") camera.setState({ ratio: Math.max(0.02, ratio / 1.3) });
    else if (event.key === "-") camera.setState({ ratio: Math.min(6, ratio * 1.3) });
    else if (event.key === "0") fit(drawing);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") store.set({ selected: null, query: "" });
  });
}
