"""The network as a component of a spaCy pipeline: it sets tags, morphology, lemmas, trees, names and vectors."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    LEMMA,
    MORPH,
    POS,
    TAG,
)
from spacy.language import Language
from spacy.symbols import SPACE  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.reader import FILES, Analysis, Reader
from kg.nlp.words import apply_lemma_rule, choose_lemma, unmistakable

FACTORY = "geokg_reader"
COLUMNS = [TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
BEGIN, INSIDE, OUTSIDE = 3, 1, 2
PARAGRAPHS = 256
"""Paragraphs that are read together: the more, the more of like length stand in a batch."""


@Language.factory(
    FACTORY,
    assigns=[*(f"token.{name}" for name in ("tag", "pos", "morph", "lemma", "dep", "head")), "doc.ents", "doc.tensor"],
)
def make_reader(nlp: Language, name: str) -> "ReaderPipe":
    """Return the component, empty until it is loaded from disk."""
    return ReaderPipe(nlp.vocab, name)


class ReaderPipe:
    """Reads documents. A blank line ends what is read together, as a paragraph's end does."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        self.vocab = vocab
        self.name = name

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the dependency relations and the kinds of names that the component sets."""
        known = self._reader.labels
        return tuple(map(_as_in_spacy, known.relations)) + tuple(
            name[2:] for name in known.names if name.startswith("B-")
        )

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "ReaderPipe":  # noqa: ARG002 - spaCy's form
        """Load the network from a folder."""
        self._reader = Reader(Path(path))
        self._folder = Path(path)
        known = self._reader.labels
        strings = self.vocab.strings
        self._tags = _numbers(strings.add(tag) for tag in known.tags)
        parts = [morph.partition("|") for morph in known.morphs]
        self._parts = _numbers(strings.add(part) for part, _, _ in parts)
        self._morphs = _numbers(self.vocab.morphology.add(features) for _, _, features in parts)
        self._relations = _numbers(strings.add(relation) for relation in map(_as_in_spacy, known.relations))
        places = {"B": BEGIN, "I": INSIDE, "O": OUTSIDE}
        self._places = _numbers(places[name[0]] for name in known.names)
        self._kinds = _numbers(strings.add(name[2:]) if name[2:] else 0 for name in known.names)
        self._lemma = lru_cache(maxsize=100_000)(self._make_lemma)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's form
        """Copy the network to a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (Path(path) / name).write_bytes((self._folder / name).read_bytes())

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = PARAGRAPHS) -> Iterator[Doc]:
        """Read documents, so many at once."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            texts = [list(_texts(doc)) for doc in batch]
            words = [
                unmistakable([doc[i].text for i in text]) for doc, own in zip(batch, texts, strict=True) for text in own
            ]
            read = iter(self._reader.read(words))
            for doc, own in zip(batch, texts, strict=True):
                yield self._write(doc, [(text, next(read)) for text in own])

    def _write(self, doc: Doc, readings: Sequence[tuple[list[int], Analysis]]) -> Doc:
        if not len(doc):
            return doc
        table = self._blank(doc)
        vectors = None
        for places, read in readings:
            where = np.array(places)
            table[where, 0] = self._tags[read.tags]
            table[where, 1] = self._parts[read.morphs]
            table[where, 2] = self._morphs[read.morphs]
            rules = zip(places, map(tuple, read.lemmas.tolist()), strict=True)
            table[where, 3] = [self._lemma(doc[i].text, best) for i, best in rules]
            table[where, 4] = (where[read.heads] - where).astype(np.uint64)
            table[where, 5] = self._relations[read.relations]
            table[where, 6] = self._places[read.names]
            table[where, 7] = self._kinds[read.names]
            vectors = np.zeros((len(doc), read.vectors.shape[1]), np.float32) if vectors is None else vectors
            vectors[where] = read.vectors
        _bridge_names(table)
        doc.from_array(COLUMNS, table)  # type: ignore[arg-type]
        if vectors is not None:
            doc.tensor = vectors  # type: ignore[assignment]
        return doc

    def _blank(self, doc: Doc) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
        """Return the columns of white space: each token hangs on the one before, the first ones on the first word."""
        table = np.zeros((len(doc), len(COLUMNS)), np.uint64)
        table[:, 0] = self.vocab.strings.add("_SP")
        table[:, 1] = SPACE
        table[:, 3] = [token.orth for token in doc]
        heads = np.full(len(doc), -1)
        first = next((token.i for token in doc if not token.is_space), 0)
        heads[: first + 1] = first - np.arange(first + 1)
        table[:, 4] = heads.astype(np.uint64)
        table[:, 5] = self.vocab.strings.add("dep")
        table[:, 6] = OUTSIDE
        return table

    def _make_lemma(self, form: str, rules: tuple[int, ...]) -> int:
        lemmas = [apply_lemma_rule(form, self._reader.labels.lemmas[rule]) for rule in rules]
        return int(self.vocab.strings.add(choose_lemma(form, lemmas, self._reader.labels.lexicon)))


def _as_in_spacy(relation: str) -> str:
    return "ROOT" if relation == "root" else relation


def _numbers(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(list(values), np.uint64)


def _texts(doc: Doc) -> Iterator[list[int]]:
    """Yield the places of the words of each stretch without a blank line."""
    text: list[int] = []
    for token in doc:
        if not token.is_space:
            text.append(token.i)
        elif text and token.text.count("\n") > 1:
            yield text
            text = []
    if text:
        yield text


def _bridge_names(table: np.ndarray[tuple[int, int], np.dtype[np.uint64]]) -> None:
    """Let white space within a name belong to it."""
    for i in np.flatnonzero(table[1:, 6] == INSIDE) + 1:
        j = i - 1
        while table[j, 6] == OUTSIDE:
            table[j, 6:] = INSIDE, table[i, 7]
            j -= 1
