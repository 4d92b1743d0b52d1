"""What `import kg` hands out, as a program uses it."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg import library, pipeline
from kg.errors import InputError, StoreError
from kg.ontology import DEFAULT_FOLDER, load_ontology
from kg.queries import load_queries
from kg.store import Store

ROOT = Path(kg.__file__).parents[1]
STORY = "Turkey threatened Greece with sanctions on Monday.\n\nGreece rejected the threat."


@pytest.fixture(autouse=True)
def loaded(extractor, monkeypatch):
    """How often the extractor was loaded; it is that of all tests."""
    loads = []
    monkeypatch.setattr(pipeline, "load_extractor", lambda: loads.append(1) or extractor)
    library._extractor.cache_clear()
    yield loads
    library._extractor.cache_clear()


@pytest.fixture
def db(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    kg.ingest(tmp_path / "story.txt", tmp_path / "kg.db", published=date(2025, 1, 27))
    return tmp_path / "kg.db"


# -- one text --------------------------------------------------------------------------------------


def test_a_text_gives_its_entities_and_events_with_their_words():
    story = kg.extract_text(STORY, title="Ankara warns Athens", source="Daily", url="https://news.example/1",
                            published="2025-01-27")  # fmt: skip
    threat, refusal = story.events
    assert (threat.type, [story.name(side) for side in threat.actors]) == ("THREATEN", ["Turkey"])
    assert [story.name(side) for side in threat.recipients] == ["Greece"]
    assert threat.date == date(2025, 1, 27), "the Monday of publication"
    assert story.sentence(threat) == "Turkey threatened Greece with sanctions on Monday."
    assert (story.trigger(threat), story.trigger(refusal)) == ("threatened", "rejected")
    assert {entity.name for entity in story.entities} == {"Turkey", "Greece"}
    assert story.article.text == STORY
    article = story.article
    assert (article.title, article.source, article.url) == ("Ankara warns Athens", "Daily", "https://news.example/1")


def test_a_record_is_what_kg_extract_prints():
    story = kg.extract_text(STORY, published=date(2025, 1, 27))
    record = story.record()
    assert record == pipeline.extraction_record(story.article, story.extraction, load_ontology())
    assert [event["relation"] for event in record["events"]] == ["THREATENED", "REJECTED"]


def test_the_extractor_is_loaded_once(loaded, tmp_path):
    kg.extract_text(STORY)
    kg.extract_text(STORY + " Again.")
    kg.ingest([], tmp_path / "kg.db")
    assert loaded == [1]


@pytest.mark.parametrize(
    ("text", "published", "message"),
    [(" \n", None, "empty text"), (STORY, "Monday", "'Monday' is no day; give one such as 2025-01-27")],
)
def test_a_text_that_cannot_be_read(text, published, message):
    with pytest.raises(InputError, match=message):
        kg.extract_text(text, published=published)


def test_an_entity_that_is_not_there():
    with pytest.raises(InputError, match="did you mean 'country:TUR'"):
        kg.extract_text(STORY).name("country:TUK")


# -- a store ---------------------------------------------------------------------------------------


def test_ingest_takes_a_path_or_many_and_reports(tmp_path):
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"{STORY} {number}")
    (tmp_path / "none.txt").touch()
    one = kg.ingest(str(tmp_path / "1.txt"), tmp_path / "kg.db", published="2025-01-27")
    assert (one.read, one.added) == (1, 1)
    many = kg.ingest([tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "none.txt"], tmp_path / "kg.db")
    assert (many.read, many.added, many.unchanged) == (2, 1, 1)
    assert [skipped.path for skipped in many.skipped] == [str(tmp_path / "none.txt")]
    with Store.open(tmp_path / "kg.db", read_only=True) as store:
        assert {article.published for article in store.articles()} == {date(2025, 1, 27), None}


def test_a_store_that_is_not_there_or_is_none(tmp_path):
    with pytest.raises(StoreError, match="no such store; make it with kg ingest"):
        kg.open_store(tmp_path / "kg.db")
    (tmp_path / "kg.db").write_text("text, and more of it than a header has" * 40)
    with pytest.raises(StoreError, match="not a store"):
        kg.open_store(tmp_path / "kg.db")


def test_the_graph_is_a_network_whole_or_of_facts(db):
    with kg.open_store(db) as store:
        whole, facts, merged = store.graph(), store.graph(events=False), store.graph(events=False, edges="merged")
    assert isinstance(whole, nx.MultiDiGraph)
    assert whole.nodes["country:TUR"]["name"] == "Turkey"
    assert {data["labels"][0] for _, data in whole.nodes(data=True)} == {"Entity", "Event", "Article"}
    assert set(facts) == set(merged) == {"country:TUR", "country:GRC"}
    assert sorted(data["type"] for *_, data in facts.edges(data=True)) == ["REJECTED", "THREATENED"]
    assert {key for *_, key in facts.edges(keys=True)} <= {key for *_, key in whole.edges(keys=True)}
    assert {key[:6] for *_, key in merged.edges(keys=True)} == {"facts:"}


def test_a_question_is_answered_in_records(db):
    with kg.open_store(db) as store:
        assert [question.name for question in store.questions()] == list(load_queries())
        [row] = store.ask("who-threatens-whom")
        assert row == {
            "who": "Turkey",
            "whom": "Greece",
            "threats": 1,
            "first": date(2025, 1, 27),
            "last": date(2025, 1, 27),
            "sentence": "Turkey threatened Greece with sanctions on Monday.",
        }
        [month] = store.ask("cooperation-and-conflict-by-month", country="Greece")
        assert (month["year"], month["conflict"]) == (2025, 2)
        assert store.ask("cooperation-and-conflict-by-month") == [], "its default, Russia, did nothing"


@pytest.mark.parametrize(
    ("question", "parameters", "message"),
    [
        ("who-threatens-who", {}, "unknown question 'who-threatens-who'; did you mean 'who-threatens-whom'"),
        ("who-threatens-whom", {"person": "x"}, "unknown parameter of who-threatens-whom 'person'"),
        ("corroborated-events", {"least": "many"}, "least is 'many'; give a value such as 2"),
    ],
)
def test_a_question_that_cannot_be_asked(db, question, parameters, message):
    with kg.open_store(db) as store, pytest.raises(InputError, match=message):
        store.ask(question, **parameters)


def test_frames_are_those_of_the_graph(db):
    with kg.open_store(db) as store:
        assert list(store.entities()["name"]) == ["Greece", "Turkey"]
        assert len(store.articles()) == 1
        assert sorted(store.events()["type"]) == sorted(["THREATEN", "REJECT"])
        assert sorted(store.facts()["actor_name"]) == ["Greece", "Turkey"]
        assert list(store.tellings()["trigger"]) == ["threatened", "rejected"]
        assert sorted(store.event_table()["Trigger"]) == ["rejected", "threatened"]


def test_a_graph_stays_as_it_was_when_the_store_was_opened(db, tmp_path):
    with kg.open_store(db) as store:
        before = set(store.graph())
        (tmp_path / "more.txt").write_text("Iran accused Iraq of lying.")
        assert kg.ingest(tmp_path / "more.txt", db).added == 1
        assert set(store.graph()) == before
    with kg.open_store(db) as store:
        assert set(store.graph()) > before


def test_a_graph_goes_by_the_ontology_that_is_given(db, tmp_path):
    own = shutil.copytree(DEFAULT_FOLDER, tmp_path / "own")
    threat = next(own.glob("events/threaten.*"))
    threat.write_text(threat.read_text(encoding="utf8").replace('"THREATENED"', '"MENACED"'), encoding="utf8")
    with kg.open_store(db, ontology=own) as store:
        assert "MENACED" in {kind for *_, kind in store.graph().edges(data="type")}


def test_a_store_that_is_closed_keeps_its_file_free(db):
    store = kg.open_store(db)
    store.close()
    with pytest.raises(StoreError):
        store.ask("who-met-whom")


# -- the package -----------------------------------------------------------------------------------


def test_importing_kg_loads_nothing_heavy_and_knows_its_names():
    code = (
        "import sys, kg; heavy = ('spacy', 'networkx', 'numpy', 'pandas', 'msgspec', 'kg.library');"
        "print([m for m in heavy if m in sys.modules], set(kg.__all__) <= set(dir(kg)), kg.open_store.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] True kg.library\n"


def test_a_name_that_is_none_is_an_error():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'ingets'"):
        _ = kg.ingets


SCRIPT = """
from datetime import date

import kg
from kg.model import Event

story = kg.extract_text("Turkey threatened Greece.", published=date(2025, 1, 27))
event: Event = story.events[0]
words: list[str] = [story.name(event.actors[0]), story.sentence(event)]
added: int = kg.ingest(["articles"], "kg.db", workers=2).added
with kg.open_store("kg.db") as store:
    rows: list[dict[str, object]] = store.ask("who-threatens-whom", least=2)
    nodes: int = store.graph(events=False, edges="merged").number_of_nodes()
"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("", "Success"),
        ("kg.ingets('x')", 'Module has no attribute "ingets"'),
        ("number: int = story.sentence(event)", 'expression has type "str"'),
        ("store.graph(edges='some')", 'Argument "edges" to "graph" of "StoredGraph" has incompatible type'),
    ],
)
def test_a_program_that_uses_it_is_type_checked(tmp_path_factory, tmp_path, wrong, message):
    assert (ROOT / "kg" / "py.typed").exists()
    script = tmp_path / "script.py"
    script.write_text(f"{SCRIPT}{wrong}\n")
    cache = tmp_path_factory.getbasetemp() / "mypy"
    command = ("-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir", str(cache), str(script))
    env = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=env, cwd=tmp_path)
    assert message in done.stdout
    assert done.stdout.count("error:") == bool(wrong), done.stdout
