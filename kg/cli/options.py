"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _fields(_ctx: click.Context, _param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    from kg.readers.record import FIELDS

    pairs = dict(pair.partition("=")[::2] for pair in value)
    for field, name in pairs.items():
        if field not in FIELDS or not name:
            raise click.BadParameter(f"give FIELD=NAME, FIELD one of {', '.join(FIELDS)}; for example text=body")
    return pairs


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
