"""GraphML as Gephi reads it: relation kinds as the XML attribute `label`, places as x y, colours as r g b, ids unique.

Format: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from collections.abc import Mapping, Set
from datetime import date
from typing import BinaryIO

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.sinks.drawing import Drawing, Kinds, drawing_of
from kg.sinks.looks import color_of, kind_of
from kg.sinks.stream import GraphStream
from kg.sinks.text import caption, flat, xml_text
from kg.sinks.xml import XmlWriter

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES: dict[PropertyType, str] = {
    int: "int",
    float: "double",
    bool: "boolean",
    str: "string",
    date: "string",
    tuple: "string",
}


def declared(kinds: Mapping[str, Mapping[str, PropertyType]]) -> dict[str, PropertyType]:
    """Return the properties of several kinds as one table."""
    return {name: kind for properties in kinds.values() for name, kind in properties.items()}


NODE_LOOKS: dict[str, PropertyType] = {
    "label": str,
    "kind": str,
    "x": float,
    "y": float,
    "size": float,
    "r": int,
    "g": int,
    "b": int,
}
EDGE_LOOKS: dict[str, PropertyType] = {"label": str, "relation": str, "weight": float, "r": int, "g": int, "b": int}
NODE_KEYS = declared(NODE_PROPERTIES)
EDGE_KEYS = {**declared(STRUCTURAL_EDGES), **FACT_PROPERTIES}


def write(graph: GraphStream, out: BinaryIO, colors: Mapping[str, str]) -> None:
    """Write a graph as GraphML, one element after the other; `colors` are `#rrggbb` by edge type."""
    drawing = drawing_of(graph)
    xml = XmlWriter(out)
    xml.open("graphml", {"xmlns": NAMESPACE})
    _declare(xml, "node", NODE_LOOKS, NODE_KEYS, drawing.node_properties)
    _declare(xml, "edge", EDGE_LOOKS, EDGE_KEYS, drawing.edge_properties)
    xml.open("graph", {"id": "kg", "edgedefault": "directed"})
    for node in graph.nodes():
        _node(xml, node, drawing, colors)
    kinds = Kinds()
    for edge in graph.edges():
        _edge(xml, edge, kinds.of(edge), colors)
    xml.close("graph", "graphml")
    xml.end()


def _declare(
    xml: XmlWriter, owner: str, looks: Mapping[str, PropertyType], keys: Mapping[str, PropertyType], used: Set[str]
) -> None:
    """Declare the looks, and of the keys those in use: each is a column in Gephi."""
    for name, kind in {**looks, **{name: kind for name, kind in keys.items() if name in used}}.items():
        xml.leaf("key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": TYPES[kind]})
        xml.line()


def _node(xml: XmlWriter, node: Node, drawing: Drawing, colors: Mapping[str, str]) -> None:
    xml.line()
    xml.open("node", {"id": xml_text(node.id), "labels": "".join(f":{label}" for label in node.labels)})
    x, y = drawing.places[node.id]
    r, g, b = color_of(kind_of(node), colors)
    look: dict[str, Value] = {
        "label": caption(node),
        "kind": kind_of(node),
        "x": x,
        "y": y,
        "size": drawing.sizes[node.id],
        "r": r,
        "g": g,
        "b": b,
    }
    _data(xml, "node", {**node.properties, **look})
    xml.close("node")


def _edge(xml: XmlWriter, edge: Edge, kind: str, colors: Mapping[str, str]) -> None:
    xml.line()
    ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
    xml.open("edge", {"id": xml_text(edge.id), **ends, "label": kind})
    r, g, b = color_of(edge.type, colors)
    look: dict[str, Value] = {"label": edge.type, "relation": edge.type, "r": r, "g": g, "b": b}
    _data(xml, "edge", {"weight": 1.0, **edge.properties, **look})
    xml.close("edge")


def _data(xml: XmlWriter, owner: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        xml.leaf("data", {"key": f"{owner}_{name}"}, flat(value))
