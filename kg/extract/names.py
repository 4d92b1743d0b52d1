"""Names in the text: what the gazetteers know and what the language model sees, brought to one list of spans."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from kg.extract.words import WORDS
from kg.gazetteer import Gazetteer
from kg.model import EntityKind

Source = Literal["country", "demonym", "metonym", "capital", "place", "people", "person", "organization"]
LABELS: dict[str, EntityKind] = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "LOC": "Location",
    "GPE": "Location",
    "FAC": "Location",
}

BREAKS = WORDS["name_breaks"]
PREFIX = 2
"""Letters by which a form is looked for; none is shorter."""
ALIKE = (
    *(
        ("ph", "f"),
        ("ck", "k"),
        ("ch", "h"),
        ("kh", "h"),
        ("gh", "g"),
        ("q", "k"),
        ("c", "k"),
        ("ou", "u"),
        ("oo", "u"),
    ),
    *(("sz", "s"), ("z", "s"), ("dj", "j"), ("w", "v"), ("y", "i"), ("e", "i"), ("o", "u")),
)
"""Letters, each with those that other transliterations write in their stead; the longer come first."""
OWNING = frozenset({"'s", "’s"})
"""Marks of a possessive."""
PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "von", "van", "da", "di"})
"""Lower-case words that may begin a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Tokens [start, end) that name something; `known` are the gazetteer's readings, by kind of source.

    `within` is the code of a country that the name holds: *Latvian* in *Latvian Constitutional Court*.
    """

    start: int
    end: int
    kind: EntityKind | None
    known: dict[Source, str]
    within: str | None = None


class NameIndex:
    """The gazetteer's names by their text, in the forms that running text and capitals give them.

    Nothing is tokenised but the text itself: of some 26,000 forms that took most of the program's start.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._known: defaultdict[str, dict[Source, str]] = defaultdict(dict)
        self._spelt = _by_spelling(gazetteer)
        self._longest: defaultdict[str, int] = defaultdict(int)
        """Code points of the longest form that begins with some letters."""
        for source, record, forms in _forms(gazetteer):
            for form in filter(None, forms):
                self._known[form][source] = record
                self._longest[form[:PREFIX]] = max(self._longest[form[:PREFIX]], len(form))

    def spelt_otherwise(self, name: str) -> str | None:
        """Return the id of the leader whose full name a text writes in another way: *Francois Mitterand*."""
        return self._spelt.get(spelling(name)) if " " in name else None

    def readings(self, doc: Doc) -> dict[tuple[int, int], dict[Source, str]]:
        """Return the gazetteer's readings of each span of tokens that it knows."""
        found: dict[tuple[int, int], dict[Source, str]] = {}
        text = doc.text
        begins = [token.idx for token in doc]
        ends = [token.idx + len(token) for token in doc]
        for start, begin in enumerate(begins):
            reach = begin + self._longest.get(text[begin : begin + PREFIX], 0)
            end = start
            while end < len(ends) and ends[end] <= reach:
                end += 1
                known = self._known.get(text[begin : ends[end - 1]])
                if known:
                    found[start, end] = known
        for start, end in list(found):  # North and South Korea
            if start > 1 and end - start > 1 and doc[start - 1].lower_ in ("and", "or"):
                known = self._known.get(f"{doc[start - 2].text} {doc[start + 1 : end].text}", {})
                if "country" in known and (start - 2, start - 1) not in found:
                    found[start - 2, start - 1] = known
        return found


def spelling(name: str) -> str:
    """Return what the usual ways to write a name in Latin letters have in common: *Gaddafi* and *Qaddafi* are `gadafi`.

    Without accents, doubled letters, and what transliterations write in different ways.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z ]+", "", plain.replace("-", " "))
    for written, common in ALIKE:
        words = words.replace(written, common)
    return re.sub(r"([a-z])\1+", r"\1", words)


def _by_spelling(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the leaders' ids by the spelling of their full names, where it is of one alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for leader in gazetteer.leaders:
        for name in (leader.name, *leader.aliases):
            if " " in name:
                found[spelling(name)].add(leader.id)
    return {spelt: ids.pop() for spelt, ids in found.items() if len(ids) == 1}


def _forms(gazetteer: Gazetteer) -> Iterable[tuple[Source, str, set[str]]]:
    for country in gazetteer.countries:
        names = {country.name, *country.aliases}
        yield "country", country.code, names | {name.upper() for name in names if len(name) > 3}
        yield "demonym", country.code, {form for word in country.demonyms for form in (word, word.upper())}
        yield "metonym", country.code, set(country.metonyms)
        if country.capital:
            yield "capital", country.code, {country.capital, country.capital.upper()}
    for place in gazetteer.places:
        names = {place.name, *place.aliases}
        yield "place", place.name, names | {name.upper() for name in names if len(name) > 3}
    for people in gazetteer.peoples:
        yield "people", people.name, {people.name, *people.nouns}
    for leader in gazetteer.leaders:
        yield "person", leader.id, {leader.name, *leader.aliases}
    for body in gazetteer.organizations:
        names = {body.name, *body.aliases}
        yield "organization", body.id, names | {name.upper() for name in names if " " in name}


def find_names(doc: Doc, index: NameIndex) -> list[Name]:
    """Return the names of a document, left to right, none overlapping; the longest wins, then the gazetteer's."""
    readings = index.readings(doc)
    kinds: dict[tuple[int, int], EntityKind] = {}
    for ent in doc.ents:
        kind, span = LABELS.get(ent.label_), _trimmed(doc, _without_owner(ent, readings), _break(ent))
        if kind and span[0] < span[1] and _has_capital(doc[span[0] : span[1]]):
            kinds[span] = kind
    taken: set[int] = set()
    chosen = []
    whole = [span for span in {*readings, *kinds} if not _cuts(span, readings)]
    for span in sorted(whole, key=lambda s: (s[0] - s[1], s not in readings, s[0])):
        known = dict(readings.get(span, {}))
        if not known and kinds[span] == "Person" and (leader := index.spelt_otherwise(doc[span[0] : span[1]].text)):
            known["person"] = leader
        within = None if known else _country_within(span, readings)
        if within and any(t.lower_ == "government" for t in doc[span[0] : span[1]]):  # the Government of Kenya
            known["country"] = within
        name = Name(start=span[0], end=span[1], kind=kinds.get(span), known=known, within=within)
        if taken.isdisjoint(range(*span)) and _is_name(doc, name):
            chosen.append(name)
            taken.update(range(*span))
    return sorted(chosen, key=lambda n: n.start)


def _cuts(span: tuple[int, int], readings: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a span begins within a longer name that the gazetteer knows: *Sudan's ministry* of South Sudan."""
    return any(start < span[0] < end <= span[1] for start, end in readings)


def _country_within(span: tuple[int, int], readings: dict[tuple[int, int], dict[Source, str]]) -> str | None:
    """Return the code of the country that a longer name tells first: none from *New Jersey*, or *Latin American*."""
    inside = [part for part in readings if span[0] <= part[0] and part[1] <= span[1]]
    for start, end in inside:
        covered = any(a <= start and end <= b and (a, b) != (start, end) for a, b in inside)
        known = readings[start, end]
        code = known.get("country") or known.get("demonym")
        if code and not covered:
            return code
    return None


def _has_capital(span: Span) -> bool:
    return any(t.text[0].isupper() or t.text[0].isdigit() for t in span)


def _is_name(doc: Doc, name: Name) -> bool:
    """Refuse what only looks like a name: a common word in capitals (`US` shouted, the month `May`)."""
    first = doc[name.start]
    if name.end - name.start > 1:
        return True
    if name.known:
        return name.kind is not None or first.pos_ in ("PROPN", "NOUN", "ADJ", "X")
    return first.tag_ in ("NNP", "NNPS", "FW") or not first.is_sent_start


def _without_owner(name: Span, readings: Collection[tuple[int, int]]) -> int:
    """Return where a name begins that a country owns: *Lula* in *Brazil's Lula*; a body's may hold the country's."""
    starts = (t.i + 1 for t in name[1:-1] if t.lower_ in OWNING and (name.start, t.i) in readings)
    start = next(starts, name.start)
    body = LABELS.get(name.label_) == "Organization"
    return name.start if body and (start, name.end) not in readings else start


def _break(name: Span) -> int:
    """Return where a name ends: before a preposition that hardly any holds, *the WTO against Uganda*."""
    return next((token.i for token in name if token.text in BREAKS), name.end)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut articles, possessive marks, quotation marks and lower-case words off the ends of a span."""
    while start < end and not _may_begin(doc[start]):
        start += 1
    while end > start and not _may_end(doc[end - 1]):
        end -= 1
    return start, end


def _may_begin(token: Token) -> bool:
    if token.lower_ in ("the", "a", "an") or (token.is_sent_start and token.tag_ == "VBG"):
        return False
    return token.text[0].isalnum() and (not token.text[0].islower() or token.lower_ in PARTICLES)


def _may_end(token: Token) -> bool:
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.tag_ == "NNP":
        return True  # Lee Jae-myung, but Hamas-run
    return token.lower_ not in OWNING and token.text[-1].isalnum() and not token.text[0].islower()
