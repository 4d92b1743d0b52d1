"""An ingest that is killed anywhere and started again loses nothing and doubles nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import FakeExtractor

from kg.pipeline import ingest
from kg.store import Store

ARTICLES = 120
CHILD = """
import sys
from functools import partial
from fakes import FakeExtractor
from kg.pipeline import ingest
from kg.store import Store

if __name__ == "__main__":
    articles, db, workers = sys.argv[1:]
    with Store.open(db) as store:
        ingest([articles], store, partial(FakeExtractor, pause=0.01), workers=int(workers), batch_size=4)
"""


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"a{i:03}", "text": f"Article {i}."}) for i in range(ARTICLES)))
    return path


@pytest.fixture
def start(tmp_path, articles):
    """Start an ingest in a process group of its own; what is left of it is killed at the end."""
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}
    children = []

    def run(db, workers):
        command = [sys.executable, str(script), str(articles), str(db), str(workers)]
        children.append(subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL))
        return children[-1]

    yield run
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def rows(db):
    with sqlite3.connect(db) as connection:
        found = [connection.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("articles", "extractions")]
    connection.close()
    return found


def stored(db):
    if not db.exists():
        return 0
    try:
        with sqlite3.connect(db) as connection:
            count = connection.execute("SELECT count(*) FROM extractions").fetchone()[0]
    except sqlite3.OperationalError:  # the child has not made the tables yet
        count = 0
    connection.close()
    return count


def wait_until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


@pytest.fixture
def undisturbed(tmp_path, articles):
    db = tmp_path / "undisturbed.kg"
    with Store.open(db) as store:
        ingest([str(articles)], store, FakeExtractor)
    return rows(db)


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_again_and_again_it_ends_like_an_undisturbed_run(tmp_path, start, undisturbed, workers):
    db = tmp_path / "disturbed.kg"
    for _ in range(4):
        before = stored(db)
        child = start(db, workers)
        wait_until(lambda before=before: stored(db) > before)
        child.kill()
        child.wait()
        articles_now, extractions_now = rows(db)
        assert before < len(articles_now) == len(extractions_now) < ARTICLES
        assert len(articles_now) % 4 == 0, "only whole batches are stored"
    assert start(db, workers).wait(60) == 0
    assert rows(db) == undisturbed


def test_killed_before_there_are_tables_it_can_start_again(tmp_path, start, undisturbed):
    db = tmp_path / "disturbed.kg"
    for _ in range(5):
        db.unlink(missing_ok=True)
        child = start(db, 1)
        wait_until(db.exists)
        child.kill()
        child.wait()
    assert start(db, 1).wait(60) == 0
    assert rows(db) == undisturbed


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_a_store_that_can_be_completed(tmp_path, start, undisturbed, workers):
    db = tmp_path / "disturbed.kg"
    child = start(db, workers)
    wait_until(lambda: stored(db) > 0)
    os.killpg(child.pid, signal.SIGINT)
    assert child.wait(30) != 0
    assert 0 < stored(db) < ARTICLES
    assert start(db, workers).wait(60) == 0
    assert rows(db) == undisturbed


def test_workers_do_not_outlive_a_killed_parent(tmp_path, start):
    db = tmp_path / "disturbed.kg"
    child = start(db, 2)
    wait_until(lambda: stored(db) > 0)
    child.kill()
    child.wait()
    wait_until(lambda: not group_is_alive(child.pid))


def group_is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
