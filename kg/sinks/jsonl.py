"""JSON Lines: the graph one object a line, nodes with their evidence first, then edges."""

from collections.abc import Mapping
from typing import BinaryIO

import msgspec

from kg.sinks.looks import kind_of
from kg.sinks.stream import GraphStream


def write(graph: GraphStream, out: BinaryIO, colors: Mapping[str, str]) -> None:  # noqa: ARG001 - one shape for all sinks
    """Write `{"id", "label", …, "evidence"}` for a node, `{"id", "type", "source", "target", …}` for an edge."""
    encode = msgspec.json.Encoder().encode
    for node in graph.nodes():
        evidence = [{"article": e.article, "start": e.start, "end": e.end} for e in node.evidence]
        out.write(encode({"id": node.id, "label": kind_of(node), **node.properties, "evidence": evidence}) + b"\n")
    for edge in graph.edges():
        ends = {"id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target}
        out.write(encode({**edge.properties, **ends}) + b"\n")
