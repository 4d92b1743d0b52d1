"""The command line as its users meet it: in processes of its own where that matters."""

import csv
import json
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import neo4j
import pytest
import spacy
from click.testing import CliRunner, Result
from pyarrow import parquet

import kg
from kg.cli import main
from kg.ontology import DEFAULT_FOLDER
from kg.queries import load_queries
from kg.sinks.neo4j import Connection

from .conftest import Database

DATA = Path(__file__).parents[2] / "data"
ARTICLES = DATA / "articles"
GOLDEN = DATA / "golden" / "sentences.jsonl"
STORY = """Ankara Warns Athens Over Islands

ANKARA, Jan 27 — Turkey threatened Greece with sanctions on Monday, January 27.

"We will not wait," President Recep Tayyip Erdogan told reporters.

Greece rejected the threat. Share this article on Facebook
"""


def run(*arguments: str, input_: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=input_, env=env, prog_name="kg", catch_exceptions=False)
    if env and (password := env.get("NEO4J_PASSWORD")):
        assert password not in result.output
    return result


def start(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "kg", *arguments], **options)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf8")
    return path


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


# -- bad input -------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(story: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    (bad / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (bad / "torn.jsonl").write_text('{"id": "1", "text": "Iran praised Iraq."}\n{"id": "2", "te\n')
    (bad / "no-text.csv").write_text("id,body\n1,Iran praised Iraq.\n")
    (bad / "huge.txt").write_text("Iran praised Iraq. " * 2_700_000)
    (bad / "latin.txt").write_bytes(b"Iran praised \x81\x8d Iraq.")
    (bad / "torn.txt.gz").write_bytes(b"\x1f\x8b\x08\x00torn")
    (tmp_path / "nothing").mkdir()
    paths = [str(bad), str(tmp_path / "nothing"), str(tmp_path / "missing.txt"), str(story)]
    result = run("ingest", *paths, "--db", str(tmp_path / "kg.db"), "-q")
    assert result.exit_code == 3
    lines = [line for line in result.stderr.splitlines() if line.startswith("skipped ")]
    for name in (
        "empty.txt",
        "binary.txt",
        "torn.jsonl:2",
        "no-text.csv",
        "huge.txt",
        "latin.txt",
        "torn.txt.gz",
        "nothing",
        "missing.txt",
    ):
        assert sum(name in line for line in lines) == 1, name
    assert len(lines) == 9
    assert any("--field text=" in line for line in lines)
    with sqlite3.connect(tmp_path / "kg.db") as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_file_that_may_not_be_read(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed.txt"
    closed.touch()
    opened = Path.open

    def refuse(path: Path, *more, **options):  # the superuser, who may run this, could read it
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = run("ingest", str(closed), str(story), "--db", str(tmp_path / "kg.db"), "-q")
    assert result.exit_code == 3
    assert result.stderr == f"skipped {closed}: no permission to read it; allow reading it\n"


def fails(*arguments: str, **env: str) -> str:
    result = run(*arguments, env=env or None)
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.strip().splitlines()
    return line


def test_a_store_that_is_none_or_too_new(story: Path, tmp_path: Path) -> None:
    other, newer = tmp_path / "other.db", tmp_path / "newer.db"
    other.write_text("no database at all, but long enough to be read as one" * 40)
    assert "not a store" in fails("ingest", str(story), "--db", str(other))
    run("ingest", str(story), "--db", str(newer), "-q")
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 99")
    assert "upgrade kg" in fails("stats", "--db", str(newer))
    assert "kg ingest" in fails("stats", "--db", str(tmp_path / "none.db"))


def test_a_model_that_is_missing_or_unfit(story: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blank"
    spacy.blank("en").to_disk(blank)
    message = fails("extract", str(story), "--model", str(blank))
    assert "a component that sets token.dep" in message
    assert "a component that sets doc.ents" in message
    assert "no language model at nowhere" in fails("extract", str(story), "--model", "nowhere")


def test_an_ontology_that_does_not_hold_together(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(DEFAULT_FOLDER, folder)
    say = folder / "events" / "say.toml"
    for text, fault in ((say.read_text().replace("quad = 1", "quad = 9"), "unknown quad '9'"), ("torn = ?", "line 1")):
        say.write_text(text)
        result = run("extract", str(story), "--ontology", str(folder))
        head, line = result.stderr.splitlines()
        assert (result.exit_code, head) == (1, f"Error: faults in the ontology {folder} (1):")
        assert line.startswith("events/say.toml: ")
        assert fault in line


def test_a_full_disk(tmp_path: Path) -> None:
    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    db = tmp_path / "kg.db"
    command = ("ingest", str(ARTICLES), "--db", str(db), "-q")
    process = start(*command, stderr=subprocess.PIPE, text=True, preexec_fn=small_files)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "kg.db" in errors
    assert "Traceback" not in errors
    assert run(*command).exit_code == 0


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("{torn", "JSON is malformed"),
        ('{"id": "2", "text": "x"}', "missing required field `attributions`"),
        ('{"id": "2", "text": 3, "attributions": []}', "Expected `str`, got `int` - at `$.text`"),
        ("[]", "Expected `object`, got `array`"),
    ],
)
def test_a_gold_file_that_is_broken(tmp_path: Path, second: str, message: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "text": "x", "attributions": []}\n' + second)
    line = fails("eval", str(gold))
    assert line.startswith(f"Error: {gold}:2: ")
    assert message in line


def test_a_gold_file_of_another_kind_or_none(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('\n{"id": "1", "text": "x", "label": 1}')
    assert fails("eval", str(gold)).startswith(f"Error: {gold}:2: no known kind of gold has the fields id, text, label")
    gold.write_text("")
    assert "no gold records" in fails("eval", str(gold))
    gold.write_bytes(b"\xff\xfe\x00")
    assert "cannot read" in fails("eval", str(gold))


def test_a_pipe_that_closes_early_is_no_error(demo: Path) -> None:
    command = f"{sys.executable} -m kg export jsonl - --db {demo} | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert json.loads(result.stdout)["label"]
    assert result.stderr == ""


# -- Neo4j -----------------------------------------------------------------------------------------


def environment(connection: Connection) -> dict[str, str]:
    return {
        "NEO4J_URI": connection.uri,
        "NEO4J_USERNAME": connection.user,
        "NEO4J_PASSWORD": connection.password,
        "NEO4J_DATABASE": connection.database,
    }


def test_neo4j_holds_the_demo_graph_and_every_question_finds_rows(demo: Path, database: Database) -> None:
    env = environment(database.connection)
    assert run("load", "--db", str(demo), env=env).exit_code == 0
    exported = [json.loads(line) for line in run("export", "jsonl", "-", "--db", str(demo)).stdout.splitlines()]
    edges = sum("source" in line and "target" in line for line in exported)
    assert database.rows("MATCH (n) RETURN count(n)") == [[len(exported) - edges]]
    assert database.rows("MATCH ()-[r]->() RETURN count(r)") == [[edges]]
    answers = {name: json.loads(run("query", name, "--json", env=env).stdout) for name in load_queries()}
    assert all(answers.values())
    for name in ("corroborated-events", "friends-and-foes", "shortest-chain-between-two-people"):
        store = ("query", name, "--db", str(demo))
        assert run(*store).stdout == run("query", name, env=env).stdout
        pictures = [row.pop("graph") for row in answers[name]]
        assert all(pictures)
        assert json.loads(run(*store, "--json").stdout) == answers[name]
    own = run("query", "what-a-person-said", "-p", "person=Dmitry Peskov", "--json", env=env)
    assert "Putin is ready" in own.stdout


def test_a_question_is_answered_by_the_store_where_no_server_is_named(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("URI", "USERNAME", "DATABASE"):
        monkeypatch.delenv(f"NEO4J_{name}", raising=False)
    db = str(tmp_path / "kg.db")
    run("ingest", str(story), "--db", db, "-q")
    asked = ("query", "who-threatens-whom")
    lines = run(*asked, "--db", db).stdout.splitlines()
    assert lines[0] == "Who threatens whom"
    assert re.search(r"│ Turkey │ Greece │ +1 │ ....-01-27 │", lines[4])
    assert json.loads(run(*asked, "--json", env={"KG_DB": db}).stdout)[0]["whom"] == "Greece"
    assert "no such store" in fails(*asked, "--db", str(tmp_path / "none.db"))
    assert "password" in fails(*asked, "--uri", "bolt://127.0.0.1:1", KG_DB=db, NEO4J_PASSWORD=""), "the line is nearer"
    unreachable = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}
    assert "cannot reach Neo4j" in fails(*asked, KG_DB=db, **unreachable)
    assert run(*asked, "--db", db, env=unreachable).stdout.splitlines() == lines
    mine = tmp_path / "mine.cypher"
    mine.write_text("MATCH (n) RETURN n.name AS name")
    assert "mine.cypher is a question for Neo4j: give --uri or set NEO4J_URI" in fails("query", str(mine), "--db", db)


def test_ingest_loads_neo4j_and_a_question_of_ones_own_is_answered(
    story: Path, tmp_path: Path, database: Database
) -> None:
    env = environment(database.connection)
    uri = env.pop("NEO4J_URI")
    result = run("ingest", str(story), "--db", str(tmp_path / "kg.db"), "--neo4j", uri, "-v", env=env)
    assert result.exit_code == 0
    assert f"Neo4j {uri}, database 'neo4j': " in result.stderr
    question = tmp_path / "mine.cypher"
    question.write_text("// Mine\n// Countries.\nMATCH (c:Country) RETURN c.name AS name ORDER BY name;\n")
    answer = run("query", str(question), "--json", env={**env, "NEO4J_URI": uri})
    assert {"name": "Turkey"} in json.loads(answer.stdout)


def test_doctor_asks_neo4j(tmp_path: Path, database: Database) -> None:
    env = environment(database.connection)
    command = ("doctor", "--db", str(tmp_path / "none.db"))
    result = run(*command, env=env)
    assert result.exit_code == 0
    assert re.search(rf"^ok +neo4j +Neo4j \S+ community at {env['NEO4J_URI']}", result.stdout, re.MULTILINE)
    refused = run(*command, env=env | {"NEO4J_PASSWORD": "not-the-password"})
    assert refused.exit_code == 1
    assert re.search(r"^failed +neo4j +.* refuses user 'neo4j'", refused.stdout, re.MULTILINE)


@pytest.mark.parametrize(("default", "given"), [('"who"', "1945"), ("7", 1945)])
def test_a_parameter_is_read_as_its_default_is(tmp_path: Path, database: Database, default: str, given: object) -> None:
    question = tmp_path / "echo.cypher"
    question.write_text(f"// Echo\n// What was given.\n// :param x => {default}\nRETURN $x AS x;\n")
    answer = run("query", str(question), "-p", "x=1945", "--json", env=environment(database.connection))
    assert json.loads(answer.stdout) == [{"x": given}]


def test_neo4j_that_refuses(demo: Path, tmp_path: Path, database: Database) -> None:
    env = environment(database.connection)
    wrong = fails("load", "--db", str(demo), **{**env, "NEO4J_PASSWORD": "not-the-password"})
    assert "not-the-password" not in wrong
    assert "NEO4J_PASSWORD" in wrong
    assert "nowhere" in fails("load", "--db", str(demo), **{**env, "NEO4J_DATABASE": "nowhere"})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    unreachable = ("--neo4j", f"bolt://127.0.0.1:{port}")
    assert str(port) in fails("ingest", str(ARTICLES), "--db", str(tmp_path / "kg.db"), *unreachable, **env)
    assert not (tmp_path / "kg.db").exists(), "it fails before the work"
    assert str(port) in fails("load", "--db", str(demo), **{**env, "NEO4J_URI": f"bolt://127.0.0.1:{port}"})
    assert "NEO4J_PASSWORD" in fails("load", "--db", str(demo), **{**env, "NEO4J_PASSWORD": ""})
    assert "did you mean 'who-met-whom'" in fails("query", "who-met-hom", **env)


def test_what_is_missing_is_told_before_the_work(story: Path, tmp_path: Path) -> None:
    db = tmp_path / "kg.db"
    assert "no such store" in fails("serve", "--db", str(db))
    to_neo4j = ("--neo4j", "bolt://127.0.0.1:1")
    assert "NEO4J_PASSWORD" in fails("ingest", str(story), "--db", str(db), *to_neo4j, NEO4J_PASSWORD="")
    assert not db.exists()


def test_serve_starts_a_server_with_the_graph_and_ends_with_ctrl_c(story: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "kg.db")
    run("ingest", str(story), "--db", db, "-q")
    with start("serve", "--db", db, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        printed = "".join(process.stdout.readline() for _ in range(4))
        browser, bolt, user, password = re.findall(r":\s+(\S+)$", printed, re.MULTILINE)
        with urlopen(browser) as page:
            assert page.status == 200
        with neo4j.GraphDatabase.driver(bolt, auth=(user, password)) as driver:
            question = "MATCH (:Country)-[:THREATENED]->(c) RETURN c.name AS name"
            records, *_ = driver.execute_query(question, database_="neo4j")
        assert [record["name"] for record in records] == ["Greece"]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        told = process.stderr.read()
        assert password not in told
        assert told.endswith("\nstopped; the server and its data are gone\n")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", urlsplit(bolt).port)) != 0, "the server outlived its command"
