import datetime as dt
import json
from collections import Counter

import pytest
from builders import AMERICA, RUSSIA, entity, event, graph_of, told

from kg.errors import InputError
from kg.model import Skipped
from kg.pipeline import IngestReport
from kg.queries import Query
from kg.reports import describe, left_out, questions, summary
from kg.terminal import print_json

PESKOV = entity("Person", "Dmitry Peskov", "RUS", aliases=("Peskov", "the Kremlin spokesman"))
TEXT = "Russia accused the United States of lies; Peskov said so."


@pytest.fixture(scope="module")
def graph():
    return graph_of(
        [
            told("a", [RUSSIA, AMERICA], [event("ACCUSE", [RUSSIA], [AMERICA])], day=2, source="Post", text=TEXT),
            told(
                "b",
                [RUSSIA, AMERICA, PESKOV],
                [
                    event("AID", [AMERICA], [RUSSIA], date=dt.date(2025, 1, 1), date_precision="month"),
                    event("ASSAULT", [AMERICA], [RUSSIA], at=10, status="negated", date=dt.date(2025, 2, 3)),
                    event("SAY", [PESKOV], at=20, content="that it is so", date=dt.date(2025, 3, 1)),
                ],
                text=TEXT,
            ),
        ]
    )


def test_an_entity_is_told_with_its_facts_the_latest_first(graph) -> None:
    (russia,) = describe(graph, "russia")
    assert russia.title() == "Russia (Country, RUS)"
    assert [fact.headline() for fact in russia.facts] == [
        "2025-02-03  United States ASSAULTED Russia (negated)",
        "2025-01     United States AIDED Russia",
        "            Russia ACCUSED United States",
    ]
    tellings = {fact.type: [(t.sentence, t.where) for t in fact.tellings] for fact in russia.facts}
    assert tellings["ACCUSED"] == [(TEXT[:40], "a, Post, 2025-03-02")]
    assert tellings["AIDED"] == [(TEXT[:40], "b, 2025-03-01")]


def test_a_fact_without_recipient_is_told_with_its_content(graph) -> None:
    (peskov,) = describe(graph, "Dmitry Peskov")
    assert [fact.headline() for fact in peskov.facts] == ["2025-03-01  Dmitry Peskov SAID that it is so"]


@pytest.mark.parametrize("name", ["dmitry  PESKOV", "Peskov", "the kremlin spokesman", "Dmitry"])
def test_a_name_an_alias_or_a_word_finds_an_entity(graph, name: str) -> None:
    assert [found.name for found in describe(graph, name)] == ["Dmitry Peskov"]


def test_a_whole_name_goes_before_a_word() -> None:
    minister = entity("Group", "Russia envoys", "RUS")
    graph = graph_of([told("a", [RUSSIA, minister], [event("ACCUSE", [minister], [RUSSIA])])])
    assert [found.name for found in describe(graph, "Russia")] == ["Russia"]
    assert [found.name for found in describe(graph, "envoys")] == ["Russia envoys"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Peskof", "did you mean 'Dmitry Peskov'"), ("Untied States", "'United States'"), ("Qqq", "kg stats lists")],
)
def test_an_unknown_name_gets_the_nearest(graph, name: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        describe(graph, name)


@pytest.fixture
def report() -> IngestReport:
    return IngestReport(
        read=5,
        added=3,
        unchanged=2,
        refreshed=0,
        skipped=(Skipped(path="x.txt", reason="empty file"),),
        dropped=Counter({"byline": 2, "URL": 4}),
        events=7,
        entities=9,
        seconds=1.23,
    )


def test_an_ingest_is_summed_up(report: IngestReport) -> None:
    table = summary(report, "kg.db")
    assert table.title == "kg.db in 1.2 s"
    assert [count for _, count in table.rows] == [5, 3, 2, 0, 1, 7, 9]
    assert dict(table.rows)["known already"] == 2
    assert left_out(report).rows == [("URL", 4), ("byline", 2)]


def test_a_report_prints_as_json(report: IngestReport, capsys: pytest.CaptureFixture[str]) -> None:
    print_json(report)
    record = json.loads(capsys.readouterr().out)
    assert record["dropped"] == {"URL": 4, "byline": 2}
    assert record["skipped"] == [{"path": "x.txt", "reason": "empty file", "line": None}]


def test_questions_are_listed_with_their_defaults() -> None:
    query = Query(name="who", title="Who?", description="Names.", parameters={"person": "Ann", "top": 3}, text="")
    assert questions([query]).records() == [
        {"name": "who", "question": "Who?", "parameters": {"person": "Ann", "top": 3}}
    ]
