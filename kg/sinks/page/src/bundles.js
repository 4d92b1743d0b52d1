// What is drawn as one line: all facts of one source, target, type and status.

/** Make the lines. A fact without a recipient ends at a leaf of its own, numbered after the entities. */
export function makeBundles(data) {
  const { facts } = data;
  const entities = data.nodes.name.length;
  const byKey = new Map();
  facts.type.forEach((type, fact) => {
    const [source, status] = [facts.source[fact], facts.status[fact]];
    const oneSided = facts.target[fact] < 0;
    const target = oneSided ? entities + facts.event[fact] : facts.target[fact];
    if (source < 0 || target < 0) return;
    const key = `${source} ${target} ${type} ${status}`;
    if (!byKey.has(key)) byKey.set(key, { source, target, type, status, oneSided, facts: [] });
    byKey.get(key).facts.push(fact);
  });
  const bundles = [...byKey.values()];
  bundles.forEach((bundle, number) => (bundle.number = number));
  curve(bundles);
  return bundles;
}

/** Bend the lines of one pair apart; a lone line stays straight, one to itself is a loop. */
function curve(bundles) {
  const pairs = new Map();
  for (const bundle of bundles) {
    const key = [bundle.source, bundle.target].sort((a, b) => a - b).join(" ");
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(bundle);
  }
  for (const lines of pairs.values()) {
    if (lines[0].source === lines[0].target) {
      lines.forEach((line, i) => (line.bend = 1.5 + i));
      continue;
    }
    const step = Math.min(0.18, 0.9 / lines.length);
    lines.forEach((line, i) => {
      const bend = (i - (lines.length - 1) / 2) * step;
      line.bend = line.source < line.target ? bend : -bend;
    });
  }
}

/** Sentence for a line: who did what to whom, how often, and whether it is told as having happened. */
export function bundleTitle(data, bundle, shown = bundle.facts.length) {
  const target = bundle.oneSided ? "" : ` ${data.nodes.name[bundle.target]}`;
  const status = bundle.status === data.asserted ? "" : ` (${data.statuses[bundle.status]})`;
  return `${data.nodes.name[bundle.source]} ${data.types[bundle.type].name}${target}${status}${shown > 1 ? ` ×${shown}` : ""}`;
}
