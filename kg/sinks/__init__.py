"""Ways out of the program: files for Gephi, scripts and Neo4j's import by these tables; the rest by its own modules."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import SinkError, unknown
from kg.sinks import gexf, graphml, jsonl, neo4j_csv
from kg.sinks.files import whole_file, whole_folder
from kg.sinks.stream import GraphStream

Writer = Callable[[GraphStream, BinaryIO, Mapping[str, str]], None]
FolderWriter = Callable[[GraphStream, Path], None]

SINKS: dict[str, Writer] = {"graphml": graphml.write, "gexf": gexf.write, "jsonl": jsonl.write}
FOLDER_SINKS: dict[str, FolderWriter] = {"csv": neo4j_csv.write}


def write_file(sink: str, graph: GraphStream, path: str, colors: Mapping[str, str]) -> None:
    """Write a graph to a file (`-`: standard output) in the format of a sink; whole or not at all.

    Raises SinkError for an unknown sink or a path that cannot be written.
    """
    if sink not in SINKS:
        raise SinkError(unknown("format", sink, SINKS))
    with whole_file(path) as out:
        SINKS[sink](graph, out, colors)


def write_folder(sink: str, graph: GraphStream, path: str) -> None:
    """Write a graph as the files of a folder; whole or not at all.

    Raises SinkError for an unknown sink, a folder with files of others, or one that cannot be written.
    """
    if sink not in FOLDER_SINKS:
        raise SinkError(unknown("format", sink, FOLDER_SINKS))
    with whole_folder(path, neo4j_csv.FILES, neo4j_csv.ARGUMENTS) as folder:
        FOLDER_SINKS[sink](graph, folder)
