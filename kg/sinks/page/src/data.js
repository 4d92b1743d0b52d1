// The data of the page: columns of equal length, whose rows refer to each other by number.

const DAY = 86400000;

/** Read the columns, and index them: tellings by event, facts by entity, entities by folded name. */
export function readData(text) {
  const data = JSON.parse(text);
  data.tellingsOf = grouped(data.tellings.event, data.events.summary.length);
  data.asActor = grouped(data.facts.source, data.nodes.name.length);
  data.asRecipient = grouped(data.facts.target, data.nodes.name.length);
  data.rolesOf = grouped(data.roles.member, data.nodes.name.length);
  data.folded = data.nodes.name.map((name, i) => fold([name, ...(data.nodes.aliases[i] ?? [])].join("\n")));
  data.countries = countries(data);
  data.asserted = data.statuses.indexOf("asserted");
  data.eventKind = data.kinds.findIndex((kind) => kind.name === "Event");
  return data;
}

function grouped(column, length) {
  const groups = Array.from({ length }, () => []);
  column.forEach((key, row) => groups[key]?.push(row));
  return groups;
}

/** Country codes of the entities that take part in facts, with names where an entity bears the code. */
function countries({ nodes, kinds, asActor, asRecipient }) {
  const names = new Map();
  nodes.country.forEach((code, i) => {
    if (code && asActor[i].length + asRecipient[i].length) names.set(code, names.get(code) ?? code);
  });
  nodes.country.forEach((code, i) => {
    if (names.has(code) && kinds[nodes.kind[i]].name === "Country") names.set(code, nodes.name[i]);
  });
  return [...names].sort((a, b) => a[1].localeCompare(b[1], "en"));
}

/** Text without case and accents, for search. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A day, given since 1970, as text, no more exact than it is known. */
export function dayText(day, precision = "day") {
  if (day == null) return "undated";
  const text = new Date(day * DAY).toISOString().slice(0, 10);
  return { month: text.slice(0, 7), year: text.slice(0, 4), published: `published ${text}` }[precision] ?? text;
}

export const dayOf = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
