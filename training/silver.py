"""Silver names: where a corpus marks no names, those that all of several pipelines find."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from training.corpora import ANY_NAME, NAMES, Example

BEGINNING, INSIDE = (sum(1 << i for i, name in enumerate(NAMES) if name.startswith(p)) for p in ("B-", "I-"))
"""The label of a name's inside comes right after that of its beginning."""

Documents = list[list[list[Example]]]


def with_names(documents: Documents, teachers: Sequence[Language]) -> Documents:
    """Return the documents with the names on which the teachers agree, wherever nothing was known of a word.

    A word that one teacher takes for part of a name and another does not stays open.
    """
    return [[_paragraph(paragraph, teachers) for paragraph in document] for document in documents]


def _paragraph(sentences: Sequence[Example], teachers: Sequence[Language]) -> list[Example]:
    words = [word for sentence in sentences for word in sentence.words]
    votes = [_labels(words, nlp) for nlp in teachers]
    agreed = iter(1 << NAMES.index(vote[0]) if len(set(vote)) == 1 else ANY_NAME for vote in zip(*votes, strict=True))
    return [replace(s, names=tuple(_fill(s.names, agreed))) for s in sentences]


def _labels(words: Sequence[str], nlp: Language) -> list[str]:
    doc = Doc(nlp.vocab, words)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]


def _fill(known: Sequence[int], agreed: Iterator[int]) -> Iterator[int]:
    """Yield what is known of each word, narrowed to what was agreed where the two can both hold.

    The inside of a name is agreed only where the word before may belong to that name too.
    """
    before = 0
    for mask, other in zip(known, agreed, strict=False):
        following = ANY_NAME & ~INSIDE | before & INSIDE | (before & BEGINNING) << 1
        before = mask & other if mask & other & following else mask
        yield before
