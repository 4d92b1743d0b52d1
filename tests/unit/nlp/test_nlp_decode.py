"""Trees and label paths against exhaustive search."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.decode import bars, best_paths, tree

NAMES = ("O", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(i == head for i, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at]
        if heads[at] != at:
            return False
    return True


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_trees_have_one_root_and_no_circle(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)
    assert _is_tree(tuple(tree(scores).tolist()))


@given(st.integers(2, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_its_root(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)
    found = tree(scores)
    root = int(np.flatnonzero(found == np.arange(words))[0])
    rivals = (heads for heads in product(range(words), repeat=words) if heads[root] == root and _is_tree(heads))
    best = max(sum(scores[i, head] for i, head in enumerate(heads)) for heads in rivals)
    assert np.isclose(scores[np.arange(words), found].sum(), best, atol=1e-4)


@given(st.integers(0, 10_000))
def test_the_root_is_the_word_that_loses_least_by_it(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, 2)).astype(np.float32)
    first, second = scores[0, 0] + scores[1, 0], scores[1, 1] + scores[0, 1]
    assert tree(scores).tolist() == ([0, 0] if first > second else [1, 1])


@given(st.integers(0, 10_000))
def test_a_name_goes_on_only_as_what_it_began(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, 12, len(NAMES))).astype(np.float32)
    path = best_paths(scores, bars(NAMES), np.array([12]))[0]
    labels = ["O", *(NAMES[label] for label in path)]
    for before, label in pairwise(labels):
        assert not label.startswith("I-") or before[2:] == label[2:]


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_best_path_is_the_best_allowed_one(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, words, len(NAMES))).astype(np.float32)
    table = bars(NAMES)
    found = best_paths(scores, table, np.array([words]))[0].tolist()

    def worth(path: tuple[int, ...]) -> float:
        steps = zip((len(NAMES), *path), path, strict=False)
        return sum(float(scores[0, i, label]) for i, label in enumerate(path)) + sum(
            float(table[a, b]) for a, b in steps
        )

    assert np.isclose(worth(tuple(found)), max(map(worth, product(range(len(NAMES)), repeat=words))), atol=1e-4)
