"""Scores against gold: what share of it the program finds, and what share of what it finds is right.

Four kinds of gold are known by their fields, all JSON Lines with `id` and `text`:

graph   `entities` and `triples`: whole articles; F1 of entities, triples and pairs, share of right statuses
pair    `source`, `target` and `type`: one sentence with a marked pair; accuracy of its type
record  `actors`, `recipients` and `type`: one sentence with one coded event; recall of type, dyad and actor
speech  `attributions`: whole articles; recall and precision of who said it
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import InputError
from kg.model import Article, Entity, Event, Extraction, Span

Gold = Mapping[str, Any]
Result = dict[str, float]
SPEECH_VERBS = re.compile(
    r"\b(said|says?|saying|told|tells?|telling|add(s|ed)|wrote|writes?|announced|stated|according to|claim(s|ed))\b"
)
NAMED = re.compile(r"\b([A-Z][a-z]+|he|she|they|I|we)\b")


def load_gold(path: Path) -> list[Gold]:
    """Read gold records; raises InputError naming file and line of one that is none."""
    records: list[Gold] = []
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}; give a JSON Lines file of gold records") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(record, dict) or not {"id", "text"} <= record.keys():
            raise InputError(f"{path}:{number}: a gold record needs 'id' and 'text'")
        records.append(record)
    if not records:
        raise InputError(f"{path}: no gold records in it")
    return records


def kind_of(record: Gold, path: Path) -> str:
    """Tell which kind of gold a record is by its fields."""
    for kind, fields in (
        ("graph", {"entities", "triples"}),
        ("speech", {"attributions"}),
        ("record", {"actors", "recipients", "type"}),
        ("pair", {"source", "target", "type"}),
    ):
        if fields <= record.keys():
            return kind
    raise InputError(
        f"{path}: fields {', '.join(record)} are no known kind of gold; "
        "known: entities+triples, attributions, actors+recipients+type, source+target+type"
    )


def articles(gold: Sequence[Gold]) -> list[Article]:
    """Return gold texts as articles, all of each text one paragraph a line."""
    return [
        Article(
            id=str(g["id"]), text=g["text"], paragraphs=tuple(m.span() for m in re.finditer(r"\S[^\r\n]*", g["text"]))
        )
        for g in gold
    ]


def score(gold: Sequence[Gold], found: Iterable[Extraction], kind: str) -> Result:
    """Return the measures of one kind of gold, each in 0..1."""
    by_id = {extraction.article: extraction for extraction in found}
    empty = Extraction(article="", version="")
    pairs = [(g, by_id.get(str(g["id"]), empty)) for g in gold]
    return SCORERS[kind](pairs)


Pairs = Sequence[tuple[Gold, Extraction]]


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(hit: int, found: int, wanted: int) -> float:
    return _ratio(2 * hit, found + wanted)


# -- graph ----------------------------------------------------------------------------------------


def folded(name: str) -> str:
    """Return a name by which gold and found names are compared: lower case, no article, possessive or punctuation."""
    name = re.sub(r"[’']s?$", "", name.strip().casefold())
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", name)).strip()


def _gold_name(entity: Entity, gold: Gold) -> str:
    """Return the gold name that a found entity stands for, or its own name, marked as unknown."""
    names = {folded(n) for n in (entity.name, *entity.aliases)}
    for known in gold["entities"]:
        if known["kind"] == entity.kind and names & {folded(n) for n in (known["name"], *known.get("aliases", ()))}:
            return str(known["name"])
    groups = [
        k["name"]
        for k in gold["entities"]
        if k["kind"] == "Group" and entity.country and k["country"] == entity.country
    ]
    return str(groups[0]) if entity.kind == "Group" and len(groups) == 1 else f"?{entity.name}"


def facts(extraction: Extraction) -> list[tuple[str, str, str | None, str]]:
    """Return (actor, type, recipient or None, status) of every pair of sides that the events of an article join."""
    found: list[tuple[str, str, str | None, str]] = []
    for event in extraction.events:
        for actor in event.actors:
            others: Sequence[str | None] = [a for a in event.actors if a != actor] if event.mutual else event.recipients
            found += [(actor, event.type, other, event.status) for other in others or [None]]
    return found


def _graph(pairs: Pairs) -> Result:
    counts = {measure: [0, 0, 0] for measure in ("entities", "triples", "pairs")}
    right = matched = 0
    for gold, extraction in pairs:
        names: dict[str | None, str | None] = {e.id: _gold_name(e, gold) for e in extraction.entities}
        names[None] = None
        triples: dict[tuple[Any, ...], str] = {}
        for actor, kind, recipient, status in facts(extraction):
            triples.setdefault((names[actor], kind, names[recipient]), status)
        wanted = {tuple(t[:3]): t[3] for t in gold["triples"]}
        sets: dict[str, tuple[set[Any], set[Any]]] = {
            "entities": (
                {names[e.id] for e in extraction.entities if e.kind != "Group"},
                {e["name"] for e in gold["entities"] if e["kind"] != "Group"},
            ),
            "triples": (set(triples), set(wanted)),
            "pairs": ({(a, r) for a, _, r in triples}, {(a, r) for a, _, r in wanted}),
        }
        for measure, (found, want) in sets.items():
            for i, number in enumerate((len(found & want), len(found), len(want))):
                counts[measure][i] += number
        hits = triples.keys() & wanted.keys()
        matched += len(hits)
        right += sum(triples[h] == wanted[h] for h in hits)
    return {**{f"{m}_f1": _f1(*c) for m, c in counts.items()}, "status": _ratio(right, matched)}


# -- one coded event a sentence -------------------------------------------------------------------


def _same_type(found: str, gold: str) -> bool:
    """PLOVER knows no PROPOSE: a proposal is right where gold has a request or an agreement."""
    root = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(found, found) if gold == "YIELD" else found
    return root == gold or (found == "PROPOSE" and gold in ("REQUEST", "AGREE"))


def _record(pairs: Pairs) -> Result:
    hit = types = dyad = actor = coded = 0
    for gold, extraction in pairs:
        country = {e.id: e.country for e in extraction.entities}
        events = [e for e in extraction.events if e.type != "SAY"]
        found = {e.type for e in events}
        types += len(found)
        hit += any(_same_type(t, gold["type"]) for t in found)
        if not gold["actors"]:
            continue
        coded += 1
        doers, goals = set(gold["actors"]), set(gold["recipients"])
        sides = [
            ({country[a] for a in e.actors}, {country[r] for r in (e.recipients + e.actors * e.mutual)}, e)
            for e in events
        ]
        actor += any(a & doers for a, _, _ in sides)
        dyad += any(a & doers and (not goals or r & goals) and _same_type(e.type, gold["type"]) for a, r, e in sides)
    return {
        "type_recall": _ratio(hit, len(pairs)),
        "type_precision": _ratio(hit, types),
        "type_f1": _f1(hit, types, len(pairs)),
        "actor_recall": _ratio(actor, coded),
        "dyad_recall": _ratio(dyad, coded),
    }


def _touches(spans: Iterable[Sequence[int]], others: Iterable[Sequence[int]]) -> bool:
    others = list(others)
    return any(s < y and x < e for s, e in spans for x, y in others)


def _pair(pairs: Pairs) -> Result:
    linked = strict = given = 0
    for gold, extraction in pairs:
        spans = {e.id: [m.span for m in e.mentions] for e in extraction.entities}

        def rank(
            event: Event, gold: Gold = gold, spans: dict[str, list[Span]] = spans
        ) -> tuple[bool, bool, bool, float]:
            goals = event.recipients + event.actors * event.mutual
            source = _touches([s for a in event.actors for s in spans[a]], [gold["source"]])
            target = _touches([s for r in goals for s in spans[r]], [gold["target"]])
            return source and target, source, target, event.confidence

        best = max((e for e in extraction.events if e.type != "SAY"), key=rank, default=None)
        if best is None:
            continue
        right = _same_type(best.type, gold["type"])
        linked += rank(best)[0]
        strict += rank(best)[0] and right
        given += right
    total = len(pairs)
    return {"linked": _ratio(linked, total), "strict": _ratio(strict, total), "given": _ratio(given, total)}


# -- speech ---------------------------------------------------------------------------------------


def _speech(pairs: Pairs) -> Result:
    said = found = voices = right = 0
    for gold, extraction in pairs:
        spans = {e.id: [m.span for m in e.mentions] for e in extraction.entities}
        told = [(e, [s for a in e.actors for s in spans[a]]) for e in extraction.events]
        attributions = [a for a in gold["attributions"] if a["source"] and a["cue"]]
        for a in attributions:
            words, name = (" ".join(gold["text"][s:e] for s, e in a[part]) for part in ("cue", "source"))
            if SPEECH_VERBS.search(words) and NAMED.search(name):
                said += 1
                found += any(_touches([e.trigger], a["cue"]) and _touches(who, a["source"]) for e, who in told)
        for event, who in told:
            if event.type == "SAY":
                voices += 1
                right += any(_touches([event.trigger], a["cue"]) and _touches(who, a["source"]) for a in attributions)
    return {"said_recall": _ratio(found, said), "said_precision": _ratio(right, voices)}


SCORERS: dict[str, Callable[[Pairs], Result]] = {"graph": _graph, "record": _record, "pair": _pair, "speech": _speech}
