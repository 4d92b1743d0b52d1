"""Unnamed groups by the words of their phrase: what they are called, and what it tells of whose they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract.candidates import Candidate
from kg.extract.known import Known
from kg.extract.nouns import CITIZENS, CROWDS, ETHNIC, PEOPLE
from kg.extract.syntax import children, phrases
from kg.extract.words import WORDS
from kg.nlp import Parsed

RANKS = WORDS["ranks"]
"""Adjectives that tell nothing of who a group is."""
PAIR_STATES = WORDS["pair_states"]
PLACELESS, REGIONS = WORDS["placeless"], WORDS["regions"]
ABROAD = frozenset({"REF", "JRN", "UNK", "CRM"})
"""Sectors of those who need not be of the state that an article tells of."""
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "’s", "'s"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPhrase:
    """What a phrase tells of a group: its name without nationality, and the home states of the people it names."""

    name: str
    homes: tuple[str, ...]
    whole: bool
    """The name tells whose group it is: *Hamas fighters*, *Iran-backed militias*."""
    placeless: bool
    """The state that the article tells of says nothing of the group's own: *hostages*, *Iran-backed militias*."""


class GroupPhrases:
    """Reads the phrases of groups in one article."""

    def __init__(self, parsed: Parsed, known: Known, nationalities: Mapping[int, str]) -> None:
        self._parsed, self._known, self._nationalities = parsed, known, nationalities

    def read(self, candidate: Candidate) -> GroupPhrase:
        """Return what the phrase of a group tells."""
        backed = self._backed(candidate)
        start = candidate.head - 1 if candidate.title == ETHNIC.noun else backed
        return GroupPhrase(
            name=self._core(candidate) if start is None else self._parsed.text(start, candidate.head + 1),
            homes=self._homes(candidate),
            whole=start is not None or candidate.title == CITIZENS or self._holds_name(candidate),
            placeless=backed is not None or self._is_placeless(candidate),
        )

    def is_plain(self, word: str) -> bool:
        """Tell whether a word of a phrase is neither an article nor a country's name or adjective."""
        bare = re.sub(r"[’']s$", "", word)
        return bare not in self._known.national and word.lower() not in DETERMINERS

    def _core(self, candidate: Candidate) -> str:
        """Return a group's head phrase without article, number, rank and nationality: *security forces*."""
        crowd = candidate.title == PEOPLE.noun and self._parsed.doc[candidate.head].lemma_.lower() in CROWDS
        if candidate.number == "counterpart" or crowd:
            return str(candidate.title)
        tokens = self._parsed.doc[candidate.start : candidate.end]
        own = set(str(candidate.title).split())  # high commissioner
        words = [w for w in _written_words(tokens) if w.text.lower() in own or _tells(w.root, candidate.head)]
        told = [word for word in words if self.is_plain(word.text) and word.root.i not in self._nationalities]
        head, _, behind = str(candidate.title).partition(" ")  # secretary of state, attorney general
        more = [behind] if behind and head == self._parsed.doc[candidate.head].lemma_.lower() else []
        return " ".join([*(_plain(w) if candidate.plural else singular(w) for w in told), *more]) or tokens.text

    def _homes(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the home states of the people that a phrase names: *Kurdish fighters*."""
        last = len(self._parsed.doc)
        places = range(candidate.start, candidate.head + 1)
        names = (self._parsed.text(i, min(i + length, last)) for length in (2, 1) for i in places)
        return next((self._known.peoples[name] for name in names if name in self._known.peoples), ())

    def _backed(self, candidate: Candidate) -> int | None:
        """Return where a phrase begins that tells who stands behind a group, and so not whose it is: *Iran-backed*."""
        doc = self._parsed.doc
        for i in range(candidate.start, candidate.head - 2):
            if doc[i].text[0].isupper() and doc[i + 1].text == "-" and doc[i + 2].tag_ in ("VBN", "VBD"):
                return i
        return None

    def _holds_name(self, candidate: Candidate) -> bool:
        """Tell whether a phrase tells by a name whose group it is: *PTI lawmakers*, *a Hamas leader*."""
        tokens = self._parsed.doc[candidate.start : candidate.head]
        return any(
            t.tag_.startswith("NNP")
            and t.text[0].isupper()
            and self.is_plain(t.text)
            and t.i not in self._nationalities
            for t in tokens
        )

    def _is_placeless(self, candidate: Candidate) -> bool:
        """Tell whether a group may be of anywhere: hostages, *leaders of nuclear states*, *Western officials*."""
        title, head = str(candidate.title), self._parsed.doc[candidate.head]
        if candidate.sector in ABROAD or PLACELESS & {title, title.split()[-1]}:
            return True
        near = children(head, "amod", "compound")
        if any((t.lower_ in REGIONS and t.text[0].isupper()) or _is_foreign(t, title) for t in near):
            return True
        whose = phrases(head, "of")
        return any(token.tag_ == "NNS" and token.lemma_ in PAIR_STATES for token in whose)


def singular(word: Span) -> str:
    """Return one of what a word means."""
    return word.lemma_ if word.root.tag_ == "NNS" else _plain(word)


def _plain(word: Span) -> str:
    """Return a word as it is written within a sentence: *gunmen* of *Gunmen attacked*."""
    common = word.start == word.sent.start and word[0].lemma_[:1].islower()
    return word.text[:1].lower() + word.text[1:] if common else word.text


def _is_foreign(word: Token, title: str) -> bool:
    """Tell whether a word says that a group is of another state: *foreign troops*, no *foreign ministry officials*."""
    return word.lower_ == "foreign" and word.nbor() == word.head and word.head.tag_ == "NNS" and "foreign" not in title


def _written_words(tokens: Span) -> Iterator[Span]:
    """Yield what is written without a blank in it, without marks around it: *low-wage*, *self-proclaimed*."""
    start = 0
    for end, token in enumerate(tokens, 1):
        if token.whitespace_ or end == len(tokens):
            word = tokens[start:end]
            while len(word) > 1 and word[0].is_punct:
                word = word[1:]
            while len(word) > 1 and word[-1].is_punct:
                word = word[:-1]
            yield word
            start = end


def _tells(word: Token, head: int) -> bool:
    """Tell whether a word of a group's phrase tells who the group is: its head, a noun or adjective before it."""
    while word.dep_ == "flat":  # Boko Haram fighters
        word = word.head
    return word.i == head or (word.dep_ in ("amod", "compound") and not _is_rank(word))


def _is_rank(token: Token) -> bool:
    return token.lower_ in RANKS or token.tag_ in ("VBN", "VBD", "VBG", "CD", "JJR", "JJS")
