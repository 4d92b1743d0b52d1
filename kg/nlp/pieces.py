"""Words to word pieces: each word on its own, so that the pieces of a word are known without any alignment."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.nlp.words import shape

LONGEST_WORD = 12
"""Pieces of a word that are read; an address of a web page needs no more."""


class WordPieces:
    """The encoder's vocabulary."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        vocabulary = tokenizer.get_vocab()
        self.mask = vocabulary["[MASK]"]
        self._start, self._end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._unknown = (vocabulary["[UNK]"],)
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces; a word that the vocabulary has nothing of is one unknown piece."""
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:LONGEST_WORD]) or self._unknown

    def arrays(self, texts: Sequence[Sequence[str]], shapes: Mapping[str, int]) -> tuple[NDArray[np.int64], ...]:
        """Return pieces (B, T), each piece's word (B, T) or -1, and shapes (B, W), all padded to the longest text."""
        rows = [[self.of(word) for word in text] for text in texts]
        height, width = len(texts), max(map(len, texts))
        longest = max(sum(map(len, row)) for row in rows) + 2
        pieces = np.zeros((height, longest), np.int64)
        words = np.full((height, longest), -1, np.int64)
        kinds = np.zeros((height, width), np.int64)
        for i, row in enumerate(rows):
            flat = [self._start, *(piece for word in row for piece in word), self._end]
            pieces[i, : len(flat)] = flat
            words[i, 1 : len(flat) - 1] = np.repeat(np.arange(len(row)), [len(word) for word in row])
            kinds[i, : len(row)] = [shapes.get(shape(word), 1) for word in texts[i]]
        return pieces, words, kinds
