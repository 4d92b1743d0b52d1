"""Every question gives the same answer from the store as from Neo4j: values, their types, and order."""

from itertools import product
from pathlib import Path

import pytest

from kg.graph import Graph, ListedGraph
from kg.pipeline import project
from kg.queries import GRAPH, load_queries
from kg.questions import Index, answer
from kg.sinks.neo4j import Connection, load, run_query
from kg.store import Store

from .conftest import Database
from .random_news import NAMES, random_news

QUERIES = load_queries()
VALUES = {
    "words": ("", "WAITS for", "οδος", "TRUMP", "no such words"),
    "least": (0, 1, 2.0, 3),
}
"""Values of parameters; all others are names."""
ASKED = ("Russia", "United States", "Ukraine", "Donald Trump", "Dmitry Peskov", "Volodymyr Zelensky", "OPEC", "Nobody")


def in_memory(graph: Graph) -> ListedGraph:
    return ListedGraph(tuple(graph.nodes()), tuple(graph.edges()))


class Both:
    """One graph, in Neo4j and in an index."""

    def __init__(self, connection: Connection, graph: ListedGraph, names: tuple[str, ...]) -> None:
        with Database(connection) as database:
            database.wipe()
        load(connection, graph.nodes(), graph.edges())
        self.connection, self.index, self.names = connection, Index(graph), names

    def answers(self, name: str) -> list[list[tuple[object, ...]]]:
        """Ask with the defaults and with every combination of other values; return the answers, which have to agree."""
        query = QUERIES[name]
        values = (VALUES.get(parameter, self.names) for parameter in query.parameters)
        given = [dict(zip(query.parameters, combination, strict=True)) for combination in product(*values)]
        found = []
        for parameters in ({}, *given):
            columns, rows = run_query(self.connection, query.text, query.given(**parameters))
            assert tuple(column for column in columns if column != GRAPH) == query.columns
            assert columns.index(GRAPH) == len(columns) - 1 if GRAPH in columns else True
            table = [row[: len(query.columns)] for row in rows]
            own = answer(self.index, query, query.given(**parameters))
            assert own == table, parameters
            assert repr(own) == repr(table), "the same types, too"
            found.append(own)
        return found


@pytest.fixture(scope="module")
def news(neo4j_server: Connection, demo: Path) -> Both:
    with Store.open(demo, read_only=True) as store:
        graph = in_memory(project(store))
    return Both(neo4j_server, graph, ASKED)


@pytest.mark.parametrize("name", QUERIES)
def test_the_sample_articles_give_the_same_answers(news: Both, name: str) -> None:
    assert news.answers(name)[0]


@pytest.fixture(scope="module")
def random(neo4j_server: Connection) -> Both:
    return Both(neo4j_server, random_news(1), (*NAMES, "Nobody"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_graph_full_of_gaps_and_ties_gives_the_same_answers(random: Both, name: str) -> None:
    assert sum(map(len, random.answers(name))) > 12, "too few rows to tell anything"
