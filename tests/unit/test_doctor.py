from pathlib import Path

import pytest
import spacy

from kg.doctor import Finding, examine
from kg.errors import SinkError
from kg.sinks.neo4j import Connection
from kg.store import Store

PARTS = ["model", "ontology", "gazetteer", "store", "neo4j", "server"]


def no_password() -> Connection:
    raise SinkError("no password for Neo4j")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)


def found(tmp_path: Path, model: str | None = None, ontology: Path | None = None) -> dict[str, Finding]:
    findings = examine(str(tmp_path / "kg.db"), model, ontology, no_password)
    assert [finding.part for finding in findings] == PARTS
    return {finding.part: finding for finding in findings}


def test_what_is_absent_and_not_always_needed_is_optional(tmp_path: Path) -> None:
    states = {part: finding.state for part, finding in found(tmp_path).items()}
    assert states == dict.fromkeys(PARTS, "ok") | {"store": "optional", "neo4j": "optional"}
    assert not (tmp_path / "kg.db").exists()


def test_a_store_is_told_with_its_articles(tmp_path: Path) -> None:
    Store.open(tmp_path / "kg.db").close()
    assert found(tmp_path)["store"].message == f"{tmp_path}/kg.db: 0 articles, read by nobody"


def test_what_is_there_but_does_not_work_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kg.db").write_text("no store")
    spacy.blank("en").to_disk(tmp_path / "blank")
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    findings = found(tmp_path, str(tmp_path / "blank"), tmp_path / "own")
    states = {part: finding.state for part, finding in findings.items()}
    assert states == dict.fromkeys(PARTS, "failed") | {"gazetteer": "ok", "server": "ok"}
    assert "not a store" in findings["store"].message
    assert "lacks a component that sets token.lemma" in findings["model"].message
    assert str(tmp_path / "own") in findings["ontology"].message


def test_a_missing_extra_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.doctor.find_spec", lambda _name: None)
    server = found(tmp_path)["server"]
    assert server.state == "optional"
    assert 'pip install "geokg[server]"' in server.message
