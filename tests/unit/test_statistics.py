import datetime as dt

import pytest
from builders import AMERICA, RUSSIA, entity, event, graph_of, told

from kg.graph import Graph
from kg.model import Status
from kg.ontology import load_ontology
from kg.statistics import BothWays, Months, statistics
from kg.terminal import Table

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
        "AIDED": "·" * 19 + "█▄···", "ACCUSED": "·" * 23 + "▄", "SAID": "·" * 23 + "▄",
        "ASSAULTED": "·" * 20 + "▄···", "PROTESTED": "·" * 23 + "▄",
    }  # fmt: skip
    assert table.note == "months from 2023-06 to 2025-05"


def test_bars_are_in_proportion_and_the_fewest_are_still_seen() -> None:
    counts = {"2025-01": 0, "2025-02": 1, "2025-03": 50, "2025-04": 100}
    assert Months(counts, list(counts), 100).caption == "·▁▄█"


def test_the_matrix_tells_who_did_how_much_to_whom(graph: Graph) -> None:
    table = tables(graph)["who_to_whom"]
    assert table.columns == ("no", "actor", "1", "2", "3", "4")
    assert table.rows == [
        (1, "Russia", None, 2, None, 1),
        (2, "United States", 3, None, None, None),
        (3, "Dmitry Peskov", None, 1, None, None),
        (4, "Oman", None, None, None, None),
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


def test_a_graph_of_nothing_has_numbers_too() -> None:
    assert [len(table.rows) for table in tables(graph_of([])).values()] == [0, 0, 0, 0, 0, 0]
