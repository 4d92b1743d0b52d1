"""From the network's scores to labels that fit together: names without holes, trees without circles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

BARRED = np.float32(-1e4)


def bars(names: Sequence[str]) -> Floats:
    """Return (L + 1, L) what is added to the score of label j after label i, row L standing for a text's start.

    `names` are `O`, `B-PERSON`, `I-PERSON` …; an `I-` that does not go on its own `B-` or `I-` is barred.
    """
    rows = [*names, "O"]
    table = np.zeros((len(rows), len(names)), np.float32)
    for j, label in enumerate(names):
        if label.startswith("I-"):
            table[[i for i, before in enumerate(rows) if before[2:] != label[2:]], j] = BARRED
    return table


def best_paths(scores: Floats, transitions: Floats, lengths: Integers) -> Integers:
    """Return (B, W) the labels of the best path through scores (B, W, L), by Viterbi.

    `transitions` (L + 1, L) as of `bars`. Past a text's length its labels mean nothing.
    """
    texts, words, _ = scores.shape
    best = scores[:, 0] + transitions[-1]
    back = np.zeros(scores.shape, np.int64)
    for word in range(1, words):
        paths = best[:, :, None] + transitions[None, :-1]
        back[:, word] = paths.argmax(1)
        new = np.take_along_axis(paths, back[:, word][:, None], 1)[:, 0] + scores[:, word]
        best = np.where((word < lengths)[:, None], new, best)
    labels = np.zeros((texts, words), np.int64)
    now = best.argmax(1)
    rows = np.arange(texts)
    for word in range(words - 1, -1, -1):
        inside = word < lengths
        labels[:, word] = np.where(inside, now, 0)
        now = np.where(inside, back[rows, word, now], now)
    return labels


def tree(scores: Floats) -> Integers:
    """Return (W,) the head of each word in the best tree of one root; a root is its own head.

    `scores` (W, W): that word j is head of word i; the diagonal, that i is the root.
    The greedy heads are a tree nearly always; where not, Chu-Liu/Edmonds mends them
    (https://en.wikipedia.org/wiki/Edmonds%27_algorithm).
    """
    words = len(scores)
    root = _root(scores)
    arcs = scores.copy()
    arcs[np.arange(words), np.arange(words)] = -np.inf
    arcs[root] = -np.inf
    arcs[root, root] = 0
    return _arborescence(arcs, root)


def _root(scores: Floats) -> int:
    """Return the word that loses least by being the root."""
    others = scores.copy()
    diagonal = np.arange(len(scores))
    own = others[diagonal, diagonal].copy()
    others[diagonal, diagonal] = -np.inf
    return int((own - others.max(1)).argmax())


def _arborescence(scores: Floats, root: int) -> Integers:
    heads: Integers = scores.argmax(1)
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(scores)), cycle)
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf, scores.dtype)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    out = scores[np.ix_(outside, cycle)]
    small[:-1, -1] = out.max(1)
    gain = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    small[-1, :-1] = gain.max(0)
    inner = _arborescence(small, int(np.flatnonzero(outside == root)[0]))
    for i, head in enumerate(inner[:-1]):
        heads[outside[i]] = cycle[out[i].argmax()] if head == len(outside) else outside[head]
    entry = gain[:, inner[-1]].argmax()
    heads[cycle[entry]] = outside[inner[-1]]
    return heads


def _cycle(heads: Integers, root: int) -> Integers | None:
    state = np.zeros(len(heads), np.int64)
    state[root] = -1
    for start in range(len(heads)):
        path, word = [], start
        while state[word] == 0:
            state[word] = start + 1
            path.append(word)
            word = int(heads[word])
        if state[word] == start + 1:
            return np.array(path[path.index(word) :])
        state[path] = -1
    return None
