"""Events as rows, one for each dyad: what an event table and a data frame hold.

A row is a fact: one actor, one recipient or none, with its event and the sentence that it rests on. Where POLECAT has
a column of that meaning, ours has its name (Halterman et al. 2023, PLOVER and POLECAT).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from kg.graph.schema import STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.sinks.stream import GraphStream

COLUMNS: dict[str, PropertyType] = {
    "Event ID": str,
    "Event Date": date,
    "Date Precision": str,
    "Event Type": str,
    "Event Mode": str,
    "Relation": str,
    "CAMEO Code": str,
    "Quad Code": int,
    "Intensity": float,
    "Status": str,
    "Mutual": bool,
    "Actor ID": str,
    "Actor Name": str,
    "Actor Kind": str,
    "Actor Country": str,
    "Primary Actor Sector": str,
    "Actor Title": str,
    "Recipient ID": str,
    "Recipient Name": str,
    "Recipient Kind": str,
    "Recipient Country": str,
    "Primary Recipient Sector": str,
    "Recipient Title": str,
    "Speaker": str,
    "Placename": str,
    "Country": str,
    "Content": str,
    "Quote": str,
    "Sources": int,
    "Confidence": float,
    "Source": str,
    "Publication Date": date,
    "Title": str,
    "URL": str,
    "Article ID": str,
    "Sentence": str,
    "Sentence Start": int,
    "Sentence End": int,
    "Trigger": str,
    "Trigger Start": int,
    "Trigger End": int,
    "Rule": str,
}
"""The columns with the types of their values; any may be missing but ids, type, relation and status."""

Row = dict[str, Value | None]


def event_rows(graph: GraphStream) -> Iterator[Row]:
    """Yield a row with all COLUMNS for each fact of a graph, in its order; what is not known is None.

    A telling of its event has to come right before facts, as the store's graph has it; else ValueError. Entities and
    articles, without their text, are held in memory, and of events those that are read before their facts.
    """
    others = {node.id: node for node in graph.nodes() if "Event" not in node.labels}
    events = _Events(graph)
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    telling, place, speakers = None, None, list[str]()
    for edge in graph.edges():
        if edge.type == "AFFILIATED_WITH" and "role" in edge.properties:
            titles[edge.source][str(edge.properties["role"])] = None
        elif edge.type == "REPORTED_IN":
            telling, place, speakers = edge, None, []
        elif edge.type == "LOCATED_IN":
            place = others[edge.target]
        elif edge.type == "CLAIMED_BY":
            speakers.append(str(others[edge.target].properties["name"]))
        elif edge.type not in STRUCTURAL_EDGES:
            if telling is None or telling.source != edge.properties["event"]:
                raise ValueError(f"fact {edge.id} does not follow a telling of its event")
            values = {
                **_of_event(edge, events[telling.source].properties),
                **_of_side("Actor", others[edge.source], titles),
                **(_of_side("Recipient", others[edge.target], titles) if edge.target in others else {}),
                **_of_place(place),
                **_of_telling(telling, others[telling.target]),
                "Speaker": "; ".join(speakers) or None,
            }
            yield {column: values.get(column) for column in COLUMNS}


class _Events:
    """The events of a graph by id, each read when it is asked for and held only until then or while it has facts."""

    def __init__(self, graph: GraphStream) -> None:
        self._unread = (node for node in graph.nodes() if "Event" in node.labels)
        self._held: dict[str, Node] = {}
        self._last: Node | None = None

    def __getitem__(self, event: str) -> Node:
        if self._last is None or self._last.id != event:
            self._last = self._held.pop(event, None) or self._read(event)
        return self._last

    def _read(self, event: str) -> Node:
        for node in self._unread:
            if node.id == event:
                return node
            self._held[node.id] = node
        raise KeyError(event)


def _of_event(fact: Edge, event: Mapping[str, Value]) -> Row:
    return {
        "Event ID": fact.properties.get("event"),
        "Event Date": event.get("date"),
        "Date Precision": event.get("date_precision"),
        "Event Type": event.get("type"),
        "Event Mode": event.get("mode"),
        "Relation": fact.type,
        "CAMEO Code": event.get("cameo"),
        "Quad Code": event.get("quad"),
        "Intensity": event.get("intensity"),
        "Status": event.get("status"),
        "Mutual": event.get("mutual"),
        "Content": event.get("content"),
        "Quote": event.get("quote"),
        "Sources": event.get("sources"),
        "Confidence": event.get("confidence"),
    }


def _of_side(side: str, entity: Node, titles: Mapping[str, dict[str, None]]) -> Row:
    return {
        f"{side} ID": entity.id,
        f"{side} Name": entity.properties.get("name"),
        f"{side} Kind": entity.properties.get("kind"),
        f"{side} Country": entity.properties.get("country"),
        f"Primary {side} Sector": entity.properties.get("sector"),
        f"{side} Title": "; ".join(titles.get(entity.id, ())) or None,
    }


def _of_place(place: Node | None) -> Row:
    return {"Placename": place.properties.get("name"), "Country": place.properties.get("country")} if place else {}


def _of_telling(telling: Edge, article: Node) -> Row:
    told, about = telling.properties, article.properties
    first, last = _trigger(told.get("marks"))
    return {
        "Source": about.get("source"),
        "Publication Date": about.get("published"),
        "Title": about.get("title"),
        "URL": about.get("url"),
        "Article ID": article.id,
        "Sentence": told.get("sentence"),
        "Sentence Start": told.get("start"),
        "Sentence End": told.get("end"),
        "Trigger": told.get("trigger"),
        "Trigger Start": first,
        "Trigger End": last,
        "Rule": told.get("rule"),
    }


def _trigger(marks: Value | None) -> tuple[int | None, int | None]:
    """Return where the trigger stands, from marks such as `trigger:7-17`."""
    for mark in marks if isinstance(marks, tuple) else ():
        side, _, span = mark.partition(":")
        if side == "trigger":
            first, _, last = span.partition("-")
            return int(first), int(last)
    return None, None
