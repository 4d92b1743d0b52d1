import json
from collections import Counter
from functools import partial

import pytest
from builders import AMERICA, RUSSIA, entity, event, mention, told
from fakes import FakeExtractor, no_model

import kg
from kg.errors import KgError, ModelError
from kg.model import Skipped
from kg.ontology import load_ontology
from kg.pipeline import Progress, extract_articles, extraction_record, ingest, project
from kg.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "news.kg") as opened:
        yield opened


@pytest.fixture
def files(tmp_path):
    """Five articles, and a line that is none."""
    path = tmp_path / "articles.jsonl"
    lines = [
        json.dumps({"id": f"a{i}", "text": f"Article {i} says what it says.", "published": "2025-03-01"})
        for i in range(5)
    ]
    path.write_text("\n".join([*lines, "{broken"]))
    return [str(path)]


@pytest.fixture
def counting():
    """Make extractors, and count how many were made."""
    made = []

    def make():
        made.append(FakeExtractor())
        return made[-1]

    make.made = made
    return make


@pytest.mark.parametrize("workers", [1, 2])
def test_ingest_stores_and_reports(store, files, workers):
    progress: list[Progress] = []
    report = ingest(files, store, FakeExtractor, workers=workers, batch_size=2, on_progress=progress.append)
    assert (report.read, report.added, report.unchanged, report.refreshed) == (5, 5, 0, 0)
    assert (report.events, report.entities, report.dropped) == (5, 2, Counter({"no known actor": 5}))
    assert [skipped.line for skipped in report.skipped] == [6]
    assert [article.id for article in store.articles()] == [f"a{i}" for i in range(5)]
    assert sorted({p.added for p in progress if p.added})[-1] == 5


def test_ingest_again_changes_nothing_and_loads_no_model(store, files, counting):
    ingest(files, store, counting)
    before = list(store.pairs())
    report = ingest(files, store, counting)
    assert (report.read, report.added, report.unchanged, report.events) == (5, 0, 5, 0)
    assert list(store.pairs()) == before
    assert len(counting.made) == 1


def test_an_article_given_twice_in_a_batch_is_stored_once(store, monkeypatch):
    article, _ = told("a", [])
    monkeypatch.setattr("kg.pipeline.read_articles", lambda *_: iter([article, article]))
    report = ingest([], store, FakeExtractor)
    assert (report.read, report.added, report.unchanged) == (2, 1, 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_refresh_extracts_anew_what_an_older_version_made(store, files, workers):
    ingest(files, store, FakeExtractor, batch_size=2)
    report = ingest([], store, partial(FakeExtractor, "fake-2"), workers=workers, refresh=True, batch_size=2)
    assert (report.read, report.added, report.refreshed, report.events) == (0, 0, 5, 5)
    assert store.counts() == {"fake-2": 5}
    assert ingest(files, store, partial(FakeExtractor, "fake-2"), refresh=True).refreshed == 0


def test_without_refresh_the_older_version_stays(store, files):
    ingest(files, store, FakeExtractor)
    ingest(files, store, partial(FakeExtractor, "fake-2"))
    assert store.counts() == {"fake-1": 5}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_model_is_told_as_such(store, files, workers):
    with pytest.raises(ModelError, match="no language model"):
        ingest(files, store, no_model, workers=workers)


def test_a_worker_that_dies_is_told_and_what_is_stored_stays(store, files):
    with pytest.raises(KgError, match=r"a worker process died.*run the same command again"):
        ingest(files, store, partial(FakeExtractor, deadly="a4"), workers=2, batch_size=1)
    kept = len(list(store.articles()))
    assert kept < 5
    report = ingest(files, store, FakeExtractor)
    assert (report.unchanged, report.added) == (kept, 5 - kept)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_is_too_much_for_the_extractor_costs_no_other(store, files, workers):
    report = ingest(files, store, partial(FakeExtractor, hard="a2"), workers=workers)
    assert (report.added, report.unchanged, len(report.skipped)) == (4, 0, 2)
    (fault,) = [skipped for skipped in report.skipped if skipped.line is None]
    assert str(fault).startswith(
        "a2: a fault of kg itself; please report it: IndexError: no such token (engine.py, line "
    )
    again = ingest(files, store, partial(FakeExtractor, "fake-2", hard="a1"), workers=workers, refresh=True)
    assert (again.added, again.refreshed, store.counts()) == (1, 3, {"fake-1": 1, "fake-2": 4})
    outcomes = list(extract_articles(files, FakeExtractor(hard="a2")))
    assert [isinstance(outcome, Skipped) for outcome in outcomes] == [False, False, True, False, False, True]


def test_extract_yields_in_order_of_reading(files):
    *pairs, last = extract_articles(files, FakeExtractor())
    assert [article.id for article, _ in pairs] == [extraction.article for _, extraction in pairs]
    assert isinstance(last, Skipped)


def test_extraction_record_has_the_fields_that_the_scorers_read():
    russia = entity("Country", "Russia", "RUS", aliases=("Moscow",), mentions=(mention(3, "Moscow"),))
    found = event("THREATEN", [russia], [AMERICA], at=5, content="a plan")
    article, extraction = told("a", [russia], [found])
    assert extraction_record(article, extraction, load_ontology()) == {
        "id": "a",
        "title": None,
        "source": None,
        "published": "2025-03-01",
        "entities": [
            {
                "id": russia.id,
                "name": "Russia",
                "kind": "Country",
                "country": "RUS",
                "sector": None,
                "aliases": ["Moscow"],
                "mentions": [[3, 9]],
            }
        ],
        "events": [
            {
                "id": extraction.events[0].id,
                "type": "THREATEN",
                "mode": None,
                "relation": "THREATENED",
                "status": "asserted",
                "actors": [russia.id],
                "recipients": [AMERICA.id],
                "mutual": False,
                "speaker": None,
                "location": None,
                "date": None,
                "sentence": [0, 40],
                "trigger": [5, 9],
                "content": "a plan",
                "quote": None,
                "confidence": 0.9,
            }
        ],
    }


def test_a_partial_date_is_cut_to_its_precision():
    article, extraction = told(
        "a", [RUSSIA], [event("SAY", [RUSSIA], date=told("b", [])[0].published, date_precision="month")]
    )
    assert extraction_record(article, extraction, load_ontology())["events"][0]["date"] == "2025-03"


def test_the_graph_of_a_store(store, files):
    ingest(files, store, FakeExtractor)
    graph = project(store)
    assert [edge.type for edge in graph.edges() if edge.source == AMERICA.id].count("THREATENED") == 1


def test_version_is_that_of_the_package():
    assert kg.__version__[0].isdigit()
