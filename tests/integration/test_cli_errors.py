"""What the command line says of bad input: file, line and remedy, and the rest goes on."""

import json
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from kg.ontology import DEFAULT_FOLDER

from .commands import fails, run, start

DATA = Path(__file__).parents[2] / "data"
ARTICLES = DATA / "articles"
GOLDEN = DATA / "golden" / "sentences.jsonl"


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
