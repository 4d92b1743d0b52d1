"""The command line with a Neo4j server."""

import json
import re
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import neo4j
import pytest

from kg.queries import load_queries
from kg.sinks.neo4j import Connection

from .commands import fails, run, start
from .conftest import Database

DATA = Path(__file__).parents[2] / "data"
ARTICLES = DATA / "articles"
GOLDEN = DATA / "golden" / "sentences.jsonl"


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
