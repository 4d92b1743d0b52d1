"""What the shipped extractor must reach on sentences that neither rules nor detector were made with."""

from pathlib import Path

from kg.evaluate import load_gold, score
from kg.extract import Extractor
from kg.model import Article

GOLD = Path(__file__).parents[2] / "data" / "golden" / "held-out.jsonl"
FLOORS = {"event precision": 0.72, "event recall": 0.68, "edge precision": 0.52, "edge recall": 0.51, "status": 0.94}


def measure(extractor: Extractor) -> dict[str, float]:
    gold = load_gold(GOLD)
    articles = [Article(id=str(r.id), text=r.text, paragraphs=((0, len(r.text)),)) for r in gold.records]
    return score(gold, {read.article: read for read in extractor.extract(articles)})


def test_held_out_sentences_are_read_no_worse(extractor: Extractor, rules: Extractor) -> None:
    figures = measure(extractor)
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
    alone = measure(rules)
    assert figures["event F1"] > alone["event F1"] + 0.05
    assert figures["edge F1"] > alone["edge F1"] + 0.05
