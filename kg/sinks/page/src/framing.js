// What part of the drawing the camera shows.

/** Show some nodes, by default all that are drawn, as large as the canvas allows. */
export function fit({ renderer, graph, shown }, nodes = shown.nodes) {
  const places = [...nodes].map((node) => graph.getNodeAttributes(node));
  const ends = (axis) =>
    places.reduce(
      ([low, high], place) => [Math.min(low, place[axis]), Math.max(high, place[axis])],
      [Infinity, -Infinity],
    );
  renderer.setCustomBBox(places.length ? { x: ends("x"), y: ends("y") } : null);
  renderer.refresh();
  renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
}

/** The largest part of the drawing that hangs together. */
export function mainPart({ bundles, shown }) {
  const linked = new Map([...shown.nodes].map((node) => [node, []]));
  for (const { source, target, number } of bundles) {
    if (!shown.perBundle[number]) continue;
    linked.get(source).push(target);
    linked.get(target).push(source);
  }
  const seen = new Set();
  let largest = new Set();
  for (const start of linked.keys()) {
    if (seen.has(start)) continue;
    const part = new Set([start]);
    for (const node of part) for (const other of linked.get(node)) part.add(other);
    for (const node of part) seen.add(node);
    if (part.size > largest.size) largest = part;
  }
  return largest;
}

/** Bring a node into the middle, where it is not in sight. */
export function reveal({ renderer, shown }, node) {
  if (!shown.nodes.has(node)) return;
  const place = renderer.getNodeDisplayData(node);
  const { x, y } = renderer.framedGraphToViewport(place);
  const { width, height } = renderer.getDimensions();
  if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  renderer.getCamera().animate({ x: place.x, y: place.y }, { duration: still ? 0 : 300 });
}
