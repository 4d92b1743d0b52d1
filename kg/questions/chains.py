"""The shortest chains between two people."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from kg.model import Edge, Node
from kg.questions.index import Index, Row, is_entity, value

LONGEST = 6
"""Steps of the longest chain that is looked for."""
KEPT = 100
"""Chains between two nodes of which more may be built; at least as many as an answer has."""

Ties = defaultdict[str, list[tuple[Edge, str]]]
"""By node, its edges and the nodes at their other ends."""


class Chain(NamedTuple):
    """Nodes and the edges between them, in the order in which an answer sorts them."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    nodes: tuple[str, ...]
    edges: tuple[str, ...]


def shortest_chain_between_two_people(index: Index, person: str, other: str) -> Iterator[Row]:
    """Yield the chains of the fewest steps, by what actors did and by what they belong to."""
    ties = _ties(index)
    firsts = {node.id for node in index.labelled("Person", name=person)}
    for last in index.labelled("Person", name=other):
        steps = _steps(ties, last.id, firsts)
        for first in firsts & steps.keys() - {last.id}:
            for found in _chains(index, steps, first):
                yield (list(found.names), list(found.types), len(found.types)), found


def _ties(index: Index) -> Ties:
    """Return what ties each node to others: affiliations, and facts that are asserted."""
    ties: Ties = defaultdict(list)
    for edge in chain(index.edges.get("AFFILIATED_WITH", ()), index.facts()):
        if edge.properties.get("status", "asserted") == "asserted":
            ties[edge.source].append((edge, edge.target))
            ties[edge.target].append((edge, edge.source))
    return ties


def _steps(ties: Ties, last: str, firsts: set[str]) -> Ties:
    """Return by node the ties that lead it one step nearer to the last, for all nodes up to the farthest first."""
    steps = defaultdict(list, {last: list[tuple[Edge, str]]()})
    outermost = [last]
    for _ in range(LONGEST):
        if firsts <= steps.keys():
            break
        reached: Ties = defaultdict(list)
        for node in outermost:
            for edge, neighbour in ties.get(node, ()):
                if neighbour not in steps:
                    reached[neighbour].append((edge, node))
        steps |= reached
        outermost = list(reached)
    return steps


def _chains(index: Index, steps: Ties, first: str) -> list[Chain]:
    """Return the first chains, as an answer sorts them, from a node to the last.

    Of the chains that begin alike those come first whose rest does, so that the first ones of each node are enough.
    """

    @cache
    def chains(node: str) -> list[Chain]:
        name = _caption(index.nodes[node])
        if not steps[node]:
            return [Chain((name,), (), (node,), ())]
        longer = (
            Chain((name, *rest.names), (edge.type, *rest.types), (node, *rest.nodes), (edge.id, *rest.edges))
            for edge, nearer in steps[node]
            for rest in chains(nearer)
        )
        return nsmallest(KEPT, longer)

    return chains(first)


def _caption(node: Node) -> str:
    """Return the name of an entity, or what an event is about."""
    return str(value(node, "name" if is_entity(node) else "summary"))
