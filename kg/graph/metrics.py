"""How central each entity is: weighted degree, PageRank and Louvain community."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx

SEED = 0
DIGITS = 9
"""PageRank is rounded, so that it is the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centrality:
    """`degree`: facts that start or end at an entity; `community`: 0 for the largest, None without any fact."""

    degree: float
    pagerank: float
    community: int | None


def centrality(entities: Collection[str], facts: Mapping[tuple[str, str], int]) -> dict[str, Centrality]:
    """Measure every entity in the graph whose edges are pairs of entities, weighted by their number of facts.

    PageRank (Page et al. 1999) runs along the edges; communities (Blondel et al. 2008) leave direction aside.
    """
    if not entities:
        return {}
    names = sorted(entities)
    number = {entity: i for i, entity in enumerate(names)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    # Numbers, not names: sets of strings would be walked in another order by every process.
    graph.add_nodes_from(range(len(names)))
    graph.add_weighted_edges_from((number[a], number[b], count) for (a, b), count in sorted(facts.items()))
    ranks = nx.pagerank(graph)
    communities = _communities(graph)
    return {
        entity: Centrality(
            degree=float(graph.degree(i, weight="weight")),
            pagerank=round(ranks[i], DIGITS),
            community=communities.get(i),
        )
        for entity, i in number.items()
    }


def _communities(graph: "nx.DiGraph[int]") -> dict[int, int]:
    """Return the community of each node with an edge; the largest is 0, ties by their first node."""
    both: nx.Graph[int] = nx.Graph()
    for a, b, facts in graph.edges(data=True):
        before = both.get_edge_data(a, b, {"weight": 0})
        both.add_edge(a, b, weight=before["weight"] + facts["weight"])
    if not both:
        return {}
    parts = nx.community.louvain_communities(both, seed=SEED)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {node: i for i, part in enumerate(ordered) for node in part}
