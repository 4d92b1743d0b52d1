"""One article in every format of READERS: the same prose, and each field that the format carries."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.model import Article, Skipped
from kg.readers import READERS, ReadOptions, read_articles

TITLE = "Ministers of Norway and Sweden meet in Oslo"
PROSE = [
    "The foreign ministers of Norway and Sweden met in Oslo on Friday, January 24, to discuss the Arctic dispute.",
    "“We reject the plan as it stands,” the Swedish minister told reporters – in so many words.",
    "Norway pledged to put forward another plan in the spring.",
]
FURNITURE = ["By Jane Doe", "Read more: Talks in Bergen fail", "© 2025 The Example Post"]
TEXT = "\n\n".join([TITLE, FURNITURE[0], *PROSE, *FURNITURE[1:]])
FIELDS = {
    "id": "n1",
    "title": TITLE,
    "text": TEXT,
    "published": "2025-01-24",
    "source": "The Example Post",
    "url": "https://example.org/a",
    "language": "en",
}


def as_markdown() -> str:
    front = "".join(f"{name}: {value}\n" for name, value in FIELDS.items() if name != "text")
    return f"---\n{front}---\n\n# {TEXT}\n"


def as_html() -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in [FURNITURE[0], *PROSE, *FURNITURE[1:]])
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<meta property="og:site_name" content="{FIELDS["source"]}">'
        f'<meta property="article:published_time" content="{FIELDS["published"]}">'
        f'<link rel="canonical" href="{FIELDS["url"]}"></head>'
        f"<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )


def as_table() -> str:
    table = io.StringIO()
    csv.writer(table).writerows([FIELDS.keys(), FIELDS.values()])
    return table.getvalue()


WRITE: dict[str, Callable[[], str]] = {
    "plain": lambda: TEXT,
    "markdown": as_markdown,
    "html": as_html,
    "jsonl": lambda: json.dumps(FIELDS),
    "table": as_table,
}
CARRIES: dict[str, set[str]] = {
    "plain": {"title", "published"},
    "markdown": set(FIELDS) - {"text"},
    "html": set(FIELDS) - {"text", "id"},
    "jsonl": set(FIELDS),
    "table": set(FIELDS),
}


def read_one(path: Path, **options: bool) -> Article:
    (item,) = read_articles([str(path)], ReadOptions(today=date(2026, 6, 1), **options))  # type: ignore[arg-type]
    assert isinstance(item, Article), str(item)
    return item


@pytest.fixture(params=READERS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    suffix = READERS[request.param].suffixes[0]
    file = tmp_path / f"{request.param}{suffix}"
    file.write_text(WRITE[request.param](), encoding="utf-8", newline="")
    return file


def test_every_format_gives_the_same_prose(path: Path) -> None:
    article = read_one(path)
    assert [article.text[slice(*span)] for span in article.paragraphs] == PROSE


def test_every_format_gives_the_fields_that_it_carries(path: Path) -> None:
    article = read_one(path)
    for name in CARRIES[path.stem]:
        value = getattr(article, name)
        assert (value.isoformat() if isinstance(value, date) else value) == FIELDS[name], name


def test_every_format_tells_what_it_left_out(path: Path) -> None:
    article = read_one(path)
    told = {drop.reason: article.text[slice(*drop.span)] for drop in article.dropped}
    assert (told["byline"], told["related link"], told["copyright"]) == tuple(FURNITURE)
    assert {drop.stage for drop in article.dropped} == {"readers"}


def test_every_format_keeps_the_furniture_on_request(path: Path) -> None:
    article = read_one(path, keep_furniture=True)
    paragraphs = [article.text[slice(*span)] for span in article.paragraphs]
    assert paragraphs == [TITLE, FURNITURE[0], *PROSE, *FURNITURE[1:]]


def test_every_format_is_read_from_gz(path: Path) -> None:
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_one(packed) == read_one(path)


def test_every_format_skips_what_is_binary_or_empty(path: Path) -> None:
    for data in (b"", b"\x89PNG\r\n\x00\x00"):
        path.write_bytes(data)
        (item,) = read_articles([str(path)], ReadOptions())
        assert isinstance(item, Skipped)
        assert item.path == str(path)
