"""Views of the graph for drawing: entities and the typed edges between them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal

from kg.graph import Graph, ListedGraph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.ids import make_id
from kg.model import Edge, Node, Value

EdgeView = Literal["merged", "all"]


def view(graph: Graph, edges: EdgeView = "merged", events: bool = False) -> Graph:
    """Return the graph for drawing; with `events` it is the whole graph, unchanged.

    Else it has the entities and the facts between them; a fact with no recipient keeps its event as a leaf.
    `merged` makes one edge of all facts of one source, target, type and status: `weight` counts them.
    """
    if events:
        return graph
    facts: list[Edge] = []
    tellings: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges():
        if edge.type == "REPORTED_IN":
            tellings[edge.source].append(edge.target)
        elif edge.type not in STRUCTURAL_EDGES:
            facts.append(edge)
    leaves = {fact.target for fact in facts}
    nodes: list[Node] = []
    sources: dict[str, str] = {}
    for node in graph.nodes():
        if "Entity" in node.labels or node.id in leaves:
            nodes.append(node)
        elif "Article" in node.labels:
            sources[node.id] = str(node.properties.get("source", node.id))
    if edges == "merged":
        facts = _merged(facts, {event: {sources[article] for article in told} for event, told in tellings.items()})
    return ListedGraph(tuple(nodes), tuple(facts))


def _merged(facts: Iterable[Edge], sources: dict[str, set[str]]) -> list[Edge]:
    """Merge facts of one source, target, type and status; `sources` are the sources of each event."""
    groups: dict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for fact in facts:
        groups[fact.source, fact.target, fact.type, str(fact.properties["status"])].append(fact)
    return [
        Edge(
            id=make_id("facts", *key),
            type=key[2],
            source=key[0],
            target=key[1],
            properties=_summed(sorted(group, key=_earliest), sources),
        )
        for key, group in groups.items()
    ]


def _summed(group: list[Edge], sources: dict[str, set[str]]) -> dict[str, Value]:
    """Return the first fact's properties, with the counts, days and confidence of all."""
    properties = dict(group[0].properties)
    properties["weight"] = float(len(group))
    properties["sources"] = len(set().union(*(sources[str(fact.properties["event"])] for fact in group)))
    properties["confidence"] = max(float(str(fact.properties["confidence"])) for fact in group)
    for key, pick in (("first_seen", min), ("last_seen", max)):
        days = [day for fact in group if isinstance(day := fact.properties.get(key), date)]
        if days:
            properties[key] = pick(days)
    return properties


def _earliest(fact: Edge) -> tuple[date, str]:
    """Sort key: by the event's date, else by its first publication; undated facts last."""
    day = fact.properties.get("date") or fact.properties.get("first_seen")
    return (day if isinstance(day, date) else date.max), fact.id
