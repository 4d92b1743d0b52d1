"""What several commands do: open the graph, extract, write, reach Neo4j; heavy modules are imported where used."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import unknown

if TYPE_CHECKING:
    from kg.engine import Extractor
    from kg.graph import Graph
    from kg.graph.views import EdgeView
    from kg.model import Article, Extraction, Skipped
    from kg.ontology import Ontology
    from kg.readers import ReadOptions
    from kg.sinks.neo4j import Connection


def read_ontology(folder: Path | None) -> Ontology:
    """Return the ontology of a folder, or the shipped one."""
    from kg.ontology import load_ontology

    return load_ontology(folder)


def extracted(
    paths: Sequence[str], extractor: Extractor, options: ReadOptions | None, skipped: list[Skipped]
) -> Iterator[tuple[Article, Extraction]]:
    """Yield each article with what was found in it; what cannot be read is named and added to `skipped`."""
    from kg import model
    from kg.pipeline import extract_articles

    for item in extract_articles(paths, extractor, options):
        if isinstance(item, model.Skipped):
            skipped.append(item)
            click.echo(f"skipped {item}", err=True)
        else:
            yield item


@contextmanager
def open_graph(db: str, ontology: Path | None) -> Iterator[Graph]:
    """Give the store's graph for the length of a block; the store is not written to."""
    from kg.pipeline import project
    from kg.store import Store

    with Store.open(db, read_only=True) as store:
        yield project(store, read_ontology(ontology))


def write_graph(
    sink: str, path: str, db: str, ontology: Path | None, edges: EdgeView = "merged", whole: bool = False
) -> None:
    """Write the store's graph to a file or folder; `whole` with its events and articles."""
    from kg.graph.views import view
    from kg.sinks import FOLDER_SINKS, SINKS, events, write_file, write_folder
    from kg.sinks.neo4j_csv import COMMAND

    if sink not in (formats := [*SINKS, *FOLDER_SINKS, "events"]):
        raise click.BadParameter(unknown("format", sink, formats), param_hint="FORMAT")
    with open_graph(db, ontology) as graph:
        if sink == "events":
            events.write(graph, path)
        elif sink in FOLDER_SINKS:
            write_folder(sink, graph, path)
            click.echo(f"Fill Neo4j from it, the server stopped:\ncd {shlex.quote(path)} && {COMMAND}", err=True)
        else:
            colors = {kind.edge: kind.color for kind in read_ontology(ontology).types.values()}
            write_file(sink, view(graph, edges, events=whole), path, colors)


def connection_to(**address: str | None) -> Connection:
    """Return how Neo4j is reached; what is not given comes from the environment."""
    from kg.sinks.neo4j import Connection

    return Connection.from_env(**address)


def reached(uri: str) -> Connection:
    """Return the connection to a server that answers: better to fail before the work than after it."""
    from kg.sinks.neo4j import check

    check(connection := connection_to(uri=uri))
    return connection


def load_into_neo4j(graph: Graph, connection: Connection, quiet: bool) -> None:
    """Make a database hold the graph, and say what was written and removed."""
    from kg.sinks.neo4j import load

    report = load(connection, graph.nodes(), graph.edges())
    if not quiet:
        click.echo(
            f"Neo4j {connection}: {report.nodes_written} nodes and {report.edges_written} edges written, "
            f"{report.nodes_removed} and {report.edges_removed} stale ones removed",
            err=True,
        )
