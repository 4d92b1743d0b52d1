"""Scores against gold: what share of it the program finds, and what share of what it finds is right.

Six kinds of gold, all JSON Lines with `id` and `text`, are known by their other fields:

graph   `entities` and `triples`: whole articles; F1 of entities, triples and pairs, share of right statuses
facts   `facts` or `absent`: sentences; recall of the facts, and share of the absent ones that are not found either
record  `actors`, `recipients` and `type`: sentences with one coded event each; its type, actor and dyad
pair    `source`, `target` and `type`: sentences with a marked pair each; accuracy of its type
events  `events`: texts with every event marked at its words; precision, recall and F1 of events and of edges
speech  `attributions`: whole articles; recall and precision of who said it
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import InputError
from kg.model import Entity, EntityKind, Event, Extraction, Span, Status

Measures = dict[str, float]
"""Each in 0..1."""
Triple = tuple[str, str, str | None]
"""Actor, type, recipient or None."""
Fact = tuple[str, str, str | None, Status]

VERBS_OF_SAYING = (
    "say|said|tell|told|add|ask|argue|announce|write|wrote|state|declare|insist|explain|claim|respond|reply|replied|"
    "replies|tweet|warn|note|call|deny|denied|denies|suggest|accuse|promise|vow|acknowledge"
)
SPEECH = re.compile(rf"\b(?:(?:{VERBS_OF_SAYING})(?:s|d|ed|ing)?|according to)\b", re.IGNORECASE)
NAMED = re.compile(r"\b([A-Z][a-z]+|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b")


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """What every gold record has."""

    id: str | int
    text: str


class GoldEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A node that a reader expects."""

    name: str
    kind: EntityKind
    country: str | None = None
    aliases: tuple[str, ...] = ()


class GraphGold(Gold, frozen=True, kw_only=True):
    """An article with all its entities and facts; the names in the triples are those of the entities."""

    entities: tuple[GoldEntity, ...]
    triples: tuple[Fact, ...]


class FactsGold(Gold, frozen=True, kw_only=True):
    """A sentence with facts that it tells and triples that it does not."""

    facts: tuple[Fact, ...] = ()
    absent: tuple[Triple, ...] = ()


class RecordGold(Gold, frozen=True, kw_only=True):
    """A sentence with one event, its sides as country codes."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


class PairGold(Gold, frozen=True, kw_only=True):
    """A sentence with the spans of two sides, and what one does to the other."""

    type: str
    source: Span
    target: Span


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event at its words; spans are code points of the text."""

    type: str
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...] = ()
    status: Status = "asserted"
    mutual: bool = False


class EventsGold(Gold, frozen=True, kw_only=True):
    """A text with all its events; the sides of a mutual act are all actors."""

    events: tuple[GoldEvent, ...]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it, and by which words the text tells so."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]


class SpeechGold(Gold, frozen=True, kw_only=True):
    """An article with who says what in it."""

    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of gold: the fields that tell it, its records, and its scorer."""

    name: str
    fields: tuple[frozenset[str], ...]
    """Sets of fields of which a record has one at least."""
    record: type[Gold]
    score: Callable[..., Measures]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """Gold records of one kind."""

    kind: Kind
    records: tuple[Gold, ...]


def load_gold(path: Path) -> GoldFile:
    """Read gold records, all of the first one's kind. Raises InputError naming file and line of one that is none."""
    try:
        lines = path.read_text(encoding="utf8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}; give a JSON Lines file of gold records") from error
    kind: Kind | None = None
    records: list[Gold] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            kind = kind or _kind_of(line, where)
            records.append(_record(line, kind, where))
    if kind is None:
        raise InputError(f"{path}: no gold records in it; give one JSON object a line")
    return GoldFile(kind=kind, records=tuple(records))


def gold_of(records: Sequence[EventsGold]) -> GoldFile:
    """Return texts with all their events as gold."""
    return GoldFile(kind=next(kind for kind in KINDS if kind.record is EventsGold), records=tuple(records))


def _kind_of(line: str, where: str) -> Kind:
    try:
        given = msgspec.json.decode(line, type=dict[str, Any]).keys()
    except msgspec.DecodeError as error:
        raise InputError(f"{where}: no JSON object: {error}; give one a line") from error
    for kind in KINDS:
        if any(fields <= given for fields in kind.fields):
            return kind
    known = ", ".join("+".join(sorted(fields)) for kind in KINDS for fields in kind.fields)
    raise InputError(f"{where}: no known kind of gold has the fields {', '.join(given)}; known: id, text and {known}")


def _record(line: str, kind: Kind, where: str) -> Gold:
    try:
        return msgspec.json.decode(line, type=kind.record)
    except msgspec.DecodeError as error:
        fields = ", ".join(field.name for field in msgspec.structs.fields(kind.record))
        raise InputError(f"{where}: no {kind.name} gold: {error}; its fields are {fields}") from error


def score(gold: GoldFile, found: Mapping[str, Extraction]) -> Measures:
    """Return the measures of a kind of gold; `found` are extractions by the id of their gold record."""
    nothing = Extraction(article="", version="")
    return gold.kind.score([(record, found.get(str(record.id).strip(), nothing)) for record in gold.records])


def facts(extraction: Extraction) -> list[Fact]:
    """Return every pair of sides that the events of an article join, by their ids."""
    found: list[Fact] = []
    for event in extraction.events:
        for actor in event.actors:
            others: Sequence[str | None] = [a for a in event.actors if a != actor] if event.mutual else event.recipients
            found += [(actor, event.type, other, event.status) for other in others or [None]]
    return found


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(hit: int, found: int, wanted: int) -> float:
    return _ratio(2 * hit, found + wanted)


# -- whole graphs, and facts of sentences ---------------------------------------------------------


def _folded(name: str) -> str:
    """Return a name as it is compared: lower case, no article, possessive or punctuation."""
    name = re.sub(r"[’']s?$", "", name.strip().casefold())
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", name)).strip()


class _Names:
    """The names that gold gives to the entities of an article."""

    def __init__(self, entities: Sequence[GoldEntity]) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._groups: dict[str, list[str]] = {}
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self._names.setdefault((_folded(name), entity.kind), entity.name)
            if entity.kind == "Group" and entity.country:
                self._groups.setdefault(entity.country, []).append(entity.name)

    def of(self, entity: Entity) -> str:
        """Return the gold name of an entity that was found, or its own, marked as unknown.

        A group without a name of its own is the only gold group of its country.
        """
        for name in (entity.name, *entity.aliases):
            if known := self._names.get((_folded(name), entity.kind)):
                return known
        groups = self._groups.get(entity.country or "", [])
        return groups[0] if entity.kind == "Group" and len(groups) == 1 else f"?{entity.name}"


Edge = tuple[str, Sequence[Span], Sequence[Span]]
"""Type, where its actor stands, where its recipient stands; nowhere for none."""


def _events(pairs: Sequence[tuple[EventsGold, Extraction]]) -> Measures:
    """Score events by type and trigger word, and edges by type and by mentions that touch the gold's."""
    events, edges, right, same_event = Counter[str](), Counter[str](), 0, 0
    for gold, extraction in pairs:
        spans = {e.id: [m.span for m in e.mentions] for e in extraction.entities}
        told_at = [(g.type, [g.trigger], ()) for g in gold.events]
        _match(events, told_at, [(e.type, [e.trigger], ()) for e in extraction.events])
        _match(
            edges,
            [edge for g in gold.events for edge in _edges(g, lambda side: [side])],
            [edge for e in extraction.events for edge in _edges(e, spans.__getitem__)],
        )
        for wanted in gold.events:
            same = [e for e in extraction.events if e.type == wanted.type and _overlap([e.trigger], [wanted.trigger])]
            same_event += bool(same)
            right += any(e.status == wanted.status for e in same)
    return {**_rates("event", events), **_rates("edge", edges), "status": _ratio(right, same_event)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Edges whose confidence lies in [low, high): how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    edges: int
    confidence: float
    right: float


def reliability(gold: GoldFile, found: Mapping[str, Extraction], bins: int = 10) -> list[Bin]:
    """Return what confidences are worth, by equal bins without the empty ones; nothing for gold of other kinds.

    A reliability diagram as of DeGroot and Fienberg (1983): for a calibrated program, `confidence` equals `right`.
    """
    told: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for record in gold.records:
        extraction = found.get(str(record.id).strip())
        if extraction is None or not isinstance(record, EventsGold):
            continue
        spans = {e.id: [m.span for m in e.mentions] for e in extraction.entities}
        wanted = [edge for event in record.events for edge in _edges(event, lambda side: [side])]
        for event in extraction.events:
            for edge in _edges(event, spans.__getitem__):
                number = min(bins - 1, int(event.confidence * bins))
                told[number].append((event.confidence, any(_is_same(w, edge) for w in wanted)))
    return [
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            edges=len(edges),
            confidence=round(sum(c for c, _ in edges) / len(edges), 3),
            right=_ratio(sum(r for _, r in edges), len(edges)),
        )
        for number, edges in enumerate(told)
        if edges
    ]


def _edges(event: Any, place: Callable[[Any], Sequence[Span]]) -> list[Edge]:
    """Return the edges of an event, a mutual act's from each side to each other."""
    edges: list[Edge] = []
    for actor in event.actors:
        others = [a for a in event.actors if a != actor] if event.mutual else event.recipients
        edges += [(event.type, place(actor), place(other)) for other in others] or [(event.type, place(actor), ())]
    return edges


def _match(counts: Counter[str], gold: Sequence[Edge], found: Sequence[Edge]) -> None:
    counts.update(gold=len(gold), found=len(found))
    counts["recalled"] += sum(any(_is_same(g, f) for f in found) for g in gold)
    counts["right"] += sum(any(_is_same(g, f) for g in gold) for f in found)


def _is_same(one: Edge, other: Edge) -> bool:
    goals = _overlap(one[2], other[2]) if one[2] and other[2] else one[2] == other[2] == ()
    return one[0] == other[0] and _overlap(one[1], other[1]) and goals


def _rates(name: str, counts: Counter[str]) -> Measures:
    precision, recall = _ratio(counts["right"], counts["found"]), _ratio(counts["recalled"], counts["gold"])
    f1 = _ratio(2 * precision * recall, precision + recall)
    return {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}


def _graph(pairs: Sequence[tuple[GraphGold, Extraction]]) -> Measures:
    counts = {measure: Counter[str]() for measure in ("entities", "triples", "pairs")}
    right = matched = 0
    for gold, extraction in pairs:
        known = _Names(gold.entities)
        names = {entity.id: known.of(entity) for entity in extraction.entities}
        told: dict[Triple, str] = {}
        for actor, kind, recipient, status in facts(extraction):
            told.setdefault((names[actor], kind, recipient and names[recipient]), status)
        wanted = {(actor, kind, recipient): status for actor, kind, recipient, status in gold.triples}
        # Groups are endless: they count within triples only.
        nodes = {names[entity.id] for entity in extraction.entities if entity.kind != "Group"}
        compared: dict[str, tuple[set[Any], set[Any]]] = {
            "entities": (nodes, {entity.name for entity in gold.entities if entity.kind != "Group"}),
            "triples": (set(told), set(wanted)),
            "pairs": ({(a, r) for a, _, r in told}, {(a, r) for a, _, r in wanted}),
        }
        for measure, (found, want) in compared.items():
            counts[measure].update(hit=len(found & want), found=len(found), wanted=len(want))
        hits = told.keys() & wanted.keys()
        matched += len(hits)
        right += sum(told[hit] == wanted[hit] for hit in hits)
    return {**{f"{measure}_f1": _f1(**count) for measure, count in counts.items()}, "status": _ratio(right, matched)}


def _facts(pairs: Sequence[tuple[FactsGold, Extraction]]) -> Measures:
    hit = wanted = kept_out = absent = 0
    for gold, extraction in pairs:
        names = {entity.id: entity.name for entity in extraction.entities}
        told = {(names[a], kind, r and names[r], status) for a, kind, r, status in facts(extraction)}
        hit += len(told & set(gold.facts))
        wanted += len(set(gold.facts))
        kept_out += sum(not _tells(told, triple) for triple in gold.absent)
        absent += len(gold.absent)
    return {"recall": _ratio(hit, wanted), "absent": _ratio(kept_out, absent)}


def _tells(told: Iterable[Fact], triple: Triple) -> bool:
    """Tell whether a triple is told in any status; one without recipient stands for all recipients."""
    return any((a, kind) == triple[:2] and triple[2] in (None, r) for a, kind, r, _ in told)


# -- sentences with one coded event, or one marked pair -------------------------------------------


def _same_type(found: str, gold: str) -> bool:
    """Tell whether a type is the gold one, which may be PLOVER's: YIELD is two of ours, and PROPOSE none of its."""
    return gold in (found, _root(found)) or (found == "PROPOSE" and gold in ("REQUEST", "AGREE"))


def _root(kind: str) -> str:
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def _acts(extraction: Extraction) -> list[Event]:
    """Return the events but mere speech, which these kinds of gold do not code."""
    return [event for event in extraction.events if event.type != "SAY"]


def _goals(event: Event) -> tuple[str, ...]:
    return event.recipients + event.actors * event.mutual


def _coded(pairs: Sequence[tuple[RecordGold, Extraction]]) -> Measures:
    hit = types = dyad = actor = coded = 0
    for gold, extraction in pairs:
        country = {entity.id: entity.country for entity in extraction.entities}
        events = _acts(extraction)
        found = {event.type for event in events}
        types += len(found)
        hit += any(_same_type(kind, gold.type) for kind in found)
        if not gold.actors:
            continue
        coded += 1
        acted = [event for event in events if {country[a] for a in event.actors} & set(gold.actors)]
        actor += bool(acted)
        dyad += any(
            _same_type(event.type, gold.type)
            and (not gold.recipients or {country[r] for r in _goals(event)} & set(gold.recipients))
            for event in acted
        )
    return {
        "type_recall": _ratio(hit, len(pairs)),
        "type_precision": _ratio(hit, types),
        "type_f1": _f1(hit, types, len(pairs)),
        "actor_recall": _ratio(actor, coded),
        "dyad_recall": _ratio(dyad, coded),
    }


def _overlap(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(start < last and first < end for start, end in spans for first, last in others)


def _spans(extraction: Extraction) -> Callable[[Iterable[str]], list[Span]]:
    """Return a function that gives the places of entities by their ids."""
    places = {entity.id: [mention.span for mention in entity.mentions] for entity in extraction.entities}
    return lambda ids: [span for entity in ids for span in places[entity]]


def _surest(gold: PairGold, extraction: Extraction) -> tuple[str | None, bool]:
    """Return the type of the event that fits the pair best, and whether it links the two."""
    spans = _spans(extraction)
    best: tuple[tuple[bool, bool, bool, float], str] | None = None
    for event in _acts(extraction):
        source = _overlap(spans(event.actors), [gold.source])
        target = _overlap(spans(_goals(event)), [gold.target])
        rank = (source and target, source, target, event.confidence)
        if best is None or rank > best[0]:
            best = rank, event.type
    return (best[1], best[0][0]) if best else (None, False)


def _marked(pairs: Sequence[tuple[PairGold, Extraction]]) -> Measures:
    linked = strict = 0
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for gold, extraction in pairs:
        kind, links = _surest(gold, extraction)
        fits = kind is not None and _same_type(kind, gold.type)
        linked += links
        strict += links and fits
        if fits:
            right[gold.type] += 1
        else:
            missed[gold.type] += 1
            if kind:
                wrong[_root(kind)] += 1
    types = {gold.type for gold, _ in pairs}
    return {
        "linked": _ratio(linked, len(pairs)),
        "strict": _ratio(strict, len(pairs)),
        "given": _ratio(right.total(), len(pairs)),
        "macro_f1": _ratio(sum(2 * right[t] / (2 * right[t] + wrong[t] + missed[t]) for t in types), len(types)),
    }


# -- speech ---------------------------------------------------------------------------------------


def _speech(pairs: Sequence[tuple[SpeechGold, Extraction]]) -> Measures:
    every = every_hit = said = said_hit = voices = right = 0
    for gold, extraction in pairs:
        spans = _spans(extraction)
        told = [(event, spans(event.actors)) for event in extraction.events]
        attributions = [given for given in gold.attributions if given.source and given.cue]
        for given in attributions:
            hit = any(_overlap([event.trigger], given.cue) and _overlap(who, given.source) for event, who in told)
            every += 1
            every_hit += hit
            if _is_said(gold.text, given):
                said += 1
                said_hit += hit
        for event, who in told:
            if event.type == "SAY":
                voices += 1
                right += any(_overlap([event.trigger], a.cue) and _overlap(who, a.source) for a in attributions)
    recall, precision = _ratio(said_hit, said), _ratio(right, voices)
    return {
        "said_recall": recall,
        "said_precision": precision,
        "said_f1": _ratio(2 * recall * precision, recall + precision),
        "recall": _ratio(every_hit, every),
    }


def _is_said(text: str, given: Attribution) -> bool:
    """Tell whether a verb of speech ties the words to somebody named or a pronoun."""
    cue, source = (" ".join(text[start:end] for start, end in spans) for spans in (given.cue, given.source))
    return bool(SPEECH.search(cue) and NAMED.search(source))


KINDS = (
    Kind(name="graph", fields=(frozenset({"entities", "triples"}),), record=GraphGold, score=_graph),
    Kind(name="facts", fields=(frozenset({"facts"}), frozenset({"absent"})), record=FactsGold, score=_facts),
    Kind(name="record", fields=(frozenset({"actors", "recipients", "type"}),), record=RecordGold, score=_coded),
    Kind(name="pair", fields=(frozenset({"source", "target", "type"}),), record=PairGold, score=_marked),
    Kind(name="events", fields=(frozenset({"events"}),), record=EventsGold, score=_events),
    Kind(name="speech", fields=(frozenset({"attributions"}),), record=SpeechGold, score=_speech),
)
"""In the order of asking: coded records may have a source and a target too."""
