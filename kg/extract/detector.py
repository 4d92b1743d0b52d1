"""The event detector: which words tell an event of which type, and which mentions are its sides.

A small network over the language model's vectors, the ontology's votes and the parse. `training/` makes its weights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.extract.features import Features, Floats, PairFeatures, WordFeatures

SHIPPED = Path(__file__).parent / "detector.npz"
NO_SIDE, ACTOR, RECIPIENT = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What a word tells: `types` (T + 1,) probabilities, that it tells nothing last; `mutual` that its sides are equal.

    `roles` has for the head of each mention of the sentence (3,) the probabilities of no side, actor, recipient.
    """

    types: Floats
    mutual: float
    roles: Mapping[int, Floats]


class Detector:
    """Some networks of like shape, whose probabilities are averaged; `types` names the event types by their number."""

    def __init__(self, path: Path = SHIPPED) -> None:
        try:
            with path.open("rb") as file, np.load(file) as stored:
                arrays = {name: stored[name] for name in stored.files}
            self.types: tuple[str, ...] = tuple(arrays.pop("types").tolist())
            self._threshold = float(arrays.pop("threshold"))
            members = int(arrays.pop("members"))
            self._members = [
                {k.partition("/")[2]: v.astype(np.float32) for k, v in arrays.items() if k.startswith(f"{n}/")}
                for n in range(members)
            ]
            self.width = len(self._members[0]["own"])
            if len(self._members[0]["objects"]) != self.width:
                raise ValueError("its tables do not fit each other")
        except (OSError, ValueError, KeyError, IndexError, BadZipFile) as error:
            raise ModelError(f"{path}: no event detector ({error}); install kg again, or train it anew") from error

    def reads(self, doc: Doc) -> bool:
        """Tell whether a text has the vectors that the networks have learnt to read, by their width."""
        return bool(np.ndim(doc.tensor) == 2 and doc.tensor.shape[1] == self.width)

    def read(self, features: Features, also: Sequence[int] = ()) -> dict[int, Detection]:
        """Return what each word that likely tells an event, and each token of `also`, tells."""
        words = features.words(also)
        if not words.tokens:
            return {}
        hidden = [_hidden(weights, words) for weights in self._members]
        types = _mean(_softmax(_linear(w, "types", h)) for w, h in zip(self._members, hidden, strict=True))
        mutual = _mean(_sigmoid(_linear(w, "mutual", h)) for w, h in zip(self._members, hidden, strict=True))[:, 0]
        likely = [row for row, token in enumerate(words.tokens) if types[row, -1] < self._threshold or token in also]
        pairs = [(words.tokens[row], m) for row in likely for m in features.mentions_near(words.tokens[row])]
        roles: dict[int, dict[int, Floats]] = {words.tokens[row]: {} for row in likely}
        if pairs:
            found = features.pairs(words, pairs)
            scores = _mean(_roles(w, h, types, found) for w, h in zip(self._members, hidden, strict=True))
            for (word, mention), row in zip(pairs, scores, strict=True):
                roles[word][mention] = row
        return {
            words.tokens[row]: Detection(types=types[row], mutual=float(mutual[row]), roles=roles[words.tokens[row]])
            for row in likely
        }


def _hidden(weights: Mapping[str, Floats], words: WordFeatures) -> Floats:
    """Return (N, H) what a network makes of N words."""
    total = words.own @ weights["own"] + (words.heads @ weights["head"])[words.head]
    total += (words.sentences @ weights["sentence"])[words.sentence]
    total += weights["relation"][words.relation] + weights["tag"][words.tag] + words.lexicon @ weights["lexicon"]
    total += words.children @ weights["children"] + words.cases @ weights["cases"] + weights["bias"]
    total += words.objects @ weights["objects"] + weights["lemmas"][words.lemmas].sum(1) @ weights["lemma"]
    hidden = _gelu(total)
    return hidden + _gelu(_linear(weights, "middle", hidden))


def _roles(weights: Mapping[str, Floats], hidden: Floats, types: Floats, pairs: PairFeatures) -> Floats:
    """Return (M, 3) the probabilities of each pair's roles."""
    total = _linear(weights, "pair_word", hidden)[pairs.word] + (types @ weights["pair_types"])[pairs.word]
    total += (pairs.own @ weights["pair_mention"] + pairs.head @ weights["pair_head"])[pairs.mention]
    total += pairs.votes @ weights["pair_votes"]
    for number in range(pairs.hashed.shape[1]):
        total += weights[f"pair_table_{number}"][pairs.hashed[:, number]]
    between = _gelu(total)
    between += _gelu(_linear(weights, "pair_middle", between))
    return _softmax(_linear(weights, "roles", between))


def _linear(weights: Mapping[str, Floats], name: str, values: Floats) -> Floats:
    return np.asarray(np.add(values @ weights[name], weights[f"{name}_bias"]), np.float32)


def _gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit by its usual approximation (Hendrycks and Gimpel 2016)."""
    inner: Floats = np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x))
    return np.asarray(np.multiply(x, 1 + inner) / np.float32(2), np.float32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(np.reciprocal(1 + np.exp(-x)), np.float32)


def _softmax(x: Floats) -> Floats:
    powers: Floats = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def _mean(arrays: Iterable[Floats]) -> Floats:
    return np.asarray(np.mean(list(arrays), axis=0), np.float32)
