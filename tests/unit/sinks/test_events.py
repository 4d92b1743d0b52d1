"""The event table: its rows, and the formats in which programs open it."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders import AMERICA, RUSSIA, Pair, entity, event, graph_of, told
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from kg.errors import SinkError
from kg.graph import Graph, ListedGraph
from kg.graph.schema import STRUCTURAL_EDGES
from kg.model import Affiliation, Node
from kg.sinks import events
from kg.sinks.event_rows import COLUMNS, event_rows
from kg.sinks.text import xml_text

LAVROV = entity(
    "Person", "Sergei Lavrov", "RUS", sector="GOV", affiliations=(Affiliation(target="country:RUS", role="minister"),)
)
DAVOS = entity("Location", "Davos", "CHE")


def pairs() -> list[Pair]:
    """Three tellings of three events, one of them by two articles."""
    people = [RUSSIA, AMERICA, LAVROV, DAVOS]
    threat = event("THREATEN", [RUSSIA], [AMERICA], 5, mode="restrict", location=DAVOS.id, speaker=LAVROV.id)
    threat = replace(threat, date=date(2025, 3, 1), date_precision="day")
    talks = event("CONSULT", [LAVROV, AMERICA], at=12, mutual=True, status="intended")
    said = event("SAY", [LAVROV], at=20, content="=1+1", quote="-2")
    return [
        told("article:a", people, [threat, said], source="Morning Post"),
        told("article:b", people, [threat], source="Evening News", day=2),
        told("article:c", people, [talks], day=None),
    ]


def rows(graph: Graph) -> list[dict[str, Any]]:
    return list(event_rows(graph))


def test_a_row_is_a_fact_with_its_event_sides_and_evidence() -> None:
    graph = graph_of(pairs())
    facts = [edge for edge in graph.edges() if edge.type not in STRUCTURAL_EDGES]
    found = rows(graph)
    ends = [(row["Event ID"], row["Relation"], row["Actor ID"], row["Recipient ID"]) for row in found]
    targets = [None if e.target.startswith("event:") else e.target for e in facts]
    assert ends == [(e.properties["event"], e.type, e.source, t) for e, t in zip(facts, targets, strict=True)]
    [threat] = [row for row in found if row["Event Type"] == "THREATEN"]
    expected = {
        "Event Date": date(2025, 3, 1), "Date Precision": "day", "Event Mode": "restrict", "CAMEO Code": "132",
        "Quad Code": 3, "Intensity": -3.0, "Status": "asserted", "Mutual": False, "Sources": 2,
        "Actor Name": "Russia", "Actor Kind": "Country", "Actor Country": "RUS", "Recipient Name": "United States",
        "Speaker": "Sergei Lavrov", "Placename": "Davos", "Country": "CHE", "Source": "Morning Post",
        "Publication Date": date(2025, 3, 1), "Article ID": "article:a", "Sentence Start": 0, "Sentence End": 40,
        "Trigger": "tenc", "Trigger Start": 5, "Trigger End": 9, "Rule": "verb:test",
    }  # fmt: skip
    assert {name: threat[name] for name in expected} == expected
    [said] = [row for row in found if row["Event Type"] == "SAY"]
    assert (said["Actor Title"], said["Primary Actor Sector"], said["Recipient Name"]) == ("minister", "GOV", None)
    assert (said["Placename"], said["Speaker"]) == (None, None), "those of another event"
    meeting = [row for row in found if row["Event Type"] == "CONSULT"]
    assert {row["Actor Name"] for row in meeting} == {"Sergei Lavrov", "United States"}
    assert {row["Mutual"] for row in meeting} == {True}
    assert all(list(row) == list(COLUMNS) for row in found)


def test_several_offices_and_speakers_are_joined_and_the_article_is_told() -> None:
    offices = (Affiliation(target="country:RUS"), *(Affiliation(target="country:RUS", role=r) for r in ("envoy", "mp")))
    envoy = replace(LAVROV, affiliations=offices)
    people = [RUSSIA, AMERICA, envoy]
    [(article, first), second] = [
        told(f"article:{n}", people, [event("ACCUSE", [envoy], [AMERICA], speaker=speaker.id, confidence=sure)], day=n)
        for n, speaker, sure in ((1, RUSSIA, 0.6), (2, AMERICA, 0.7))
    ]
    article = replace(article, title="A title", url="https://news.example/1")
    [row] = rows(graph_of([(article, first), second]))
    assert (row["Actor Title"], row["Speaker"]) == ("envoy; mp", "Russia; United States")
    assert (row["Title"], row["URL"], row["Article ID"]) == ("A title", "https://news.example/1", "article:1")
    assert row["Confidence"] == 0.7, "that of the event, not of its first telling"


def test_nodes_may_come_in_another_order_than_facts() -> None:
    graph = graph_of(pairs())
    turned = ListedGraph(tuple(reversed(list(graph.nodes()))), tuple(graph.edges()))
    assert rows(turned) == rows(graph)


def test_events_are_read_one_by_one() -> None:
    class Watched:
        def __init__(self, graph: Graph) -> None:
            self.graph, self.read = graph, 0
            self.edges = graph.edges

        def nodes(self) -> Iterator[Node]:
            for node in self.graph.nodes():
                self.read += "Event" in node.labels
                yield node

    graph = Watched(graph_of(pairs()))
    table = event_rows(graph)
    next(table)
    first = graph.read
    assert len({row["Event ID"] for row in table}) == 2
    assert graph.read - first == 2, "the first walk reads all for their ids, the second as they are needed"


@pytest.mark.parametrize("told_first", [0, 1])
def test_a_fact_without_its_telling_is_refused(told_first: int) -> None:
    graph = graph_of(pairs())
    tellings = [edge.id for edge in graph.edges() if edge.type == "REPORTED_IN"]
    edges = [edge for edge in graph.edges() if edge.id not in tellings[told_first:]]
    with pytest.raises(ValueError, match="does not follow a telling"):
        rows(ListedGraph(tuple(graph.nodes()), tuple(edges)))


def written(path: Path) -> Path:
    events.write(graph_of(pairs()), str(path))
    return path


def test_csv_opens_in_pandas_and_holds_no_formula(tmp_path: Path) -> None:
    path = written(tmp_path / "events.csv")
    table = pd.read_csv(path, dtype={"CAMEO Code": str}, parse_dates=["Event Date", "Publication Date"])
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == len(rows(graph_of(pairs())))
    assert set(table["CAMEO Code"]) == {"132", "01", "04"}
    assert table["Mutual"].dtype == bool
    assert table["Event Date"].max() == pd.Timestamp(2025, 3, 1)
    lines = io.StringIO(path.read_bytes().decode(), newline="")
    [said] = [row for row in csv.DictReader(lines, strict=True) if row["Event Type"] == "SAY"]
    assert (said["Content"], said["Quote"], said["Recipient Name"]) == ("'=1+1", "'-2", "")
    assert float(table["Intensity"].min()) == -3.0, "a number stays one"
    assert path.read_bytes().count(b"\r\n") == len(table) + 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS | st.tuples(st.sampled_from("=+-@\t\r\n\0'\";,"), TEXTS).map("".join))
def test_any_text_comes_back_from_csv_and_none_is_a_formula(text: str) -> None:
    out = io.BytesIO()
    events.WRITERS[".csv"]([dict.fromkeys(COLUMNS) | {"Sentence": text}], out)  # type: ignore[list-item]
    [_, row] = csv.reader(io.StringIO(out.getvalue().decode(), newline=""), strict=True)
    cell = row[list(COLUMNS).index("Sentence")]
    kept = xml_text(text)
    assert cell.removeprefix("'") == kept if kept.startswith(events.FORMULA) else cell == kept
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_json_lines_have_every_column(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(tmp_path / "events.jsonl").read_text().splitlines()]
    assert [list(line) for line in lines] == [list(COLUMNS)] * len(lines)
    assert {line["CAMEO Code"] for line in lines} == {"132", "01", "04"}
    assert {line["Recipient Name"] for line in lines} >= {None, "United States"}


def test_parquet_has_types_and_comes_in_groups_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "BATCH", 2)
    path = written(tmp_path / "events.parquet")
    expected = rows(graph_of(pairs()))
    assert parquet.read_table(path).to_pylist() == expected
    assert parquet.ParquetFile(path).num_row_groups == 2
    types = {field.name: str(field.type) for field in parquet.read_schema(path)}
    assert [types[name] for name in ("Event Date", "CAMEO Code", "Quad Code", "Intensity", "Mutual")] == [
        "date32[day]", "string", "int64", "double", "bool",
    ]  # fmt: skip
    table = pd.read_parquet(path)
    assert [table[name].dtype for name in ("Quad Code", "Intensity", "Mutual")] == ["int64", "float64", "bool"]
    assert table["Recipient Name"].isna().sum() == sum(row["Recipient Name"] is None for row in expected) > 0
    assert path.read_bytes() == written(tmp_path / "again.parquet").read_bytes()


def test_parquet_without_its_library_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SinkError, match=r"pip install 'geokg\[tables\]'"):
        written(tmp_path / "events.parquet")
    assert not list(tmp_path.iterdir())


def test_the_suffix_tells_the_format_in_any_case(tmp_path: Path) -> None:
    assert written(tmp_path / "EVENTS.CSV").read_bytes() == written(tmp_path / "events.csv").read_bytes()


def test_an_unknown_suffix_is_named(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match=r"'\.tsv'; did you mean '\.csv'"):
        written(tmp_path / "events.tsv")
