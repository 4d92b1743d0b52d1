"""What README.md and docs/ show is what happens: their blocks are run here, page by page, each like one session.

A page starts in a folder of its own that holds `data/` and, unless the page makes them, `kg.db` of the sample articles
and a Neo4j database with the same graph.
`…` stands for anything. Outputs without `…` are written anew by `KG_WRITE_PAGES=1 python -m pytest` on this file.
"""

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.graph.schema import STRUCTURAL_EDGES
from kg.sinks.neo4j import Connection

from .conftest import Database

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"[|<>;&$]")
"""Signs that a command needs a shell."""
FAILURE = re.compile(r"^(Error: |skipped |failed )", re.MULTILINE)
NOT_RUN = {
    "kg serve": "waits until it is stopped; test_cli.py runs it",
    "make ": "sets up, and runs these tests among others",
    "python3 -m venv": "changes the environment of the tests",
    "pip install": "changes the environment of the tests",
    "neo4j": "another program, whose import test_admin_import.py runs",
    "cypher-shell": "another program; test_admin_import.py applies the same file",
    "cd graph": "test_admin_import.py imports from such a folder",
    "export ": "the tests give the server's address and password",
}
"""Commands, by how they start, that are shown only."""
PLAIN = {"text", "toml", "json", "r"}
"""Blocks that show, and run nothing."""
SHOWN_SERVER = "bolt://localhost:7687"
FLAGS = doctest.ELLIPSIS
RUN_IN_PROCESS = CliRunner()


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf8")
    for match in BLOCK.finditer(text):
        yield Block(match[1], match[2], text.count("\n", 0, match.start()) + 2)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, its lines joined, with the output shown after it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, output = re.fullmatch(r"((?:.*\\\n)*.*)\n((?:.*\n)*)", part).groups()
        yield command.replace("\\\n", " "), output


class Session:
    """One page's folder, its Neo4j if it asks for one, and the names that its Python has made."""

    def __init__(self, page: Path, server: Connection | None) -> None:
        self._page, self._server = page, server
        self._names: dict[str, Any] = {}
        self._checker = doctest.OutputChecker()

    def run(self, block: Block) -> None:
        where = f"{self._page.name}:{block.line}"
        if block.language == "console":
            for command, shown in commands(block.text):
                if not command.startswith(tuple(NOT_RUN)):
                    self._console(f"{where}: {command}", command, shown)
        elif block.language == "python":
            self._python(where, block.text)
        elif block.language == "cypher":
            self._cypher(where, block.text)
        else:
            assert block.language in PLAIN, f"{where}: a block of the kind '{block.language}' is not tested"

    def _console(self, where: str, command: str, shown: str) -> None:
        uri = self._server.uri if self._server else SHOWN_SERVER
        code, printed = execute(command.replace(SHOWN_SERVER, uri))
        got = "".join(f"{line.rstrip()}\n" for line in printed.replace(uri, SHOWN_SERVER).splitlines())
        assert (code == 0) == (FAILURE.search(shown) is None), f"{where}: {code}\n{got}"
        if shown and not self._same(shown, got):
            if os.environ.get("KG_WRITE_PAGES") and "…" not in shown:
                page = self._page.read_text(encoding="utf8")
                self._page.write_text(page.replace(shown, got), encoding="utf8")
            else:
                difference = self._checker.output_difference(doctest.Example(where, told(shown)), got, FLAGS)
                pytest.fail(f"{where}\n{difference}", pytrace=False)

    def _same(self, shown: str, got: str) -> bool:
        return self._checker.check_output(told(shown), got, FLAGS)

    def _python(self, where: str, code: str) -> None:
        if ">>> " not in code:
            exec(compile(code, where, "exec"), self._names)
            return
        test = doctest.DocTestParser().get_doctest(told(code), self._names, where, where, 0)
        failures: list[str] = []
        doctest.DocTestRunner(optionflags=FLAGS).run(test, out=failures.append, clear_globs=False)
        self._names.update(test.globs)
        assert not failures, "".join(failures)

    def _cypher(self, where: str, text: str) -> None:
        """Run each statement; one that only asks has to find something."""
        parameters = {name: json.loads(value) for name, value in re.findall(r"^:param (\w+) => (.*?);?$", text, re.M)}
        code = re.sub(r"^(:|//).*\n", "", text, flags=re.MULTILINE)
        with Database(self._server) as database:
            for statement in filter(str.strip, re.split(r";\s*$", code, flags=re.MULTILINE)):
                rows = database.rows(statement, **parameters)
                assert rows or not re.search(r"\bRETURN\b", statement), f"{where}: finds nothing: {statement}"


def told(shown: str) -> str:
    """What a page shows, as doctest wants it."""
    return shown.replace("…", "...")


def execute(command: str) -> tuple[int, str]:
    """Run a command and return its exit code and all that it prints; kg in this process where no shell is needed."""
    if command.startswith("kg ") and not SHELL.search(command):
        arguments = shlex.split(command, comments=True)[1:]
        result = RUN_IN_PROCESS.invoke(main, arguments, prog_name="kg", catch_exceptions=False)
        return result.exit_code, result.output
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of a page, with the articles and a `kg` for its shell."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    program = tmp_path / ".bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(
    page: Path, folder: Path, demo: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    text, shown, server = page.read_text(encoding="utf8"), list(blocks(page)), None
    assert text.count("```") == 2 * len(shown), "a block that is not tested: indented, or not closed"
    if not re.search(r"^\$ kg ingest data/articles( --\w+ \S+)*$", text, re.MULTILINE):
        shutil.copy(demo, folder / "kg.db")
    if re.search(r"^(```cypher|\$ kg load\b.*)$", text, re.MULTILINE):
        server = request.getfixturevalue("database").connection
        for name, value in (("URI", server.uri), ("USERNAME", server.user), ("PASSWORD", server.password)):
            monkeypatch.setenv(f"NEO4J_{name}", value)
        if "\n$ kg load" not in text:
            assert execute(f"kg load --db {shlex.quote(str(demo))} -q")[0] == 0
    session = Session(page, server)
    for block in shown:
        session.run(block)


def test_every_exception_is_needed() -> None:
    shown = [
        command for page in PAGES for b in blocks(page) if b.language == "console" for command, _ in commands(b.text)
    ]
    assert all(any(command.startswith(start) for command in shown) for start in NOT_RUN)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", page.read_text(encoding="utf8"))):
        if not target.startswith("http"):
            path, _, anchor = target.partition("#")
            aim = (page.parent / path).resolve() if path else page
            assert aim.exists(), target
            assert not anchor or anchor in anchors(aim), target


def anchors(page: Path) -> Sequence[str]:
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text(encoding="utf8")), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_edges_go_where_the_schema_s_page_says(demo: Path) -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (\w+) \| (\w+) \|", (ROOT / "docs" / "schema.md").read_text(), re.MULTILINE)
    ends = {kind: (source, target) for kind, source, target in rows}
    _, printed = execute(f"kg export jsonl - --db {shlex.quote(str(demo))}")
    labels: dict[str, str] = {}
    found: dict[str, set[tuple[str, str]]] = {}
    for line in map(json.loads, printed.splitlines()):
        if "target" in line:
            found.setdefault(line["type"], set()).add((labels[line["source"]], labels[line["target"]]))
        else:
            labels[line["id"]] = line["label"] if line["label"] in ("Article", "Event") else "Entity"
    assert {kind: found[kind] for kind in STRUCTURAL_EDGES} == {kind: {ends[kind]} for kind in STRUCTURAL_EDGES}
    facts = [pairs for kind, pairs in found.items() if kind not in STRUCTURAL_EDGES]
    assert set().union(*facts) == {("Entity", "Entity"), ("Entity", "Event")}


def test_the_limits_are_those_told(folder: Path) -> None:
    rows = re.findall(r"^\| .+? \| (.+?\.) \| (.+?) \|$", (ROOT / "docs" / "limits.md").read_text(), re.MULTILINE)
    articles = [{"id": text, "text": text, "published": "2025-01-27"} for text, _ in rows]
    (folder / "limits.jsonl").write_text("\n".join(map(json.dumps, articles)))
    _, printed = execute("kg extract limits.jsonl")
    found = {record["id"]: found_in(record) for record in map(json.loads, printed.splitlines())}
    assert rows
    assert found == dict(rows)


def found_in(record: dict[str, Any]) -> str:
    """All events of a record, as the page of limits shows them."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    events = []
    for event in record["events"]:
        actors, recipients = (", ".join(names[side] for side in event[role]) for role in ("actors", "recipients"))
        status = "" if event["status"] == "asserted" else f"({event['status']})"
        events.append(" ".join(filter(None, (actors, event["relation"], recipients, status, event["date"]))))
    return "; ".join(events) or "nothing"
