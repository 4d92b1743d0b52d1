"""Commands that answer: from the store, or a question from Neo4j."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kg.cli.options import DB, JSON, NEO4J, ONTOLOGY
from kg.cli.shared import connection_to, open_graph, read_ontology
from kg.errors import InputError, unknown
from kg.terminal import Table, print_answer, print_json

if TYPE_CHECKING:
    from kg.queries import Query


@click.command()
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

    with open_graph(db, ontology) as graph:
        shown = describe(graph, name)
    if as_json:
        print_json(shown)
    for entity in [] if as_json else shown:
        click.secho(entity.title(), bold=True)
        for fact in entity.facts:
            click.echo(f"  {fact.headline()}")
            for telling in fact.tellings:
                click.secho(f"      “{' '.join(telling.sentence.split())}”\n      {telling.where}", dim=True)


@click.command()
@DB
@ONTOLOGY
@JSON
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Length of the lists.")
def stats(db: str, ontology: Path | None, as_json: bool, top: int) -> None:
    """Print what the graph holds.

    The numbers of nodes; facts by type, with a small bar for each month, and by status; the busiest actors; who acts
    towards whom, among those; and for each dyad cooperation against conflict, one's + the other's.

    \b
    kg stats
    kg stats --top 25 --json
    """
    from kg.statistics import statistics

    with open_graph(db, ontology) as graph:
        tables = statistics(graph, read_ontology(ontology), top)
    print_answer(tables, {table.key: table.records() for table in tables}, as_json)


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


@click.command()
@click.argument("query", metavar="NAME|FILE", required=False)
@click.option("--list", "listing", is_flag=True, help="List the questions that come with the program.")
@click.option("-p", "parameters", multiple=True, callback=_parameters, metavar="NAME=VALUE", help="Give a parameter.")
@DB
@ONTOLOGY
@NEO4J
@JSON
@click.pass_context
def query(
    ctx: click.Context,
    /,
    query: str | None,
    listing: bool,
    parameters: dict[str, str],
    db: str,
    ontology: Path | None,
    as_json: bool,
    **address: str | None,
) -> None:
    """Ask the graph a question.

    NAME is one that comes with the program, FILE a .cypher file of your own in the same form. The store answers, unless
    an option or the environment tells where Neo4j is. A file is for Neo4j alone; so are the paths of an answer in JSON.

    \b
    kg query --list
    kg query what-a-person-said -p person="Dmitry Peskov"
    kg query my-question.cypher --uri bolt://localhost:7687 --json
    """
    from kg.queries import GRAPH, load_queries
    from kg.reports import questions

    known = load_queries()
    if listing:
        table = questions(known.values())
        print_answer([table], table.records(), as_json)
        return
    if query is None:
        raise click.UsageError("give a question's NAME or a FILE; --list names the questions", ctx)
    asked = known.get(query) or _query_file(query, known)
    given = {name: _value(text, asked.parameters.get(name)) for name, text in parameters.items()}
    if query in known:
        given = _checked(ctx, asked, given)
    if _asks_neo4j(ctx, address):
        table = _from_neo4j(asked, given, address)
    elif query in known:
        table = _from_store(asked, given, db, ontology)
    else:
        raise InputError(f"{query} is a question for Neo4j: give --uri or set NEO4J_URI (kg serve starts one)")
    print_answer([table.without(GRAPH) if query in known else table], table.records(), as_json)


def _checked(ctx: click.Context, query: Query, parameters: Mapping[str, object]) -> dict[str, object]:
    try:
        return query.given(**parameters)
    except InputError as error:
        raise click.UsageError(str(error), ctx) from error


def _asks_neo4j(ctx: click.Context, address: Mapping[str, str | None]) -> bool:
    """Tell whether a question goes to Neo4j: where it is told, unless the store is and stands nearer, on the line."""
    on_line = {name for name in ("db", *address) if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if "db" in on_line and len(on_line) > 1:
        raise click.UsageError("give either --db, to ask the store, or the address of Neo4j", ctx)
    return any(address.values()) and "db" not in on_line


def _from_neo4j(query: Query, parameters: Mapping[str, object], address: Mapping[str, str | None]) -> Table:
    from kg.sinks.neo4j import run_query

    columns, rows = run_query(connection_to(**address), query.text, {**query.parameters, **parameters})
    return Table(title=query.title, columns=columns, rows=rows)


def _from_store(query: Query, parameters: Mapping[str, object], db: str, ontology: Path | None) -> Table:
    from kg.questions import Index, answer

    with open_graph(db, ontology) as graph:
        rows = answer(Index(graph), query, parameters)
    return Table(title=query.title, columns=query.columns, rows=rows)


def _query_file(name: str, known: Mapping[str, Query]) -> Query:
    from kg.queries import own_query

    path = Path(name)
    if path.suffix != ".cypher":
        raise InputError(unknown("question", name, known))
    try:
        return own_query(path.read_text(encoding="utf8"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {name}: {error}; give a .cypher file in UTF-8") from error
