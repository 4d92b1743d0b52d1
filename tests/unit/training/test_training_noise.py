"""Noise: augmentation keeps labels on their words, and noisy texts tell where each character went."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import noise
from training.augment import PARTS, add_dateline, disturb, name_pool, swap_names
from training.corpora import NAMES, Example

WORDS = ("Amina", "Okoro", "left", "Port", "Sela", ".")
LABELS = ("B-PERSON", "I-PERSON", "O", "B-LOC", "I-LOC", "O")
EXAMPLE = Example(words=WORDS, names=tuple(1 << NAMES.index(label) for label in LABELS))
POOL: Mapping[str, list[tuple[str, ...]]] = {"PERSON": [("Ito",)], "LOC": [("New", "Sela", "Bay")], "ORG": []}


@given(st.text(), st.sampled_from(noise.COPIES), st.integers(0, 99))
def test_every_character_is_found_again(text: str, kind: noise.Noise, seed: int) -> None:
    new, places = kind(text, random.Random(seed))
    assert len(places) == len(text)
    for character, place in zip(text, places, strict=True):
        if not character.isspace() and character not in "\"'":
            assert new[place].casefold() == character.casefold()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (noise.headline, "talks end in the north", "Talks End in the North"),
        (noise.capitals, "straße", "STRAßE"),
        (noise.small_letters, "Kenya Met", "kenya met"),
        (noise.curly_quotes, "\"It's 'so',\" she said", "“It’s ’so’,” she said"),
    ],
)
def test_kinds_of_noise(kind: noise.Noise, text: str, expected: str) -> None:
    assert kind(text, random.Random(1))[0] == expected


@pytest.mark.parametrize("seed", range(20))
def test_a_swapped_name_keeps_its_kind(seed: int) -> None:
    swapped = swap_names(EXAMPLE, POOL, random.Random(seed))
    labels = [NAMES[mask.bit_length() - 1] for mask in swapped.names]
    kinds = [label[2:] for label in labels if label.startswith("B-")]
    assert kinds == ["PERSON", "LOC"]
    assert swapped.words[-1] == "."
    assert len(swapped.words) == len(labels)


def test_names_are_swapped_and_kept_by_chance() -> None:
    seen = {swap_names(EXAMPLE, POOL, random.Random(seed)).words for seed in range(40)}
    assert ("Ito", "left", "New", "Sela", "Bay", ".") in seen
    assert WORDS in seen


def test_the_pool_holds_each_name_once() -> None:
    pool = name_pool([EXAMPLE, EXAMPLE], {"LOC": [("Port", "Sela"), ("Kenya",)]})
    assert pool == {"PERSON": [("Amina", "Okoro")], "ORG": [], "LOC": [("Port", "Sela"), ("Kenya",)]}


def test_a_dateline_begins_with_its_place() -> None:
    dated = add_dateline(EXAMPLE, POOL, random.Random(3))
    assert dated.words[-len(WORDS) :] == WORDS
    assert NAMES[dated.names[0].bit_length() - 1] == "B-LOC"
    assert len(dated.words) == len(dated.names)


def test_disturbed_words_stay_in_place_and_nothing_happens_without_parts() -> None:
    seen = {disturb(EXAMPLE, random.Random(seed), PARTS).words for seed in range(99)}
    assert tuple(word.upper() for word in WORDS) in seen
    assert {tuple(map(str.casefold, words)) for words in seen} == {tuple(map(str.casefold, WORDS))}
    assert {disturb(EXAMPLE, random.Random(seed), ()) for seed in range(99)} == {EXAMPLE}


def test_quotes_are_curled_only_as_a_part_of_the_training() -> None:
    quoted = Example(words=('"', "It", "n't", '"'), names=(1,) * 4)
    assert {disturb(quoted, random.Random(seed), ("case",)).words[0] for seed in range(99)} == {'"'}
    assert {disturb(quoted, random.Random(seed), ("quotes",)).words[0] for seed in range(99)} == {'"', "“", "”"}
