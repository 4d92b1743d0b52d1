"""Examples to arrays: word pieces, shapes and targets of texts of about one length."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import torch
from msgspec.structs import asdict
from torch import Tensor

from kg.nlp.pieces import WordPieces
from kg.nlp.reader import Labels
from kg.nlp.words import shape
from training.corpora import NAMES, NO_EVENT, Example
from training.network import Sizes

IGNORED = -100


def sizes(labels: Labels) -> Sizes:
    """Return the number of labels of each head."""
    return Sizes(**{head: len(known) for head, known in asdict(labels).items()})


def labels_of(sentences: Iterable[Example], names: Iterable[Example]) -> Labels:
    """Collect the labels that occur often enough to learn (lemma rules thrice, shapes ten times)."""
    counts: dict[str, Counter[str]] = {head: Counter() for head in ("tags", "morphs", "lemmas", "relations")}
    shapes: Counter[str] = Counter()
    for sentence in sentences:
        shapes.update(map(shape, sentence.words))
        for head, counter in counts.items():
            counter.update(getattr(sentence.syntax, head))
    for example in names:
        shapes.update(map(shape, example.words))
    least = {"tags": 1, "morphs": 2, "lemmas": 3, "relations": 2}
    kept = {head: [x for x, n in sorted(c.items()) if n >= least[head]] for head, c in counts.items()}
    return Labels(**kept, names=list(NAMES), shapes=["", "?", *(x for x, n in sorted(shapes.items()) if n >= 10)])


class Batcher:
    """Makes batches of tensors of examples."""

    def __init__(self, labels: Labels, pieces: WordPieces) -> None:
        self.pieces = pieces
        self.index = {head: {x: i for i, x in enumerate(known)} for head, known in asdict(labels).items()}

    def batches(self, examples: Sequence[Example], words: int, rng: random.Random) -> Iterator[list[Example]]:
        """Yield every example once, in batches of texts of like lengths of about so many words, in random order."""
        order = list(examples)
        rng.shuffle(order)
        order.sort(key=lambda example: len(example.words) + rng.uniform(-4, 4))
        groups: list[list[Example]] = [[]]
        for example in order:
            if groups[-1] and (len(groups[-1]) + 1) * len(example.words) > words:
                groups.append([])
            groups[-1].append(example)
        rng.shuffle(groups)
        yield from groups

    def inputs(self, examples: Sequence[Example], unseen: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
        """Return pieces (B, T), words (B, T) and shapes (B, W); `unseen`, the chance that a piece is masked."""
        arrays = self.pieces.arrays([example.words for example in examples], self.index["shapes"])
        pieces, words, shapes = (torch.from_numpy(array) for array in arrays)
        hidden = (torch.rand(pieces.shape) < unseen) & (words >= 0)
        return pieces.masked_fill(hidden, self.pieces.mask), words, shapes

    def syntax(self, examples: Sequence[Example], width: int) -> dict[str, Tensor]:
        """Return targets (B, W) of every head of syntax, and `sentences` (B, W), a number for each word's sentence."""
        heads = ("tags", "morphs", "lemmas", "relations", "heads", "starts")
        targets = {head: np.full((len(examples), width), IGNORED) for head in heads}
        numbers = np.full((len(examples), width), -1)
        for row, example in enumerate(examples):
            if example.syntax is None:
                continue
            end = len(example.words)
            for head in ("tags", "morphs", "lemmas", "relations"):
                known = self.index[head]
                targets[head][row, :end] = [known.get(x, IGNORED) for x in getattr(example.syntax, head)]
            targets["heads"][row, :end] = example.syntax.heads
            targets["starts"][row, :end] = example.syntax.starts
            numbers[row, :end] = np.cumsum(example.syntax.starts)
        return {head: torch.from_numpy(array) for head, array in {**targets, "sentences": numbers}.items()}

    def events(self, examples: Sequence[Example], width: int) -> dict[str, Tensor]:
        """Return `types` (B, W), and of T triggers `rows` and `places` (T,) and `sides` (T, W, 2): actor, recipient."""
        types = np.full((len(examples), width), IGNORED)
        for row, example in enumerate(examples):
            types[row, : len(example.words)] = example.events.types
        rows, places = np.nonzero((types != IGNORED) & (types != NO_EVENT))
        order = {at: number for number, at in enumerate(zip(rows.tolist(), places.tolist(), strict=True))}
        sides = np.zeros((len(rows), width, 2), np.float32)
        for row, example in enumerate(examples):
            for trigger, side, role in example.events.sides:
                sides[order[row, trigger], side, role] = 1
        arrays = {"types": types, "rows": rows, "places": places, "sides": sides}
        return {name: torch.from_numpy(array) for name, array in arrays.items()}

    def names(self, examples: Sequence[Example], width: int) -> Tensor:
        """Return (B, W, L) which name labels are allowed."""
        masks = np.full((len(examples), width), (1 << len(NAMES)) - 1)
        for row, example in enumerate(examples):
            masks[row, : len(example.words)] = example.names
        return torch.from_numpy((masks[:, :, None] >> np.arange(len(NAMES))) & 1).bool()
