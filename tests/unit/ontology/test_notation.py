import pytest

from kg.errors import OntologyError
from kg.ontology.notation import parse_choices, split_word
from kg.ontology.records import Condition

CLASSES = {"weapons": frozenset({"missile", "tank"})}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("obj", [Condition(slot="obj", lemmas=None, filler="any")]),
        ("obj=actor", [Condition(slot="obj", lemmas=None, filler="actor")]),
        ("with=thing", [Condition(slot="with", lemmas=None, filler="thing")]),
        ("obj=embassy, consulate", [Condition(slot="obj", lemmas=frozenset({"embassy", "consulate"}), filler="any")]),
        ("on=@weapons,gun", [Condition(slot="on", lemmas=frozenset({"missile", "tank", "gun"}), filler="any")]),
        (
            "ccomp|quote",
            [Condition(slot="ccomp", lemmas=None, filler="any"), Condition(slot="quote", lemmas=None, filler="any")],
        ),
    ],
)
def test_an_entry_gives_its_alternatives_with_classes_resolved(entry, expected):
    assert parse_choices(entry, CLASSES) == tuple(expected)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("object=actor", "unknown slot 'object'"),
        ("obj=@weapon", "unknown class 'weapon'; did you mean 'weapons'"),
        ("obj=", "empty word in 'obj='"),
        ("obj=tank,,gun", "empty word"),
        ("obj|", "unknown slot ''"),
    ],
)
def test_an_ill_formed_entry_is_refused(entry, message):
    with pytest.raises(OntologyError, match=message):
        parse_choices(entry, CLASSES)


@pytest.mark.parametrize(
    ("pos", "words", "expected"),
    [
        ("verb", "meet", ("meet", ())),
        ("verb", "back away from", ("back", ("away", "from"))),
        ("adj", "ready for", ("ready", ("for",))),
        ("noun", "phone call", ("call", ("phone",))),
        ("noun", "show of force", ("show", ("of", "force"))),
        ("noun", "final vote of confidence", ("vote", ("final", "of", "confidence"))),
    ],
)
def test_the_head_of_a_trigger_is_found(pos, words, expected):
    assert split_word(pos, words) == expected
