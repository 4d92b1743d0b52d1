"""GraphML as Gephi reads it: relation kinds as the XML attribute `label`, colours as r g b, ids unique.

Format: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.sinks.files import GraphStream, XmlWriter, caption, color_of, flat, kind_of, size_of, xml_text

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES: dict[PropertyType, str] = {
    int: "int",
    float: "double",
    bool: "boolean",
    str: "string",
    date: "string",
    tuple: "string",
}
LOOKS: dict[str, PropertyType] = {"r": int, "g": int, "b": int}


def declared(kinds: Mapping[str, Mapping[str, PropertyType]]) -> dict[str, PropertyType]:
    """Return the properties of several kinds as one table."""
    return {name: kind for properties in kinds.values() for name, kind in properties.items()}


NODE_KEYS: dict[str, PropertyType] = {"label": str, "kind": str, "size": float, **LOOKS, **declared(NODE_PROPERTIES)}
EDGE_KEYS: dict[str, PropertyType] = {
    "relation": str,
    "weight": float,
    **LOOKS,
    **declared(STRUCTURAL_EDGES),
    **FACT_PROPERTIES,
}


def write(graph: GraphStream, out: BinaryIO, colors: Mapping[str, str]) -> None:
    """Write a graph as GraphML, one element after the other; `colors` are `#rrggbb` by edge type."""
    xml = XmlWriter(out)
    xml.open("graphml", {"xmlns": NAMESPACE})
    for owner, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            xml.leaf("key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": TYPES[kind]})
            xml.line()
    xml.open("graph", {"id": "kg", "edgedefault": "directed"})
    for node in graph.nodes():
        _node(xml, node, colors)
    for edge in graph.edges():
        _edge(xml, edge, colors)
    xml.close("graph", "graphml")
    xml.end()


def _node(xml: XmlWriter, node: Node, colors: Mapping[str, str]) -> None:
    xml.line()
    xml.open("node", {"id": xml_text(node.id), "labels": "".join(f":{label}" for label in node.labels)})
    r, g, b = color_of(kind_of(node), colors)
    look: dict[str, Value] = {
        "label": caption(node),
        "kind": kind_of(node),
        "size": size_of(node),
        "r": r,
        "g": g,
        "b": b,
    }
    _data(xml, "node", {**node.properties, **look})
    xml.close("node")


def _edge(xml: XmlWriter, edge: Edge, colors: Mapping[str, str]) -> None:
    xml.line()
    ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
    xml.open("edge", {"id": xml_text(edge.id), **ends, "label": edge.type})
    r, g, b = color_of(edge.type, colors)
    _data(xml, "edge", {"weight": 1.0, **edge.properties, "relation": edge.type, "r": r, "g": g, "b": b})
    xml.close("edge")


def _data(xml: XmlWriter, owner: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        xml.leaf("data", {"key": f"{owner}_{name}"}, flat(value))
