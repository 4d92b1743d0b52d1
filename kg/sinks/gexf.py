"""GEXF 1.3 as Gephi and Gephi Lite read it: dynamic by timestamps, `kind` for the relation, viz colours and sizes.

The weight stays static: Gephi gives an edge without a timestamped weight the weight 0.
Format: https://gexf.net/schema.html
"""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.sinks.files import GraphStream, caption, color_of, flat, kind_of, size_of, xml_text
from kg.sinks.graphml import declared

NAMESPACE = "http://gexf.net/1.3"
TYPES: dict[PropertyType, str] = {
    int: "integer",
    float: "double",
    bool: "boolean",
    str: "string",
    date: "string",
    tuple: "string",
}
NODE_ATTRIBUTES: dict[str, PropertyType] = {"kind": str, **declared(NODE_PROPERTIES)}
EDGE_ATTRIBUTES: dict[str, PropertyType] = {
    "relation": str,
    **{n: t for n, t in {**declared(STRUCTURAL_EDGES), **FACT_PROPERTIES}.items() if n != "weight"},
}
TIMES = ("date", "first_seen", "last_seen")
"""Edge properties that give the moments at which an edge is there."""


def write(graph: GraphStream, out: BinaryIO, colors: Mapping[str, str]) -> None:
    """Write a graph as GEXF, one element after the other; `colors` are `#rrggbb` by edge type."""
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("gexf", {"xmlns": NAMESPACE, "xmlns:viz": f"{NAMESPACE}/viz", "version": "1.3"})
    attributes = {
        "mode": "dynamic",
        "defaultedgetype": "directed",
        "idtype": "string",
        "timeformat": "date",
        "timerepresentation": "timestamp",
    }
    xml.startElement("graph", attributes)
    _declare(xml, "node", NODE_ATTRIBUTES)
    _declare(xml, "edge", EDGE_ATTRIBUTES)
    xml.startElement("nodes", {})
    for node in graph.nodes():
        _node(xml, node, colors)
    xml.endElement("nodes")
    xml.startElement("edges", {})
    for edge in graph.edges():
        _edge(xml, edge, colors)
    for element in ("edges", "graph", "gexf"):
        xml.endElement(element)
    xml.endDocument()


def _declare(xml: XMLGenerator, owner: str, attributes: Mapping[str, PropertyType]) -> None:
    xml.startElement("attributes", {"class": owner, "mode": "static"})
    for name, kind in attributes.items():
        _empty(xml, "attribute", {"id": name, "title": name, "type": TYPES[kind]})
    xml.endElement("attributes")


def _node(xml: XMLGenerator, node: Node, colors: Mapping[str, str]) -> None:
    xml.ignorableWhitespace("\n")
    xml.startElement("node", {"id": xml_text(node.id), "label": caption(node)})
    _values(xml, {**node.properties, "kind": kind_of(node)})
    _color(xml, color_of(kind_of(node), colors))
    _empty(xml, "viz:size", {"value": str(size_of(node))})
    xml.endElement("node")


def _edge(xml: XMLGenerator, edge: Edge, colors: Mapping[str, str]) -> None:
    xml.ignorableWhitespace("\n")
    weight = flat(edge.properties.get("weight", 1.0))
    ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
    look = {"type": "directed", "kind": edge.type, "label": edge.type, "weight": weight}
    xml.startElement("edge", {"id": xml_text(edge.id), **ends, **look})
    properties = {name: value for name, value in edge.properties.items() if name != "weight"}
    _values(xml, {**properties, "relation": edge.type})
    moments = sorted({flat(edge.properties[name]) for name in TIMES if name in edge.properties})
    if moments:
        xml.startElement("spells", {})
        for moment in moments:
            _empty(xml, "spell", {"timestamp": moment})
        xml.endElement("spells")
    _color(xml, color_of(edge.type, colors))
    xml.endElement("edge")


def _values(xml: XMLGenerator, values: Mapping[str, Value]) -> None:
    xml.startElement("attvalues", {})
    for name, value in values.items():
        _empty(xml, "attvalue", {"for": name, "value": flat(value)})
    xml.endElement("attvalues")


def _color(xml: XMLGenerator, color: tuple[int, int, int]) -> None:
    _empty(xml, "viz:color", dict(zip("rgb", map(str, color), strict=True)))


def _empty(xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, attributes)
    xml.endElement(name)
