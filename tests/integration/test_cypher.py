import re
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.schema import NODE_LABELS, STRUCTURAL_EDGES
from kg.ontology import load_ontology
from kg.queries import (
    GRAPH,
    browser_parameters,
    cypher_folder,
    edge_constraint,
    load_queries,
    load_schema,
    own_query,
    parse_query,
)
from kg.sinks.looks import KIND_COLORS
from kg.sinks.neo4j import Chain, Connection, Part, load, run_query

from .conftest import Database, Graph, paths

QUERIES = load_queries()
FACT_EDGES = {
    "SAID", "THREATENED", "REJECTED", "PROPOSED", "AGREED", "CONSULTED", "SUPPORTED", "COOPERATED", "AIDED",
    "CONCEDED", "RETREATED", "REQUESTED", "ACCUSED", "PROTESTED", "SANCTIONED", "MOBILIZED", "COERCED", "ASSAULTED",
}  # fmt: skip

GOOD = '// Title\n// Explained.\n// :param name => "x; y // z $w"\nMATCH (n {name: $name})\nRETURN n;\n'


@pytest.fixture(scope="module")
def loaded(neo4j_server: Connection, news_graph: Graph) -> Connection:
    with Database(neo4j_server) as database:
        database.wipe()
    load(neo4j_server, news_graph.nodes, news_graph.edges)
    return neo4j_server


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_finds_something(loaded: Connection, name: str) -> None:
    query = QUERIES[name]
    columns, rows = run_query(loaded, query.text, query.parameters)
    assert rows
    assert all(re.fullmatch("[a-z_]+", column) for column in columns)
    assert GRAPH not in columns[:-1]
    if columns[-1] == GRAPH:
        assert all(len(path) > 1 for row in rows for path in paths(row[-1]))
        assert all(not isinstance(value, Part | Chain) for row in rows for value in row[:-1])


def test_every_query_finds_something_on_the_newest_server(newest_neo4j: Connection, news_graph: Graph) -> None:
    load(newest_neo4j, news_graph.nodes, news_graph.edges)
    for name, query in QUERIES.items():
        assert run_query(newest_neo4j, query.text, query.parameters)[1], name


def answer(connection: Connection, name: str, **parameters: object) -> list[tuple[object, ...]]:
    query = QUERIES[name]
    return run_query(connection, query.text, {**query.parameters, **parameters})[1]


def test_answers_are_right(loaded: Connection) -> None:
    [threat] = answer(loaded, "who-threatens-whom")
    assert threat[:3] == ("Donald Trump", "Russia", 1)
    [refusal] = answer(loaded, "rejected-proposals")
    assert refusal[1:5] == ("Dmitry Peskov", "Donald Trump", "PROPOSE", "Trump proposed that OPEC cut its prices")
    [chain] = answer(loaded, "shortest-chain-between-two-people", other="Donald Trump")
    assert chain[:3] == (["Dmitry Peskov", "Donald Trump"], ["REJECTED"], 1)
    [longer] = answer(loaded, "shortest-chain-between-two-people")
    assert longer[0] == ["Dmitry Peskov", "Donald Trump", "Volodymyr Zelensky"]
    [month] = answer(loaded, "cooperation-and-conflict-by-month")
    assert month[:4] == (2025, 1, 1, 3)
    [corroborated] = answer(loaded, "corroborated-events")
    assert corroborated[2:4] == ("Trump proposed that OPEC cut its prices", 2)
    [claim] = answer(loaded, "claims-in-a-persons-words")
    assert claim[1:4] == (["Russia"], "AGREE", ["United States"])


def test_what_did_not_happen_counts_only_where_it_is_asked_for(loaded: Connection) -> None:
    [planned] = answer(loaded, "negated-and-conditional-threats")
    assert planned[0] == "conditional"
    about_status = {"negated-and-conditional-threats", "article-with-its-events"}
    for name in QUERIES.keys() - about_status:
        assert "New sanctions may follow" not in str(answer(loaded, name)), name
        assert "SANCTIONED" not in str(answer(loaded, name)), name


def test_there_are_queries_and_each_explains_itself() -> None:
    assert len(QUERIES) >= 14
    assert list(QUERIES) == sorted(QUERIES)
    for query in QUERIES.values():
        assert len(query.description) > 40
        assert query.title[0].isupper()


def test_one_set_of_parameters_serves_every_question() -> None:
    defaults: dict[str, object] = {}
    for query in QUERIES.values():
        for name, value in query.parameters.items():
            assert defaults.setdefault(name, value) == value, (query.name, name)
    assert browser_parameters([QUERIES["timeline-between-two-countries"], QUERIES["corroborated-events"]]) == (
        ':params {first: "Russia", least: 2, second: "United States"}'
    )


def test_schema_has_every_label_and_edge() -> None:
    schema = load_schema()
    for edge in [*STRUCTURAL_EDGES, *FACT_EDGES]:
        assert edge_constraint(edge) in schema
    for label in ("Article", "Entity", "Event"):
        assert f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" in " ".join(schema)


def test_style_colours_every_label_and_edge() -> None:
    style = (cypher_folder() / "style.grass").read_text()
    assert set(re.findall(r"node\.(\w+)", style)) == set(NODE_LABELS) - {"Entity"}
    colours = dict(re.findall(r"relationship\.(\w+) \{\s+color: (#[0-9a-f]{6});", style))
    assert colours.keys() == {*STRUCTURAL_EDGES, *FACT_EDGES}
    assert {kind.edge: kind.color for kind in load_ontology().types.values()}.items() <= colours.items()
    assert dict(re.findall(r"node\.(\w+) \{\s+color: (#[0-9a-f]{6});", style)) == KIND_COLORS
    assert style.count("{\n") == style.count("\n}")
    assert "/*" not in style, "Neo4j Browser takes a comment for a part of the next selector"


def test_parse_reads_all_parts() -> None:
    query = parse_query(GOOD, "a-name")
    assert (query.title, query.description) == ("Title", "Explained.")
    assert query.parameters == {"name": "x; y // z $w"}
    assert query.text == "MATCH (n {name: $name})\nRETURN n"


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (GOOD, "Bad_Name", "kebab case"),
        (GOOD.replace("// Title\n", ""), "q", r"q\.cypher:1: starts with"),
        (GOOD.replace("// Explained.\n", ""), "q", r"q\.cypher:1: starts with"),
        ("", "q", r"q\.cypher:1: starts with"),
        (GOOD.replace('"x; y // z $w"', "x"), "q", r"q\.cypher:3: .* JSON value"),
        (GOOD.replace("=>", "="), "q", r"q\.cypher:3: .* JSON value"),
        (GOOD.replace("n;", "n"), "q", r"q\.cypher:4: .* ends with `;`"),
        (GOOD.replace("n;", "n; MATCH (m) RETURN m;"), "q", "one statement"),
        (GOOD.replace("$name", "$other"), "q", r"\$other has no line `// :param other => value`"),
        (GOOD.replace("$name", '"$name"'), "q", "parameter name is given but not used"),
    ],
)
def test_parse_says_what_is_wrong(text: str, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_query(text, name)


def test_a_question_of_ones_own_needs_no_form() -> None:
    bare = own_query("MATCH (n)\nRETURN n;\n", "Mine")
    assert (bare.title, bare.text, dict(bare.parameters)) == ("Mine", "MATCH (n)\nRETURN n", {})
    told = own_query('// Who\n// :param who => "Iran"\nRETURN $who', "x")
    assert (told.title, dict(told.parameters)) == ("Who", {"who": "Iran"})
    with pytest.raises(InputError, match="no Cypher statement"):
        own_query("// only a comment\n", "x")


def test_load_queries_of_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(GOOD)
    (tmp_path / "constraints.cypher").write_text("not a question")
    assert list(load_queries(tmp_path)) == ["mine"]
