from datetime import date

import pytest
from builders import AMERICA, RUSSIA, event, graph_of, told

from kg.graph.network import to_networkx
from kg.graph.views import view


def threat(number, day, status="asserted", **more):
    found = event("THREATEN", [AMERICA], [RUSSIA], status=status, date=date(2025, 3, day), **more)
    return told(f"a{number}", [RUSSIA, AMERICA], [found], day=day, text=f"Sentence {number}.", source="Daily")


@pytest.fixture
def graph():
    said = told("a0", [RUSSIA, AMERICA], [event("SAY", [RUSSIA])], source="Weekly")
    return graph_of([said, threat(1, 20, confidence=0.6), threat(2, 10), threat(3, 10, "negated")])


def test_merged_edges_count_facts_of_one_status(graph):
    merged = {(e.type, e.properties["status"]): e for e in view(graph).edges()}
    assert set(merged) == {("THREATENED", "asserted"), ("THREATENED", "negated"), ("SAID", "asserted")}
    properties = merged["THREATENED", "asserted"].properties
    assert properties["weight"] == 2.0
    assert properties["sources"] == 1, "one source, though two facts"
    assert properties["confidence"] == 0.9
    assert properties["sentence"] == "Sentence 2."
    assert (properties["first_seen"], properties["last_seen"]) == (date(2025, 3, 10), date(2025, 3, 20))


def test_entities_and_the_leaves_of_facts_without_recipient_are_its_nodes(graph):
    drawn = view(graph)
    said = next(edge for edge in drawn.edges() if edge.type == "SAID")
    assert {node.id for node in drawn.nodes()} == {RUSSIA.id, AMERICA.id, said.target}


def test_all_edges_are_one_a_fact(graph):
    drawn = view(graph, edges="all")
    assert sorted(edge.type for edge in drawn.edges()) == ["SAID", "THREATENED", "THREATENED", "THREATENED"]


def test_with_events_it_is_the_whole_graph(graph):
    assert view(graph, events=True) is graph


def test_networkx_holds_all_of_the_graph(graph):
    network = to_networkx(graph)
    assert set(network) == {node.id for node in graph.nodes()}
    assert {(u, v, key): data["type"] for u, v, key, data in network.edges(keys=True, data=True)} == {
        (edge.source, edge.target, edge.id): edge.type for edge in graph.edges()
    }
    assert network.nodes[RUSSIA.id]["labels"] == ("Entity", "Country")
    assert network.nodes[RUSSIA.id]["name"] == "Russia"
