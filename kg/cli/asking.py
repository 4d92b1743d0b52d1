"""Commands that answer: from the store, or by a question to Neo4j."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    from kg.queries import GRAPH, load_queries
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
    columns, rows = run_query(connection_to(**address), asked.text, {**asked.parameters, **given})
    table = Table(title=asked.title, columns=columns, rows=rows)
    print_answer([table.without(GRAPH) if query in known else table], table.records(), as_json)


def _query_file(name: str, known: Mapping[str, Query]) -> Query:
    from kg.queries import own_query

    path = Path(name)
    if path.suffix != ".cypher":
        raise InputError(unknown("question", name, known))
    try:
        return own_query(path.read_text(encoding="utf8"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {name}: {error}; give a .cypher file in UTF-8") from error
