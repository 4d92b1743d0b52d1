"""What only a process of its own shows: streams, terminals, signals, full disks."""

import json
import os
import pty
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import AMERICA, RUSSIA, event, told

from kg.store import Store

SHARED_MEMORY = 32_768
"""Size of the file that SQLite needs beside a store to read it."""
KG = (sys.executable, "-m", "kg")
ENV = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUNBUFFERED")}
"""As most users have it: with colours and with buffers."""
STORY = "Turkey threatened Greece with sanctions on Monday.\n\nGreece rejected the threat.\n"


def kg(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*KG, *map(str, arguments)]
    return subprocess.run(command, text=True, timeout=60, **{"capture_output": True, "env": ENV} | options)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.txt"
    path.write_text(STORY, encoding="utf8")
    return path


@pytest.fixture(scope="module")
def db(story: Path) -> Path:
    path = story.with_name("kg.db")
    assert kg("ingest", story, "--db", path, "-q").returncode == 0
    return path


# -- streams ---------------------------------------------------------------------------------------


def test_ingest_reports_on_standard_error_and_its_json_on_standard_output(story: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    command = ("ingest", story, tmp_path / "empty.txt", "--db", tmp_path / "kg.db")
    plain = kg(*command)
    assert (plain.returncode, plain.stdout) == (3, "")
    assert "articles read" in plain.stderr
    assert "\x1b" not in plain.stderr
    data = kg(*command, "--json", "-v")
    report = json.loads(data.stdout)
    assert (report["read"], report["added"], report["unchanged"]) == (1, 0, 1)
    assert report["skipped"] == [
        {"path": f"{tmp_path}/empty.txt", "reason": "empty file; there is no article in it", "line": None}
    ]
    assert data.stderr == plain.stderr.splitlines(keepends=True)[0]
    quiet = kg(*command, "-q")
    assert (quiet.stdout, quiet.stderr) == ("", data.stderr)


def test_verbose_says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"{STORY}\nSign up for our newsletter\n")
    told = kg("ingest", path, "--db", tmp_path / "kg.db", "-v")
    assert "Left out" in told.stderr
    assert "Left out" not in kg("ingest", path, "--db", tmp_path / "kg2.db").stderr


def test_tables_are_whole_lines_for_programs(db: Path) -> None:
    listed = kg("query", "--list").stdout.splitlines()
    assert any("what-a-person-said" in line and "person=" in line for line in listed)
    assert kg("stats", "--db", db, env=ENV | {"COLUMNS": "20"}).stdout == kg("stats", "--db", db).stdout


@pytest.mark.parametrize("command", ["export jsonl -", "extract STORY", "stats", "show Greece --json", "query --list"])
def test_a_full_standard_output_is_one_line(story: Path, db: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = [str(story) if word == "STORY" else word for word in command.split()]
        result = kg(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE, env=ENV | {"KG_DB": str(db)})
    assert (result.returncode, result.stderr) == (1, "Error: cannot write the output: No space left on device\n")


def test_a_closed_pipe_ends_extraction_quietly(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": f"{STORY} {i}"}) + "\n" for i in range(60)))
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*KG, "extract", str(source)], env=ENV, **streams) as process:
        assert process.stdout
        assert process.stderr
        assert json.loads(process.stdout.readline())["events"]
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_export_to_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    out, db = tmp_path / "out" / "graph.graphml", tmp_path / "kg.db"
    out.parent.mkdir()
    out.write_text("old")
    with Store.open(db) as store:
        store.add(
            [told(f"a{i}", [RUSSIA, AMERICA], [event("ACCUSE", [RUSSIA], [AMERICA])], day=i) for i in range(1, 32)]
        )

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SHARED_MEMORY, SHARED_MEMORY))

    result = kg("export", "graphml", out, "--db", db, "--events-as-nodes", preexec_fn=small_files)
    assert result.returncode == 1
    assert result.stderr.startswith(f"Error: cannot write {out}: File too large;")
    assert result.stderr.count("\n") == 1
    assert [path.read_text() for path in out.parent.iterdir()] == ["old"]


# -- terminals -------------------------------------------------------------------------------------


def on_terminal(*arguments: object, stream: str, **env: str) -> str:
    """What a command writes to a stream that is a terminal."""
    main, side = pty.openpty()
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | {stream: side}
    with subprocess.Popen([*KG, *map(str, arguments)], env=ENV | {"TERM": "xterm"} | env, **streams) as process:  # type: ignore[call-overload]
        os.close(side)
        written = b""
        while part := _read(main):
            written += part
    os.close(main)
    assert process.returncode == 0
    return written.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux: the other side is closed
        return b""


def test_a_bar_moves_on_a_terminal_only(story: Path, tmp_path: Path) -> None:
    seen = on_terminal("ingest", story, "--db", tmp_path / "kg.db", stream="stderr")
    assert "1/1" in seen
    assert "articles read" in seen
    assert on_terminal("ingest", story, "--db", tmp_path / "kg.db", "-q", stream="stderr") == ""
    assert "1/1" not in kg("ingest", story, "--db", tmp_path / "kg2.db", env=ENV | {"FORCE_COLOR": "1"}).stderr


@pytest.mark.parametrize("command", [("show", "Greece"), ("stats",), ("doctor",)])
def test_no_color_is_respected(db: Path, command: tuple[str, ...]) -> None:
    env = {"KG_DB": str(db), "NEO4J_PASSWORD": ""}
    assert "\x1b[" in on_terminal(*command, stream="stdout", **env)
    assert "\x1b[" not in on_terminal(*command, stream="stdout", NO_COLOR="1", **env)


# -- signals ---------------------------------------------------------------------------------------


def count(db: Path) -> int:
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            found = connection.execute("SELECT count(*) FROM extractions").fetchone()[0]
    except sqlite3.OperationalError:  # no store yet, or one without tables
        return 0
    connection.close()
    return int(found)


def test_ctrl_c_stops_an_ingest_that_the_same_command_completes(tmp_path: Path) -> None:
    source, db = tmp_path / "in.jsonl", tmp_path / "kg.db"
    source.write_text("".join(json.dumps({"id": str(i), "text": STORY * 4}) + "\n" for i in range(200)))
    command = [*KG, "ingest", str(source), "--db", str(db)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stdout
        while count(db) == 0:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stdout.read() == ""
        assert process.stderr.read().strip() == (
            "stopped; what is stored stays, and the same command goes on from there"
        )
    before = count(db)
    assert 0 < before < 200
    done = kg(*command[3:], "--json")
    report = json.loads(done.stdout)
    assert (report["unchanged"], report["added"], count(db)) == (before, 200 - before, 200)


def test_ctrl_c_in_another_command_is_told_in_one_word(tmp_path: Path) -> None:
    command = [*KG, "extract", str(tmp_path / "missing.txt"), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        assert process.stderr.readline().startswith(b"skipped ")  # now it waits for standard input
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read().strip() == b"stopped"
