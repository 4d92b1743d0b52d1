"""Shapes of words, and lemmas by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.words import apply_lemma_rule, choose_lemma, lemma_rule, shape, unmistakable


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Kyiv", "Xx"), ("NATO", "XX"), ("the", "x"), ("1999", "dd"), ("U.S.", "X.X."), ("24-25", "dd-dd"), ("$", "_")],
)
def test_shapes(word: str, expected: str) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [("Attacks", "attack", "l1"), ("countries", "country", "l3y"), ("Kyiv", "Kyiv", "k0"), ("was", "be", "!be")],
)
def test_lemma_rules(form: str, lemma: str, rule: str) -> None:
    assert lemma_rule(form, lemma) == rule


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_rule_gives_back_the_lemma_it_was_made_of(form: str, lemma: str) -> None:
    rule = lemma_rule(form, lemma)
    assert apply_lemma_rule(form, rule) == lemma


def test_a_digit_is_never_taken_for_a_number_to_cut() -> None:
    assert apply_lemma_rule("a", lemma_rule("a", "a1")) == "a1"


def test_a_rule_that_asks_for_too_much_leaves_the_form() -> None:
    assert apply_lemma_rule("As", "l3y") == "as"


@pytest.mark.parametrize(
    ("form", "lemmas", "expected"),
    [
        ("studies", ["studie", "study"], "study"),
        ("Studies", ["studie", "study"], "study"),
        ("zorbles", ["zorble", "zorb"], "zorble"),
        ("dies", ["dy", "die"], "dy"),
        ("homeopathy", ["homeopathy", "home"], "homeopathy"),
        ("Athens", ["Athens", "study"], "Athens"),
        ("went", ["wen", "study", "went"], "wen"),
        ("gunmen", ["gunme", "gun"], "gunman"),
        ("Schoolchildren", ["schoolchildy"], "schoolchild"),
        ("specimen", ["specimen"], "specimen"),
    ],
)
def test_an_ending_is_cut_so_that_a_known_word_is_left(form: str, lemmas: list[str], expected: str) -> None:
    assert choose_lemma(form, lemmas, {"study", "stud", "home"}) == expected


def test_an_acronym_is_read_as_a_name_only_among_small_letters() -> None:
    assert unmistakable(["The", "WHO", "said"])[1] != "WHO"
    assert unmistakable(["MAN", "WHO", "SAID"])[1] == "WHO"
