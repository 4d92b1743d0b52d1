"""Neo4j's own import takes the exported files, and the database is the one that a load makes."""

from datetime import date
from pathlib import Path

import pytest

from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node, Value
from kg.server.lock import VERSIONS
from kg.sinks import write_folder
from kg.sinks.neo4j import load
from kg.sinks.neo4j_csv import COMMAND

from .admin import run_admin, server_on
from .conftest import Database, Graph, entity

HOSTILE = [
    "", " ", " spaces ", "0043", "1e5", "true", "2025-01-24", "null", "=1+1", "-2", "@x", "a,b", "a;b|c", "# none",
    "a\tb", "a\nb", "a\n\nb\n", "a\r\nb\rc", '"', '""', '"a"', 'a "b" c', "'", "\\", '\\"', "\\n", "a\\", "U+001F",
    "\x1f", "a\x1fb", "\x00", "\x01\x07\x0b\x7f", "\x85\u2028\u2029", "\ufeff", "\uffff", "e\u0301 \u202e 🕊",
    "Зеленский 习近平", "x'}) DETACH DELETE n //", "${x} $(y) `z`",
]  # fmt: skip
LONG = '"🕊' * 50_000

SAMPLES: dict[PropertyType, Value] = {
    str: "043", int: 2**53 + 1, float: 1e-9, bool: True, date: date(999, 12, 31), tuple: ("b", "", "a;b"),
}  # fmt: skip
PROPERTIES = "UNWIND keys(x) AS key WITH x, key WHERE key <> 'kg_load' RETURN x.id, key, valueType(x[key]), x[key]"
CONTENT = [
    "MATCH (n) RETURN n.id, labels(n)",
    "MATCH (a)-[r]->(b) RETURN a.id, r.id, type(r), b.id",
    f"MATCH (x) {PROPERTIES}",
    f"MATCH ()-[x]->() {PROPERTIES}",
    "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties",
    "SHOW INDEXES YIELD name, type, labelsOrTypes, properties WHERE type <> 'LOOKUP' RETURN *",
]


@pytest.fixture(scope="module")
def hostile_graph(news_graph: Graph) -> Graph:
    """The news, every property of every kind of node and edge, and texts that are hard to write."""
    nodes = [entity(text, "Person", text, aliases=(text, "x")) for text in HOSTILE]
    edges = [Edge(id=n.id, type="SAID", source=n.id, target=n.id, properties={"sentence": n.id}) for n in nodes]
    edges.append(Edge(id="long", type="SAID", source="", target="", properties={"sentence": LONG}))
    for label, declared in NODE_PROPERTIES.items():
        nodes += [Node(id=f"{label}:full", labels=(label,), properties=full(declared))]
        nodes += [Node(id=f"{label}:bare", labels=(label,), properties={})]
    for kind, declared in (STRUCTURAL_EDGES | {"CUSTOM_TIE": FACT_PROPERTIES}).items():
        ends = {"type": kind, "source": "Event:full", "target": "Article:bare"}
        edges += [Edge(id=f"{kind}:full", properties=full(declared), **ends), Edge(id=f"{kind}:bare", **ends)]
    return Graph(nodes=[*news_graph.nodes, *nodes], edges=[*news_graph.edges, *edges])


def full(declared: dict[str, PropertyType]) -> dict[str, Value]:
    return {name: SAMPLES[kind] for name, kind in declared.items()}


class Stream:
    def __init__(self, graph: Graph) -> None:
        self.nodes, self.edges = lambda: graph.nodes, lambda: graph.edges


def content(database: Database) -> list[list[list[object]]]:
    return [sorted(database.rows(statement), key=repr) for statement in CONTENT]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_import_makes_what_a_load_makes(
    version: str, hostile_graph: Graph, database: Database, tmp_path: Path
) -> None:
    folder, home = tmp_path / "graph", tmp_path / "home"
    write_folder("csv", Stream(hostile_graph), str(folder))
    told = run_admin(version, home, folder, *COMMAND.split()[1:])
    assert f" {len(hostile_graph.nodes)} nodes\n  {len(hostile_graph.edges)} relationships\n" in told
    assert (folder / "import.report").read_text() == ""
    run_admin(version, home, folder, "database", "check", "neo4j")

    load(database.connection, hostile_graph.nodes, hostile_graph.edges)
    with server_on(version, home) as connection, Database(connection) as imported:
        for statement in (folder / "schema.cypher").read_text().split(";\n")[:-1]:
            imported.rows(statement)
        assert content(imported) == content(database)
        assert imported.rows("MATCH (n) RETURN DISTINCT n.kg_load") == [["import"]]

        fewer = hostile_graph.nodes[1:]
        said = [edge for edge in hostile_graph.edges if edge.type == "SAID"]
        for target in (connection, database.connection):
            report = load(target, fewer, said)
            assert (report.nodes_removed, report.edges_removed) == (1, len(hostile_graph.edges) - len(said))
        assert content(imported) == content(database)
