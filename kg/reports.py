"""What people ask of a graph on a terminal: one entity's facts with their sentences, and the whole in numbers."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.graph import Graph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Edge, Node
from kg.ontology import Ontology


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
        status = "" if self.status == "asserted" else f" ({self.status})"
        return f"{self.date or '          '}  {self.source} {self.type} {self.target}{status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An entity and all the facts it is a side of, the latest first."""

    name: str
    kind: str
    country: str
    facts: tuple[Fact, ...]

    def title(self) -> str:
        """Return name, kind and country in one line."""
        return f"{self.name} ({self.kind}{f', {self.country}' if self.country else ''})"

    def record(self) -> dict[str, object]:
        """Return the entity as plain dictionaries."""
        return asdict(self)


def describe(graph: Graph, name: str) -> list[Described]:
    """Return the entities whose name, or else one of whose aliases or words, is `name`, in any case."""
    nodes = {node.id: node for node in graph.nodes()}
    wanted = name.casefold()
    entities = [n for n in nodes.values() if "Entity" in n.labels]
    for fits in (_is_name, _is_alias, _is_word):
        chosen = [n for n in entities if fits(n, wanted)]
        if chosen:
            break
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


def _is_name(node: Node, wanted: str) -> bool:
    return str(node.properties["name"]).casefold() == wanted


def _is_alias(node: Node, wanted: str) -> bool:
    aliases = node.properties.get("aliases", ())
    return isinstance(aliases, tuple) and wanted in (alias.casefold() for alias in aliases)


def _is_word(node: Node, wanted: str) -> bool:
    return wanted in str(node.properties["name"]).casefold().split()


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
            date=str(edge.properties.get("date", "")),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table of plain values."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def statistics(graph: Graph, ontology: Ontology, top: int) -> list[Table]:
    """Return the graph in numbers; only asserted facts count for actors, pairs and balance."""
    quads = {kind.edge: kind.quad for kind in ontology.types.values()}
    names: dict[str, str] = {}
    labels: Counter[str] = Counter()
    for node in graph.nodes():
        labels[node.labels[-1]] += 1
        names[node.id] = _name(node)
    types: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    balance: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for edge in graph.edges():
        if edge.type in STRUCTURAL_EDGES:
            continue
        types[edge.type] += 1
        status = str(edge.properties["status"])
        statuses[status] += 1
        if status == "asserted":
            actors[edge.source] += 1
            if edge.type in quads and not edge.target.startswith("event:"):
                balance[edge.source, edge.target][quads[edge.type] > 2] += 1
    busiest = sorted(balance.items(), key=lambda item: (-sum(item[1]), names[item[0][0]], names[item[0][1]]))[:top]
    return [
        Table(title="Nodes", columns=("label", "count"), rows=labels.most_common()),
        Table(title="Facts by type", columns=("type", "count"), rows=types.most_common()),
        Table(title="Facts by status", columns=("status", "count"), rows=statuses.most_common()),
        Table(
            title="Busiest actors", columns=("name", "facts"), rows=[(names[i], n) for i, n in actors.most_common(top)]
        ),
        Table(
            title="Who to whom",
            columns=("actor", "recipient", "cooperation", "conflict"),
            rows=[(names[a], names[r], *counts) for (a, r), counts in busiest],
        ),
    ]
