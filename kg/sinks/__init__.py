"""Ways out of the program: files for Gephi and scripts by this table, Neo4j by its own module."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from kg.errors import SinkError, unknown
from kg.sinks import gexf, graphml, jsonl
from kg.sinks.files import GraphStream, whole_file

Writer = Callable[[GraphStream, BinaryIO, Mapping[str, str]], None]

SINKS: dict[str, Writer] = {"graphml": graphml.write, "gexf": gexf.write, "jsonl": jsonl.write}


def write_file(sink: str, graph: GraphStream, path: str, colors: Mapping[str, str]) -> None:
    """Write a graph to a file (`-`: standard output) in the format of a sink; whole or not at all.

    Raises SinkError for an unknown sink or a path that cannot be written.
    """
    if sink not in SINKS:
        raise SinkError(unknown("format", sink, SINKS))
    with whole_file(path) as out:
        SINKS[sink](graph, out, colors)
