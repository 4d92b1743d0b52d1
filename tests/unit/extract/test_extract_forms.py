"""The lemmas of words, and what a hyphen joins to them."""

import pytest
from spacy.tokens import Doc

from kg.extract.forms import hyphened, lemmas, start_of


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("withdrew", "withdraw"),
        ("denied", "deny"),
        ("seized", "seize"),
        ("attacks", "attack"),
        ("barring", "bar"),
        ("clashes", "clash"),
    ],
)
def test_lemmas_mend_the_models_guess(tree, form: str, lemma: str) -> None:
    found = lemmas(tree(f"{form} VBD root 0 guess")[0])
    assert found[0] == "guess"
    assert lemma in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("first", "form", "expected"),
    [
        ("cease", "fire", ["cease-fire", "ceasefire", "fire"]),
        ("walk", "outs", ["walk-outs", "walk-out", "walkouts", "walkout", "outs", "out"]),
    ],
)
def test_a_word_behind_a_hyphen_is_first_what_both_make(tree, first: str, form: str, expected: list[str]) -> None:
    doc = tree(f"{first} NN compound 3\n- HYPH punct 1\n{form} NNS root 0 {form}")
    assert lemmas(doc[2]) == expected
    assert start_of(doc[2]) == 0


@pytest.mark.parametrize("blanks", [(True, True), (False, True), (True, False)])
def test_a_hyphen_beside_a_blank_joins_nothing(tree, blanks: tuple[bool, bool]) -> None:
    vocabulary = tree("fire NN root 0").vocab
    doc = Doc(vocabulary, ["cease", "-", "fire"], [*blanks, False], lemmas=["cease", "-", "fire"])
    assert lemmas(doc[2]) == ["fire"]
    assert start_of(doc[2]) == 2


def test_a_solid_word_may_be_written_with_a_hyphen(tree) -> None:
    assert "counteroffensive" in lemmas(tree("counter-offensive NN root 0 counter-offensive")[0])


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("Mali violated the cease-fire with Chad.", "ASSAULT", "violated"),
        ("Mali announced a cease-fire with Chad.", "RETREAT", "announced"),
        ("Mali's climb-down over tariffs pleased Chad.", "CONCEDE", "climb-down"),
        ("Mali green-lighted a plan by Chad.", "SUPPORT", "green-lighted"),
        ("The general was court-martialled by Mali.", "COERCE", "court-martialled"),
    ],
)
def test_an_event_may_be_told_by_a_word_with_a_hyphen(read, text: str, kind: str, trigger: str) -> None:
    (event,) = [e for e in read(text).events if e.type == kind]
    assert text[slice(*event.trigger)] == trigger


@pytest.mark.parametrize(("second", "found"), [("Oman NNP", ["Iran", "Oman"]), ("bound JJ", ["Iran"])])
def test_a_hyphen_joins_equals_alone(tree, second: str, found: list[str]) -> None:
    doc = tree(f"Iran NNP compound 4\n- HYPH punct 1\n{second} compound 4\ntalks NNS root 0 talk")
    assert [t.text for t in hyphened(doc[0])] == found
