import json
from pathlib import Path

import pytest
from builders import AMERICA, RUSSIA, entity, event, mention, told

from kg.errors import InputError
from kg.evaluate import EventsGold, facts, gold_of, load_gold, reliability, score
from kg.model import Extraction

PESKOV = entity("Person", "Dmitry Peskov", "RUS", aliases=("Peskov",), mentions=(mention(0, "Peskov"),))
TROOPS = entity("Group", "the soldiers", "RUS", mentions=(mention(30, "soldiers"),))


def found(entities, *events) -> Extraction:
    return told("1", entities, events)[1]


@pytest.fixture
def measured(tmp_path: Path):
    """Score extractions, as many as given, against one gold record each."""

    def measure(gold: dict[str, object], *extractions: Extraction, text: str = "Some text.") -> dict[str, float]:
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps({"id": i, "text": text, **gold}) for i in range(len(extractions))))
        return score(load_gold(path), {str(i): extraction for i, extraction in enumerate(extractions)})

    return measure


# -- facts -----------------------------------------------------------------------------------------


def test_facts_join_every_actor_with_every_recipient() -> None:
    told_ = found([], event("AID", [RUSSIA, PESKOV], [AMERICA]), event("SAY", [PESKOV], status="negated"))
    assert facts(told_) == [
        (RUSSIA.id, "AID", AMERICA.id, "asserted"),
        (PESKOV.id, "AID", AMERICA.id, "asserted"),
        (PESKOV.id, "SAY", None, "negated"),
    ]


def test_a_mutual_event_joins_its_actors_both_ways() -> None:
    both = found([], event("CONSULT", [RUSSIA, AMERICA], mutual=True))
    assert [fact[::2] for fact in facts(both)] == [(RUSSIA.id, AMERICA.id), (AMERICA.id, RUSSIA.id)]


def test_facts_of_sentences(measured) -> None:
    gold = {
        "facts": [["Russia", "AID", "United States", "asserted"], ["Russia", "SAY", None, "asserted"]],
        "absent": [["Russia", "ASSAULT", None], ["Russia", "AID", None], ["United States", "AID", "Russia"]],
    }
    aided = found([RUSSIA, AMERICA], event("AID", [RUSSIA], [AMERICA]))
    assert measured(gold, aided) == {"recall": 0.5, "absent": 0.6667}


# -- events at their words -------------------------------------------------------------------------

THREAT = {"type": "THREATEN", "trigger": [40, 44], "actors": [[0, 6]], "recipients": [[30, 38]]}


@pytest.mark.parametrize(
    ("told_", "expected"),
    [
        ([event("THREATEN", [PESKOV], [TROOPS], at=40)], (1, 1, 1, 1, 1)),
        ([event("THREATEN", [PESKOV], [TROOPS], at=40, status="negated")], (1, 1, 1, 1, 0)),
        ([event("THREATEN", [PESKOV], at=40)], (1, 1, 0, 0, 1)),
        ([event("THREATEN", [TROOPS], [PESKOV], at=40)], (1, 1, 0, 0, 1)),
        ([event("THREATEN", [PESKOV], [TROOPS], at=50)], (0, 0, 1, 1, 0)),
        ([event("AID", [PESKOV], [TROOPS], at=40)], (0, 0, 0, 0, 0)),
        ([event("THREATEN", [PESKOV], [TROOPS], at=40), event("SAY", [PESKOV], at=50)], (0.5, 1, 0.5, 1, 1)),
        ([], (0, 0, 0, 0, 0)),
    ],
)
def test_events_at_their_words(measured, told_, expected: tuple[float, ...]) -> None:
    figures = measured({"events": [THREAT]}, found([PESKOV, TROOPS], *told_))
    names = ("event precision", "event recall", "edge precision", "edge recall", "status")
    assert tuple(figures[name] for name in names) == expected


def test_a_mutual_event_has_edges_both_ways(measured) -> None:
    gold = {"events": [{"type": "CONSULT", "trigger": [40, 44], "actors": [[0, 6], [30, 38]], "mutual": True}]}
    met = event("CONSULT", [PESKOV, TROOPS], at=40, mutual=True)
    visited = event("CONSULT", [PESKOV], [TROOPS], at=40)
    assert measured(gold, found([PESKOV, TROOPS], met))["edge F1"] == 1
    assert measured(gold, found([PESKOV, TROOPS], visited))["edge recall"] == 0.5


def test_reliability_tells_what_confidence_is_worth(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": 0, "text": "Some text.", "events": [THREAT]}))
    told_ = found(
        [PESKOV, TROOPS],
        event("THREATEN", [PESKOV], [TROOPS], at=40, confidence=0.8),
        event("SAY", [PESKOV], at=50, confidence=0.84),
        event("AID", [PESKOV], at=50, confidence=1.0),
    )
    rows = [(b.low, b.high, b.edges, b.confidence, b.right) for b in reliability(load_gold(path), {"0": told_})]
    assert rows == [(0.8, 0.9, 2, 0.82, 0.5), (0.9, 1.0, 1, 1.0, 0.0)]


def test_texts_without_events_cost_precision(measured) -> None:
    figures = measured({"events": []}, found([PESKOV], event("SAY", [PESKOV])))
    assert (figures["event precision"], figures["event recall"]) == (0, 0)


# -- graphs ----------------------------------------------------------------------------------------

GRAPH = {
    "entities": [
        {"name": "Russia", "kind": "Country", "country": "RUS"},
        {"name": "Dmitry S. Peskov", "kind": "Person", "country": "RUS", "aliases": ["The Peskov’s"]},
        {"name": "Russian troops", "kind": "Group", "country": "RUS"},
    ],
    "triples": [
        ["Russian troops", "ASSAULT", "Russia", "asserted"],
        ["Dmitry S. Peskov", "SAY", None, "asserted"],
    ],
}


def test_a_graph_that_is_all_right(measured) -> None:
    right = found([RUSSIA, PESKOV, TROOPS], event("ASSAULT", [TROOPS], [RUSSIA]), event("SAY", [PESKOV], at=9))
    assert measured(GRAPH, right) == {"entities_f1": 1.0, "triples_f1": 1.0, "pairs_f1": 1.0, "status": 1.0}


def test_a_graph_with_a_wrong_type_and_a_wrong_status(measured) -> None:
    half = found(
        [RUSSIA, PESKOV, TROOPS, AMERICA],
        event("AID", [TROOPS], [RUSSIA]),
        event("SAY", [PESKOV], at=9, status="possible"),
    )
    assert measured(GRAPH, half) == {"entities_f1": 0.8, "triples_f1": 0.5, "pairs_f1": 1.0, "status": 0.0}


def test_a_graph_that_was_not_found(measured) -> None:
    nothing = Extraction(article="1", version="fake")
    assert measured(GRAPH, nothing) == {"entities_f1": 0.0, "triples_f1": 0.0, "pairs_f1": 0.0, "status": 0.0}


def test_a_name_of_another_kind_is_unknown(measured) -> None:
    namesake = entity("Organization", "Russia")
    assert measured(GRAPH, found([namesake]))["entities_f1"] == 0.0


# -- one coded event -------------------------------------------------------------------------------

CODED = {"type": "AGREE", "actors": ["RUS"], "recipients": ["USA"]}


@pytest.mark.parametrize(
    ("told_", "type_recall", "actor_recall", "dyad_recall"),
    [
        (event("AGREE", [RUSSIA], [AMERICA]), 1, 1, 1),
        (event("AGREE", [AMERICA, RUSSIA], mutual=True), 1, 1, 1),
        (event("PROPOSE", [RUSSIA], [AMERICA]), 1, 1, 1),
        (event("AGREE", [RUSSIA]), 1, 1, 0),
        (event("AGREE", [AMERICA], [RUSSIA]), 1, 0, 0),
        (event("AID", [RUSSIA], [AMERICA]), 0, 1, 0),
        (event("SAY", [RUSSIA], [AMERICA]), 0, 0, 0),
    ],
)
def test_a_coded_event(measured, told_, type_recall: int, actor_recall: int, dyad_recall: int) -> None:
    measures = measured(CODED, found([RUSSIA, AMERICA], told_))
    assert measures["type_recall"] == type_recall
    assert measures["actor_recall"] == actor_recall
    assert measures["dyad_recall"] == dyad_recall


def test_types_too_many_cost_precision(measured) -> None:
    two = found([RUSSIA, AMERICA], event("AGREE", [RUSSIA], [AMERICA]), event("AID", [RUSSIA], at=9))
    measures = measured(CODED, two)
    assert (measures["type_precision"], measures["type_f1"]) == (0.5, 0.6667)


def test_a_record_without_actors_counts_for_its_type_only(measured) -> None:
    agreed = found([RUSSIA], event("AGREE", [RUSSIA]))
    measures = measured({**CODED, "actors": []}, agreed)
    assert (measures["type_recall"], measures["actor_recall"]) == (1.0, 0.0)


# -- one marked pair -------------------------------------------------------------------------------


def test_a_marked_pair(measured) -> None:
    gold = {"source": [0, 6], "target": [30, 38], "type": "YIELD"}
    sides = [PESKOV, TROOPS]
    linked = found(sides, event("RETREAT", [PESKOV], [TROOPS]), event("AID", [PESKOV], at=9, confidence=1.0))
    other = found(sides, event("CONCEDE", [PESKOV]), event("AID", [TROOPS], [PESKOV], at=9))
    wrong = found(sides, event("AID", [PESKOV, TROOPS], mutual=True))
    said = found(sides, event("SAY", [PESKOV], [TROOPS]))
    assert measured(gold, linked, other, wrong, said) == {
        "linked": 0.5,
        "strict": 0.25,
        "given": 0.5,
        "macro_f1": 0.6667,
    }


# -- speech ----------------------------------------------------------------------------------------


def test_speech(measured) -> None:
    text = "Peskov said so, and they fear the soldiers."
    gold = {
        "attributions": [
            {"source": [[0, 6]], "cue": [[7, 11]], "content": []},
            {"source": [[20, 24]], "cue": [[25, 29]]},
            {"source": [], "cue": [[25, 29]]},
        ]
    }
    right = found([PESKOV, TROOPS], event("SAY", [PESKOV], at=7), event("SAY", [TROOPS], at=16))
    assert measured(gold, right, text=text) == {
        "said_recall": 1.0, "said_precision": 0.5, "said_f1": 0.6667, "recall": 0.5,
    }  # fmt: skip
    assert measured(gold, found([TROOPS], event("SAY", [TROOPS], at=7)), text=text)["said_recall"] == 0.0


# -- files -----------------------------------------------------------------------------------------


def test_the_first_record_tells_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    coded = {"id": "1", "text": "x", "source": [], "target": [], "type": "AID", "actors": [], "recipients": []}
    other = json.dumps(coded | {"text": "a\u2028b"}, ensure_ascii=False)
    path.write_text(f"\n{json.dumps(coded)}\n\n{other}\n")
    gold = load_gold(path)
    assert (gold.kind.name, [record.text for record in gold.records]) == ("record", ["x", "a\u2028b"])


def test_a_gold_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"cannot read {tmp_path}"):
        load_gold(tmp_path)


def test_texts_in_memory_are_gold_of_events() -> None:
    gold = gold_of([EventsGold(id=1, text="It rained.", events=())])
    assert (gold.kind.name, len(gold.records)) == ("events", 1)
