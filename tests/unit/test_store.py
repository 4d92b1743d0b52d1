import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import RUSSIA, event, mention, told

from kg.errors import StoreError
from kg.model import Article, Dropped, Extraction
from kg.store import SCHEMA_VERSION, Store

PAIRS = [told(name, [RUSSIA], [event("SAY", [RUSSIA])]) for name in ("c", "a", "b")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.kg"


def test_records_come_back_equal_and_in_order_of_id(path):
    rich = Article(
        id="rich",
        text="Ein Satz – „Zitat“ 🙂\0",
        paragraphs=((0, 3), (4, 9)),
        title="T",
        published=date(2024, 2, 29),
        dropped=(Dropped(stage="readers", reason="furniture", span=(1, 2)),),
    )
    russia = replace(RUSSIA, mentions=(mention(0, "Ein"),))
    found = Extraction(article="rich", version="v", entities=(russia,), events=(event("SAY", [RUSSIA], date=date.max),))
    with Store.open(path) as store:
        store.add([*PAIRS, (rich, found)])
    with Store.open(path, read_only=True) as store:
        assert list(store.pairs()) == [PAIRS[1], PAIRS[2], PAIRS[0], (rich, found)]
        assert list(store.articles()) == [article for article, _ in store.pairs()]
        assert list(store.extractions()) == [extraction for _, extraction in store.pairs()]
        assert store.article("rich") == rich
        assert store.counts() == {"fake-1": 3, "v": 1}


def test_adding_a_known_article_changes_nothing(path):
    with Store.open(path) as store:
        assert store.add(PAIRS) == 3
        article, extraction = PAIRS[0]
        assert store.add([(replace(article, text="other"), replace(extraction, version="other"))]) == 0
        assert sorted(store.pairs(), key=lambda pair: pair[0].id) == sorted(PAIRS, key=lambda pair: pair[0].id)


def test_one_article_twice_in_a_batch_is_one(path):
    with Store.open(path) as store:
        assert store.add([PAIRS[0], PAIRS[0]]) == 1


def test_a_batch_is_stored_whole_or_not_at_all(path):
    article, _ = PAIRS[1]
    with Store.open(path) as store:
        with pytest.raises(UnicodeEncodeError):
            store.add([PAIRS[0], (replace(article, text="\ud800"), PAIRS[1][1])])
        assert not store.has("c")
        assert store.add(PAIRS) == 3


def test_outdated_are_those_of_another_version_and_can_be_replaced_while_walking(path, monkeypatch):
    monkeypatch.setattr("kg.store.PAGE", 1)
    with Store.open(path) as store:
        store.add([*PAIRS, told("d", [], version="fake-2")])
        seen = []
        for article in store.outdated("fake-2"):
            seen.append(article.id)
            store.replace([Extraction(article=article.id, version="fake-2")])
        assert seen == ["a", "b", "c"]
        assert list(store.outdated("fake-2")) == []
        assert store.version_of("a") == "fake-2"
        assert store.version_of("z") is None


def test_reading_sees_one_state_while_another_process_writes(path):
    with Store.open(path) as writer:
        writer.add(PAIRS[:1])
        with Store.open(path, read_only=True) as reader:
            assert len(list(reader.articles())) == 1
            writer.add(PAIRS[1:])
            assert len(list(reader.articles())) == 1
        assert len(list(writer.articles())) == 3


def test_unknown_article(path):
    with Store.open(path) as store, pytest.raises(StoreError, match="no article 'x'"):
        store.article("x")


def test_a_text_file_is_no_store_and_stays(path):
    path.write_text("not a database, but longer than a header of one hundred bytes" * 4)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store; give a file that kg ingest made"):
        Store.open(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_no_store_and_stays(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE other (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store"):
        Store.open(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(path):
    path.touch()
    with Store.open(path) as store:
        assert store.add(PAIRS) == 3


def test_newer_version(path):
    Store.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match=r"written by a newer kg .* upgrade kg"):
        Store.open(path)


def test_missing_folder_and_missing_store(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*; make it first"):
        Store.open(tmp_path / "none" / "news.kg")
    with pytest.raises(StoreError, match="no such store; make it with kg ingest"):
        Store.open(tmp_path / "news.kg", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path)


def test_locked_by_another_writer(path):
    with Store.open(path) as store, Store.open(path, timeout=0.05) as other:
        store._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another writer"):
            other.add(PAIRS)
        store._db.execute("ROLLBACK")
        assert other.add(PAIRS) == 3


def test_full_disk_keeps_what_is_stored(path):
    with Store.open(path) as store:
        store.add(PAIRS)
        pages = store._pragma("page_count")
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full; free some space"):
            store.add([told(f"more {i}", [], text="long " * 1000) for i in range(20)])
        assert len(list(store.articles())) == 3


def test_no_permission_to_write(open_folder):
    path = open_folder / "news.kg"
    with Store.open(path) as store:
        store.add(PAIRS)
    path.chmod(0o444)
    with unprivileged(), pytest.raises(StoreError, match="no permission to write"), Store.open(path) as store:
        store.add(PAIRS)


def test_no_permission_to_enter_the_folder(open_folder):
    hidden = open_folder / "hidden"
    hidden.mkdir(mode=0o600)
    with unprivileged(), pytest.raises(StoreError, match="cannot be opened"):
        Store.open(hidden / "news.kg", read_only=True)
    hidden.chmod(0o700)


def test_damaged_row(path):
    with Store.open(path) as store:
        store.add(PAIRS)
        store._db.execute("UPDATE articles SET data = '{}' WHERE id = 'a'")
        with pytest.raises(StoreError, match="damaged"):
            store.article("a")
        with pytest.raises(StoreError, match="damaged"):
            list(store.pairs())


@pytest.fixture
def open_folder():
    """A folder that any user may enter, unlike pytest's own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def unprivileged() -> Iterator[None]:
    """Let root, whom no permission stops, act as another user for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
