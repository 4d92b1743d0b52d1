"""Run the network over texts: windows in, batches of like length through ONNX Runtime, labels out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.nlp.decode import Floats, Integers, bars, best_paths, tree
from kg.nlp.pieces import WordPieces

WINDOW = 254
"""Word pieces that are read at once; the network was trained on texts of about this length."""
LEMMAS = 4
"""Lemma rules that are told of each word."""
BATCH = 384
"""Word pieces of a batch, padding included: more no longer fit the processor's caches, and are slower."""
FILES = NETWORK, RELATIONS, PIECES, LABELS = "network.onnx", "relations.onnx", "pieces.json", "labels.json"


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The labels of each head, in the order of its outputs."""

    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    relations: list[str]
    names: list[str]
    shapes: list[str]


class Scored(Labels, frozen=True, kw_only=True):
    """The labels, (L, L) the learnt score of name label j after i, and the common words that are known lemmas."""

    transitions: list[list[float]]
    lexicon: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What was read of a text of W words: numbers of labels (W,), `heads` (W,) as places, a root its own.

    `lemmas` (W, `LEMMAS`) best first; `starts` (W,) tells whether a sentence begins; `vectors` (W, V).
    """

    tags: Integers
    morphs: Integers
    lemmas: Integers
    names: Integers
    heads: Integers
    relations: Integers
    starts: NDArray[np.bool_]
    vectors: Floats

    def first(self, words: int) -> "Analysis":
        """Return the analysis of the first so many words."""
        return Analysis(**{name: getattr(self, name)[:words] for name in self.__slots__})


@dataclass(slots=True)
class _Window:
    text: int
    begin: int
    end: int
    pieces: int


class Reader:
    """The network, loaded from a folder as `training/` writes it."""

    def __init__(self, folder: Path) -> None:
        self.labels = msgspec.json.decode((folder / LABELS).read_bytes(), type=Scored)
        self._pieces = WordPieces(Tokenizer.from_file(str(folder / PIECES)))
        self._shapes = {shape: number for number, shape in enumerate(self.labels.shapes)}
        self._transitions = bars(self.labels.names)
        self._transitions[:-1] += np.array(self.labels.transitions, np.float32)
        self._network = open_session(folder / NETWORK)
        self._relations = open_session(folder / RELATIONS)

    def read(self, texts: Sequence[Sequence[str]]) -> list[Analysis]:
        """Read texts of one word or more. A text's reading does not depend on the others."""
        parts: list[list[Analysis]] = [[] for _ in texts]
        waiting = [self._window(text, number, 0) for number, text in enumerate(texts)]
        while waiting:
            later = []
            for batch in _batches(waiting):
                for window, read in zip(batch, self._run(texts, batch), strict=True):
                    cut = _resume(read, window, len(texts[window.text]))
                    parts[window.text].append(read.first(cut))
                    if window.begin + cut < len(texts[window.text]):
                        later.append(self._window(texts[window.text], window.text, window.begin + cut))
            waiting = later
        return [_joined(part) for part in parts]

    def _window(self, text: Sequence[str], number: int, begin: int) -> _Window:
        """Return the longest window from a place on."""
        end, pieces = begin, 0
        while end < len(text) and (pieces := pieces + len(self._pieces.of(text[end]))) <= WINDOW:
            end += 1
        return _Window(number, begin, end, min(pieces, WINDOW))

    def _run(self, texts: Sequence[Sequence[str]], batch: Sequence[_Window]) -> Iterator[Analysis]:
        words = [texts[window.text][window.begin : window.end] for window in batch]
        pieces, places, shapes = self._pieces.arrays(words, self._shapes)
        out = self._network.run(None, {"pieces": pieces, "words": places, "shapes": shapes})
        vectors, tags, morphs, lemmas, names, starts, arcs, dependents, heads = out
        lengths = np.array([len(text) for text in words])
        paths = best_paths(names, self._transitions, lengths)
        begins = starts > 0
        begins[:, 0] = True
        trees = [_trees(arcs[row, :n, :n], begins[row, :n]) for row, n in enumerate(lengths)]
        relations = self._label(dependents, heads, trees)
        for row, n in enumerate(lengths):
            yield Analysis(
                tags=tags[row, :n].argmax(-1),
                morphs=morphs[row, :n].argmax(-1),
                lemmas=np.argsort(-lemmas[row, :n], -1)[:, :LEMMAS],
                names=paths[row, :n],
                heads=trees[row],
                relations=relations[row],
                starts=begins[row, :n],
                vectors=vectors[row, :n],
            )

    def _label(self, dependents: Floats, heads: Floats, trees: Sequence[Integers]) -> list[Integers]:
        """Return the relation of every word of each text to its head."""
        below = np.concatenate([dependents[row, : len(tree)] for row, tree in enumerate(trees)])
        above = np.concatenate([heads[row, tree] for row, tree in enumerate(trees)])
        (scores,) = self._relations.run(None, {"dependents": below, "heads": above})
        root = self.labels.relations.index("root")
        scores[:, root] = -np.inf
        is_root = np.concatenate([tree == np.arange(len(tree)) for tree in trees])
        best = np.where(is_root, root, scores.argmax(-1))
        return np.split(best, np.cumsum([len(tree) for tree in trees])[:-1])


def open_session(path: Path) -> Any:
    """Return a network that runs on one thread and computes with integers alike on every processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Where a processor adds up pairs of products in sixteen bits, they overflow: without this it reads other trees.
    options.add_session_config_entry("session.x64quantprecision", "1")
    # Fused with the sum before it, layer normalisation runs slower than the two apart.
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Yield the windows by length, in batches of at most `BATCH` pieces with their padding."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda window: window.pieces):
        if batch and (len(batch) + 1) * window.pieces > BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _resume(read: Analysis, window: _Window, length: int) -> int:
    """Return how many words of a window hold: all at a text's end, else all before its last, torn sentence."""
    words = window.end - window.begin
    if window.end == length:
        return words
    inner = np.flatnonzero(read.starts[1:]) + 1
    return int(inner[-1]) if len(inner) else words


def _trees(arcs: Floats, starts: NDArray[np.bool_]) -> Integers:
    """Return (W,) the heads of a text, a tree for each of its sentences."""
    edges = [*np.flatnonzero(starts).tolist(), len(starts)]
    return np.concatenate([tree(arcs[a:b, a:b]) + a for a, b in pairwise(edges)])


def _joined(parts: Sequence[Analysis]) -> Analysis:
    if len(parts) == 1:
        return parts[0]
    offsets = np.cumsum([0, *(len(part.heads) for part in parts)])
    columns: dict[str, NDArray[Any]] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in Analysis.__slots__
    }
    columns["heads"] = np.concatenate([part.heads + offset for part, offset in zip(parts, offsets, strict=False)])
    return Analysis(**columns)
