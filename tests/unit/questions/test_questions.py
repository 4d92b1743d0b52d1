"""The questions on small graphs; that every answer is Neo4j's, tests/integration/test_questions.py proves."""

import inspect
from datetime import date
from itertools import pairwise

import pytest
from builders import AMERICA, RUSSIA, entity, event, graph_of, told

from kg.graph import ListedGraph
from kg.model import Affiliation, Edge, Node
from kg.queries import load_queries
from kg.questions import QUESTIONS, Index, answer
from kg.questions.chains import KEPT

QUERIES = load_queries()
ANN, BOB = entity("Person", "Ann Lee"), entity("Person", "Bob Ray")


def ask(index, name, **parameters):
    query = QUERIES[name]
    return [dict(zip(query.columns, row, strict=True)) for row in answer(index, query, query.given(**parameters))]


def test_every_file_has_its_function_and_every_function_its_file():
    assert list(QUESTIONS) == list(QUERIES)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_function_takes_what_its_file_declares(name):
    _, *parameters = inspect.signature(QUESTIONS[name]).parameters
    assert parameters == list(QUERIES[name].parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_empty_graph_answers_nothing(name):
    assert ask(Index(ListedGraph((), ())), name) == []


def threats(number, status="asserted"):
    found = event("THREATEN", [AMERICA], [RUSSIA], status=status, date=date(2025, 3, number), date_precision="day")
    return told(f"a{number}", [RUSSIA, AMERICA], [found], day=number, text=f"Sentence {number}.", source="Daily")


def test_facts_of_a_pair_are_counted_where_they_took_place():
    index = Index(graph_of([threats(2), threats(1), threats(3, "negated")]))
    assert ask(index, "who-threatens-whom") == [
        {
            "who": "United States",
            "whom": "Russia",
            "threats": 2,
            "first": date(2025, 3, 1),
            "last": date(2025, 3, 2),
            "sentence": "Sentence 1.",
        }
    ]
    [denied] = ask(index, "negated-and-conditional-threats")
    assert (denied["status"], denied["who"], denied["whom"]) == ("negated", "United States", ["Russia"])


def test_an_answer_is_cut_to_the_limit_of_its_file():
    people = [entity("Person", f"P{number:02} Q") for number in range(60)]
    acts = [event("THREATEN", [person], [RUSSIA], at=number) for number, person in enumerate(people)]
    index = Index(graph_of([told("a", [RUSSIA, *people], acts)]))
    rows = ask(index, "who-threatens-whom")
    assert QUERIES["who-threatens-whom"].limit == len(rows) == 50
    assert [row["who"] for row in rows] == sorted(row["who"] for row in rows)


def test_who_says_nothing_speaks_for_nobody():
    silent, loud = (
        entity("Person", name, affiliations=(Affiliation(target=RUSSIA.id, role="envoy"),)) for name in ("A B", "C D")
    )
    acts = [event("SAY", [loud]), event("ASSAULT", [silent], at=9), event("SAY", [silent], status="possible", at=18)]
    index = Index(graph_of([told("a", [RUSSIA, silent, loud], acts)]))
    assert [(row["speaker"], row["statements"]) for row in ask(index, "who-speaks-for-whom")] == [("C D", 1)]
    assert [(row["person"], row["acts"]) for row in ask(index, "organization-and-its-people")] == [
        ("A B", 1),
        ("C D", 1),
    ]


def test_an_index_forgets_where_nodes_are_told_and_no_more():
    graph = graph_of([threats(1)])
    index = Index(graph)
    assert any(node.evidence for node in graph.nodes())
    assert not any(node.evidence for node in index.nodes.values())
    assert {edge.id for edges in index.edges.values() for edge in edges} == {edge.id for edge in graph.edges()}


# -- chains ----------------------------------------------------------------------------------------


def chain_graph(*ties):
    """People by their names, and asserted facts or affiliations between them, each (source, type, target)."""
    ends = {end for source, _, target in ties for end in (source, target)}
    nodes = tuple(Node(id=end, labels=("Entity", "Person"), properties={"name": end, "kind": "Person"}) for end in ends)
    edges = tuple(
        Edge(
            id=f"edge:{number}",
            type=kind.removeprefix("not "),
            source=source,
            target=target,
            properties={} if kind == "MEMBER" else {"status": "negated" if kind.startswith("not ") else "asserted"},
        )
        for number, (source, kind, target) in enumerate(ties)
    )
    return Index(ListedGraph(nodes, edges))


def chains(index, person="a", other="z"):
    return ask(index, "shortest-chain-between-two-people", person=person, other=other)


def test_the_shortest_chains_are_all_found_whatever_way_they_lead():
    index = chain_graph(
        ("z", "SAID", "b"), ("a", "AIDED", "b"), ("a", "SAID", "b"), ("a", "AIDED", "c"), ("c", "AFFILIATED_WITH", "z"),
        ("a", "SAID", "d"), ("d", "SAID", "e"), ("e", "SAID", "z"), ("a", "SAID", "a"),
    )  # fmt: skip
    assert [(row["chain"], row["ties"]) for row in chains(index)] == [
        (["a", "b", "z"], ["AIDED", "SAID"]),
        (["a", "b", "z"], ["SAID", "SAID"]),
        (["a", "c", "z"], ["AIDED", "AFFILIATED_WITH"]),
    ]
    assert {row["steps"] for row in chains(index)} == {2}


def test_what_did_not_happen_and_what_is_no_tie_make_no_chain():
    assert chains(chain_graph(("a", "not SAID", "z"), ("a", "MENTIONED_IN", "z"))) == []


@pytest.mark.parametrize(("steps", "found"), [(6, 1), (7, 0)])
def test_a_chain_has_six_steps_at_most(steps, found):
    names = ["a", *(f"n{number}" for number in range(1, steps)), "z"]
    index = chain_graph(*((one, "SAID", other) for one, other in pairwise(names)))
    assert len(chains(index)) == found


def test_a_crowd_of_chains_is_never_built():
    """Twelve of each six steps would make three million chains."""
    ranks = ["a", *(f"{letter}{number}" for letter in "bcdef" for number in range(12)), "z"]
    sides = [[name for name in ranks if name[0] == letter] for letter in "abcdefz"]
    ties = [(one, "SAID", other) for near, far in pairwise(sides) for one in near for other in far]
    found = chains(chain_graph(*ties, *ties))
    assert len(found) == QUERIES["shortest-chain-between-two-people"].limit <= KEPT
    assert [row["chain"] for row in found] == [["a", "b0", "c0", "d0", "e0", "f0", "z"]] * 25


def test_nobody_is_tied_to_himself():
    assert chains(chain_graph(("a", "SAID", "z")), other="a") == []


def test_people_who_tell_of_one_event_are_tied_by_it():
    index = Index(graph_of([told("a", [ANN, BOB], [event("SAY", [ANN, BOB], content="all is well")])]))
    [row] = chains(index, "Ann Lee", "Bob Ray")
    assert row["chain"] == ["Ann Lee", "Ann Lee, Bob Ray SAID: all is well", "Bob Ray"]
