"""What has to be known of a whole graph before its first node is written to a file for Gephi.

Gephi scales what it imports, unless told not to: the smallest node to 4, the largest to 100, and places by the same
factor around their mean. Sizes and places made here are so already, and come in as they are.
"""

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from kg.model import Edge, Node
from kg.sinks.stream import GraphStream

SMALLEST, LARGEST = 4.0, 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Diameters and places of nodes by id, and the properties that any node or edge has."""

    sizes: dict[str, float]
    places: dict[str, tuple[float, float]]
    node_properties: frozenset[str]
    edge_properties: frozenset[str]


def drawing_of(graph: GraphStream) -> Drawing:
    """Read a graph once, and find how to draw it; a node's area grows with its weighted degree."""
    from kg.graph.layout import positions  # brings scipy, which only a drawing needs

    degrees: dict[str, float] = {}
    names: set[str] = set()
    for node in graph.nodes():
        degrees[node.id] = _degree(node)
        names.update(node.properties)
    links: list[tuple[str, str]] = []
    told: set[str] = set()
    for edge in graph.edges():
        links.append((edge.source, edge.target))
        told.update(edge.properties)
    sizes = _sizes(degrees)
    return Drawing(
        sizes=sizes,
        places=positions(sizes, links),
        node_properties=frozenset(names),
        edge_properties=frozenset(told),
    )


def _degree(node: Node) -> float:
    degree = node.properties.get("degree", 0.0)
    return float(degree) if isinstance(degree, int | float) else 0.0


def _sizes(degrees: dict[str, float]) -> dict[str, float]:
    least, most = (sqrt(pick(degrees.values(), default=0.0)) for pick in (min, max))
    unit = (LARGEST - SMALLEST) / (most - least) if most > least else 0.0
    return {node: round(SMALLEST + unit * (sqrt(degree) - least), 2) for node, degree in degrees.items()}


class Kinds:
    """Names the kind of each edge so that Gephi keeps them all.

    Gephi merges edges of one kind between two nodes, so the second SAID from one node to another is a `SAID 2`.
    """

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def of(self, edge: Edge) -> str:
        """Return the kind of the next edge."""
        key = edge.source, edge.target, edge.type
        self._seen[key] += 1
        return edge.type if self._seen[key] == 1 else f"{edge.type} {self._seen[key]}"
