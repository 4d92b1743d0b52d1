"""From a record to an article: its title, its prose, its date, its id."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from kg.errors import InputError
from kg.ids import make_id
from kg.model import Article, Dropped, Span
from kg.readers.furniture import load_furniture, strip_furniture
from kg.readers.paragraphs import lines
from kg.readers.published import parse_date, published_in
from kg.readers.record import MAX_CHARS, STAGE, ReadOptions, Record, unreadable

SplitParagraphs = Callable[[str], Iterator[Span]]

LONGEST_TITLE = 200
FEWEST_TITLE_WORDS = 3
SENTENCE_END = re.compile(r"""[.!?:"”…][)\]'’]*\Z""")
HEAD_REASONS = frozenset({"bare URL", "date", "byline", "dateline", "front matter"})
"""Furniture that may hold the publication date."""
HEAD_CHARS = 2000
"""How far from the start of the text that furniture lies; below, dates are those of other articles."""


def compose(record: Record, split: SplitParagraphs, options: ReadOptions) -> Article:
    """Return the article of a record. Raises InputError if it has no text, too much, or is not in English."""
    _check(record)
    text = record.text
    spans = list(split(text))
    prose, furniture = strip_furniture(text, spans, load_furniture())
    title = record.title or _headline(text, spans, prose)
    published, unread = _published(record, furniture, options)
    dropped = [*record.dropped, *unread]
    if options.keep_furniture:
        prose = spans
    else:
        prose, headlines = _without_headlines(text, prose, title, from_text=record.title is None)
        dropped += sorted([*furniture, *headlines], key=lambda drop: drop.span)
    return Article(
        id=record.id or make_id("article", text),
        text=text,
        paragraphs=tuple(prose),
        title=title,
        source=record.source,
        url=record.url,
        published=published,
        language=record.language,
        dropped=tuple(dropped),
    )


def _check(record: Record) -> None:
    if not record.text.strip():
        raise InputError("empty text; there is no article in it")
    if len(record.text) > MAX_CHARS:
        raise InputError(
            f"a text of {len(record.text)} characters, where an article has at most {MAX_CHARS}; split it into articles"
        )
    language = (record.language or "en").casefold().replace("_", "-")
    if language not in ("en", "eng", "english") and not language.startswith("en-"):
        raise InputError(f"language {record.language!r}: only English is read; give a translation")


def _headline(text: str, spans: list[Span], prose: list[Span]) -> str | None:
    """Return the first line if it is a headline: set off by a blank line, or told twice, and not a sentence."""
    # A line that began with a dateline is the lead: its prose is no span of the text any more.
    if len(prose) < 2 or prose[0] not in spans:
        return None
    (start, end), following = prose[0], prose[1]
    line = text[start:end]
    if end - start >= LONGEST_TITLE or "\n" in line or len(line.split()) < FEWEST_TITLE_WORDS:
        return None
    if _letters(line) == _letters(text[slice(*following)]):
        return line if len(prose) > 2 else None
    below = text[end : following[0]]
    is_set_off = sum(1 for _ in lines(below)) > 2
    return line if is_set_off and not SENTENCE_END.search(line) else None


def _without_headlines(
    text: str, prose: list[Span], title: str | None, *, from_text: bool
) -> tuple[list[Span], list[Dropped]]:
    """Return the prose without the paragraphs that repeat the title; an article of nothing else keeps them."""
    headline = _letters(title or "")
    repeats = [span for span in prose if headline and _letters(text[slice(*span)]) == headline]
    if len(repeats) == len(prose):
        return prose, []
    dropped = [Dropped(stage=STAGE, reason="repeated headline", span=span) for span in repeats]
    if from_text and dropped:
        dropped[0] = Dropped(stage=STAGE, reason="title", span=repeats[0])
    return [span for span in prose if span not in set(repeats)], dropped


def _letters(text: str) -> str:
    """Return what is compared of two headlines: letters and digits, whatever their case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _published(
    record: Record, furniture: list[Dropped], options: ReadOptions
) -> tuple[date | None, tuple[Dropped, ...]]:
    """Return the publication date by the data, else by the options, else by the text; and a date that is none."""
    unread: tuple[Dropped, ...] = ()
    if record.published:
        if day := parse_date(record.published):
            return day, ()
        unread = (unreadable("date", record.published),)
    if options.published:
        return options.published, unread
    around = [*record.dropped, *furniture]
    head = [record.text[slice(*drop.span)] for drop in around if _may_tell_the_date(drop)]
    return published_in(record.text, [record.url or "", *head], options.today), unread


def _may_tell_the_date(drop: Dropped) -> bool:
    return drop.reason in HEAD_REASONS and drop.span[0] < HEAD_CHARS
