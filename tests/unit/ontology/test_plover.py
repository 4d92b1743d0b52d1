import pytest

from kg.ontology import load_ontology

TYPES = {
    "SAY",
    "PROPOSE",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
}
ONTOLOGY = load_ontology()


def test_there_are_the_sixteen_types_of_plover_and_two_of_speech():
    assert set(ONTOLOGY.types) == TYPES


def test_the_default_is_read_once():
    assert load_ontology() is ONTOLOGY


@pytest.mark.parametrize("name", sorted(MODES))
def test_the_modes_are_those_of_plover(name):
    assert {mode.name for mode in ONTOLOGY.types[name].modes} == MODES[name]


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_mode_has_a_frame(name):
    event_type = ONTOLOGY.types[name]
    assert {f.mode for f in event_type.frames} - {None} == {m.name for m in event_type.modes}


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_type_is_told_by_verbs_and_nouns(name):
    assert {"verb", "noun"} <= {frame.pos for frame in ONTOLOGY.types[name].frames}


def test_cooperation_scores_above_conflict():
    for event_type in ONTOLOGY.types.values():
        if event_type.type not in ("SAY", "REQUEST"):
            assert (event_type.intensity > 0) == (event_type.quad < 3), event_type.type


def test_no_everyday_verb_is_a_trigger_by_itself():
    for verb in ("take", "make", "have", "go", "run", "use", "get", "do", "be", "see", "know", "want"):
        assert [f for f in ONTOLOGY.frames_for("verb", verb) if not f.needs and not f.extra] == [], verb


@pytest.mark.parametrize(
    ("pos", "lemma", "event_type"),
    [
        ("verb", "say", "SAY"),
        ("verb", "propose", "PROPOSE"),
        ("verb", "agree", "AGREE"),
        ("verb", "visit", "CONSULT"),
        ("noun", "meeting", "CONSULT"),
        ("verb", "praise", "SUPPORT"),
        ("verb", "cooperate", "COOPERATE"),
        ("verb", "threaten", "THREATEN"),
        ("verb", "condemn", "ACCUSE"),
        ("verb", "urge", "REQUEST"),
        ("verb", "reject", "REJECT"),
        ("verb", "bomb", "ASSAULT"),
        ("verb", "arrest", "COERCE"),
        ("verb", "deploy", "MOBILIZE"),
        ("verb", "sanction", "SANCTION"),
        ("noun", "protest", "PROTEST"),
        ("verb", "donate", "AID"),
        ("verb", "apologise", "CONCEDE"),
        ("verb", "withdraw", "RETREAT"),
    ],
)
def test_the_plainest_word_of_a_type_is_its_trigger(pos, lemma, event_type):
    assert event_type in {frame.type for frame in ONTOLOGY.frames_for(pos, lemma)}


def test_an_event_noun_is_carried_by_the_common_light_verbs():
    assert {"make", "hold", "give", "pay", "issue", "launch", "stage", "voice"} <= ONTOLOGY.light_verbs
    assert not {"want", "reject", "deny", "call", "sign", "announce"} & ONTOLOGY.light_verbs
