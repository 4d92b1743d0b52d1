"""What the shipped extractor must reach on sentences that neither rules nor detector were made with."""

from pathlib import Path

import pytest

from kg.evaluate import GoldFile, load_gold, reliability, score
from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.ontology import load_ontology

GOLDEN = Path(__file__).parents[2] / "data" / "golden"
GOLD = GOLDEN / "held-out.jsonl"
FLOORS = {"event precision": 0.77, "event recall": 0.73, "edge precision": 0.62, "edge recall": 0.62, "status": 0.96}

EXAMPLES_TOLD = 0.9
CALIBRATION_ERROR = 0.1
"""Expected calibration error (Naeini et al. 2015) of the edges' confidence, in ten bins."""


@pytest.fixture(scope="module")
def gold() -> GoldFile:
    return load_gold(GOLD)


def read_by(extractor: Extractor, gold: GoldFile) -> dict[str, Extraction]:
    articles = [Article(id=str(r.id), text=r.text, paragraphs=((0, len(r.text)),)) for r in gold.records]
    return {read.article: read for read in extractor.extract(articles)}


def test_held_out_sentences_are_read_no_worse(gold: GoldFile, extractor: Extractor, rules: Extractor) -> None:
    found = read_by(extractor, gold)
    figures = score(gold, found)
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
    alone = score(gold, read_by(rules, gold))
    assert figures["event F1"] > alone["event F1"] + 0.05
    assert figures["edge F1"] > alone["edge F1"] + 0.05
    bins = reliability(gold, found)
    error = sum(b.edges * abs(b.confidence - b.right) for b in bins) / sum(b.edges for b in bins)
    assert error < CALIBRATION_ERROR


def test_what_the_rules_read_right_is_read_as_shipped(extractor: Extractor) -> None:
    sentences = load_gold(GOLDEN / "sentences.jsonl")
    figures = score(sentences, read_by(extractor, sentences))
    assert figures["absent"] == 1
    assert figures["recall"] >= 0.98


def test_examples_of_the_ontology_are_read_as_shipped(extractor: Extractor) -> None:
    examples = [(kind.type, example.text) for kind in load_ontology().types.values() for example in kind.examples]
    articles = [Article(id=str(n), text=text, paragraphs=((0, len(text)),)) for n, (_, text) in enumerate(examples)]
    found = [{event.type for event in read.events} for read in extractor.extract(articles)]
    told = [kind in types for (kind, _), types in zip(examples, found, strict=True)]
    assert sum(told) / len(told) >= EXAMPLES_TOLD
