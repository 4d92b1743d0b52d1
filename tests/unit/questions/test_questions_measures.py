import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Node
from kg.questions.index import ascending
from kg.questions.measures import balance, highest, lowest, mean


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([None], None),
        ([1.0, None], 1.0),
        ([2.25, 2.0], 2.13),
        ([-2.25, -2.0], -2.13),
        ([0.0, 2.01], 1.01),
        ([-0.004], 0.0),
    ],
)
def test_a_mean_is_rounded_to_two_places_a_half_away_from_zero(values, expected):
    assert repr(mean(values)) == repr(expected)


@given(st.lists(st.integers(-100, 100).map(lambda n: n / 10), min_size=1, max_size=40), st.randoms())
def test_a_mean_does_not_depend_on_the_order(values: list[float], chance: random.Random):
    shuffled = values.copy()
    chance.shuffle(shuffled)
    assert mean(values) == mean(shuffled)


def test_what_is_absent_counts_for_nothing():
    assert (lowest([None, 2, 1]), highest([None, 2, 1]), lowest([None]), highest([])) == (1, 2, None, None)
    assert sorted([None, "b", "a"], key=ascending) == ["a", "b", None]


def test_quads_tell_cooperation_from_conflict():
    events = [Node(id=str(q), labels=("Event",), properties={"quad": q, "intensity": float(q)}) for q in (0, 1, 2, 3)]
    assert balance(events) == (2, 1, 1.5)
