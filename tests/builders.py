"""Records for tests, each with as little said as a test needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kg.graph import Graph
from kg.graph.project import ProjectedGraph
from kg.ids import make_id
from kg.model import Article, Entity, EntityKind, Event, Extraction, Mention, Node
from kg.ontology import load_ontology
from kg.resolve import resolve

VERSION = "fake-1"
Pair = tuple[Article, Extraction]

RUSSIA = Entity(id="country:RUS", kind="Country", name="Russia", country="RUS", mentions=())
AMERICA = Entity(id="country:USA", kind="Country", name="United States", country="USA", mentions=())
KNOWN = {RUSSIA.id: RUSSIA, AMERICA.id: AMERICA}


def entity(kind: EntityKind, name: str, country: str | None = None, **more: Any) -> Entity:
    return Entity(id=make_id(kind.lower(), name.lower()), kind=kind, name=name, country=country, **more)


def mention(start: int, text: str) -> Mention:
    return Mention(span=(start, start + len(text)), text=text, kind="name")


def event(type_: str, actors: Sequence[Entity], recipients: Sequence[Entity] = (), at: int = 0, **more: Any) -> Event:
    """An event triggered at a place; its id is made when it joins an article."""
    values: dict[str, Any] = {"status": "asserted", "confidence": 0.9, "rule": "verb:test", "sentence": (0, 40)} | more
    return Event(
        id="",
        type=type_,
        actors=tuple(a.id for a in actors),
        recipients=tuple(r.id for r in recipients),
        trigger=(at, at + 4),
        **values,
    )


def told(
    id_: str,
    entities: Sequence[Entity],
    events: Sequence[Event] = (),
    *,
    day: int | None = 1,
    source: str | None = None,
    text: str = "A sentence of forty characters or so, no more than that.",
    version: str = VERSION,
) -> Pair:
    """An article of a day of March 2025, and what was found in it."""
    published = date(2025, 3, day) if day else None
    article = Article(id=id_, text=text, paragraphs=((0, len(text)),), source=source, published=published)
    named = tuple(_with_id(found, id_) for found in events)
    return article, Extraction(article=id_, version=version, entities=tuple(entities), events=named)


def _with_id(found: Event, article: str) -> Event:
    values = {name: getattr(found, name) for name in Event.__slots__}
    sides = (*found.actors, "", *found.recipients)
    return Event(**values | {"id": make_id("event", article, found.trigger[0], found.type, *sides)})


def graph_of(pairs: Sequence[Pair]) -> Graph:
    ordered = sorted(pairs, key=lambda pair: pair[0].id)
    return ProjectedGraph(lambda: ordered, resolve(lambda: pairs), load_ontology(), KNOWN)


def nodes_with(graph: Graph, label: str) -> list[Node]:
    return [node for node in graph.nodes() if label in node.labels]
