"""A hand-built parse for the rules that read trees, so that their tests do not hang on the language model."""

from collections.abc import Callable
from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract import Extractor
from kg.model import Article, Extraction

COARSE = {
    "N": "NOUN",
    "V": "VERB",
    "M": "AUX",
    "I": "ADP",
    "T": "PART",
    "R": "ADV",
    "J": "ADJ",
    "D": "DET",
    "P": "PRON",
    "W": "PRON",
    "C": "CCONJ",
    "H": "PUNCT",
}
VOCAB = spacy.blank("en").vocab


def build_tree(rows: str) -> Doc:
    """Build a Doc from lines of `form tag relation head [lemma]`; heads count from 1, 0 is the root."""
    cells = [row.split() for row in rows.strip().splitlines()]
    heads = [int(row[3]) for row in cells]
    return Doc(
        VOCAB,
        words=[row[0] for row in cells],
        spaces=["-" not in (row[0], after[0]) for row, after in zip(cells, [*cells[1:], [""]], strict=True)],
        tags=[row[1] for row in cells],
        pos=[_coarse(row[1], row[2]) for row in cells],
        deps=["ROOT" if row[2] == "root" else row[2] for row in cells],
        heads=[i if head == 0 else head - 1 for i, head in enumerate(heads)],
        lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in cells],
    )


def _coarse(tag: str, relation: str) -> str:
    if tag in ("NNP", "NNPS"):
        return "PROPN"
    if relation.startswith(("aux", "cop")):
        return "AUX"
    if relation == "mark" and tag == "IN":
        return "SCONJ"
    return COARSE[tag[0]]


@pytest.fixture(scope="session")
def tree() -> Callable[[str], Doc]:
    return build_tree


@pytest.fixture(scope="session")
def read(rules: Extractor) -> Callable[..., Extraction]:
    """Extract from a text by the rules alone, its paragraphs set apart by blank lines."""

    def run(text: str, published: date | None = None) -> Extraction:
        spans, at = [], 0
        for part in text.split("\n\n"):
            spans.append((at, at + len(part)))
            at += len(part) + 2
        article = Article(id="case", text=text, paragraphs=tuple(spans), published=published)
        (extraction,) = rules.extract([article])
        return extraction

    return run
