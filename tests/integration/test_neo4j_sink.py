import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from kg.errors import SinkError
from kg.model import Edge, Node
from kg.queries import load_schema
from kg.sinks.neo4j import Connection, LoadReport, check, load, run_query

from .conftest import Database, Graph, entity

HOSTILE = [
    'it\'s "quoted" and `backticked`',
    "x'}) DETACH DELETE n //",
    "\\u0027 \\ $rows {id: 1} ;",
    "Зеленский 习近平 🕊 e\u0301 \u202e",
    "line\nbreak\ttab",
]


def contents(database: Database) -> tuple[dict[str, object], dict[str, object]]:
    """All that the database holds but the stamps, by id."""
    nodes = database.rows("MATCH (n) RETURN n.id, labels(n), properties(n)")
    edges = database.rows("MATCH (a)-[r]->(b) RETURN r.id, type(r), a.id, b.id, properties(r)")
    for row in [*nodes, *edges]:
        row[-1] = {key: value for key, value in row[-1].items() if key != "kg_load"}  # type: ignore[attr-defined]
    assert len({row[0] for row in nodes}) == len(nodes)
    assert len({row[0] for row in edges}) == len(edges)
    return {str(row[0]): [sorted(row[1]), row[2]] for row in nodes}, {str(row[0]): row[1:] for row in edges}  # type: ignore[call-overload]


def expected(graph: Graph) -> tuple[dict[str, object], dict[str, object]]:
    def stored(item: Node | Edge) -> dict[str, object]:
        values = {key: list(value) if isinstance(value, tuple) else value for key, value in item.properties.items()}
        return {"id": item.id, **values}

    nodes = {node.id: [sorted(node.labels), stored(node)] for node in graph.nodes}
    edges = {edge.id: [edge.type, edge.source, edge.target, stored(edge)] for edge in graph.edges}
    return nodes, edges  # type: ignore[return-value]


def holds(database: Database, graph: Graph) -> bool:
    nodes, edges = contents(database)
    for row in [*nodes.values(), *edges.values()]:
        for key, value in row[-1].items():  # type: ignore[index]
            row[-1][key] = value.to_native() if hasattr(value, "to_native") else value  # type: ignore[index]
    assert nodes == expected(graph)[0]
    assert edges == expected(graph)[1]
    return True


def without(graph: Graph, *ids: str) -> Graph:
    """The graph less some nodes, and so less their edges."""
    return Graph(
        nodes=[node for node in graph.nodes if node.id not in ids],
        edges=[edge for edge in graph.edges if edge.source not in ids and edge.target not in ids],
    )


def put(database: Database, graph: Graph) -> LoadReport:
    return load(database.connection, iter(graph.nodes), iter(graph.edges))


def test_load_writes_the_graph_and_is_idempotent(database: Database, news_graph: Graph) -> None:
    first = put(database, news_graph)
    assert first == LoadReport(
        nodes_written=len(news_graph.nodes), edges_written=len(news_graph.edges), nodes_removed=0, edges_removed=0
    )
    assert holds(database, news_graph)
    assert put(database, news_graph) == first
    assert holds(database, news_graph)


def test_schema_is_the_shipped_file(database: Database) -> None:
    load(database.connection, [], [])
    constraints = database.rows("SHOW CONSTRAINTS YIELD name")
    indexes = database.rows("SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' RETURN *")
    shipped = [statement.split()[:3] for statement in load_schema()]
    assert len(constraints) == sum(words[1] == "CONSTRAINT" for words in shipped)
    assert len(indexes) == len(shipped)


def test_any_order_of_loads_converges(database: Database, news_graph: Graph) -> None:
    renamed = Graph(
        nodes=[
            replace(node, properties={"name": "Changed", "kind": "Group"}, labels=("Entity", "Group"))
            if node.id == "org:opec"
            else node
            for node in news_graph.nodes
        ],
        edges=[
            replace(edge, target="org:eu") if edge.id == "fact:e:plan" else edge
            for edge in news_graph.edges
            if edge.type != "ABOUT"
        ],
    )
    retyped = replace(news_graph.edges[0], type="CUSTOM_TIE")
    versions = [
        news_graph,
        without(news_graph, "person:trump", "article:2"),
        renamed,
        Graph(nodes=news_graph.nodes, edges=[retyped]),
        Graph(nodes=[], edges=[]),
    ]
    for order in random.Random(5).sample(list(permutations(versions)), 5):
        for graph in order:
            put(database, graph)
            assert holds(database, graph)


def test_a_load_that_broke_off_is_mended_by_the_next(database: Database, news_graph: Graph) -> None:
    put(database, news_graph)
    smaller = without(news_graph, "person:peskov")

    def torn() -> Iterator[Edge]:
        yield from smaller.edges[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(database.connection, smaller.nodes, torn())
    put(database, smaller)
    assert holds(database, smaller)


def test_what_belongs_to_others_stays(database: Database, news_graph: Graph) -> None:
    database.rows("CREATE (:Entity {id: 'mine', kg: 70})-[:KNOWS {id: 'k'}]->(:Group {name: 'Club'})")
    put(database, news_graph)
    database.rows("MATCH (n:Person {id: 'person:putin'}) SET n:Watched, n.note = 'mine'")
    database.rows("MATCH ()-[r:THREATENED]->() SET r.note = 'mine'")
    put(database, news_graph)
    assert database.rows("MATCH (n:Watched) RETURN n.id, n.note, n.name") == [
        ["person:putin", "mine", "Vladimir Putin"]
    ]
    assert database.rows("MATCH ()-[r:THREATENED]->() RETURN r.note") == [["mine"]]
    load(database.connection, [], [])
    assert database.rows("MATCH (a)-[r]->(b) RETURN a.id, a.kg, type(r), b.name") == [["mine", 70, "KNOWS", "Club"]]
    assert database.rows("MATCH (n) RETURN count(n)") == [[2]]


def test_a_node_that_others_tied_something_to_retires_and_comes_back(database: Database, news_graph: Graph) -> None:
    put(database, news_graph)
    database.rows("MATCH (n {id: 'person:putin'}) CREATE (:Dossier {name: 'file'})-[:COVERS]->(n)")
    report = put(database, without(news_graph, "person:putin"))
    assert report.nodes_removed == 1
    assert database.rows("MATCH (:Dossier)-[:COVERS]->(n) RETURN n.id, labels(n)") == [["person:putin", ["Retired"]]]
    assert database.rows("MATCH (:Retired)-[r]-() RETURN type(r)") == [["COVERS"]]
    put(database, news_graph)
    assert database.rows("MATCH (:Dossier)-[:COVERS]->(n) RETURN n.id, n.name, labels(n)") == [
        ["person:putin", "Vladimir Putin", ["Entity", "Person"]]
    ]
    put(database, without(news_graph, "person:putin"))
    database.rows("MATCH (d:Dossier) DETACH DELETE d")
    put(database, without(news_graph, "person:putin"))
    assert holds(database, without(news_graph, "person:putin"))


def test_an_id_that_others_hold_is_refused_and_left_alone(database: Database, news_graph: Graph) -> None:
    database.rows("CREATE (:Entity {id: 'person:putin', name: 'other'})")
    with pytest.raises(SinkError, match="under the id 'person:putin'"):
        put(database, news_graph)
    assert database.rows("MATCH (n {id: 'person:putin'}) RETURN properties(n)") == [
        [{"id": "person:putin", "name": "other"}]
    ]


def test_a_relationship_id_that_others_hold_is_refused(database: Database, news_graph: Graph) -> None:
    database.rows("CREATE (:Other {name: 'x'})-[:SAID {id: 'fact:e:say'}]->(:Other)")
    with pytest.raises(SinkError, match="others hold that id"):
        put(database, news_graph)
    assert database.rows("MATCH (n:Other)-[r:SAID]->() RETURN properties(r)") == [[{"id": "fact:e:say"}]]


def test_others_with_one_id_twice_is_said(database: Database) -> None:
    database.rows("CREATE (:Entity {id: 'twice'}), (:Entity {id: 'twice'})")
    with pytest.raises(SinkError, match="same label and id twice"):
        load(database.connection, [], [])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_are_values(database: Database, text: str) -> None:
    nodes = [entity(text, "Person", text), entity("b", "Country", "B", "BBB")]
    edge = Edge(id=text, type="SAID", source=text, target="b", properties={"sentence": text})
    load(database.connection, nodes, [edge])
    assert holds(database, Graph(nodes=nodes, edges=[edge]))


def test_dates_and_lists_come_back_as_such(database: Database, news_graph: Graph) -> None:
    put(database, news_graph)
    columns, rows = run_query(
        database.connection,
        "MATCH (e:Event {id: $id})-[r:REPORTED_IN]->(a:Article) RETURN e.date AS date, a, r, [e.date] AS dates",
        {"id": "e:threat"},
    )
    assert columns == ["date", "a", "r", "dates"]
    [(day, article, edge, days)] = rows
    assert (day, days) == (date(2025, 1, 24), [date(2025, 1, 24)])
    assert article == {
        "labels": ["Article"], "id": "article:1", "title": "Kremlin waits for Washington to move",
        "source": "Morning Post", "url": "https://news.example/article:1", "published": date(2025, 1, 24),
    }  # fmt: skip
    assert isinstance(edge, dict)
    assert (edge["type"], edge["start"], edge["sentence"]) == (
        "REPORTED_IN",
        10,
        "Trump threatened Russia anew.",
    )
    [(path, length, null)] = run_query(
        database.connection,
        "MATCH p = (:Person {id: 'person:trump'})-[:THREATENED]->() RETURN p, duration('P1D'), null",
        {},
    )[1]
    assert [part.get("name", part.get("type")) for part in path] == ["Donald Trump", "THREATENED", "Russia"]  # type: ignore[attr-defined]
    assert (length, null) == ("P1D", None)


def test_nodes_relationships_and_paths_have_captions(database: Database, news_graph: Graph) -> None:
    put(database, news_graph)
    database.rows("CREATE (:Zone:Area {size: 3})")
    text = """
    MATCH path = (:Event {id: "e:no"})-[r:ABOUT]->()<-[:ACTOR_IN]-(who)-[:AFFILIATED_WITH]->()
    MATCH (z:Zone) MATCH (a:Article {id: "article:1"})
    RETURN path, r, who, z, a
    """
    [row] = run_query(database.connection, text, {})[1]
    assert [value.caption for value in row] == [  # type: ignore[attr-defined]
        "Peskov dismissed that -ABOUT-> Trump proposed that OPEC cut its prices"
        " <-ACTOR_IN- Donald Trump -AFFILIATED_WITH-> United States",
        "ABOUT",
        "Donald Trump",
        "Area:Zone",
        "Kremlin waits for Washington to move",
    ]


def test_large_batches_and_progress(database: Database) -> None:
    nodes = [entity(f"n{number}", "Person", f"Name {number}") for number in range(4500)]
    edges = [Edge(id=f"e{n}", type="SAID", source=f"n{n}", target=f"n{(n * 7) % 4500}") for n in range(4500)]
    seen: list[tuple[str, int]] = []
    load(database.connection, nodes, edges, lambda kind, count: seen.append((kind, count)))
    assert seen == [(kind, count) for kind in ("nodes", "edges") for count in (2000, 4000, 4500)]
    assert holds(database, Graph(nodes=nodes, edges=edges))
    report = load(database.connection, nodes[:10], [])
    assert (report.nodes_removed, report.edges_removed) == (4490, 4500)


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (Node(id="x", labels=("Entity`) DELETE n //",), properties={}), "unknown node label"),
        (Node(id="x", labels=("Entity", "Persn"), properties={}), "did you mean 'Person'"),
        (Node(id="x", labels=("Article",), properties={"titel": "x"}), "did you mean 'title'"),
    ],
)
def test_nodes_outside_the_schema_are_refused(database: Database, node: Node, message: str) -> None:
    with pytest.raises(SinkError, match=message):
        load(database.connection, [node], [])
    assert database.rows("MATCH (n) RETURN count(n)") == [[0]]


def test_edges_outside_the_graph_are_refused(database: Database) -> None:
    node = entity("a", "Person", "A")
    with pytest.raises(SinkError, match="edge 'e' does not lie between two nodes"):
        load(database.connection, [node], [Edge(id="e", type="SAID", source="a", target="nobody")])
    with pytest.raises(SinkError, match="cannot be a Neo4j type"):
        load(database.connection, [node], [Edge(id="e", type="SAID]->() DELETE r //", source="a", target="a")])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"password": "s3cret-and-wrong"}, "refuses user 'neo4j': check NEO4J_USERNAME and NEO4J_PASSWORD"),
        ({"database": "nowhere"}, "set NEO4J_DATABASE to a database that exists"),
        ({"uri": "bolt://127.0.0.1:9"}, "cannot reach Neo4j at bolt://127.0.0.1:9, .*NEO4J_URI"),
        ({"uri": "postgres://localhost"}, "looks like bolt://localhost:7687"),
        ({"uri": "bolt://localhost:port"}, "cannot reach Neo4j at bolt://localhost:port, .*NEO4J_URI"),
    ],
)
def test_failures_say_what_mends_them_and_keep_the_password(
    neo4j_server: Connection, change: dict[str, str], message: str
) -> None:
    connection = replace(neo4j_server, **change)  # type: ignore[arg-type]
    for attempt in (lambda: check(connection), lambda: load(connection, [], [])):
        with pytest.raises(SinkError, match=message) as caught:
            attempt()
        assert connection.password not in f"{caught.value}{connection!r}{connection}"
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CREATE (n) RETURN n", "only queries that read"),
        ("MATCH (n RETURN n", "Invalid input"),
        ("RETURN $nothing", "give the parameter a value"),
    ],
)
def test_queries_that_cannot_run_are_explained(neo4j_server: Connection, text: str, message: str) -> None:
    with pytest.raises(SinkError, match=message):
        run_query(neo4j_server, text, {})


def test_check_names_the_server(neo4j_server: Connection) -> None:
    line = check(neo4j_server)
    assert line.startswith("Neo4j ")
    assert neo4j_server.uri in line


def test_an_old_server_is_refused(neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sinks.neo4j.connection.OLDEST", (9999, 1))
    with pytest.raises(SinkError, match=r"Neo4j/\d.* is too old: Neo4j 9999\.1 or newer is needed"):
        check(neo4j_server)


def test_an_address_with_a_password_is_refused(neo4j_server: Connection) -> None:
    with pytest.raises(SinkError, match="must not hold a user or password") as caught:
        replace(neo4j_server, uri="bolt://neo4j:s3cret@localhost")
    assert "s3cret" not in str(caught.value)


def test_errors_of_the_graphs_source_pass(database: Database) -> None:
    def broken() -> Iterator[Node]:
        raise ValueError("mine")
        yield

    with pytest.raises(ValueError, match="mine"):
        load(database.connection, broken(), [])


def test_connection_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SinkError, match="set the environment variable NEO4J_PASSWORD"):
        Connection.from_env()
    monkeypatch.setenv("NEO4J_PASSWORD", "s3cret")
    assert Connection.from_env() == Connection(
        uri="bolt://localhost:7687", user="neo4j", password="s3cret", database="neo4j"
    )
    monkeypatch.setenv("NEO4J_URI", "neo4j://far:7687")
    assert Connection.from_env().uri == "neo4j://far:7687"
    assert Connection.from_env("bolt://near:7687", "ann", "news").user == "ann"


def test_the_newest_server_takes_the_same_graph(newest_neo4j: Connection, news_graph: Graph) -> None:
    with Database(newest_neo4j) as newest:
        put(newest, news_graph)
        put(newest, without(news_graph, "person:trump"))
        put(newest, news_graph)
        assert holds(newest, news_graph)
        assert check(newest_neo4j).startswith("Neo4j 2026.")
