"""Read the corpora into examples of one form: words, and whatever each corpus says of them."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.evaluate import EventsGold
from kg.gazetteer import Gazetteer
from kg.nlp.words import apply_lemma_rule, lemma_rule
from kg.ontology import load_ontology
from training.tokens import blank

NAME_LABELS = ("PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "MISC", "PRODUCT")
NAMES = ("O", *(f"{place}-{label}" for label in NAME_LABELS for place in "BI"))
ANY_NAME = (1 << len(NAMES)) - 1
NO_NEW_NAME = sum(1 << i for i, name in enumerate(NAMES) if not name.startswith("B-"))
EVENT_TYPES = tuple(load_ontology().types)
NO_EVENT = len(EVENT_TYPES)
LONGEST = 180
"""Words of an example at most: with its pieces it must fit the window of 256."""

GUM_LABELS = {"person": ("PERSON",), "organization": ("ORG",), "place": ("LOC", "FAC")}
INNER = {"of", "the", "de", "-"}
"""Words that a name may hold between its proper nouns."""
NEVER_NAMES = {"AUX", "PRON", "VERB", "CCONJ", "SCONJ"}
TITLES = {"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "president", "senator", "sir", "professor", "king"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """Universal Dependencies of a text: `heads` are places in it, a root its own; `starts`, where sentences begin."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    starts: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The events of a text: `types[i]` is the number of the type that word i tells, `NO_EVENT` for none.

    `sides` lists places: of the trigger, of a word of its actor (0) or recipient (1), and which of the two.
    """

    types: tuple[int, ...]
    sides: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text's words, with syntax and events where a corpus has them; `names[i]` is the labels that word i may have.

    A set is a number whose bit k stands for `NAMES[k]`: one bit where the corpus says the label, all bits where it
    says nothing. So what a corpus leaves out is missing, not absent.
    """

    words: tuple[str, ...]
    syntax: Syntax | None = None
    events: Events | None = None
    names: tuple[int, ...] = field(default=())


def read_conllu(path: Path, *, entities: bool = True) -> Iterator[list[list[Example]]]:
    """Yield each document as paragraphs of one-sentence examples, whose names come from `entities` where marked."""
    document: list[list[Example]] = []
    for block in path.read_text("utf-8").split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith("# newdoc") for line in lines) and document:
            yield document
            document = []
        if any(line.startswith("# newpar") for line in lines) or not document:
            document.append([])
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdecimal()]
        if rows:
            document[-1].append(_sentence(rows, entities))
    if document:
        yield document


def _sentence(rows: Sequence[Sequence[str]], entities: bool) -> Example:
    words = tuple(row[1] for row in rows)
    syntax = Syntax(
        tags=tuple(row[4] for row in rows),
        morphs=tuple(f"{row[3]}|{row[5]}".removesuffix("|_") for row in rows),
        lemmas=tuple(lemma_rule(row[1], row[1] if row[2] == "_" else row[2]) for row in rows),
        heads=tuple(int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)),
        relations=tuple(row[7] for row in rows),
        starts=tuple(i == 0 for i in range(len(rows))),
    )
    return Example(words=words, syntax=syntax, names=tuple(_named(rows, syntax.heads, entities)))


def _named(rows: Sequence[Sequence[str]], heads: Sequence[int], entities: bool) -> list[int]:
    """Return what a UD sentence tells of names: little by parts of speech, much where GUM marks entities."""
    allowed = [NO_NEW_NAME if row[3] in NEVER_NAMES else ANY_NAME for row in rows]
    spans = list(entities_in(rows))
    if not entities or not any("Entity=" in row[9] for row in rows):
        return allowed
    others = sum(1 << i for i, name in enumerate(NAMES) if name[2:] not in {"PERSON", "ORG", "LOC"})
    allowed = [mask & others if row[3] != "PROPN" else mask for mask, row in zip(allowed, rows, strict=True)]
    for start, end, kind, *_ in sorted(spans, key=lambda span: span.end - span.start):
        name = _proper_part(rows, heads, start, end)
        if kind not in GUM_LABELS or name is None:
            continue
        first, last = name
        while kind == "person" and first < last - 1 and rows[first][1].lower() in TITLES:
            first += 1
        for place in range(first, last):
            prefix = "B" if place == first else "I"
            allowed[place] = sum(1 << NAMES.index(f"{prefix}-{label}") for label in GUM_LABELS[kind])
    return allowed


class Entity(NamedTuple):
    """An entity that GUM marks in a sentence: [start, end), kind, and the number of its chain of coreference.

    `heads` are the places within it of the words that it cannot do without.
    """

    start: int
    end: int
    kind: str
    chain: str
    heads: tuple[int, ...]


def entities_in(rows: Sequence[Sequence[str]]) -> Iterator[Entity]:
    """Yield each GUM entity that lies within the sentence."""
    open_: list[tuple[str, int, str]] = []
    for place, row in enumerate(rows):
        found = re.search(r"Entity=([^|]*)", row[9])
        for mark in re.findall(r"\(\d+-[^()]*\)?|\d+\)", found[1] if found else ""):
            if mark[0] == "(":
                open_.append((mark[1:].split("-")[0], place, mark))
            number = mark[1:].split("-")[0] if mark[0] == "(" else mark[:-1]
            if mark[-1] == ")":
                at = next((i for i in reversed(range(len(open_))) if open_[i][0] == number), None)
                if at is not None:
                    chain, start, told = open_.pop(at)
                    _, kind, *rest = told[1:].rstrip(")").split("-")
                    heads = tuple(int(n) - 1 for n in rest[3].split(",")) if len(rest) > 3 else ()
                    yield Entity(start, place + 1, kind, chain, heads)


def _proper_part(rows: Sequence[Sequence[str]], heads: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """Return the run of proper nouns about the head of a span, None where the head is a common noun."""
    head = next((i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i), start)
    if rows[head][3] != "PROPN":
        return None
    proper = [row[3] == "PROPN" for row in rows]
    first, last = head, head + 1
    while first > start and rows[first - 1][3] == "PROPN":
        first -= 1
    while last < end and (proper[last] or (rows[last][1] in INNER and last + 1 < end and proper[last + 1])):
        last += 1
    return first, last


def join(sentences: Sequence[Example]) -> Example:
    """Return sentences with syntax as one example, cut to `LONGEST` words."""
    offsets = [sum(len(s.words) for s in sentences[:i]) for i in range(len(sentences))]
    parts = [sentence.syntax for sentence in sentences if sentence.syntax]
    return Example(
        words=tuple(word for s in sentences for word in s.words),
        names=tuple(name for s in sentences for name in s.names),
        syntax=Syntax(
            tags=tuple(tag for part in parts for tag in part.tags),
            morphs=tuple(morph for part in parts for morph in part.morphs),
            lemmas=tuple(lemma for part in parts for lemma in part.lemmas),
            heads=tuple(head + offset for part, offset in zip(parts, offsets, strict=True) for head in part.heads),
            relations=tuple(relation for part in parts for relation in part.relations),
            starts=tuple(start for part in parts for start in part.starts),
        ),
    )


def runs(document: Sequence[Sequence[Example]], rng: random.Random) -> Iterator[Example]:
    """Yield a document cut into texts: paragraphs as they are, or runs of one to eight sentences, by chance."""
    if rng.random() < 0.5:
        groups: Iterable[Sequence[Example]] = document
    else:
        sentences = [sentence for paragraph in document for sentence in paragraph]
        cuts = [0]
        while cuts[-1] < len(sentences):
            cuts.append(cuts[-1] + rng.randint(1, 8))
        groups = [sentences[a:b] for a, b in pairwise(cuts)]
    for group in groups:
        yield from fitting(group)


def fitting(sentences: Iterable[Example]) -> Iterator[Example]:
    """Yield consecutive sentences joined to texts of at most `LONGEST` words; a longer sentence is left out."""
    text: list[Example] = []
    for sentence in sentences:
        if text and sum(len(s.words) for s in [*text, sentence]) > LONGEST:
            yield join(text)
            text = []
        if len(sentence.words) <= LONGEST:
            text.append(sentence)
    if text:
        yield join(text)


def read_names(path: Path, held_out: Iterable[str] = ()) -> Iterator[Example]:
    """Yield each paragraph of a file of `{"text", "spans"}` lines, except of the texts in `held_out`."""
    tokenizer = blank()
    barred = {_letters(text) for text in held_out}
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if _letters(record["text"]) in barred:
            continue
        doc = tokenizer(record["text"])
        allowed = [1] * len(doc)
        for start, end, label in record["spans"]:
            span = doc.char_span(start, end, alignment_mode="expand")
            exact = span.start_char == start and span.end_char == end
            for token in span:
                prefix = "B" if token.i == span.start else "I"
                allowed[token.i] = 1 << NAMES.index(f"{prefix}-{label}") if exact else ANY_NAME
        yield from _paragraphs([token.text for token in doc], allowed)


def _paragraphs(words: Sequence[str], allowed: Sequence[int]) -> Iterator[Example]:
    text: list[tuple[str, int]] = []
    for word, mask in zip(words, allowed, strict=True):
        full = len(text) >= LONGEST - 40 and text[-1][0] in {".", "!", "?", ",", "”", '"'}
        if text and ("\n" in word or full or len(text) == LONGEST):
            yield Example(words=tuple(w for w, _ in text), names=tuple(m for _, m in text))
            text = []
        if not word.isspace():
            text.append((word, mask))
    if text:
        yield Example(words=tuple(w for w, _ in text), names=tuple(m for _, m in text))


def without(texts: Iterable[EventsGold], held_out: Iterable[str]) -> list[EventsGold]:
    """Return the texts but those held out, whatever their spaces and punctuation."""
    barred = {_letters(text) for text in held_out}
    return [text for text in texts if _letters(text.text) not in barred]


def held_out_texts(path: Path) -> list[str]:
    """Return the texts of a JSONL file that training must not see."""
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def lexicon(sentences: Iterable[Example]) -> frozenset[str]:
    """Return the lemmas of common words that occur twice or more."""
    lemmas = Counter(
        apply_lemma_rule(word, rule)
        for sentence in sentences
        if sentence.syntax
        for word, rule in zip(sentence.words, sentence.syntax.lemmas, strict=True)
    )
    return frozenset(lemma for lemma, count in lemmas.items() if count > 1 and lemma.isalpha() and lemma.islower())


def gazetteer_names(gazetteer: Gazetteer) -> dict[str, list[tuple[str, ...]]]:
    """Return the words of every name of a gazetteer, by label."""
    tokenizer = blank()
    known = {
        "PERSON": [name for leader in gazetteer.leaders for name in (leader.name, *leader.aliases)],
        "ORG": [name for body in gazetteer.organizations for name in (body.name, *body.aliases)],
        "LOC": [name for place in (*gazetteer.countries, *gazetteer.places) for name in (place.name, *place.aliases)],
    }
    return {label: [tuple(t.text for t in tokenizer(name)) for name in names] for label, names in known.items()}


def _letters(text: str) -> str:
    """Return the last letters of a text: enough to know it by, whatever its spaces."""
    return "".join(c for c in text.lower() if c.isalnum())[-300:]


def with_words(example: Example, words: Sequence[str]) -> Example:
    """Return an example of the same labels over other forms of its words."""
    return replace(example, words=tuple(words))
