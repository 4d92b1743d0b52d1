"""What the event detector sees of a text: numbers for each word that may tell an event, and for each side it may have.

Training and run time share these functions, so that the detector reads what it has learnt from. Words and relations
go in by the hashing trick (Weinberger et al. 2009): a place in a table, by checksum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, log2
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.extract.drafts import Side
from kg.extract.forms import lemmas, start_of
from kg.extract.page import Page
from kg.extract.roles import Roles
from kg.extract.syntax import cases
from kg.extract.triggers import PARTS_OF_SPEECH, Trigger

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
"""Parts of speech that may tell an event; others only where the ontology knows the word."""
RELATIONS, TAGS, CHILDREN, CASES = 64, 64, 128, 64
"""Places in the tables of a word's own relation, its tag, the relations below it and the prepositions below it."""
PAIR_TABLES = (2048, 1024, 128, 128, 16, 16, 16, 16, 32, 256)
"""Places in the tables of a pair's features, in the order of `_pair`."""
LEMMAS = 4097
"""Places in the table of lemmas, the first for none."""
SLOTS = (("nsubj",), ("obj",), ("xcomp", "ccomp", "advcl", "acl"), ("obl", "nmod"))
"""Relations below a word whose first filler the detector is told by its lemma."""
COMPLEMENTS = frozenset({"obj", "iobj", "xcomp", "ccomp", "obl", "nmod"})
"""Relations of what completes a word."""
DEEPEST = 12
ARTICLE = 32
"""From so many sentences on, a text is as long as any article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFeatures:
    """N words of a text: `tokens` their places, `own` (N, V) their vectors.

    `head` and `sentence` (N,) are rows of `heads` and `sentences` (K, V): vectors of what they hang on and stand in.

    `objects` (N, V) are the mean vectors of what completes each word; `lemmas` (N, 2 + SLOTS) the lemmas of the word,
    its head and its complements; `children` (N, CHILDREN) and `cases` (N, CASES) count what stands below it.
    `lexicon` (N, 2 T + 2): how surely the ontology's frames tell each type, whether they could, whether the word is a
    mention, and how long the text is: a sentence that somebody chose more likely tells an event than one of an article.
    """

    tokens: list[int]
    own: Floats
    head: Integers
    heads: Floats
    sentence: Integers
    sentences: Floats
    objects: Floats
    lemmas: Integers
    relation: Integers
    tag: Integers
    children: Floats
    cases: Floats
    lexicon: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFeatures:
    """M pairs of a word and one of K mentions: `word` (M,) rows of `WordFeatures`, `mention` (M,) rows of the mentions.

    `hashed` (M, tables) and `votes` (M, 3) are of the pairs; `own` and `head` (K, V) are the vectors of the mention's
    head and of the word that it hangs on.
    """

    word: Integers
    mention: Integers
    hashed: Integers
    votes: Floats
    own: Floats
    head: Floats


class Features:
    """The features of one page; `votes` are the rules' triggers and the sides that the rules give them."""

    def __init__(self, page: Page, types: Sequence[str], votes: Mapping[int, tuple[Trigger, Sequence[Roles]]]) -> None:
        self._doc, self._page, self._votes = page.parsed.doc, page, votes
        self._numbers = {name: number for number, name in enumerate(types)}
        self.sides: dict[int, Side] = page.cast.sides()
        self._vectors = np.asarray(self._doc.tensor, np.float32)
        self._length = _length(self._doc)

    def words(self, also: Sequence[int] = ()) -> WordFeatures:
        """Return the features of all words that may tell an event, and of the tokens `also`."""
        known = {t.i: self._known(t) for t in self._doc if not t.is_space}
        able = {i for i, types in known.items() if types.any() or self._doc[i].pos_ in TELLING}
        tokens = [i for i in known if i in also or (i in able and not _is_prefix(self._doc[i]))]
        below = [list(self._doc[i].children) for i in tokens]
        relations = [
            [_hashed(f"k{c.dep_}{'<' if c.i < i else '>'}", CHILDREN) for c in cs]
            for i, cs in zip(tokens, below, strict=True)
        ]
        prepositions = [[_hashed(f"c{case}", CASES) for c in cs for case in sorted(cases(c))[:1]] for cs in below]
        width = self._vectors.shape[1]
        head, heads = _rows([self._doc[i].head.i for i in tokens])
        sentence, starts = _rows([self._doc[i].sent.start for i in tokens])
        spans = [self._doc[start].sent for start in starts]
        return WordFeatures(
            tokens=tokens,
            own=self._vectors[tokens],
            head=head,
            heads=self._vectors[heads],
            sentence=sentence,
            sentences=np.array([self._vectors[s.start : s.end].mean(0) for s in spans], np.float32).reshape(-1, width),
            objects=np.array([self._objects(cs) for cs in below], np.float32).reshape(-1, width),
            lemmas=np.array([_lemmas(self._doc[i], cs) for i, cs in zip(tokens, below, strict=True)], np.int64).reshape(
                -1, 2 + len(SLOTS)
            ),
            relation=np.array([_hashed(f"d{self._doc[i].dep_}", RELATIONS) for i in tokens], np.int64),
            tag=np.array([_hashed(f"t{self._doc[i].tag_}", TAGS) for i in tokens], np.int64),
            children=_counts(relations, CHILDREN),
            cases=_counts(prepositions, CASES),
            lexicon=np.array([self._lexicon(i, known[i]) for i in tokens], np.float32).reshape(
                -1, 2 * len(self._numbers) + 2
            ),
        )

    def _objects(self, below: Sequence[Token]) -> Floats:
        """Return (V,) the mean vector of the complements among the words below a word; zeros where it has none."""
        inner = [c.i for c in below if _slot(c) in COMPLEMENTS]
        return self._vectors[inner].mean(0) if inner else np.zeros(self._vectors.shape[1], np.float32)

    def mentions_near(self, token: int) -> list[int]:
        """Return the heads of the mentions in a token's sentence, but the token itself."""
        sentence = self._doc[token].sent
        return [i for i in self.sides if sentence.start <= i < sentence.end and i != token]

    def pairs(self, words: WordFeatures, wanted: Sequence[tuple[int, int]]) -> PairFeatures:
        """Return the features of pairs of a word's token and a mention's head."""
        rows = {token: row for row, token in enumerate(words.tokens)}
        found = [self._pair(self._doc[word], self._doc[mention]) for word, mention in wanted]
        mention, mentions = _rows([mention for _, mention in wanted])
        return PairFeatures(
            word=np.array([rows[word] for word, _ in wanted], np.int64),
            mention=mention,
            hashed=np.array([hashed for hashed, _ in found], np.int64).reshape(-1, len(PAIR_TABLES)),
            votes=np.array([votes for _, votes in found], np.float32).reshape(-1, 3),
            own=self._vectors[mentions],
            head=self._vectors[[self._doc[i].head.i for i in mentions]],
        )

    def _known(self, token: Token) -> Floats:
        """Return (T,) ones for the types that the ontology knows a word to tell in some frame."""
        types = np.zeros(len(self._numbers), np.float32)
        pos = PARTS_OF_SPEECH.get(token.pos_, "")
        for lemma in lemmas(token) if pos else ():
            frames = self._page.ontology.frames_for(pos, lemma)
            types[[self._numbers[f.type] for f in frames]] = 1
            if frames:
                break
        return types

    def _lexicon(self, token: int, known: Floats) -> Floats:
        votes = np.zeros(len(self._numbers), np.float32)
        if token in self._votes:
            frame = self._votes[token][0].frame
            votes[self._numbers[frame.type]] = frame.weight
        return np.concatenate([votes, known, [token in self.sides, self._length]])

    def _pair(self, word: Token, mention: Token) -> tuple[list[int], list[float]]:
        up, down = _path(word, mention)
        ups, downs = [t.dep_ for t in up], [t.dep_ for t in down]
        first = down[0] if down else mention
        case, outer = _case(mention), _case(first)
        side = self.sides.get(mention.i)
        _, roles = self._votes.get(word.i, (None, ()))
        ids = set(side.ids) if side else set()
        acts = any(ids & {d.id for d in r.actors} for r in roles)
        receives = any(ids & {d.id for d in r.recipients} for r in roles)
        distance = min(4, int(log2(1 + abs(mention.i - word.i))))
        names = (
            f"p{'>'.join(ups)}|{'>'.join(downs)}",
            f"q{'>'.join(ups[-1:])}|{'>'.join(downs[:1])}{outer}",
            f"c{case}",
            f"f{outer}",
            f"u{min(len(ups), 5)}",
            f"w{min(len(downs), 5)}",
            f"k{(side and side.kind) or 'Thing'}",
            f"m{side.form if side else 'none'}",
            f"g{'<' if mention.i < word.i else '>'}{distance}",
            f"v{word.pos_}{downs[0] if downs else ''}",
        )
        hashed = [_hashed(name, size) for name, size in zip(names, PAIR_TABLES, strict=True)]
        return hashed, [float(acts), float(receives), float(bool(roles))]


def _is_prefix(token: Token) -> bool:
    """Tell whether a hyphen joins a word to the next one, which tells what both mean: *cease* of *cease-fire*."""
    return token.head.i == token.i + 2 and start_of(token.head) == token.i


def _slot(token: Token) -> str:
    return str(token.dep_).partition(":")[0]


def _lemmas(token: Token, below: Sequence[Token]) -> list[int]:
    """Return the places of a word's lemma, its head's, and those of the first word below in each slot; 0 for none."""
    head = f"head{token.dep_}{token.head.lemma_.lower()}" if token.head != token else ""
    names = [f"own{token.lemma_.lower()}", head]
    for slot in SLOTS:
        filler = next((c for c in below if _slot(c) in slot), None)
        names.append("" if filler is None else f"{slot[0]}{_case(filler)}{filler.lemma_.lower()}")
    return [1 + _hashed(name, LEMMAS - 1) if name else 0 for name in names]


def _rows(tokens: Sequence[int]) -> tuple[Integers, list[int]]:
    """Return the row of each token in a table of them, and the tokens of the table."""
    table = {token: row for row, token in enumerate(dict.fromkeys(tokens))}
    return np.array([table[token] for token in tokens], np.int64), list(table)


def _length(doc: Doc) -> float:
    """Return 0 for one sentence up to 1 for an article, on a scale of logarithms."""
    return min(1.0, log(max(1, sum(1 for _ in doc.sents)), ARTICLE)) if len(doc) else 0.0


def _path(word: Token, mention: Token) -> tuple[list[Token], list[Token]]:
    """Return the tokens from a word up to the head it shares with a mention, that left out, and down to the mention."""
    up = [word]
    while up[-1].head != up[-1] and len(up) < DEEPEST:
        up.append(up[-1].head)
    places = {token.i: place for place, token in enumerate(up)}
    down: list[Token] = []
    token = mention
    while token.i not in places and len(down) < DEEPEST:
        down.append(token)
        if token.head == token:
            break
        token = token.head
    return up[: places.get(token.i, 1)], down[::-1]


def _case(token: Token) -> str:
    return next(iter(sorted(cases(token))), "-")


@lru_cache(maxsize=100_000)
def _hashed(name: str, size: int) -> int:
    return crc32(name.encode()) % size


def _counts(lists: Sequence[Sequence[int]], size: int) -> Floats:
    """Return (N, size) how often each number stands in each of N lists."""
    counts = np.zeros((len(lists), size), np.float32)
    rows = np.repeat(np.arange(len(lists)), [len(numbers) for numbers in lists])
    columns = np.array([number for numbers in lists for number in numbers], np.int64)
    np.add.at(counts, (rows, columns), 1)
    return counts
