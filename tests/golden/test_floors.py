"""What the shipped extractor must reach on sentences that neither rules nor detector were made with."""

from pathlib import Path

import pytest

from kg.evaluate import GoldFile, load_gold, reliability, score
from kg.extract import Extractor
from kg.model import Article, Extraction

GOLD = Path(__file__).parents[2] / "data" / "golden" / "held-out.jsonl"
FLOORS = {"event precision": 0.72, "event recall": 0.68, "edge precision": 0.52, "edge recall": 0.51, "status": 0.94}

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
