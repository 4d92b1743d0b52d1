"""The command line as its users meet it: help, the main job, and what goes with it."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

import kg
from kg.cli import main

from .commands import STORY, run

DATA = Path(__file__).parents[2] / "data"
ARTICLES = DATA / "articles"
GOLDEN = DATA / "golden" / "sentences.jsonl"


# -- help and usage --------------------------------------------------------------------------------


def test_help_is_instant_for_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kg.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "print([m for m in ('spacy', 'networkx', 'neo4j', 'rich', 'numpy', 'msgspec') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize("command", sorted(main.commands))
def test_each_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: kg {command}")
    assert f"\n  kg {command}" in result.stdout or f"| kg {command}" in result.stdout, "an example"
    assert "..." not in main.commands[command].get_short_help_str(limit=70), "told whole in the list of commands"


def test_version_is_the_distribution_s() -> None:
    assert kg.__version__ in run("--version").stdout


def test_an_unknown_command_names_the_nearest() -> None:
    result = run("ingset", "x")
    assert result.exit_code == 2
    assert "did you mean 'ingest'" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest",),
        ("ingest", "x", "--field", "body=text"),
        ("ingest", "x", "--published", "yesterday"),
        ("export", "grafml", "x"),
        ("query",),
        ("query", "who-met-whom", "-p", "oops"),
        ("query", "who-met-whom", "-p", "whom=Iran"),
        ("query", "corroborated-events", "-p", "least=many"),
        ("query", "who-met-whom", "--db", "kg.db", "--uri", "bolt://127.0.0.1:1"),
        ("ingest", "x", "--workers", "0"),
        ("eval", "no-such-file"),
        ("extract", "x", "--format", "xml"),
        ("stats", "--ontology", "no-such-folder"),
        ("serve", "--release", "4.4"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


# -- the main job ----------------------------------------------------------------------------------


def test_ingest_again_changes_nothing(story: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "kg.db")
    first = json.loads(run("ingest", str(story), "--db", db, "--json").stdout)
    before = run("export", "jsonl", "-", "--db", db).stdout
    copy = tmp_path / "copy.txt"
    copy.write_bytes(story.read_bytes())
    again = json.loads(run("ingest", str(story), str(copy), "--db", db, "--json").stdout)
    assert (first["added"], again["added"], again["unchanged"]) == (1, 0, 2)
    assert run("export", "jsonl", "-", "--db", db).stdout == before


def test_workers_give_the_same_graph(demo: Path, tmp_path: Path) -> None:
    db = tmp_path / "two.db"
    command = [sys.executable, "-m", "kg", "ingest", str(ARTICLES), "--db", str(db), "--workers", "2", "-q"]
    subprocess.run(command, check=True)
    assert run("export", "jsonl", "-", "--db", str(db)).stdout == run("export", "jsonl", "-", "--db", str(demo)).stdout


def test_the_kremlin_story_is_told_right(tmp_path: Path) -> None:
    graphml = tmp_path / "g.graphml"
    db = str(tmp_path / "kg.db")
    article = ARTICLES / "kremlin-awaits-signals.txt"
    assert run("ingest", str(article), "--db", db, "--graphml", str(graphml), "-q").exit_code == 0
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(graphml).getroot()
    names = {n.get("id"): n.find(f"{space}data[@key='node_label']").text for n in root.iter(f"{space}node")}
    edges = {
        (
            names[e.get("source")],
            e.get("label"),
            names[e.get("target")],
            e.find(f"{space}data[@key='edge_status']").text,
        )
        for e in root.iter(f"{space}edge")
    }
    assert ("Donald Trump", "THREATENED", "Russia", "asserted") in edges
    assert ("Dmitry Peskov", "REJECTED", "Donald Trump", "asserted") in edges
    assert any(edge[:2] == ("Donald Trump", "PROPOSED") for edge in edges)
    assert any("Putin is ready. We are waiting for signals" in (d.text or "") for d in root.iter(f"{space}data"))
    people = {"Vladimir Putin", "Donald Trump", "Dmitry Peskov"}
    assert people | {"Russia", "United States", "Kremlin", "OPEC", "Saudi Arabia", "Davos"} <= set(names.values())


def test_ingest_writes_the_graph_as_export_does(story: Path, tmp_path: Path) -> None:
    db, files = str(tmp_path / "kg.db"), [tmp_path / "g.graphml", tmp_path / "g.gexf"]
    options = [word for file in files for word in (f"--{file.suffix[1:]}", str(file))]
    assert run("ingest", str(story), "--db", db, *options).exit_code == 0
    for file in files:
        assert run("export", file.suffix[1:], "--db", db).stdout == file.read_text(encoding="utf8")


def test_ingest_names_fields_and_the_day_of_publication(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("id,body,date\n1,Iran praised Iraq on Monday.,2025-03-05\n2,Iran praised Oman on Monday.,\n")
    options = ("--field", "text=body", "--field", "published=date", "--published", "2025-04-10")
    records = [json.loads(line) for line in run("extract", str(tmp_path / "*.csv"), *options).stdout.splitlines()]
    assert [(r["id"], r["published"], r["events"][0]["date"]) for r in records] == [
        ("1", "2025-03-05", "2025-03-03"),
        ("2", "2025-04-10", "2025-04-07"),
    ]


def test_refresh_extracts_again_what_another_version_read(story: Path, tmp_path: Path) -> None:
    db = tmp_path / "kg.db"
    run("ingest", str(story), "--db", str(db), "-q")
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE extractions SET version = 'older'")
    kept, again = (
        json.loads(run("ingest", str(story), "--db", str(db), "--json", *options).stdout)
        for options in ((), ("--refresh",))
    )
    assert (kept["refreshed"], again["refreshed"], again["added"]) == (0, 1, 0)


def test_extract_prints_the_records_that_scorers_read(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "my-7", "text": "Turkey threatened Greece with sanctions on Monday."}) + "\n")
    result = run("extract", str(source), "--format", "jsonl", "--published", "2025-01-27")
    record = json.loads(result.stdout)
    assert list(record) == ["id", "title", "source", "published", "entities", "events"]
    assert (record["id"], record["published"]) == ("my-7", "2025-01-27")
    fields = "id name kind country sector aliases mentions"
    assert all(list(e) == fields.split() for e in record["entities"])
    (event,) = record["events"]
    fields = (
        "id type mode relation status actors recipients mutual speaker location date sentence trigger content quote "
        "confidence"
    )
    assert sorted(event) == sorted(fields.split())
    assert (event["type"], event["relation"], event["date"]) == ("THREATEN", "THREATENED", "2025-01-27")
    assert (event["actors"], event["recipients"]) == (["country:TUR"], ["country:GRC"])
    assert not (tmp_path / "kg.db").exists()


def test_stdin_and_no_furniture() -> None:
    kept = json.loads(run("extract", "-", "--no-furniture", input_=STORY).stdout)
    clean = json.loads(run("extract", "-", input_=STORY).stdout)
    names = [{e["name"] for e in record["entities"]} for record in (kept, clean)]
    assert "Facebook" in names[0]
    assert "Turkey" in names[0] & names[1]


def test_show_prints_facts_with_their_sentences(demo: Path) -> None:
    result = run("show", "Peskov", "--db", str(demo))
    assert result.exit_code == 0
    assert "Dmitry Peskov (Person, RUS)" in result.stdout
    assert "Dmitry Peskov REJECTED Donald Trump" in result.stdout
    assert "“" in result.stdout
    shown = json.loads(run("show", "Dmitry Peskov", "--db", str(demo), "--json").stdout)
    assert all(fact["tellings"] for fact in shown[0]["facts"])


def test_show_of_nobody_names_the_nearest(demo: Path) -> None:
    result = run("show", "Dmitri Peskoff", "--db", str(demo))
    assert result.exit_code == 1
    assert "Dmitry Peskov" in result.stderr


def test_stats_counts_what_the_export_holds(demo: Path) -> None:
    tables = json.loads(run("stats", "--db", str(demo), "--json").stdout)
    lines = [json.loads(line) for line in run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()]
    labels = Counter(line["label"] for line in lines if "label" in line)
    assert {row["label"]: row["count"] for row in tables["nodes"]} == labels
    facts = [line for line in lines if "event" in line]
    assert {row["type"]: row["count"] for row in tables["facts_by_type"]} == Counter(fact["type"] for fact in facts)
    months = {(row["type"], month): count for row in tables["facts_by_type"] for month, count in row["months"].items()}
    assert months == Counter((fact["type"], fact["date"][:7]) for fact in facts if fact["date_precision"] != "year")
    acts = Counter((fact["source"], fact["target"]) for fact in facts if fact["status"] == "asserted")
    actors = Counter(actor for actor, _ in acts.elements())
    assert [row["facts"] for row in tables["busiest_actors"]] == [count for _, count in actors.most_common(10)]
    assert {row["facts"] for row in tables["who_to_whom"]} <= set(acts.values())


def test_the_demo_graph_has_what_it_is_for(demo: Path) -> None:
    lines = [json.loads(line) for line in run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()]
    events = [line for line in lines if line.get("label") == "Event"]
    assert any(event["sources"] > 1 for event in events), "corroboration"
    assert any(event.get("quote") for event in events), "quotations"
    assert {event["status"] for event in events} >= {"asserted", "negated", "intended", "possible"}
    assert {line["type"] for line in lines if "target" in line} >= {"CLAIMED_BY", "REPORTED_IN", "AFFILIATED_WITH"}


@pytest.mark.parametrize("sink", ["graphml", "gexf"])
@pytest.mark.parametrize("options", [(), ("--edges", "all"), ("--events-as-nodes",)])
def test_exports_hold_every_edge_once(demo: Path, tmp_path: Path, sink: str, options: tuple[str, ...]) -> None:
    out = tmp_path / f"g.{sink}"
    assert run("export", sink, str(out), "--db", str(demo), *options).exit_code == 0
    elements = list(ElementTree.parse(out).getroot().iter())
    edges = [e for e in elements if e.tag.endswith("}edge")]
    nodes = {e.get("id") for e in elements if e.tag.endswith("}node")}
    assert len({e.get("id") for e in edges}) == len(edges) > 100
    assert all({e.get("source"), e.get("target")} <= nodes for e in edges)


def test_export_csv_writes_the_whole_graph_and_says_how_to_import_it(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "the graph"
    result = run("export", "csv", str(folder), "--db", str(demo))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"cd '{folder}' && neo4j-admin database import full @import.args" in result.stderr
    written = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf8", newline="") as rows:
            written |= {next(iter(row.values())) for row in csv.DictReader(rows)}
    exported = run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()
    assert written == {json.loads(line)["id"] for line in exported}
    assert "name a folder" in run("export", "csv", "--db", str(demo)).stderr


def test_export_events_has_a_row_for_each_fact_with_its_evidence(demo: Path, tmp_path: Path) -> None:
    exported = [json.loads(line) for line in run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()]
    facts = [line for line in exported if "event" in line]
    nodes = {line["id"]: line for line in exported if "label" in line}
    path = tmp_path / "events.jsonl"
    assert run("export", "events", str(path), "--db", str(demo)).exit_code == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    ends = [(row["Event ID"], row["Relation"], row["Actor ID"], row["Recipient ID"]) for row in rows]
    targets = [fact["target"] if nodes[fact["target"]]["label"] != "Event" else None for fact in facts]
    assert ends == [(f["event"], f["type"], f["source"], target) for f, target in zip(facts, targets, strict=True)]
    assert {row["Recipient ID"] is None for row in rows} == {True, False}
    for row, fact in zip(rows, facts, strict=True):
        start = row["Sentence Start"]
        assert row["Sentence"][row["Trigger Start"] - start : row["Trigger End"] - start] == row["Trigger"]
        assert (row["Sentence"], row["Sentence End"] - start) == (fact["sentence"], len(fact["sentence"]))
        assert (row["Status"], row["Event Date"]) == (fact["status"], fact["date"])
        assert row["Title"] == nodes[row["Article ID"]]["title"]


def test_formats_of_events_hold_the_same(demo: Path, tmp_path: Path) -> None:
    paths = {suffix: tmp_path / f"events.{suffix}" for suffix in ("csv", "jsonl", "parquet")}
    for path in paths.values():
        assert run("export", "events", str(path), "--db", str(demo)).exit_code == 0
    assert run("export", "events", "--db", str(demo)).stdout_bytes == paths["csv"].read_bytes()
    rows = [json.loads(line) for line in paths["jsonl"].read_text(encoding="utf8").splitlines()]
    table = parquet.read_table(paths["parquet"]).to_pylist()
    assert [json.loads(json.dumps(row, default=str)) for row in table] == rows
    with paths["csv"].open(encoding="utf8", newline="") as file:
        assert list(csv.DictReader(file, strict=True)) == [
            {name: "" if value is None else spelled(value) for name, value in row.items()} for row in rows
        ]


def spelled(value: str | float | bool) -> str:
    """A value as CSV has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_view_writes_a_page_with_every_fact_and_marked_sentences(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.html"
    result = run("view", str(out), "--db", str(demo))
    assert result.exit_code == 0
    assert str(out) in result.stderr
    assert result.stdout == ""
    (raw,) = re.findall(r'id="data">(.*?)</script>', out.read_text(encoding="utf8"), re.DOTALL)
    data = json.loads(raw)
    exported = [json.loads(line) for line in run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()]
    assert len(data["facts"]["type"]) == sum("event" in line for line in exported)
    told = {line["sentence"] for line in exported if line.get("type") == "REPORTED_IN"}
    assert set(data["sentences"]) == told
    marked = [{role for role, _, _ in marks} for marks in data["tellings"]["marks"]]
    assert all("trigger" in roles for roles in marked)
    assert sum("actor" in roles for roles in marked) > len(marked) * 0.8
    assert run("view", "-", "--db", str(demo)).stdout == out.read_text(encoding="utf8")


def test_eval_scores_the_golden_sentences() -> None:
    measures = json.loads(run("eval", str(GOLDEN), "--json").stdout)
    assert (measures["gold"], measures["records"]) == ("facts", len(GOLDEN.read_text().splitlines()))
    assert measures["recall"] > 0.9


def test_eval_scores_a_gold_file(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    text = "Turkey threatened Greece with sanctions on Monday."
    gold.write_text(json.dumps({"id": "1", "text": text, "type": "THREATEN", "actors": ["TUR"], "recipients": ["GRC"]}))
    measures = json.loads(run("eval", str(gold), "--json").stdout)
    assert (measures["type_f1"], measures["dyad_recall"]) == (1.0, 1.0)


def test_doctor_tells_what_is_there_and_what_is_missing(tmp_path: Path) -> None:
    env = {"NEO4J_PASSWORD": "", "NEO4J_URI": ""}
    result = run("doctor", "--db", str(tmp_path / "none.db"), "--json", env=env)
    states = {part["part"]: part["state"] for part in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert states == {
        "model": "ok", "ontology": "ok", "gazetteer": "ok", "store": "optional", "neo4j": "optional", "server": "ok",
    }  # fmt: skip
    assert run("doctor", "--model", str(tmp_path / "none"), env=env).exit_code == 1
