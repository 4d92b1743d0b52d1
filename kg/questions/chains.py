"""The shortest chains between two people."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from kg.model import Edge, Node
from kg.questions.index import Index, Row, is_entity, value

LONGEST = 6
"""Steps of the longest chain that is looked for."""

Tie = tuple[Edge, str]
"""An edge, and the node at its other end."""
Ties = defaultdict[str, list[Tie]]


def shortest_chain_between_two_people(index: Index, person: str, other: str) -> Iterator[Row]:
    """Yield every chain of the fewest steps, by what actors did and by what they belong to."""
    ties = _ties(index)
    for first in index.labelled("Person", name=person):
        for last in index.labelled("Person", name=other):
            if first.id != last.id:
                for nodes, edges in _paths(_steps(ties, first.id, last.id), last.id):
                    names = [_caption(index.nodes[node]) for node in nodes]
                    types = [edge.type for edge in edges]
                    yield (names, types, len(edges)), (names, types, nodes, [edge.id for edge in edges])


def _ties(index: Index) -> Ties:
    """Return what ties each node to others: affiliations, and facts that are asserted."""
    ties: Ties = defaultdict(list)
    for edge in chain(index.edges["AFFILIATED_WITH"], index.facts()):
        if edge.properties.get("status", "asserted") == "asserted":
            ties[edge.source].append((edge, edge.target))
            ties[edge.target].append((edge, edge.source))
    return ties


def _steps(ties: Ties, first: str, last: str) -> dict[str, list[Tie]]:
    """Return by node the ties that lead back from it to the first by one step less; none is longer than needed."""
    steps: dict[str, list[Tie]] = {first: []}
    outermost = [first]
    for _ in range(LONGEST):
        reached: Ties = defaultdict(list)
        for node in outermost:
            for edge, neighbour in ties.get(node, ()):
                if neighbour not in steps:
                    reached[neighbour].append((edge, node))
        steps |= reached
        outermost = list(reached)
        if last in steps:
            break
    return steps


def _paths(steps: dict[str, list[Tie]], last: str) -> Iterator[tuple[list[str], list[Edge]]]:
    """Yield each way to a node from the first: the nodes and the edges between them, in order."""
    if last not in steps:
        return
    if not steps[last]:
        yield [last], []
    for edge, before in steps[last]:
        for nodes, edges in _paths(steps, before):
            yield [*nodes, last], [*edges, edge]


def _caption(node: Node) -> str:
    """Return the name of an entity, or what an event is about."""
    return str(value(node, "name" if is_entity(node) else "summary"))
