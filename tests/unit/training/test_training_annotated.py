"""Annotated sentences are read to the letter, and every wrong line is named."""

import json
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from kg.errors import InputError
from kg.evaluate import load_gold
from kg.ontology import load_ontology
from training.annotated import Referenced, read_annotated, read_referenced

GOLDEN = Path(__file__).parents[3] / "data" / "golden"
ANNOTATED = GOLDEN / "annotated"


def read(tmp_path: Path, text: str):
    path = tmp_path / "some.txt"
    path.write_text(text, "utf8")
    return read_annotated(path)


def test_sides_and_trigger_are_found_where_they_stand(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path, "Mali met Chad; Chad met Togo and Benin.\n- CONSULT+ | met#2 | Chad#2; Togo; Benin | | asserted\n"
    )
    (event,) = one.events
    words = [one.text[slice(*span)] for span in (event.trigger, *event.actors)]
    assert (words, event.trigger[0], event.actors[0][0]) == (["met", "Chad", "Togo", "Benin"], 20, 15)
    assert (event.type, event.mutual, event.recipients, event.status) == ("CONSULT", True, (), "asserted")


def test_only_whole_words_count(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "Romania backed Oman.\n- SUPPORT | backed | Romania | Oman | asserted\n")
    assert one.events[0].recipients == ((15, 19),)


def test_a_text_without_events(tmp_path: Path) -> None:
    assert [t.events for t in read(tmp_path, "It rained.\n- NONE\n\nIt snowed.\n- NONE\n")] == [(), ()]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("- MEET | met | Mali | Chad | asserted", ":2: no event type 'MEET'; there are ACCUSE, "),
        ("- CONSULT | met | Mali | Chad | maybe", ":2: no status 'maybe'; there are asserted, "),
        ("- CONSULT | met | Mali | asserted", ":2: 4 columns where 5 are wanted"),
        ("- CONSULT | met | | Chad | asserted", ":2: no actor"),
        ("- CONSULT | met#2 | Mali | Chad | asserted", ":2: 'met' stands 1 times in the text"),
        ("- CONSULT | met | Mali | Niger | asserted", ":2: 'Niger' stands 0 times in the text"),
        ("", ":1: no line of an event; write '- NONE' where there is none"),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"Mali met Chad.\n{row}\n")
    assert told in str(caught.value)


@pytest.mark.parametrize("path", sorted(ANNOTATED.glob("*.txt")), ids=lambda path: path.name)
def test_own_files_hold_together(path: Path) -> None:
    texts = read_annotated(path)
    assert len({t.text for t in texts}) == len(texts) >= 100


def test_held_out_texts_are_nowhere_else() -> None:
    held = {record.text for record in load_gold(GOLDEN / "held-out.jsonl").records}
    assert len(held) >= 300
    assert not held & {t.text for path in ANNOTATED.glob("*.txt") for t in read_annotated(path)}


def referenced(tmp_path: Path, text: str) -> tuple[Path, Path]:
    marks, articles = tmp_path / "marks.jsonl", tmp_path / "articles.jsonl"
    digest = sha256(b"Mali met Chad.").hexdigest()[:16]
    event = {"type": "CONSULT", "trigger": [5, 8], "actors": [[0, 4], [9, 13]], "mutual": True}
    marks.write_text(json.dumps({"id": "1", "sha256": digest, "events": [event]}), "utf8")
    articles.write_text(json.dumps({"id": 1, "text": text}), "utf8")
    return marks, articles


def test_events_are_joined_to_the_texts_they_mark(tmp_path: Path) -> None:
    (article,) = read_referenced(*referenced(tmp_path, "Mali met Chad."))
    (event,) = article.events
    assert (article.text, event.trigger, event.mutual) == ("Mali met Chad.", (5, 8), True)


def test_another_text_than_the_one_marked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"marks\.jsonl:1: 1 stands not so in"):
        read_referenced(*referenced(tmp_path, "Mali left Chad."))


def test_own_marks_are_in_order() -> None:
    lines = (GOLDEN / "articles.jsonl").read_text("utf8").splitlines()
    marked = [msgspec.json.decode(line, type=Referenced) for line in lines]
    assert len({text.id for text in marked}) == len(marked) >= 600
    for text in marked:
        assert {event.type for event in text.events} <= set(load_ontology().types)
        for event in text.events:
            assert all(start < end for start, end in (event.trigger, *event.actors, *event.recipients)), text.id
