"""GraphML as Gephi reads it: relation kinds as the XML attribute `label`, colours as r g b, ids unique.

Format: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node
from kg.sinks.files import GraphStream, caption, color_of, flat, kind_of, size_of, xml_text

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
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("graphml", {"xmlns": NAMESPACE})
    for owner, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            attributes = {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": TYPES[kind]}
            xml.startElement("key", attributes)
            xml.endElement("key")
            xml.ignorableWhitespace("\n")
    xml.startElement("graph", {"id": "kg", "edgedefault": "directed"})
    for node in graph.nodes():
        _node(xml, node, colors)
    for edge in graph.edges():
        _edge(xml, edge, colors)
    xml.endElement("graph")
    xml.endElement("graphml")
    xml.endDocument()


def _node(xml: XMLGenerator, node: Node, colors: Mapping[str, str]) -> None:
    xml.ignorableWhitespace("\n")
    xml.startElement("node", {"id": xml_text(node.id), "labels": "".join(f":{label}" for label in node.labels)})
    r, g, b = color_of(kind_of(node), colors)
    look = {"label": caption(node), "kind": kind_of(node), "size": size_of(node), "r": r, "g": g, "b": b}
    for name, value in {**node.properties, **look}.items():
        _data(xml, f"node_{name}", flat(value))
    xml.endElement("node")


def _edge(xml: XMLGenerator, edge: Edge, colors: Mapping[str, str]) -> None:
    xml.ignorableWhitespace("\n")
    ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
    xml.startElement("edge", {"id": xml_text(edge.id), **ends, "label": edge.type})
    r, g, b = color_of(edge.type, colors)
    for name, value in {"weight": 1.0, **edge.properties, "relation": edge.type, "r": r, "g": g, "b": b}.items():
        _data(xml, f"edge_{name}", flat(value))
    xml.endElement("edge")


def _data(xml: XMLGenerator, key: str, value: str) -> None:
    xml.startElement("data", {"key": key})
    xml.characters(value)
    xml.endElement("data")
