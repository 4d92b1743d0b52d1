"""GEXF 1.3 as Gephi and Gephi Lite read it: dynamic by timestamps, `kind` for the relation, viz looks and places.

The weight stays static: Gephi gives an edge without a timestamped weight the weight 0.
Format: https://gexf.net/schema.html
"""

from collections.abc import Mapping, Set
from datetime import date
from typing import BinaryIO

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.sinks.drawing import Drawing, Kinds, drawing_of
from kg.sinks.graphml import declared
from kg.sinks.looks import color_of, kind_of
from kg.sinks.stream import GraphStream
from kg.sinks.text import caption, flat, xml_text
from kg.sinks.xml import XmlWriter

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
    drawing = drawing_of(graph)
    xml = XmlWriter(out)
    xml.open("gexf", {"xmlns": NAMESPACE, "xmlns:viz": f"{NAMESPACE}/viz", "version": "1.3"})
    attributes = {
        "mode": "dynamic",
        "defaultedgetype": "directed",
        "idtype": "string",
        "timeformat": "date",
        "timerepresentation": "timestamp",
    }
    xml.open("graph", attributes)
    _declare(xml, "node", NODE_ATTRIBUTES, drawing.node_properties | {"kind"})
    _declare(xml, "edge", EDGE_ATTRIBUTES, drawing.edge_properties | {"relation"})
    xml.open("nodes")
    for node in graph.nodes():
        _node(xml, node, drawing, colors)
    xml.close("nodes")
    xml.open("edges")
    kinds = Kinds()
    for edge in graph.edges():
        _edge(xml, edge, kinds.of(edge), colors)
    xml.close("edges", "graph", "gexf")
    xml.end()


def _declare(xml: XmlWriter, owner: str, attributes: Mapping[str, PropertyType], used: Set[str]) -> None:
    """Declare the attributes in use: each is a column in Gephi."""
    xml.open("attributes", {"class": owner, "mode": "static"})
    for name, kind in attributes.items():
        if name in used:
            xml.leaf("attribute", {"id": name, "title": name, "type": TYPES[kind]})
    xml.close("attributes")


def _node(xml: XmlWriter, node: Node, drawing: Drawing, colors: Mapping[str, str]) -> None:
    xml.line()
    xml.open("node", {"id": xml_text(node.id), "label": caption(node)})
    _values(xml, {**node.properties, "kind": kind_of(node)})
    _color(xml, color_of(kind_of(node), colors))
    x, y = drawing.places[node.id]
    xml.leaf("viz:position", {"x": str(x), "y": str(y), "z": "0.0"})
    xml.leaf("viz:size", {"value": str(drawing.sizes[node.id])})
    xml.close("node")


def _edge(xml: XmlWriter, edge: Edge, kind: str, colors: Mapping[str, str]) -> None:
    xml.line()
    weight = flat(edge.properties.get("weight", 1.0))
    ends = {"source": xml_text(edge.source), "target": xml_text(edge.target)}
    look = {"type": "directed", "kind": kind, "label": edge.type, "weight": weight}
    xml.open("edge", {"id": xml_text(edge.id), **ends, **look})
    properties = {name: value for name, value in edge.properties.items() if name != "weight"}
    _values(xml, {**properties, "relation": edge.type})
    moments = sorted({flat(edge.properties[name]) for name in TIMES if name in edge.properties})
    if moments:
        xml.open("spells")
        for moment in moments:
            xml.leaf("spell", {"timestamp": moment})
        xml.close("spells")
    _color(xml, color_of(edge.type, colors))
    xml.close("edge")


def _values(xml: XmlWriter, values: Mapping[str, Value]) -> None:
    xml.open("attvalues")
    for name, value in values.items():
        xml.leaf("attvalue", {"for": name, "value": flat(value)})
    xml.close("attvalues")


def _color(xml: XmlWriter, color: tuple[int, int, int]) -> None:
    xml.leaf("viz:color", dict(zip("rgb", map(str, color), strict=True)))
