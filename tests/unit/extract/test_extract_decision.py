"""What becomes of the rules' triggers and sides when a detector speaks: one made up, so that each case can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from kg.extract import Extractor
from kg.extract.decision import Decision
from kg.extract.detector import Detection
from kg.extract.events import Telling
from kg.model import Article
from kg.ontology import load_ontology

TYPES = tuple(load_ontology().types)
TEXT = "Turkey threatened Greece in front of Kenya and Ghana."
TURKEY, THREATENED, GREECE, FRONT, KENYA, GHANA = 0, 1, 2, 4, 6, 8
ACTING = (0, 0.9, 0)


def tells(kind: str, sure: float, mutual: float = 0.0, **roles: float) -> Detection:
    """Return that a word tells a type; `roles` are like `actor_0=0.9`: of the mention at token 0."""
    types = np.zeros(len(TYPES) + 1, np.float32)
    types[TYPES.index(kind)], types[-1] = sure, 1 - sure
    scores = {i: np.array([1, 0, 0], np.float32) for i in (TURKEY, GREECE, KENYA, GHANA)}
    for name, value in roles.items():
        role, _, token = name.partition("_")
        scores[int(token)][1 if role == "actor" else 2] = value
    return Detection(types=types, mutual=mutual, roles=scores)


class Made:
    """A detector that says what it is told."""

    types = TYPES

    def __init__(self, said: Mapping[int, Detection]) -> None:
        self.said = said

    def reads(self, _doc: object) -> bool:
        return True

    def read(self, _features: object) -> Mapping[int, Detection]:
        return self.said


@pytest.fixture
def decide(rules: Extractor):
    def run(
        said: Mapping[int, Detection],
        text: str = TEXT,
    ) -> tuple[Decision, list[tuple[int, str, list[tuple[set[str], set[str], bool]]]]]:
        (page,) = rules.pages([Article(id="a", text=text, paragraphs=((0, len(text)),))])
        decision = Decision(page, Made(said))  # type: ignore[arg-type]
        return decision, [
            (
                t.token.i,
                t.frame.type,
                [({a.name for a in r.actors}, {x.name for x in r.recipients}, r.mutual) for r in decision.roles(t)],
            )
            for t in decision.triggers()
        ]

    return run


def test_a_trigger_that_the_detector_doubts_is_none(decide) -> None:
    decision, told = decide({THREATENED: tells("THREATEN", 0.39)})
    assert told == []
    assert [t.token.i for t in decision.rejected] == [THREATENED]
    assert decide({})[1] == []


def test_sides_by_syntax_stand(decide) -> None:
    _, told = decide({THREATENED: tells("THREATEN", 0.41, actor_0=0.2, recipient_2=0.2)})
    assert told == [(THREATENED, "THREATEN", [({"Turkey"}, {"Greece"}, False)])]


def test_strangers_have_no_part_but_an_actor_there_is(decide) -> None:
    _, told = decide({THREATENED: tells("THREATEN", 0.9)})
    assert told == [(THREATENED, "THREATEN", [({"Turkey"}, set(), False)])]


@pytest.mark.parametrize(("sure", "recipients"), [(0.19, set()), (0.21, {"Greece"})])
def test_a_side_by_syntax_is_a_stranger_only_where_that_is_likely(decide, sure: float, recipients: set[str]) -> None:
    _, told = decide({THREATENED: tells("THREATEN", 0.9, actor_0=0.9, recipient_2=sure)})
    assert told == [(THREATENED, "THREATEN", [({"Turkey"}, recipients, False)])]


def test_another_type_takes_the_sides_that_the_detector_gives(decide) -> None:
    _, told = decide({THREATENED: tells("ACCUSE", 0.8, actor_0=0.9, recipient_6=0.9, recipient_8=0.9)})
    assert told == [(THREATENED, "ACCUSE", [({"Turkey"}, {"Kenya", "Ghana"}, False)])]


@pytest.mark.parametrize(("sure", "count"), [(0.64, 0), (0.66, 1)])
def test_a_new_trigger_has_to_be_sure(decide, sure: float, count: int) -> None:
    _, told = decide({FRONT: tells("PROTEST", sure, actor_6=0.9)})
    assert [(t, kind) for t, kind, _ in told] == [(FRONT, "PROTEST")] * count


def test_the_likeliest_actor_counts_where_none_is_sure(decide) -> None:
    _, told = decide({FRONT: tells("AID", 0.95, actor_6=0.21, actor_8=0.1, recipient_2=0.41, recipient_0=0.39)})
    assert told == [(FRONT, "AID", [({"Kenya"}, {"Greece"}, False)])]
    _, told = decide({FRONT: tells("AID", 0.95, actor_6=0.19)})
    assert told == [(FRONT, "AID", [({"Turkey"}, {"Kenya", "Ghana"}, False)])]  # those of syntax


def test_where_something_happens_does_not_do_it(decide) -> None:
    text = "Reporters were seized on Monday in Lagos by Kaduna."
    for sure, actors in ((0.2, []), (0.4, [({"Kaduna"}, set(), False)])):
        said = tells("PROTEST", 0.95, actor_6=0.9, actor_8=sure)
        del said.roles[GREECE]  # a verb here
        assert decide({2: said}, text)[1] == [(2, "PROTEST", actors)]


def test_a_mutual_act_pairs_the_first_side_with_each_other_one(decide) -> None:
    _, told = decide({FRONT: tells("CONSULT", 0.95, mutual=0.9, actor_0=0.9, actor_2=0.9, actor_6=0.9)})
    assert told[0][2] == [({"Turkey", "Greece"}, set(), True), ({"Turkey", "Kenya"}, set(), True)]


def test_sides_that_are_joined_are_each_others_where_there_is_no_other(decide) -> None:
    _, told = decide({FRONT: tells("CONSULT", 0.95, mutual=0.9, actor_6=0.9, actor_8=0.9)})
    assert told[0][2] == [({"Kenya", "Ghana"}, set(), True)]


def test_a_side_of_which_the_detector_says_nothing_stands(decide) -> None:
    bare = Detection(types=tells("THREATEN", 0.9).types, mutual=0.0, roles={})
    assert decide({THREATENED: bare})[1] == [(THREATENED, "THREATEN", [({"Turkey"}, {"Greece"}, False)])]


def test_an_actor_that_is_nobody_yet_leaves_the_sides_of_syntax(decide) -> None:
    said = {THREATENED: tells("ACCUSE", 0.8, actor_0=0.9)}
    _, told = decide(said, TEXT.replace("Turkey", "It"))
    assert told == [(THREATENED, "ACCUSE", [])]


def test_nobody_does_it_to_himself(decide) -> None:
    said = {FRONT: tells("AID", 0.95, actor_6=0.3, recipient_6=0.6, recipient_8=0.6)}
    assert decide(said)[1] == [(FRONT, "AID", [({"Kenya"}, {"Ghana"}, False)])]


def test_a_new_mutual_trigger_without_sides_pairs_those_of_syntax(decide) -> None:
    _, told = decide({FRONT: tells("CONSULT", 0.95, mutual=0.9)})
    assert [mutual for *_, roles in told for _, _, mutual in roles] == [True, True]


def test_sureness_is_that_of_the_word_times_those_of_its_surest_sides(decide) -> None:
    said = {THREATENED: tells("THREATEN", 0.8, actor_0=0.5, recipient_2=0.25)}
    decision, _ = decide(said)
    (trigger,) = decision.triggers()
    assert [r.sure for r in decision.roles(trigger)] == [pytest.approx(0.8 * 0.5 * 0.25)]
    said = {FRONT: tells("AID", 0.95, actor_6=0.6)}
    decision, _ = decide(said)
    (trigger,) = decision.triggers()
    assert [r.sure for r in decision.roles(trigger)] == [pytest.approx(0.95 * 0.6)]


def test_what_was_struck_out_is_listed_and_confidence_is_how_sure_it_is(rules: Extractor) -> None:
    (page,) = rules.pages([Article(id="a", text=TEXT, paragraphs=((0, len(TEXT)),))])
    telling = Telling(page, Made({}))  # type: ignore[arg-type]
    assert telling.events() == ()
    assert [d.reason for d in telling.dropped] == ["the detector sees no event"]
    said = Made({THREATENED: tells("THREATEN", 0.8, actor_0=0.5, recipient_2=0.25)})
    (event,) = Telling(page, said).events()  # type: ignore[arg-type]
    assert event.confidence == 0.177


@pytest.mark.parametrize(("sure", "dropped"), [(0.07, []), (0.06, ["too unsure"])])
def test_what_is_hardly_likely_is_not_told(rules: Extractor, sure: float, dropped: list[str]) -> None:
    (page,) = rules.pages([Article(id="a", text=TEXT, paragraphs=((0, len(TEXT)),))])
    said = Made({THREATENED: tells("THREATEN", 0.8, actor_0=sure)})
    telling = Telling(page, said)  # type: ignore[arg-type]
    assert [d.reason for d in telling.dropped] == dropped
    assert len(telling.events()) == (not dropped)


@pytest.mark.parametrize(("kind", "confidence"), [("THREATEN", 0.823), ("SAY", 0.983)])
def test_the_detector_is_surer_of_acts_and_less_sure_of_speech_than_right(
    rules: Extractor, kind: str, confidence: float
) -> None:
    (page,) = rules.pages([Article(id="a", text=TEXT, paragraphs=((0, len(TEXT)),))])
    said = tells(kind, 0.9, actor_0=1, recipient_2=1)
    assert [e.confidence for e in Telling(page, Made({THREATENED: said})).events()] == [confidence]  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "sure", "count"), [("THREATEN", 0.41, 1), ("THREATEN", 0.39, 0), ("PROTEST", 0.6, 0)])
def test_an_act_may_sit_in_the_noun_of_the_verb_that_the_rules_found(
    decide, kind: str, sure: float, count: int
) -> None:
    _, told = decide({FRONT: tells(kind, sure, actor_0=0.9)})
    assert [(t, k) for t, k, _ in told] == [(FRONT, kind)] * count


def test_a_noun_takes_the_sides_that_the_rules_give_its_verb(decide) -> None:
    said = {5: replace(tells("ASSAULT", 0.9), roles={8: np.array([0, 0.9, 0]), 1: np.array([0.7, 0, 0.3])})}
    _, told = decide(said, "The Kenyans soon came under fire from Somali rebels.")
    assert told == [(5, "ASSAULT", [({"Somali rebels"}, {"Kenya"}, False)])]


@pytest.mark.parametrize(("word", "told"), [("angering", []), ("bombing", ["ACCUSE"])])
def test_how_somebody_takes_an_act_is_none(decide, word: str, told: list[str]) -> None:
    said = {5: replace(tells("ACCUSE", 0.9), roles={0: np.array([0, 0.9, 0])})}
    assert [kind for _, kind, _ in decide(said, f"Turkey painted Greek houses, {word} Athens.")[1]] == told


@pytest.mark.parametrize(("whose", "recipients"), [("Turkish", set()), ("Greek", {"Greece"})])
def test_what_is_the_actors_own_is_no_recipient(decide, whose: str, recipients: set[str]) -> None:
    said = replace(tells("SANCTION", 0.95), roles={0: np.array([0, 0.9, 0]), 3: np.array([0, 0, 0.9])})
    _, told = decide({2: said}, f"Tayyip Erdogan painted {whose} houses.")
    assert told == [(2, "SANCTION", [({"Recep Tayyip Erdoğan"}, recipients, False)])]


def test_a_phrase_keeps_its_type_and_takes_the_sides_of_the_detector(decide) -> None:
    said = {3: tells("COOPERATE", 0.9, actor_0=0.9, recipient_8=0.9)}
    _, told = decide(said, "Turkey and Greece traded accusations with Kenya and Ghana.")
    assert told == [(3, "ACCUSE", [({"Turkey", "Ghana"}, set(), True)])]
    _, told = decide(said, "Turkey and Greece blamed one with Kenya and Ghana.")
    assert [kind for _, kind, _ in told] == ["COOPERATE"], "a word alone does not"


@pytest.mark.parametrize(
    ("text", "status"),
    [("Turkey did not recognise Greece.", "asserted"), ("Turkey did not reject Greece.", "negated")],
)
def test_a_refusal_by_a_negation_is_no_negated_one(rules: Extractor, text: str, status: str) -> None:
    (page,) = rules.pages([Article(id="a", text=text, paragraphs=((0, len(text)),))])
    detection = tells("REJECT", 0.95, actor_0=0.9)
    roles = {0: detection.roles[0]}
    telling = Telling(page, Made({3: replace(detection, roles=roles)}))  # type: ignore[arg-type]
    assert [(event.type, event.status) for event in telling.events()] == [("REJECT", status)]


def test_a_phrase_that_is_not_sure_has_no_last_word(decide) -> None:
    _, told = decide({3: tells("AID", 0.9, actor_0=0.9)}, "Turkey and Greece sold oil to Kenya and Ghana.")
    assert [kind for _, kind, _ in told] == ["AID"]


def test_who_meets_nobody_but_a_place_visits_it(decide) -> None:
    said = tells("CONSULT", 0.95, mutual=0.9, actor_0=0.9)
    said = replace(said, roles={0: said.roles[0], 3: np.array([0, 0, 0.9], np.float32)})
    assert decide({1: said}, "Turkey wept in Davos.")[1] == [(1, "CONSULT", [({"Turkey"}, {"Davos"}, False)])]


def test_neither_who_speaks_of_an_act_did_it_nor_is_its_victim_blamed(decide) -> None:
    blank = tells("ACCUSE", 0.9, actor_0=0.9)
    roles = {0: blank.roles[0], 5: np.array([0, 0, 0.9], np.float32)}
    said = {1: replace(blank, roles=roles), 3: replace(tells("ASSAULT", 0.95), roles=roles)}
    _, told = decide(said, "Turkey condemned the bombing of Greece.")
    assert told == [(1, "ACCUSE", [({"Turkey"}, set(), False)]), (3, "ASSAULT", [])]


def test_whose_a_side_is_is_no_side_of_its_own(decide) -> None:
    acts = np.array([0, 0.9, 0], np.float32)
    said = replace(tells("CONSULT", 0.95, mutual=0.9), roles={1: acts, 3: acts, 5: acts})
    _, told = decide({6: said}, "The ministers of Turkey and Greece wept.")
    assert [sides for _, _, roles in told for sides, _, _ in roles] == [{"Turkish ministers", "Greek ministers"}]


def test_whose_a_recipient_is_is_no_recipient_of_its_own(decide) -> None:
    said = replace(
        tells("SUPPORT", 0.95), roles={0: np.array([0, 0.9, 0]), **dict.fromkeys((3, 5), np.array([0, 0, 0.9]))}
    )
    _, told = decide({1: said}, "Turkey greeted the ministers of Greece.")
    assert told == [(1, "SUPPORT", [({"Turkey"}, {"Greek ministers"}, False)])]


@pytest.mark.parametrize(("sure", "partners"), [(0.21, {"Turkey", "Greece"}), (0.19, {"Turkey"})])
def test_a_partner_counts_whether_the_detector_calls_it_actor_or_recipient(decide, sure: float, partners) -> None:
    scores = {0: np.array([0, 1, 0], np.float32), 2: np.array([1, 0, sure], np.float32)}
    _, told = decide({1: replace(tells("CONSULT", 0.9), roles=scores)}, "Turkey met Greece on Friday.")
    assert [actors for _, _, roles in told for actors, *_ in roles] == [partners]


@pytest.mark.parametrize(
    ("text", "said", "actors"),
    [
        ("Turkey left, and a bomb killed Greece.", {6: {0: ACTING}}, [set()]),
        ("Turkey left, and its bomb killed Greece.", {6: {4: ACTING}}, [{"Turkey"}]),
        ("Turkey, whose stance annoyed Greece, left.", {4: {0: ACTING}}, [{"Turkey"}]),
        ("Turkey jailed Greece over the killing.", {5: {0: ACTING}}, [set()]),
        ("Turkey fought Greece in the killing.", {5: {0: ACTING}}, [{"Turkey"}]),
        ("The killing by Turkey was condemned.", {1: {3: ACTING}}, [{"Turkey"}]),
        ("The killing of Turkey sparked violence.", {5: {3: ACTING}}, [set()]),
        ("Turkey bombed it, and the raid killed Greece.", {6: {0: ACTING}}, [{"Turkey"}]),
        ("Turkey left it, and a raid killed Greece.", {6: {0: ACTING}}, [set()]),
        ("Turkey responded to the killing.", {4: {0: ACTING}}, [set()]),
        ("Turkey began an investigation of the killing.", {6: {0: ACTING}}, [set()]),
        ("Turkey met soldiers suspected of planning an attack.", {7: {0: ACTING}}, [set()]),
        ("Turkey, jailed in May, was freed by Greece.", {2: {9: ACTING}}, [set()]),
        ("Turkey said that its bus was seized.", {6: {0: ACTING, 3: ACTING}}, [set()]),
        ("Turkey said that its bus was seized by Greece.", {6: {0: ACTING, 8: ACTING}}, [{"Greece"}]),
    ],
)
def test_who_acts_in_another_clause_or_suffers_is_no_doer(
    decide, text: str, said: dict[int, dict[int, Sequence[float]]], actors: list[set[str]]
) -> None:
    told = {
        token: replace(tells("COERCE", 0.9), roles={i: np.array(p, np.float32) for i, p in roles.items()})
        for token, roles in said.items()
    }
    assert [a for _, _, roles in decide(told, text)[1] for a, *_ in roles] == [a for a in actors if a]


@pytest.mark.parametrize(
    ("kind", "text", "side", "recipients"),
    [
        ("ASSAULT", "Turkey shelled it from Greece.", 4, set()),
        ("ASSAULT", "Turkey shelled it if Kenya shelled Greece.", 6, set()),
        ("THREATEN", "Turkey shelled it if Kenya shelled Greece.", 6, {"Greece"}),
        ("ASSAULT", "Turkey shelled the coast of Greece.", 5, {"Greece"}),
    ],
)
def test_where_a_shot_comes_from_and_a_condition_tell_no_recipient(
    decide, kind: str, text: str, side: int, recipients: set[str]
) -> None:
    said = {1: replace(tells(kind, 0.9), roles={0: np.array(ACTING), side: np.array([0, 0, 0.9])})}
    assert [r for token, _, roles in decide(said, text)[1] for _, r, _ in roles if token == 1] == [recipients]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Istanbul bombings killed 12 soldiers.", set()),
        ("Dozens were killed in the Gaza strikes.", set()),
        ("Ten Israelis were killed in an attack carried out by Hamas.", {"Hamas"}),
        ("The nuns were deported to Costa Rica.", set()),
        ("According to Oman, the nuns were deported.", set()),
        ("Iran launched missiles that hit Israel.", {"Iran"}),
    ],
)
def test_neither_a_place_nor_a_source_nor_who_a_clause_is_not_about_is_a_doer(
    extractor: Extractor, text: str, sides: set[str]
) -> None:
    (extraction,) = extractor.extract([Article(id="case", text=text, paragraphs=((0, len(text)),))])
    names = {e.id: e.name for e in extraction.entities}
    doers = {names[a] for e in extraction.events if e.type in ("ASSAULT", "COERCE") for a in e.actors}
    assert doers == sides


def test_a_passive_of_a_noun_is_done_to_that_noun(extractor: Extractor) -> None:
    text = "Joe Biden met a priest expelled from Nicaragua."
    (extraction,) = extractor.extract([Article(id="case", text=text, paragraphs=((0, len(text)),))])
    names = {e.id: e.name for e in extraction.entities}
    (expelled,) = [e for e in extraction.events if e.type != "CONSULT"]
    assert {names[r] for r in expelled.recipients} == {"priest"}
