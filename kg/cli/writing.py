"""Commands that write the graph: to files, to Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import DB, NEO4J, ONTOLOGY, QUIET
from kg.cli.shared import connection_to, load_into_neo4j, open_graph, read_ontology, write_graph

if TYPE_CHECKING:
    from kg.graph.views import EdgeView


@click.command()
@click.argument("sink", metavar="FORMAT")
@click.argument("out", metavar="[OUT]", default="-")
@DB
@ONTOLOGY
@click.option(
    "--edges",
    type=click.Choice(["merged", "all"]),
    default="merged",
    show_default=True,
    help="One edge for all facts of a pair, type and status, or one for each fact.",
)
@click.option("--events-as-nodes", is_flag=True, help="The whole graph: events and articles as nodes too.")
def export(sink: str, out: str, db: str, ontology: Path | None, edges: EdgeView, events_as_nodes: bool) -> None:
    """Write the graph or its events for other programs.

    FORMAT is graphml or gexf (both for Gephi), jsonl (always the whole graph), events (a table, a row for each event
    and dyad) or csv (always the whole graph, for neo4j-admin). OUT is a file, or - for standard output. For events its
    suffix tells the format: .csv, .jsonl or .parquet; - is CSV. For csv it is a folder, and the command to run in it is
    printed.

    \b
    kg export graphml graph.graphml
    kg export gexf graph.gexf --edges all
    kg export jsonl - | head
    kg export events events.csv
    kg export csv graph/
    """
    write_graph(sink, out, db, ontology, edges, whole=events_as_nodes or sink == "jsonl")


@click.command()
@click.argument("out", metavar="OUT")
@DB
@ONTOLOGY
@QUIET
def view(out: str, db: str, ontology: Path | None, quiet: bool) -> None:
    """Write the graph as a page to look at.

    OUT is one HTML file that any browser opens from the disk, or - for standard output. It holds the drawing and every
    sentence, and asks no network for anything. Made for up to some ten thousand facts.

    \b
    kg view graph.html
    kg view graph.html --db news.db
    """
    from kg.sinks import page
    from kg.sinks.files import whole_file

    types = read_ontology(ontology)
    colors = {kind.edge: kind.color for kind in types.types.values()}
    with open_graph(db, ontology) as graph, whole_file(out) as file:
        page.write(graph, file, colors, types.quads)
    if not quiet:
        click.echo(f"wrote {out}; open it in a browser", err=True)


@click.command()
@DB
@ONTOLOGY
@NEO4J
@QUIET
def load(db: str, ontology: Path | None, quiet: bool, **address: str | None) -> None:
    """Make a Neo4j database hold the store's graph.

    It then holds exactly that, beside what others put there, which stays.

    \b
    export NEO4J_PASSWORD=…
    kg load --uri bolt://localhost:7687
    """
    connection = connection_to(**address)
    with open_graph(db, ontology) as graph:
        load_into_neo4j(graph, connection, quiet)
