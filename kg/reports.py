"""What people ask on a terminal: one entity's facts with their sentences, what a run did."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import cast

from kg.dates import iso
from kg.errors import InputError
from kg.graph import Graph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge, Node, Precision
from kg.pipeline import IngestReport
from kg.queries import Query
from kg.terminal import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence that tells a fact, and where it stands."""

    sentence: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One typed edge, by names."""

    source: str
    type: str
    target: str
    date: str
    status: str
    tellings: tuple[Telling, ...]

    def headline(self) -> str:
        """Return the fact in one line; what is not asserted says so."""
        status = "" if self.status == "asserted" else f"({self.status})"
        return " ".join(filter(None, (f"{self.date:10} ", self.source, self.type, self.target, status)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An entity and all the facts it is a side of, the latest first."""

    name: str
    kind: str
    country: str
    facts: tuple[Fact, ...]

    def title(self) -> str:
        """Return name, kind and country in one line."""
        return f"{self.name} ({', '.join(filter(None, (self.kind, self.country)))})"


def describe(graph: Graph, name: str) -> list[Described]:
    """Return the entities whose name, or else one of whose aliases or words, is `name`, in any case.

    Raises InputError, with the nearest names, where there is none.
    """
    nodes = {node.id: node for node in graph.nodes()}
    chosen = _chosen([node for node in nodes.values() if "Entity" in node.labels], name)
    facts = _facts(graph, nodes, {n.id for n in chosen})
    return [
        Described(
            name=str(n.properties["name"]),
            kind=n.labels[-1],
            country=str(n.properties.get("country", "")),
            facts=tuple(facts[n.id]),
        )
        for n in chosen
    ]


def _chosen(entities: Sequence[Node], name: str) -> list[Node]:
    wanted = " ".join(name.casefold().split())
    for called in (_names, _aliases, _words):
        if chosen := [node for node in entities if wanted in called(node)]:
            return chosen
    near: dict[str, Node] = {}
    for node in entities:
        near |= dict.fromkeys((*_names(node), *_aliases(node), *_words(node)), node)
    nearest = dict.fromkeys(_name(near[match]) for match in get_close_matches(wanted, near, n=5))
    hint = f"did you mean {' or '.join(map(repr, nearest))}?" if nearest else "kg stats lists the busiest actors"
    raise InputError(f"no entity {name!r} in the graph; {hint}")


def _names(node: Node) -> list[str]:
    return [_name(node).casefold()]


def _aliases(node: Node) -> list[str]:
    aliases = node.properties.get("aliases", ())
    return [alias.casefold() for alias in aliases] if isinstance(aliases, tuple) else []


def _words(node: Node) -> list[str]:
    return _name(node).casefold().split()


def _facts(graph: Graph, nodes: Mapping[str, Node], wanted: set[str]) -> dict[str, list[Fact]]:
    """Return the facts of each wanted entity, the latest first, with every sentence that tells them."""
    edges: list[Edge] = []
    tellings: defaultdict[str, list[Telling]] = defaultdict(list)
    for edge in graph.edges():
        if edge.type == "REPORTED_IN":
            article = nodes[edge.target].properties
            title, source = article.get("title", edge.target), article.get("source", "")
            where = ", ".join(str(part) for part in (title, source, article.get("published", "")) if part)
            tellings[edge.source].append(Telling(sentence=str(edge.properties["sentence"]), where=where))
        elif edge.type not in STRUCTURAL_EDGES and wanted & {edge.source, edge.target}:
            edges.append(edge)
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (str(e.properties.get("date", "")), e.id), reverse=True):
        fact = Fact(
            source=_name(nodes[edge.source]),
            type=edge.type,
            target=_name(nodes[edge.target]),
            date=_day(edge),
            status=str(edge.properties.get("status", "")),
            tellings=tuple(tellings[str(edge.properties["event"])]),
        )
        for end in wanted & {edge.source, edge.target}:
            found[end].append(fact)
    return found


def _name(node: Node) -> str:
    """Return an entity's name; for an event, what it is about."""
    properties = node.properties
    return str(properties.get("name") or properties.get("content") or "")


def _day(edge: Edge) -> str:
    """Return the date of a fact as far as it is known."""
    day = edge.properties.get("date")
    precision = cast(Precision | None, edge.properties.get("date_precision"))
    return iso(day, precision) if isinstance(day, date) else ""


def summary(report: IngestReport, db: str) -> Table:
    """Return what an ingest did, in numbers."""
    rows = (
        ("articles read", report.read),
        ("new", report.added),
        ("known already", report.unchanged),
        ("extracted again", report.refreshed),
        ("skipped", len(report.skipped)),
        ("events", report.events),
        ("entities", report.entities),
    )
    return Table(title=f"{db} in {report.seconds:.1f} s", columns=("what", "count"), rows=rows)


def left_out(report: IngestReport) -> Table:
    """Return why an ingest left things out, the most frequent reason first."""
    return Table.of_counts("Left out", "reason", report.dropped)


def questions(known: Iterable[Query]) -> Table:
    """Return the questions to Neo4j by name, with the parameters that they take and their defaults."""
    rows = [(query.name, query.title, query.parameters) for query in known]
    return Table(title="Questions", columns=("name", "question", "parameters"), rows=rows)
