"""Commands that read articles: into a store, or straight to standard output."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.group import SKIPPED
from kg.cli.options import DB, JSON, MODEL, ONTOLOGY, QUIET, READING, VERBOSE
from kg.cli.shared import extracted, load_into_neo4j, open_graph, reached, read_ontology, write_graph
from kg.terminal import print_json, print_table, progress

if TYPE_CHECKING:
    from kg.model import Skipped
    from kg.pipeline import IngestReport


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@DB
@click.option("--graphml", metavar="FILE", help="Write the graph as GraphML too.")
@click.option("--gexf", metavar="FILE", help="Write the graph as GEXF too.")
@click.option("--neo4j", metavar="URI", help="Load the graph into Neo4j too (password: NEO4J_PASSWORD).")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("--refresh", is_flag=True, help="Extract again what another version of the extractor read.")
@READING
@MODEL
@ONTOLOGY
@JSON
@QUIET
@VERBOSE
@click.pass_context
def ingest(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    db: str,
    *,
    graphml: str | None,
    gexf: str | None,
    neo4j: str | None,
    workers: int,
    refresh: bool,
    model: str | None,
    ontology: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **reading: Any,
) -> None:
    """Read articles into the store.

    PATH is a file, a folder, a glob pattern, or - for standard input. Plain text, Markdown, HTML, JSON Lines and CSV
    are known by their suffix, .gz of any. An article that the store holds already changes nothing.

    \b
    kg ingest articles/ --graphml graph.graphml
    kg ingest news.jsonl.gz --field text=body --workers 2
    cat story.txt | kg ingest - --published 2025-01-24
    """
    from kg import pipeline
    from kg.readers import ReadOptions
    from kg.store import Store

    connection = reached(neo4j) if neo4j else None
    make = functools.partial(pipeline.load_extractor, model, ontology)
    with Store.open(db) as store, progress(quiet) as advance:
        report = pipeline.ingest(
            paths,
            store,
            make,
            read_options=ReadOptions(**reading),
            workers=workers,
            refresh=refresh,
            on_progress=advance,
        )
    _print_report(report, db, as_json=as_json, quiet=quiet, verbose=verbose)
    for sink, path in (("graphml", graphml), ("gexf", gexf)):
        if path:
            write_graph(sink, path, db, ontology)
    if connection:
        with open_graph(db, ontology) as graph:
            load_into_neo4j(graph, connection, quiet)
    if report.skipped:
        ctx.exit(SKIPPED)


def _print_report(report: IngestReport, db: str, *, as_json: bool, quiet: bool, verbose: bool) -> None:
    from kg.reports import left_out, summary

    for skipped in report.skipped:
        click.echo(f"skipped {skipped}", err=True)
    if as_json:
        print_json(report)
    elif not quiet:
        print_table(summary(report, db), err=True)
    if verbose and report.dropped:
        print_table(left_out(report), err=True)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", type=click.Choice(["jsonl"]), default="jsonl", expose_value=False, help="JSON Lines.")
@READING
@MODEL
@ONTOLOGY
@click.pass_context
def extract(
    ctx: click.Context, /, paths: tuple[str, ...], model: str | None, ontology: Path | None, **reading: Any
) -> None:
    """Print what each article tells, one JSON object a line.

    No store is needed, and none is made. Ids that the articles' data give them are kept.

    \b
    kg extract story.txt
    kg extract sentences.jsonl --format jsonl > found.jsonl
    """
    import msgspec

    from kg.pipeline import extraction_record, load_extractor
    from kg.readers import ReadOptions

    types = read_ontology(ontology)
    skipped: list[Skipped] = []
    for found in extracted(paths, load_extractor(model, ontology), ReadOptions(**reading), skipped):
        sys.stdout.buffer.write(msgspec.json.encode(extraction_record(*found, types)) + b"\n")
    if skipped:
        ctx.exit(SKIPPED)
