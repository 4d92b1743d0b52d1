"""Sentences of our own with the facts that must, and must not, be found in them."""

import json
from datetime import date
from pathlib import Path

import pytest

from kg.evaluate import facts
from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.ontology import load_ontology

SENTENCES = Path(__file__).parents[2] / "data" / "golden" / "sentences.jsonl"
CASES = [json.loads(line) for line in SENTENCES.read_text(encoding="utf8").splitlines()]
EXAMPLES = [
    pytest.param(kind.type, example, id=f"{kind.type}-{number}")
    for kind in load_ontology().types.values()
    for number, example in enumerate(kind.examples)
]


def read(extractor: Extractor, text: str, published: date | None = None) -> tuple[Extraction, dict[str, str]]:
    article = Article(id="case", text=text, paragraphs=((0, len(text)),), published=published)
    (extraction,) = extractor.extract([article])
    return extraction, {e.id: e.name for e in extraction.entities}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_golden_sentence(case: dict, rules: Extractor) -> None:
    published = date.fromisoformat(case["published"]) if "published" in case else None
    extraction, names = read(rules, case["text"], published)
    found = {(names[a], kind, names.get(r), status) for a, kind, r, status in facts(extraction)}
    for wanted in case.get("facts", ()):
        assert tuple(wanted) in found
    for actor, kind, recipient in case.get("absent", ()):
        assert not any((a, k) == (actor, kind) and recipient in (None, r) for a, k, r, _ in found)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_ontology_example(kind: str, example, rules: Extractor) -> None:
    extraction, names = read(rules, example.text)
    sides = [
        ({names[a] for a in e.actors}, {names[r] for r in e.recipients}, e)
        for e in extraction.events
        if e.type == kind and e.status == example.status
    ]
    actors, recipients = (
        {name.removeprefix("Group: ") for name in side} for side in (example.actors, example.recipients)
    )
    assert any(
        a | (r if e.mutual else set()) >= actors and recipients <= r | (a if e.mutual else set()) for a, r, e in sides
    ), [(e.type, e.status, a, r) for a, r, e in sides] or [(e.type, e.status) for e in extraction.events]
