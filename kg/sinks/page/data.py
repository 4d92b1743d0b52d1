"""The graph as a page holds it: columns of numbers, each sentence once, facts as rows over them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import chain
from math import sqrt
from typing import Any

from kg.graph.layout import positions
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import STATUSES, Edge, Node, Value
from kg.sinks.looks import KIND_COLORS, PLAIN_COLOR, kind_of
from kg.sinks.stream import GraphStream

Columns = dict[str, list[Any]]
EPOCH = date(1970, 1, 1).toordinal()
NO_STATUS = "unknown"
"""What stands where a fact has no status: it is not drawn as one that happened."""
ABSENT = -1
COLUMNS = {
    "nodes": ("id", "name", "kind", "country", "sector", "aliases"),
    "articles": ("title", "source", "url", "published"),
    "events": ("summary", "mode", "place", "about", "speakers"),
    "tellings": ("event", "article", "sentence", "trigger", "marks", "rule", "confidence", "status"),
    "facts": ("source", "target", "event", "type", "status", "date", "precision", "sources", "confidence"),
    "roles": ("member", "body", "role", "since", "until"),
}
SMALLEST, GROWTH = 6.0, 24.0
"""Diameter of a node without facts, and what the one with most of them has above that, in pixels."""


def page_data(graph: GraphStream, colors: Mapping[str, str], quads: Mapping[int, str]) -> dict[str, Any]:
    """Return the whole graph as JSON-ready columns; rows refer to each other by their number, -1 for none.

    `colors` are `#rrggbb` by edge type, `quads` the names of the quad classes.
    """
    tables = _Tables(colors, quads)
    for node in graph.nodes():
        tables.add_node(node)
    for edge in graph.edges():
        tables.add_edge(edge)
    return tables.columns()


class _Numbers(dict[Any, int]):
    """Numbers values in the order in which they are met."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


class _Tables:
    """Entities, articles, events, tellings and facts, filled node by node, then edge by edge."""

    def __init__(self, colors: Mapping[str, str], quads: Mapping[int, str]) -> None:
        self._colors, self._quads = colors, quads
        self._rows: dict[str, dict[str, int]] = {"nodes": {}, "articles": {}, "events": {}}
        self._tables: dict[str, Columns] = {table: {name: [] for name in names} for table, names in COLUMNS.items()}
        self._types, self._sentences = _Numbers(), _Numbers()
        self._statuses = _Numbers({status: number for number, status in enumerate(STATUSES)})
        self._kinds = _Numbers({kind: number for number, kind in enumerate(KIND_COLORS) if kind != "Article"})
        self._type_quads: dict[int, int] = {}
        self._event_quads: list[int] = []

    def add_node(self, node: Node) -> None:
        """Add an entity, an article or an event."""
        add = {"Article": self._add_article, "Event": self._add_event}.get(kind_of(node), self._add_entity)
        add(node.id, node.labels[-1], node.properties)

    def _append(self, table: str, **values: Any) -> None:
        for name, value in values.items():
            self._tables[table][name].append(value)

    def _append_node(self, table: str, id_: str, **values: Any) -> None:
        self._append(table, **values)
        self._rows[table][id_] = len(self._rows[table])

    def _add_article(self, id_: str, _kind: str, properties: Mapping[str, Value]) -> None:
        fields = {name: properties.get(name) for name in ("title", "source", "url")}
        self._append_node("articles", id_, **fields, published=_day(properties.get("published")))

    def _add_entity(self, id_: str, kind: str, properties: Mapping[str, Value]) -> None:
        fields = {name: properties.get(name) for name in ("country", "sector", "aliases")}
        self._append_node("nodes", id_, id=id_, name=properties.get("name", id_), kind=self._kinds[kind], **fields)

    def _add_event(self, id_: str, _kind: str, properties: Mapping[str, Value]) -> None:
        fields = {name: properties.get(name) for name in ("summary", "mode")}
        self._append_node("events", id_, **fields, place=ABSENT, about=ABSENT, speakers=[])
        self._event_quads.append(int(str(properties.get("quad", 0))))

    def add_edge(self, edge: Edge) -> None:
        """Add a fact or a telling, or what an edge says about an event or an entity."""
        if edge.type not in STRUCTURAL_EDGES:
            self._add_fact(edge)
        elif edge.type == "REPORTED_IN":
            self._add_telling(edge)
        elif edge.type == "AFFILIATED_WITH":
            self._add_affiliation(edge)
        elif edge.type in ("LOCATED_IN", "ABOUT", "CLAIMED_BY"):
            self._complete_event(edge)

    def _node(self, id_: str) -> int:
        return self._rows["nodes"].get(id_, ABSENT)

    def _event(self, id_: Value | None) -> int:
        return self._rows["events"].get(str(id_), ABSENT)

    def _add_fact(self, edge: Edge) -> None:
        properties = edge.properties
        type_, event = self._types[edge.type], self._event(properties.get("event"))
        if event != ABSENT:
            self._type_quads.setdefault(type_, self._event_quads[event])
        self._append(
            "facts",
            source=self._node(edge.source),
            target=self._node(edge.target),
            event=event,
            type=type_,
            status=self._statuses[properties.get("status", NO_STATUS)],
            date=_day(properties.get("date", properties.get("first_seen"))),
            precision=properties.get("date_precision") if "date" in properties else "published",
            sources=properties.get("sources", 1),
            confidence=properties.get("confidence"),
        )

    def _add_telling(self, edge: Edge) -> None:
        properties, sentence = edge.properties, str(edge.properties["sentence"])
        self._append(
            "tellings",
            event=self._event(edge.source),
            article=self._rows["articles"][edge.target],
            sentence=self._sentences[sentence],
            trigger=properties.get("trigger"),
            marks=_marks(properties.get("marks"), int(str(properties.get("start", 0))), len(sentence)),
            rule=properties.get("rule"),
            confidence=properties.get("confidence"),
            status=self._statuses[properties.get("status", NO_STATUS)],
        )

    def _add_affiliation(self, edge: Edge) -> None:
        properties = edge.properties
        self._append(
            "roles",
            member=self._node(edge.source),
            body=self._node(edge.target),
            role=properties.get("role"),
            since=_day(properties.get("since")),
            until=_day(properties.get("until")),
        )

    def _complete_event(self, edge: Edge) -> None:
        events, row = self._tables["events"], self._rows["events"][edge.source]
        if edge.type == "CLAIMED_BY":
            events["speakers"][row].append(self._node(edge.target))
        elif edge.type == "LOCATED_IN":
            events["place"][row] = self._node(edge.target)
        else:
            events["about"][row] = self._event(edge.target)

    def _placed(self) -> Columns:
        """Return the entities with diameters, whose area grows with the number of facts, and places."""
        nodes, facts = self._tables["nodes"], self._tables["facts"]
        ends = list(zip(facts["source"], facts["target"], strict=True))
        degrees = Counter(chain.from_iterable(ends))
        most = max((degree for node, degree in degrees.items() if node != ABSENT), default=1)
        ids = nodes["id"]
        sizes = {id_: SMALLEST + GROWTH * sqrt(degrees[row] / most) for row, id_ in enumerate(ids)}
        places = positions(sizes, [(ids[a], ids[b]) for a, b in ends if ABSENT not in (a, b)])
        x, y = ([places[id_][axis] for id_ in ids] for axis in (0, 1))
        return {**nodes, "size": [round(size, 1) for size in sizes.values()], "x": x, "y": y}

    def columns(self) -> dict[str, Any]:
        """Return all tables, and the short lists that their numbers refer to."""
        return {
            "kinds": [{"name": kind, "color": KIND_COLORS.get(kind, PLAIN_COLOR)} for kind in self._kinds],
            "types": [
                {"name": name, "color": self._colors.get(name, PLAIN_COLOR), "quad": self._type_quads.get(number, 0)}
                for name, number in self._types.items()
            ],
            "quads": {str(number): name for number, name in self._quads.items()},
            "statuses": list(self._statuses),
            "sentences": list(self._sentences),
            **self._tables,
            "nodes": self._placed(),
        }


def _day(value: Value | None) -> int | None:
    """Return a date as days since 1970."""
    return value.toordinal() - EPOCH if isinstance(value, date) else None


def _marks(marks: Value | None, start: int, length: int) -> list[tuple[str, int, int]]:
    """Return (role, first, last) for the marks, such as `actor:12-20`, that lie in a sentence, counted from its start.

    Marks of the article outside the sentence are left out.
    """
    found = []
    for mark in marks if isinstance(marks, tuple) else ():
        role, _, span = mark.partition(":")
        first, last = (int(offset) - start for offset in span.split("-"))
        if 0 <= first < last <= length:
            found.append((role, first, last))
    return sorted(found, key=lambda mark: mark[1:])
