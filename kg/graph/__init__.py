"""The graph: what every projection offers and every sink reads, and what must hold in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.model import Edge, Node


class Graph(Protocol):
    """A property graph that can be read as often as needed, always in the same order."""

    def nodes(self) -> Iterator[Node]:
        """Yield every node once."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Yield every edge once."""
        ...


class InconsistentGraphError(AssertionError):
    """A graph that breaks an expectation: a fault of the program, not of its input."""


@dataclass(frozen=True, slots=True)
class ListedGraph:
    """A graph held in memory."""

    listed_nodes: tuple[Node, ...]
    listed_edges: tuple[Edge, ...]

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes in the order given."""
        return iter(self.listed_nodes)

    def edges(self) -> Iterator[Edge]:
        """Yield the edges in the order given."""
        return iter(self.listed_edges)


class CheckedGraph:
    """A graph that raises InconsistentGraphError while it is read, where an expectation does not hold.

    Ids are unique, both ends of an edge exist, and every event is reported in an article.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._events: dict[str, bool] = {}
        """Whether each node is an event, by id."""

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes."""
        seen: dict[str, bool] = {}
        for node in self._graph.nodes():
            _expect(node.id not in seen, f"two nodes with the id {node.id}")
            seen[node.id] = "Event" in node.labels
            yield node
        self._events = seen

    def edges(self) -> Iterator[Edge]:
        """Yield the edges."""
        if not self._events:
            for _ in self.nodes():
                pass
        seen: set[str] = set()
        unreported = {node for node, is_event in self._events.items() if is_event}
        for edge in self._graph.edges():
            _expect(edge.id not in seen, f"two edges with the id {edge.id}")
            seen.add(edge.id)
            for end in (edge.source, edge.target):
                _expect(end in self._events, f"{edge.type} edge {edge.id} has no node {end}")
            if edge.type == "REPORTED_IN":
                unreported.discard(edge.source)
            yield edge
        _expect(not unreported, f"events reported in no article: {', '.join(sorted(unreported)[:3])}")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise InconsistentGraphError(otherwise)
