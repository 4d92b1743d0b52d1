"""The graph as a networkx multigraph, for analysis in Python."""

import networkx as nx

from kg.graph import Graph


def to_networkx(graph: Graph) -> "nx.MultiDiGraph[str]":
    """Return a multigraph: nodes with `labels` and their properties, edges keyed by id, with `type` and theirs."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes():
        network.add_node(node.id, labels=node.labels, **node.properties)
    for edge in graph.edges():
        network.add_edge(edge.source, edge.target, key=edge.id, type=edge.type, **edge.properties)
    return network
