import sys
from datetime import date

import pandas as pd
import pytest
from builders import AMERICA, RUSSIA, entity, event, graph_of, told

from kg import frames
from kg.errors import KgError
from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES
from kg.questions import Index
from kg.sinks.event_rows import COLUMNS

ANN = entity("Person", "Ann Lee", "RUS", aliases=("Ms Lee",))
DAVOS = entity("Location", "Davos")


@pytest.fixture(scope="module")
def index():
    threat = event("THREATEN", [ANN], [RUSSIA, AMERICA], date=date(2025, 3, 4), date_precision="day", mode="force")
    said = event("SAY", [ANN], at=9, speaker=AMERICA.id, location=DAVOS.id, quote="Never")
    early = event("ACCUSE", [RUSSIA], [ANN], date=date(1999, 1, 1), date_precision="year", status="possible")
    first = told("b", [ANN, RUSSIA, AMERICA, DAVOS], [threat, said], day=None, text="Ann spoke. " * 4, source="Daily")
    return Index(graph_of([first, told("a", [ANN, RUSSIA], [early], day=7)]))


KINDS = {str: "string", int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]", tuple: "object"}


@pytest.mark.parametrize(
    ("frame", "schema"),
    [
        (frames.entities, NODE_PROPERTIES["Entity"]),
        (frames.articles, NODE_PROPERTIES["Article"]),
        (frames.events, NODE_PROPERTIES["Event"]),
        (frames.facts, FACT_PROPERTIES),
        (frames.tellings, STRUCTURAL_EDGES["REPORTED_IN"]),
    ],
)
def test_columns_are_those_of_the_schema_with_its_types_even_where_there_are_no_rows(index, frame, schema):
    for table in (frame(index), frame(Index(graph_of([])))):
        dtypes = {name: str(dtype) for name, dtype in table.dtypes.items()}
        assert dtypes["id"] == "string"
        assert {name: dtypes[name] for name in schema} == {name: KINDS[kind] for name, kind in schema.items()}
    assert len(frame(index)) > 1
    assert list(frame(index).index) == list(range(len(frame(index))))


def test_entities_are_rows_in_order_of_id(index):
    table = frames.entities(index).set_index("id")
    assert list(table.index) == sorted(table.index)
    assert table.loc[ANN.id, "aliases"] == ["Ms Lee"]
    assert table.loc[RUSSIA.id, "aliases"] == []
    assert table.loc[ANN.id, "first_seen"] == pd.Timestamp("2025-03-07")
    assert pd.isna(table.loc[DAVOS.id, "first_seen"])
    assert pd.isna(table.loc[DAVOS.id, "country"])


def test_articles_are_rows_in_order_of_publication_the_undated_last(index):
    table = frames.articles(index)
    assert list(table["id"]) == ["a", "b"]
    assert list(table["source"].isna()) == [True, False]


def test_events_name_their_sides_by_id(index):
    table = frames.events(index)
    assert list(table["type"]) == ["ACCUSE", "THREATEN", "SAY"], "in order of date, the undated last"
    early, threat, said = table.to_dict("records")
    assert early["date"] == pd.Timestamp("1999-01-01")
    assert (threat["actors"], sorted(threat["recipients"])) == ([ANN.id], sorted([RUSSIA.id, AMERICA.id]))
    assert (threat["speakers"], pd.isna(threat["location"])) == ([], True)
    assert (said["recipients"], said["speakers"], said["location"]) == ([], [AMERICA.id], DAVOS.id)


def test_facts_have_both_sides_by_id_and_name(index):
    table = frames.facts(index)
    assert list(table["type"]) == ["ACCUSED", "THREATENED", "THREATENED", "SAID"]
    assert list(table["actor_name"]) == ["Russia", "Ann Lee", "Ann Lee", "Ann Lee"]
    assert set(table["recipient_name"].dropna()) == {"Ann Lee", "Russia", "United States"}
    said = table.iloc[-1]
    assert pd.isna(said["recipient"])
    assert pd.isna(said["recipient_name"])
    assert (said["actor"], said["quote"]) == (ANN.id, "Never")
    assert list(table["status"]) == ["possible", "asserted", "asserted", "asserted"]


def test_tellings_are_rows_in_the_order_of_reading(index):
    table = frames.tellings(index)
    assert list(table["article"]) == ["a", "b", "b"]
    assert set(table["event"]) == set(frames.events(index)["id"])
    assert list(table["end"]) == [40, 40, 40]


def test_frames_join_by_id(index):
    told_by = frames.tellings(index).merge(frames.articles(index), left_on="article", right_on="id")
    assert list(told_by["source"].fillna("none")) == ["none", "Daily", "Daily"]


def test_the_event_table_is_that_of_the_export():
    graph = graph_of([told("a", [ANN, RUSSIA], [event("ACCUSE", [RUSSIA], [ANN], date=date(1999, 1, 1))])])
    [row] = frames.event_table(graph).to_dict("records")
    assert list(row) == list(COLUMNS)
    assert (row["Actor Name"], row["Relation"], row["Recipient Country"]) == ("Russia", "ACCUSED", "RUS")
    assert row["Event Date"] == pd.Timestamp("1999-01-01")
    assert pd.isna(row["Placename"])


def test_without_pandas_the_way_to_install_it_is_told(index, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r'pip install "geokg\[tables\]"'):
        frames.entities(index)
