"""The command line: parses, calls the library, prints; nothing else imports click.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some
articles were skipped. Heavy modules are imported where used, so that `kg --help` is instant.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import InputError, KgError, unknown

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.ontology import Ontology
    from kg.pipeline import IngestReport, Progress
    from kg.readers import ReadOptions
    from kg.sinks.neo4j import Connection

SKIPPED = 3
"""Exit code of a run that is done but had to skip articles."""
FIELDS = ("id", "title", "text", "published", "source", "url", "language")


class Commands(click.Group):
    """A group that turns the program's own errors into one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a KgError becomes its message, Ctrl-C a hint that the run can be taken up again."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("\nstopped; what is stored stays, and the same command goes on from there", err=True)
            ctx.exit(130)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where there is none of that name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(unknown("command", args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _fields(_ctx: click.Context, _param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    pairs = dict(pair.partition("=")[::2] for pair in value)
    for field, name in pairs.items():
        if field not in FIELDS or not name:
            raise click.BadParameter(f"give FIELD=NAME, FIELD one of {', '.join(FIELDS)}; for example text=body")
    return pairs


def _parameters(_ctx: click.Context, _param: click.Parameter, value: Sequence[str]) -> dict[str, object]:
    if any("=" not in pair for pair in value):
        raise click.BadParameter('give NAME=VALUE; for example person="Dmitry Peskov"')
    return {name: _json_or_text(text) for name, _, text in (pair.partition("=") for pair in value)}


def _json_or_text(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _all(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Return several options as one decorator, in the order of the help text."""
    return lambda command: functools.reduce(lambda inner, option: option(inner), reversed(options), command)


DB = click.option(
    "--db",
    envvar="KG_DB",
    default="kg.db",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The store's file.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say also what was left out, and why.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
ONTOLOGY = click.option(
    "--ontology", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of another ontology."
)
MODEL = click.option("--model", envvar="KG_MODEL", metavar="PATH|NAME", help="Another spaCy pipeline with UD labels.")
READING = _all(
    click.option("--no-furniture", "keep", is_flag=True, help="Keep headlines, bylines, sign-up lines … as text."),
    click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
        metavar="YYYY-MM-DD",
        help="Day of publication of articles whose data have none.",
    ),
    click.option(
        "--field", "fields", multiple=True, callback=_fields, metavar="FIELD=NAME", help="Field's name in JSONL, CSV."
    ),
)
NEO4J = _all(
    click.option("--uri", envvar="NEO4J_URI", help="Address of the server.  [env: NEO4J_URI]"),
    click.option("--user", envvar="NEO4J_USERNAME", help="User; the password is taken from NEO4J_PASSWORD."),
    click.option("--database", envvar="NEO4J_DATABASE", help="Database.  [env: NEO4J_DATABASE]"),
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Read news and build a knowledge graph of geopolitical events.

    \b
    kg ingest articles/ --graphml graph.graphml   read articles, store what they tell, write the graph
    kg show "Dmitry Peskov"                       what somebody did, with the sentences
    kg serve                                      look at the graph in Neo4j Browser
    """


@main.command()
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
    """Read articles into the store: files, folders, globs, or - for standard input.

    Plain text, Markdown, HTML, JSON Lines and CSV are known by their suffix, .gz of any. An article that the store
    holds already changes nothing.

    \b
    kg ingest articles/ --graphml graph.graphml
    kg ingest news.jsonl.gz --field text=body --workers 2
    cat story.txt | kg ingest - --published 2025-01-24
    """
    from kg import pipeline
    from kg.store import Store

    make = functools.partial(pipeline.load_extractor, model, ontology)
    with Store.open(db) as store, _progress(quiet) as advance:
        report = pipeline.ingest(
            paths,
            store,
            make,
            read_options=_read_options(**reading),
            workers=workers,
            refresh=refresh,
            on_progress=advance,
        )
    _print_report(report, db, as_json=as_json, quiet=quiet, verbose=verbose)
    for sink, path in (("graphml", graphml), ("gexf", gexf)):
        if path:
            _export(sink, path, db, ontology)
    if neo4j:
        _load(db, ontology, _connection(neo4j, None, None), quiet)
    if report.skipped:
        ctx.exit(SKIPPED)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "_format", type=click.Choice(["jsonl"]), default="jsonl", help="Format of the output.")
@READING
@MODEL
@ONTOLOGY
@click.pass_context
def extract(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    _format: str,
    model: str | None,
    ontology: Path | None,
    **reading: Any,
) -> None:
    """Print what each article tells, one JSON object a line, without a store.

    \b
    kg extract story.txt
    kg extract sentences.jsonl --format jsonl > found.jsonl
    """
    import msgspec

    from kg import pipeline
    from kg.model import Skipped

    extractor = pipeline.load_extractor(model, ontology)
    types = _load_ontology(ontology)
    out = sys.stdout.buffer
    skipped = 0
    for item in pipeline.extract_articles(paths, extractor, _read_options(**reading)):
        if isinstance(item, Skipped):
            skipped += 1
            click.echo(f"skipped {item}", err=True)
        else:
            out.write(msgspec.json.encode(pipeline.extraction_record(*item, types)) + b"\n")
    if skipped:
        ctx.exit(SKIPPED)


@main.command()
@click.argument("sink", metavar="FORMAT")
@click.argument("out", metavar="OUT", default="-")
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
def export(sink: str, out: str, db: str, ontology: Path | None, edges: str, events_as_nodes: bool) -> None:
    """Write the graph to a file, or to standard output: graphml, gexf (for Gephi) or jsonl (always the whole graph).

    \b
    kg export graphml graph.graphml
    kg export gexf graph.gexf --edges all
    kg export jsonl - | head
    """
    _export(sink, out, db, ontology, edges, whole=events_as_nodes or sink == "jsonl")


@main.command()
@DB
@ONTOLOGY
@NEO4J
@QUIET
def load(db: str, ontology: Path | None, uri: str | None, user: str | None, database: str | None, quiet: bool) -> None:
    """Make a Neo4j database hold exactly the store's graph; what others put there stays.

    \b
    export NEO4J_PASSWORD=…
    kg load --uri bolt://localhost:7687
    """
    _load(db, ontology, _connection(uri, user, database), quiet)


@main.command()
@click.argument("name")
@DB
@ONTOLOGY
@JSON
@click.pass_context
def show(ctx: click.Context, /, name: str, db: str, ontology: Path | None, as_json: bool) -> None:
    """Print what a person, country, organization … did and what was done to it, each with its sentence.

    \b
    kg show Peskov
    kg show "Saudi Arabia" --json
    """
    from kg.reports import describe

    with _graph(db, ontology) as graph:
        shown = describe(graph, name)
    if as_json:
        _print_json([entity.record() for entity in shown])
    for entity in [] if as_json else shown:
        click.secho(entity.title(), bold=True)
        for fact in entity.facts:
            click.echo(f"  {fact.headline()}")
            for telling in fact.tellings:
                click.secho(f"      “{telling.sentence}”", dim=True)
                click.secho(f"      {telling.where}", dim=True)
    if not shown:
        ctx.fail(f"no entity {name!r} in {db}; kg stats lists the busiest")


@main.command()
@DB
@ONTOLOGY
@JSON
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Length of the lists.")
def stats(db: str, ontology: Path | None, as_json: bool, top: int) -> None:
    """Print what the graph holds: nodes, edges, the busiest actors and pairs, cooperation against conflict."""
    from kg.reports import statistics

    with _graph(db, ontology) as graph:
        tables = statistics(graph, _load_ontology(ontology), top)
    if as_json:
        _print_json({table.title: table.rows for table in tables})
        return
    for table in tables:
        _print_table(table.title, table.columns, table.rows)


@main.command()
@click.argument("query", metavar="NAME|FILE", required=False)
@click.option("--list", "listing", is_flag=True, help="List the questions that come with the program.")
@click.option("-p", "parameters", multiple=True, callback=_parameters, metavar="NAME=VALUE", help="Give a parameter.")
@NEO4J
@JSON
@click.pass_context
def query(
    ctx: click.Context,
    /,
    query: str | None,
    listing: bool,
    parameters: dict[str, object],
    uri: str | None,
    user: str | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Ask Neo4j a question: one that comes with the program, or a .cypher file of your own.

    \b
    kg query --list
    kg query what-a-person-said -p person="Dmitry Peskov"
    kg query my-question.cypher --json
    """
    from kg.queries import load_queries
    from kg.sinks.neo4j import run_query

    known = load_queries()
    if listing:
        names = [(q.name, q.title, ", ".join(f"{k}={v}" for k, v in q.parameters.items())) for q in known.values()]
        _print_table("Questions", ("name", "question", "parameters"), names)
        return
    if query is None:
        raise click.UsageError("give a question's NAME or a FILE; --list names the questions", ctx)
    asked = known.get(query) or _query_file(query, known)
    if extra := sorted(parameters.keys() - asked.parameters.keys()):
        raise click.UsageError(unknown("parameter", extra[0], asked.parameters), ctx)
    columns, rows = run_query(_connection(uri, user, database), asked.text, {**asked.parameters, **parameters})
    if as_json:
        _print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        _print_table(asked.title, columns, rows)


@main.command()
@DB
@ONTOLOGY
@click.option("--release", default=None, help="Neo4j release; the newest long-term one by default.")
@QUIET
def serve(db: str, ontology: Path | None, release: str | None, quiet: bool) -> None:
    """Start a Neo4j server of its own on this machine, load the graph, and print where to look at it.

    Needs the extra: pip install "geokg[server]". The server and its data are gone with this command (Ctrl-C).
    """
    from kg.queries import cypher_folder
    from kg.server import VERSIONS, running
    from kg.sinks.neo4j import Connection

    if release and release not in VERSIONS:
        raise click.BadParameter(unknown("release", release, VERSIONS), param_hint="--release")
    with running(release or VERSIONS[0]) as server:
        connection = Connection(uri=server.bolt, user=server.user, password=server.password, database="neo4j")
        _load(db, ontology, connection, quiet)
        click.echo(f"Browser:  {server.http}/browser/")
        click.echo(f"Connect:  {server.bolt}")
        click.echo(f"User:     {server.user}\nPassword: {server.password}")
        click.echo(
            f"Questions to paste: {cypher_folder()}/*.cypher; style: drop style.grass from there on the Browser\n"
            "Ctrl-C ends the server and removes its data.",
            err=True,
        )
        sys.stdout.flush()
        server.process.wait()
        raise KgError("the server ended by itself; run kg serve again")


@main.command(name="eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@MODEL
@ONTOLOGY
@JSON
def evaluate_(gold: Path, model: str | None, ontology: Path | None, as_json: bool) -> None:
    """Score the extraction against a gold file (JSON Lines: whole graphs, coded sentences, marked pairs, or speech).

    \b
    kg eval gold.jsonl --json
    """
    from kg import evaluate
    from kg.pipeline import load_extractor

    records = evaluate.load_gold(gold)
    kind = evaluate.kind_of(records[0], gold)
    measures = evaluate.score(records, load_extractor(model, ontology).extract(evaluate.articles(records)), kind)
    if as_json:
        _print_json({"gold": kind, "records": len(records), **measures})
    else:
        _print_table(f"{kind} gold, {len(records)} records", ("measure", "score"), list(measures.items()))


@main.command()
@DB
@MODEL
@ONTOLOGY
@NEO4J
@JSON
@click.pass_context
def doctor(
    ctx: click.Context,
    /,
    db: str,
    model: str | None,
    ontology: Path | None,
    uri: str | None,
    user: str | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Say what is there and what is missing (model, ontology, store, Neo4j, server), and how to mend it."""
    from kg.doctor import examine

    findings = examine(db, model, ontology, lambda: _connection(uri, user, database))
    if as_json:
        _print_json([{"part": f.part, "state": f.state, "message": f.message} for f in findings])
    for finding in [] if as_json else findings:
        color = {"ok": "green", "optional": "yellow"}.get(finding.state, "red")
        click.echo(f"{click.style(finding.state.ljust(8), fg=color)} {finding.part.ljust(9)} {finding.message}")
    if any(f.state == "missing" for f in findings):
        ctx.exit(1)


def _read_options(keep: bool, published: date | None, fields: dict[str, str]) -> ReadOptions:
    from kg.readers import ReadOptions

    return ReadOptions(keep_furniture=keep, published=published, fields=fields)


def _load_ontology(folder: Path | None) -> Ontology:
    from kg.ontology import load_ontology

    return load_ontology(folder)


@contextmanager
def _graph(db: str, ontology: Path | None) -> Iterator[Graph]:
    """Give the store's graph for the length of a block; the store is not written to."""
    from kg.pipeline import project
    from kg.store import Store

    with Store.open(db, read_only=True) as store:
        yield project(store, _load_ontology(ontology))


def _export(sink: str, path: str, db: str, ontology: Path | None, edges: Any = "merged", whole: bool = False) -> None:
    from kg.graph.views import view
    from kg.sinks import SINKS, write_file

    if sink not in SINKS:
        raise click.BadParameter(unknown("format", sink, SINKS), param_hint="FORMAT")
    colors = {kind.edge: kind.color for kind in _load_ontology(ontology).types.values()}
    with _graph(db, ontology) as graph:
        write_file(sink, view(graph, edges, events=whole), path, colors)


def _connection(uri: str | None, user: str | None, database: str | None) -> Connection:
    from kg.sinks.neo4j import Connection

    return Connection.from_env(uri, user, database)


def _load(db: str, ontology: Path | None, connection: Connection, quiet: bool) -> None:
    from kg.sinks.neo4j import load as load_into

    with _graph(db, ontology) as graph:
        report = load_into(connection, graph.nodes(), graph.edges())
    if not quiet:
        click.echo(
            f"Neo4j {connection}: {report.nodes_written} nodes and {report.edges_written} edges written, "
            f"{report.nodes_removed} and {report.edges_removed} stale ones removed",
            err=True,
        )


def _query_file(name: str, known: dict[str, Any]) -> Any:
    from kg.queries import parse_query

    path = Path(name)
    if path.suffix != ".cypher":
        raise InputError(unknown("question", name, known))
    try:
        return parse_query(path.read_text(encoding="utf8"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {name}: {error}") from error


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Give a function that moves a bar on a terminal, and does nothing elsewhere."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("articles", total=None)

        def advance(now: Any) -> None:
            bar.update(task, completed=now.added + now.unchanged + now.refreshed, total=now.read or None)

        yield advance


def _print_report(report: IngestReport, db: str, *, as_json: bool, quiet: bool, verbose: bool) -> None:
    for skipped in report.skipped:
        click.echo(f"skipped {skipped}", err=True)
    counts = {
        "articles read": report.read,
        "new": report.added,
        "known already": report.unchanged,
        "extracted again": report.refreshed,
        "skipped": len(report.skipped),
        "events": report.events,
        "entities": report.entities,
    }
    if as_json:
        left_out = dict(report.dropped.most_common())
        _print_json({**counts, "left out": left_out, "seconds": round(report.seconds, 2), "store": db})
        return
    if not quiet:
        _print_table(f"{db} in {report.seconds:.1f} s", ("what", "count"), list(counts.items()), err=True)
    if verbose:
        _print_table("Left out", ("reason", "count"), report.dropped.most_common(), err=True)


def _print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], err: bool = False) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(stderr=err)
    table = Table(title=escape(title), title_justify="left", title_style="bold")
    for i, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        table.add_column(escape(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    console.print(table)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
