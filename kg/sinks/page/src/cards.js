// A fact as text: who did what to whom, when, how surely, and the sentences that tell it.
import { dayText } from "./data.js";
import { el, named, plural, webLink } from "./dom.js";
import { STATUS_MEANING, discSample, lineColor, lineSample } from "./looks.js";

/** A fact as a card; `choose` selects an entity by its number. */
export function factCard(data, fact, choose, colorBy) {
  const { facts, types, statuses } = data;
  const [event, type, status] = [facts.event[fact], facts.type[fact], statuses[facts.status[fact]]];
  const target = facts.target[fact];
  const told = event < 0 ? [] : data.tellingsOf[event];
  return el(
    "article",
    { class: `fact ${status === "asserted" ? "" : "unreal"}` },
    el(
      "h4",
      {},
      lineSample(lineColor(data, type, colorBy), status),
      nodeButton(data, facts.source[fact], choose),
      el("span", { class: "relation" }, ` ${types[type].name} `),
      target < 0 ? el("span", { class: "dim" }, "(no recipient)") : nodeButton(data, target, choose),
    ),
    el("p", { class: "meta" }, statusBadge(status), ...factLine(data, fact)),
    event < 0 ? null : eventLines(data, event, choose),
    told.map((telling) => tellingBlock(data, telling, status)),
  );
}

export function statusBadge(status) {
  const meaning = STATUS_MEANING[status] ?? "no status is given";
  return el("span", { class: `badge ${status === "asserted" ? "real" : "unreal"}`, title: meaning }, status);
}

function factLine({ facts, quads, types }, fact) {
  const quad = quads[types[facts.type[fact]].quad];
  const parts = [
    dayText(facts.date[fact], facts.precision[fact]),
    plural(facts.sources[fact], "source"),
    facts.confidence[fact] == null ? null : `confidence ${facts.confidence[fact].toFixed(2)}`,
    quad,
  ];
  return parts.filter(Boolean).map((part) => el("span", {}, part));
}

function eventLines(data, event, choose) {
  const { events } = data;
  const lines = [];
  const meaning = (label, ...rest) =>
    lines.push(el("p", { class: "meta" }, el("span", {}, el("b", {}, `${label} `), ...rest)));
  if (events.mode[event]) meaning("mode", events.mode[event]);
  for (const speaker of events.speakers[event]) meaning("in the words of", nodeButton(data, speaker, choose));
  if (events.place[event] >= 0) meaning("at", nodeButton(data, events.place[event], choose));
  if (events.about[event] >= 0) meaning("about", named(events.summary[events.about[event]] ?? ""));
  return lines;
}

/** A sentence with its source. Where the article's own status differs from the fact's, it says so. */
function tellingBlock(data, row, factStatus) {
  const { tellings, articles, sentences, statuses } = data;
  const article = tellings.article[row];
  const title = articles.title[article] ?? "untitled article";
  const status = statuses[tellings.status[row]];
  const day = articles.published[article];
  const details = [
    articles.source[article] && named(articles.source[article]),
    day == null ? null : dayText(day),
    tellings.rule[row] && `rule ${tellings.rule[row]}`,
    tellings.confidence[row] == null ? null : `confidence ${tellings.confidence[row].toFixed(2)}`,
  ];
  return el(
    "figure",
    {},
    el(
      "blockquote",
      { dir: "auto" },
      markedSentence(sentences[tellings.sentence[row]], tellings.marks[row], tellings.trigger[row]),
    ),
    el(
      "figcaption",
      {},
      el("span", {}, webLink(articles.url[article], title)),
      details.filter(Boolean).map((part) => el("span", {}, part)),
      status === factStatus ? null : statusBadge(status),
    ),
  );
}

/** The sentence with its actor, trigger and recipient marked; places are counted in code points. */
export function markedSentence(sentence, marks, trigger) {
  const letters = Array.from(sentence);
  const pieces = [];
  let at = 0;
  for (const [role, first, last] of marks.length ? marks : triggerMark(sentence, trigger)) {
    if (first < at) continue;
    pieces.push(letters.slice(at, first).join(""));
    const text = letters.slice(first, last).join("");
    pieces.push(el("mark", { class: role, title: role }, text, el("span", { class: "hidden" }, ` (${role})`)));
    at = last;
  }
  return [...pieces, letters.slice(at).join("")];
}

function triggerMark(sentence, trigger) {
  const at = trigger ? sentence.indexOf(trigger) : -1;
  if (at < 0) return [];
  const first = Array.from(sentence.slice(0, at)).length;
  return [["trigger", first, first + Array.from(trigger).length]];
}

export function nodeButton(data, node, choose) {
  if (node < 0) return el("span", { class: "dim" }, "unknown");
  return el("button", { type: "button", class: "name", onclick: () => choose({ node }) }, named(data.nodes.name[node]));
}

/** An entity as an entry of a list. */
export function nodeItem(data, node, choose) {
  const kind = data.kinds[data.nodes.kind[node]];
  return el(
    "button",
    { type: "button", class: "item", "data-node": node, onclick: () => choose({ node }) },
    discSample(kind.color),
    named(data.nodes.name[node]),
    el("span", { class: "dim" }, ` ${kind.name}`),
  );
}
