import datetime as dt
import sys
import weakref
from collections.abc import Iterator

import pytest
from builders import AMERICA, RUSSIA, entity, event, graph_of, told
from fakes import Terminal

from kg.graph import Graph, ListedGraph
from kg.model import Edge, Node, Status
from kg.ontology import load_ontology
from kg.statistics import BothWays, Months, statistics
from kg.terminal import Table, print_answer

PESKOV = entity("Person", "Dmitry Peskov", "RUS")
OMAN = entity("Country", "Oman", "OMN")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """What three countries and a person did in January, February and May 2025, and once in 1994."""

    def act(kind: str, actor, recipient, at: int, day: dt.date | None, status: Status = "asserted"):
        return event(kind, [actor], [recipient] if recipient else [], at=at, date=day, status=status)

    events = [
        act("AID", AMERICA, RUSSIA, 0, dt.date(2025, 1, 1)),
        act("AID", AMERICA, RUSSIA, 5, dt.date(2025, 1, 20)),
        act("AID", AMERICA, RUSSIA, 10, dt.date(2025, 2, 9)),
        act("ACCUSE", RUSSIA, AMERICA, 15, dt.date(2025, 5, 3)),
        act("ACCUSE", RUSSIA, OMAN, 20, dt.date(1994, 5, 3)),
        act("ASSAULT", AMERICA, RUSSIA, 25, dt.date(2025, 2, 3), "negated"),
        act("SAY", PESKOV, AMERICA, 30, None),
        act("SAY", RUSSIA, AMERICA, 33, dt.date(2025, 5, 4)),
        act("PROTEST", PESKOV, None, 36, dt.date(2025, 5, 4)),
    ]
    return graph_of([told("a", [RUSSIA, AMERICA, PESKOV, OMAN], events, day=None)])


def organization(id_: str, name: str) -> Node:
    return Node(id=id_, labels=("Entity", "Organization"), properties={"name": name})


def fact(actor: str, recipient: str, day: dt.date) -> Edge:
    properties = {"status": "asserted", "date": day, "date_precision": "day"}
    return Edge(id="", type="ACCUSED", source=actor, target=recipient, properties=properties)


def accused(*days: dt.date) -> Graph:
    """A graph of one fact for each of these days."""
    nodes = (organization("a", "A"), organization("b", "B"))
    return ListedGraph(nodes, tuple(fact("a", "b", day) for day in days))


def tables(graph: Graph, top: int = 5) -> dict[str, Table]:
    return {table.key: table for table in statistics(graph, load_ontology(), top)}


def test_nodes_facts_and_statuses_are_counted(graph: Graph) -> None:
    found = tables(graph)
    assert dict(found["nodes"].rows) == {"Event": 9, "Country": 3, "Article": 1, "Person": 1}
    assert [(row[0], row[1]) for row in found["facts_by_type"].rows] == [
        ("AIDED", 3), ("ACCUSED", 2), ("SAID", 2), ("ASSAULTED", 1), ("PROTESTED", 1)
    ]  # fmt: skip
    assert dict(found["facts_by_status"].rows) == {"asserted": 8, "negated": 1}
    assert dict(found["busiest_actors"].rows) == {"Russia": 3, "United States": 3, "Dmitry Peskov": 2}


def test_types_by_month_are_bars_over_the_months_that_hold_most(graph: Graph) -> None:
    table = tables(graph)["facts_by_type"]
    months = {row[0]: row[2] for row in table.rows}
    assert months["AIDED"] == {"2025-01": 2, "2025-02": 1}
    assert months["ACCUSED"] == {"1994-05": 1, "2025-05": 1}, "data have every month, drawn or not"
    assert {kind: bars.caption for kind, bars in months.items()} == {
        "AIDED": "█▄···", "ACCUSED": "····█", "SAID": "····█", "ASSAULTED": "·█···", "PROTESTED": "····█",
    }  # fmt: skip
    assert table.note == "months from 2025-01 to 2025-05"


@pytest.mark.parametrize(
    ("days", "note"),
    [
        ([(1945, 5), (2025, 1)], "months from 2025-01 to 2025-01"),
        ([(1990, 1), (1990, 2), (2050, 1)], "months from 1990-01 to 1990-02"),
        ([(2023, 2), (2025, 1)], "months from 2023-02 to 2025-01"),
        ([(2023, 1), (2025, 1)], "months from 2025-01 to 2025-01"),
        ([(987, 12), (988, 1)], "months from 0987-12 to 0988-01"),
    ],
)
def test_the_months_drawn_begin_and_end_with_facts(days: list[tuple[int, int]], note: str) -> None:
    table = tables(accused(*(dt.date(*day, 28) for day in days)))["facts_by_type"]
    assert table.note == note
    assert len(table.rows[0][2]) == len(days), "data have those before and after, too"


def test_a_fact_of_which_only_the_year_is_known_is_in_no_month() -> None:
    day = dt.date(2025, 1, 1)
    said = [event("SAY", [PESKOV], at=i, date=day, date_precision=p) for i, p in ((0, "year"), (5, "month"))]
    assert tables(graph_of([told("a", [PESKOV], said, day=None)]))["facts_by_type"].rows == [
        ("SAID", 2, {"2025-01": 1})
    ]
    table = tables(graph_of([told("a", [PESKOV], said[:1], day=None)]))["facts_by_type"]
    assert (table.rows, table.note) == ([("SAID", 1, {})], "")


def test_bars_are_in_proportion_and_the_fewest_are_still_seen() -> None:
    counts = {"2025-01": 0, "2025-02": 1, "2025-03": 50, "2025-04": 100}
    assert Months(counts, list(counts)).caption == "·▁▄█"
    assert Months(counts, ["2025-02"]).caption == "█"


def test_the_matrix_tells_who_did_how_much_to_whom(graph: Graph) -> None:
    table = tables(graph)["who_to_whom"]
    assert table.columns == ("no", "actor", "1", "2", "3", "4")
    assert table.rows == [
        (1, "Russia", None, 2, None, 1),
        (2, "United States", 3, None, None, None),
        (3, "Dmitry Peskov", None, 1, None, None),
        (4, "Oman", None, None, None, None),
    ]
    assert table.records() == [
        {"actor": "Russia", "recipient": "United States", "facts": 2},
        {"actor": "Russia", "recipient": "Oman", "facts": 1},
        {"actor": "United States", "recipient": "Russia", "facts": 3},
        {"actor": "Dmitry Peskov", "recipient": "United States", "facts": 1},
    ]


def test_dyads_weigh_cooperation_against_conflict_and_leave_speech_out(graph: Graph) -> None:
    table = tables(graph)["cooperation_and_conflict_by_dyad"]
    assert table.rows == [
        ("Russia", "United States", {"one": 0, "other": 3}, {"one": 1, "other": 0}, 2),
        ("Oman", "Russia", {"one": 0, "other": 0}, {"one": 0, "other": 1}, -1),
    ]
    assert BothWays(one=0, other=3).caption == "0 + 3"
    assert BothWays(one=0, other=0).caption == ""


def test_lists_are_cut(graph: Graph) -> None:
    found = tables(graph, top=1)
    lengths = {key: len(table.rows) for key, table in found.items()}
    assert (lengths["busiest_actors"], lengths["who_to_whom"], lengths["cooperation_and_conflict_by_dyad"]) == (1, 1, 1)
    assert lengths["facts_by_type"] == 5


def test_what_one_does_to_itself_is_no_dyad() -> None:
    day = dt.date(2025, 1, 1)
    facts = (fact("a", "a", day), fact("b", "a", day), fact("a", "a", day))
    found = tables(ListedGraph((organization("a", "A"), organization("b", "B")), facts))
    assert found["who_to_whom"].rows == [(1, "A", 2, None), (2, "B", 1, None)]
    dyads = found["cooperation_and_conflict_by_dyad"].rows
    assert dyads == [("A", "B", {"one": 0, "other": 0}, {"one": 0, "other": 1}, -1)]


@pytest.mark.parametrize(("times", "top", "across"), [(1, 30, 10), (1, 5, 5), (99, 30, 10), (101, 30, 8)])
def test_all_fits_a_terminal_of_80_columns(times: int, top: int, across: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"{i:02}" for i in range(12)]
    nodes = [organization(id_, f"The Ministry of Foreign Affairs of Country {id_}") for id_ in ids]
    facts = [fact(a, b, dt.date(2023 + i % 2, 2, 9)) for a in ids for b in ids if a < b for i in range(times)]
    found = tables(ListedGraph(tuple(nodes), tuple(facts)), top)
    assert len(found["who_to_whom"].columns) == 2 + across
    assert len(found["who_to_whom"].records()) == min(top, 12) * (min(top, 12) - 1) / 2, "not cut"
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", out := Terminal())
    print_answer(list(found.values()), None, as_json=False)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) == sum(5 + len(table.rows) for table in found.values()), "none is folded"
    assert sum(f"│ {times}" in line and "…" in line for line in lines) >= 3


def test_no_fact_is_kept_once_it_is_counted() -> None:
    class Watched(Edge):
        __slots__ = ("__weakref__",)

    living: list[int] = []

    class Streamed(ListedGraph):
        def edges(self) -> Iterator[Edge]:
            yielded: list[weakref.ref[Edge]] = []
            for edge in self.listed_edges:
                watched = Watched(**{name: getattr(edge, name) for name in Edge.__slots__})
                yielded.append(weakref.ref(watched))
                yield watched
                living.append(sum(reference() is not None for reference in yielded))

    whole = accused(*(dt.date(2025, 1, day) for day in range(1, 10)))
    assert isinstance(whole, ListedGraph)
    statistics(Streamed(whole.listed_nodes, whole.listed_edges), load_ontology(), top=5)
    assert max(living) <= 2, "the one before, and the one that is counted"


def test_a_graph_of_nothing_has_numbers_too() -> None:
    assert [len(table.rows) for table in tables(graph_of([])).values()] == [0, 0, 0, 0, 0, 0]
