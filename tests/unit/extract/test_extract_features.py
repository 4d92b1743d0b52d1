"""What the detector is told of words and pairs."""

import numpy as np
import pytest

from kg.extract import Extractor
from kg.extract.decision import Decision
from kg.extract.features import CHILDREN, Features, _hashed
from kg.model import Article
from kg.ontology import load_ontology

TYPES = tuple(load_ontology().types)
TEXT = "Turkey threatened Greece. Later it rained on the old town."
TURKEY, THREATENED, GREECE, RAINED = 0, 1, 2, 6


@pytest.fixture(scope="module")
def features(rules: Extractor) -> Features:
    (page,) = rules.pages([Article(id="a", text=TEXT, paragraphs=((0, len(TEXT)),))])
    return Features(page, TYPES, Decision(page, None).votes())


def test_the_rules_votes_on_sides(features: Features) -> None:
    words = features.words()
    pairs = features.pairs(words, [(THREATENED, TURKEY), (THREATENED, GREECE), (RAINED, TURKEY)])
    assert pairs.votes.tolist() == [[1, 0, 1], [0, 1, 1], [0, 0, 0]]
    assert [words.tokens[row] for row in pairs.word] == [THREATENED, THREATENED, RAINED]


def test_the_lexicons_votes_on_types(features: Features) -> None:
    words = features.words()
    row = words.lexicon[words.tokens.index(THREATENED)]
    threaten = TYPES.index("THREATEN")
    assert row[threaten] > 0.5
    assert row[len(TYPES) + threaten] == 1
    assert row[-2] == 0
    assert words.lexicon[words.tokens.index(TURKEY), -2] == 1


@pytest.mark.parametrize(("sentences", "length"), [(1, 0.0), (2, 0.2), (32, 1.0), (40, 1.0)])
def test_the_length_of_the_text(rules: Extractor, sentences: int, length: float) -> None:
    text = " ".join(["It rained in Mali."] * sentences)
    (page,) = rules.pages([Article(id="a", text=text, paragraphs=((0, len(text)),))])
    assert Features(page, TYPES, {}).words().lexicon[:, -1] == pytest.approx(length)


def test_vectors_are_of_the_word_its_head_and_its_sentence(features: Features) -> None:
    words = features.words()
    vectors = np.asarray(features._doc.tensor)
    at = words.tokens.index(GREECE)
    np.testing.assert_array_equal(words.own[at], vectors[GREECE])
    np.testing.assert_array_equal(words.heads[words.head[at]], vectors[THREATENED])
    first, second = features._doc.sents
    sentences = words.sentences[words.sentence]
    np.testing.assert_allclose(sentences[at], vectors[: first.end].mean(0), rtol=1e-5)
    rained = words.tokens.index(RAINED)
    np.testing.assert_allclose(sentences[rained], vectors[second.start : second.end].mean(0), rtol=1e-5)


def test_relations_below_a_word_are_counted(features: Features) -> None:
    words = features.words()
    counts = words.children[words.tokens.index(THREATENED)]
    assert counts.sum() == len(list(features._doc[THREATENED].children))
    assert counts[_hashed("knsubj<", CHILDREN)] >= 1
    assert counts[_hashed("kobj>", CHILDREN)] >= 1


def test_only_mentions_of_the_sentence_are_near(features: Features) -> None:
    assert features.mentions_near(THREATENED) == [TURKEY, GREECE]
    assert features.mentions_near(TURKEY) == [GREECE]
    assert not set(features.mentions_near(RAINED)) & {TURKEY, GREECE}
