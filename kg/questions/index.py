"""The graph in memory, by the ways in which the questions enter and follow it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.graph import Graph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge, Node

Row = tuple[tuple[Any, ...], tuple[Any, ...]]
"""The values of one row of an answer, and the key that it is sorted by; rows that share it are equal."""


class Index:
    """Nodes by id and by label, edges by type and at both of their ends; it is built once and holds the whole graph."""

    def __init__(self, graph: Graph) -> None:
        # What an index is for is not where in the texts a node is told, which is most of a large graph.
        self.nodes = {node.id: replace(node, evidence=()) for node in graph.nodes()}
        self.edges: defaultdict[str, list[Edge]] = defaultdict(list)
        self._out: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
        self._into: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in graph.edges():
            self.edges[edge.type].append(edge)
            self._out[edge.type, edge.source].append(edge)
            self._into[edge.type, edge.target].append(edge)

    def labelled(self, label: str, **properties: object) -> Iterator[Node]:
        """Yield the nodes of a label that have these properties."""
        for node in self.nodes.values():
            if label in node.labels and all(node.properties.get(name) == value for name, value in properties.items()):
                yield node

    def out(self, edge_type: str, source: Node) -> list[Edge]:
        """Return the edges of a type that leave a node."""
        return self._out.get((edge_type, source.id), [])

    def into(self, edge_type: str, target: Node) -> list[Edge]:
        """Return the edges of a type that lead to a node."""
        return self._into.get((edge_type, target.id), [])

    def sources(self, edge_type: str, target: Node) -> list[Node]:
        """Return the nodes from which edges of a type lead to a node."""
        return [self.nodes[edge.source] for edge in self.into(edge_type, target)]

    def targets(self, edge_type: str, source: Node) -> list[Node]:
        """Return the nodes to which edges of a type lead from a node."""
        return [self.nodes[edge.target] for edge in self.out(edge_type, source)]

    def event(self, fact: Edge) -> Node:
        """Return the event that a fact is a part of."""
        return self.nodes[value(fact, "event")]

    def name(self, node: str) -> Any:
        """Return the name of an entity by its id."""
        return value(self.nodes[node], "name")

    def facts(self) -> Iterator[Edge]:
        """Yield the facts of every type and status."""
        for edge_type, edges in self.edges.items():
            if edge_type not in STRUCTURAL_EDGES:
                yield from edges

    def asserted(self, *edge_types: str) -> Iterator[tuple[Edge, Node, Node]]:
        """Yield the asserted facts between two entities, with both; of these types, or else of every type."""
        facts = self.facts() if not edge_types else (edge for name in edge_types for edge in self.edges.get(name, ()))
        for fact in facts:
            source, target = self.nodes[fact.source], self.nodes[fact.target]
            if is_asserted(fact) and is_entity(source) and is_entity(target):
                yield fact, source, target


def is_asserted(item: Node | Edge) -> bool:
    """Tell whether an event or a fact took place, as its tellings have it."""
    return item.properties.get("status") == "asserted"


def is_entity(node: Node) -> bool:
    """Tell whether a node is an entity."""
    return "Entity" in node.labels


def value(item: Node | Edge, name: str) -> Any:
    """Return a property, or None where it is absent."""
    return item.properties.get(name)


def known(values: Iterable[Any]) -> list[Any]:
    """Return the distinct values that are not None, in ascending order."""
    return sorted({value for value in values if value is not None})


def names(nodes: Iterable[Node]) -> list[str]:
    """Return the distinct names of nodes in ascending order."""
    return known(value(node, "name") for node in nodes)


def ascending(*values: Any) -> tuple[tuple[bool, Any], ...]:
    """Return a sort key by which None comes after every value, as in Cypher."""
    return tuple((value is None, value) for value in values)
