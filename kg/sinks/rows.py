"""Nodes and edges as rows of values, checked against the graph's schema: what both ways into Neo4j write."""

import re
from collections.abc import Mapping

from kg.errors import SinkError, unknown
from kg.graph.schema import ENTITY_KINDS, FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value

EDGE_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")

Values = dict[str, Value | None]
"""Every property that the schema declares, in its order; the absent ones are None."""


def known_labels(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels that are safe to stand in a statement: a base label, then kinds of it.

    Raises SinkError: one of them is not in the schema.
    """
    base, *kinds = labels
    if base not in NODE_PROPERTIES:
        raise SinkError(unknown("node label", base, NODE_PROPERTIES))
    for kind in kinds:
        if kind not in ENTITY_KINDS:
            raise SinkError(unknown("entity kind", kind, ENTITY_KINDS))
    return labels


def known_type(edge_type: str) -> str:
    """Return an edge type that is safe to stand in a statement; raises SinkError for any other."""
    if not EDGE_TYPE.fullmatch(edge_type):
        raise SinkError(f"edge type {edge_type!r} cannot be a Neo4j type here: use capitals, digits and _")
    return edge_type


def node_row(node: Node) -> Values:
    """Return a node's values. Raises SinkError: a property is not in the schema."""
    base = node.labels[0]
    return _row(node.properties, NODE_PROPERTIES[base], base)


def edge_row(edge: Edge) -> Values:
    """Return an edge's values. Raises SinkError: a property is not in the schema."""
    return _row(edge.properties, STRUCTURAL_EDGES.get(edge.type, FACT_PROPERTIES), edge.type)


def _row(properties: Mapping[str, Value], declared: Mapping[str, PropertyType], what: str) -> Values:
    for name in properties:
        if name not in declared:
            raise SinkError(unknown(f"property of {what}", name, declared))
    return {name: properties.get(name) for name in declared}
