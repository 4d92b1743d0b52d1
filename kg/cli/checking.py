"""Commands that look at kg itself: how well it reads, and what it needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.group import SKIPPED
from kg.cli.options import DB, JSON, MODEL, NEO4J, ONTOLOGY
from kg.cli.shared import connection_to, extracted
from kg.terminal import Table, print_answer, print_json

if TYPE_CHECKING:
    from kg.model import Skipped


@click.command(name="eval")
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
    found = extracted((str(gold),), load_extractor(model, ontology), None, skipped)
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


@click.command()
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

    findings = examine(db, model, ontology, lambda: connection_to(**address))
    if as_json:
        print_json(findings)
    for finding in [] if as_json else findings:
        color = {"ok": "green", "optional": "yellow"}.get(finding.state, "red")
        click.echo(f"{click.style(finding.state.ljust(8), fg=color)} {finding.part.ljust(9)} {finding.message}")
    if any(finding.state == "failed" for finding in findings):
        ctx.exit(1)
