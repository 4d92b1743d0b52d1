"""What a format hands on: one article as its data hold it, and the choices and limits of reading."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from kg.errors import InputError, unknown
from kg.model import Dropped, Skipped
from kg.readers.decode import ByteStream

STAGE = "readers"
FIELDS = ("id", "title", "text", "published", "source", "url", "language")
"""The fields of an article that data may carry."""

MAX_CHARS = 2_000_000
"""Longest text of one article, in code points; beyond it something else than an article was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How articles are read.

    `keep_furniture` leaves every line in the paragraphs. `published` is the publication date of articles whose data
    give none. `fields` maps a field of the article to its name in the data, as in `{"text": "body"}`. `today` bounds
    the dates that are looked for in the text. Raises InputError for a field that articles do not have.
    """

    keep_furniture: bool = False
    published: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        for name in self.fields:
            if name not in FIELDS:
                raise InputError(unknown("article field", name, FIELDS))

    def name_of(self, name: str) -> str:
        """Return what the data call a field of the article."""
        return self.fields.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as its data hold it; `line` is where it begins in a file of many."""

    text: str
    line: int | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    dropped: tuple[Dropped, ...] = ()


ReadRecords = Callable[[str, ByteStream, ReadOptions], Iterator[Record | Skipped]]
"""Reads the records of one open file, given its path; raises InputError where the rest of it cannot be read."""


def unreadable(name: str, value: object) -> Dropped:
    """Return the drop that tells of a value that its field cannot take."""
    return Dropped(stage=STAGE, reason=f"unreadable {name} {_short(value)}", span=(0, 0))


def record_from(values: Mapping[str, object], options: ReadOptions, line: int | None) -> Record:
    """Return the record in a row of data; fields without a use are left out as drops. Raises InputError if no text."""
    found: dict[str, str] = {}
    dropped: list[Dropped] = []
    for name in FIELDS:
        value = values.get(options.name_of(name))
        # Numbers stand for ids and for dates in seconds; bool is an int to Python but never one of these.
        if name in ("id", "published") and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            found[name] = value if name == "text" else value.strip()
        elif name != "text" and value not in (None, "") and not isinstance(value, str):
            dropped.append(unreadable(name, value))
    if "text" not in found:
        raise InputError(_no_text(values, options.name_of("text")))
    return Record(line=line, dropped=tuple(dropped), **found)


def missing_field(kind: str, name: str, field_name: str, names: list[str]) -> str:
    """Return the message for data without a field: which there are, and how to name one of them."""
    nearest = get_close_matches(name, names, n=1)
    remedy = f"{field_name}={nearest[0]}" if nearest else f"{field_name}=NAME"
    there = ", ".join(names) or "none"
    return f"no {kind} {name!r} (there are: {there}); name one with --field {remedy}"


def _no_text(values: Mapping[str, object], name: str) -> str:
    if name not in values:
        return missing_field("field", name, "text", list(values))
    value = values[name]
    if value is None or isinstance(value, str):
        return f"field {name!r} is empty; give the article's text in it"
    return f"field {name!r} holds {_short(value)}, not text; name the field of the text with --field text=NAME"


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
