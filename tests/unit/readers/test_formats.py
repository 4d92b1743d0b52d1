import json
import logging
from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Article, Skipped

Read = Callable[..., list[Article | Skipped]]

LEAD = "The ministers of Norway and Sweden met in Oslo."
BODY = "Sweden rejected the plan."


def only(items: list[Article | Skipped]) -> Article:
    (item,) = items
    assert isinstance(item, Article), str(item)
    return item


def told(items: list[Article | Skipped]) -> list[tuple[int | None, str]]:
    return [(item.line, item.reason) for item in items if isinstance(item, Skipped)]


def texts(items: list[Article | Skipped]) -> list[str]:
    return [item.text for item in items if isinstance(item, Article)]


def test_jsonl_carries_every_field(read: Read) -> None:
    record = {
        "id": 7,
        "title": " Talks ",
        "text": f"{LEAD}\r\n{BODY}",
        "published": 1737676800,
        "source": "The Example Post",
        "url": "https://example.org/a",
        "language": "en-GB",
        "extra": [1],
    }
    article = only(read({"a.jsonl": json.dumps(record)}))
    assert (article.id, article.title, article.text) == ("7", "Talks", record["text"])
    assert (article.published, article.source) == (date(2025, 1, 24), "The Example Post")
    assert (article.url, article.language, article.dropped) == ("https://example.org/a", "en-GB", ())


def test_jsonl_fields_by_other_names(read: Read) -> None:
    line = json.dumps({"body": BODY, "text": "no", "headline": "Talks"})
    article = only(read({"a.ndjson": line}, fields={"text": "body", "title": "headline"}))
    assert (article.text, article.title) == (BODY, "Talks")


def test_jsonl_values_of_another_kind_are_told(read: Read) -> None:
    article = only(read({"a.json": json.dumps({"text": BODY, "source": {"name": "Post"}, "id": True, "title": None})}))
    assert [drop.reason for drop in article.dropped] == ["unreadable id True", "unreadable source {'name': 'Post'}"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "torn', "torn or malformed JSON"),
        ("[" * 100_000, "torn or malformed JSON"),
        ('{"text": "\\ud800"}', "torn or malformed JSON"),
        ("[1]", "a JSON list, not an object"),
        ('"a"', "a JSON str, not an object"),
        ('{"body": "a", "txt": "b"}', "no field 'text' (there are: body, txt); name one with --field text=txt"),
        ('{"text": ""}', "field 'text' is empty"),
        ('{"text": null}', "field 'text' is empty"),
        ('{"text": 5}', "field 'text' holds 5, not text"),
        ('{"text": "Bonjour.", "language": "fr"}', "language 'fr': only English is read"),
        ('{"text": "' + "x" * 2_000_001 + '"}', "a text of 2000001 characters"),
    ],
)
def test_jsonl_skips_a_bad_line_and_goes_on(read: Read, line: str, reason: str) -> None:
    good = json.dumps({"text": BODY})
    items = read({"a.jsonl": f"{good}\n\n{line}\n{good}\n"})
    assert texts(items) == [BODY, BODY]
    ((number, told_reason),) = told(items)
    assert number == 3
    assert told_reason.startswith(reason)


def test_json_over_many_lines_is_skipped_once(read: Read) -> None:
    ((line, reason),) = told(read({"a.json": json.dumps({"text": BODY, "a": [1, 2]}, indent=2)}))
    assert (line, reason.split(";")[0]) == (None, "one JSON value over many lines")


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t"), ("b.csv", ";")])
def test_tables_carry_fields_by_column(read: Read, name: str, delimiter: str) -> None:
    rows = [["id", "body", "published"], ["n1", f'"{LEAD}\r\n\r\n""{BODY}"""', "2025-01-24"], [], ["", BODY, ""]]
    items = read({name: "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)}, fields={"text": "body"})
    assert texts(items) == [f'{LEAD}\r\n\r\n"{BODY}"', BODY]
    first, second = items
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.published) == ("n1", date(2025, 1, 24))
    assert (second.id[:8], second.published) == ("article:", None)


def test_tables_read_a_long_field(read: Read) -> None:
    assert len(only(read({"a.csv": "text\n" + "word " * 100_000 + "\n"})).text) == 500_000


def test_a_bad_row_is_skipped_with_its_line(read: Read) -> None:
    table = f'id,text\n1,"{LEAD}\n{BODY}"\n2,one,two\n3,"x" y\n4,\n5,{BODY}\n6,"torn\n'
    items = read({"a.csv": table})
    assert texts(items) == [f"{LEAD}\n{BODY}", BODY]
    assert [(line, reason.split(";")[0].split(" (")[0]) for line, reason in told(items)] == [
        (4, "3 columns where the header has 2"),
        (5, "malformed row"),
        (6, "field 'text' is empty"),
        (8, "malformed row"),
    ]


@pytest.mark.parametrize(
    ("table", "fields", "reason"),
    [
        ("id,body\n1,a\n", {}, "no column 'text' (there are: id, body); name one with --field text=NAME"),
        ("id,texts\n1,a\n", {}, "no column 'text' (there are: id, texts); name one with --field text=texts"),
        (
            "id,text\n1,a\n",
            {"title": "head"},
            "no column 'head' (there are: id, text); name one with --field title=NAME",
        ),
        ("id,text\n", {}, "no rows below the header; there is no article in it"),
        ("", {}, "empty file; there is no article in it"),
    ],
)
def test_a_table_without_texts_is_skipped(read: Read, table: str, fields: dict[str, str], reason: str) -> None:
    assert told(read({"a.csv": table}, fields=fields)) == [(None, reason)]


def test_a_table_with_a_binary_row_ends_there(read: Read) -> None:
    items = read({"a.csv": b"text\nOne met two.\n" + b"Two met one.\n" * 400 + b"\x00\n"})
    assert texts(items) == ["One met two.", *["Two met one."] * 400]
    ((line, reason),) = told(items)
    assert (line, reason.split(";")[0]) == (403, "binary data (NUL byte at offset 0)")


def test_markdown_keeps_its_source_and_reads_its_front_matter(read: Read) -> None:
    source = f'---\ntitle: "Talks"\ndate: 2025-01-24\ntext: no\n---\n# Another\n\n{LEAD}\n\n> {BODY}\n'
    article = only(read({"a.md": source}, fields={"published": "date"}))
    assert (article.text, article.title, article.published) == (source, "Talks", date(2025, 1, 24))
    assert [source[slice(*span)] for span in article.paragraphs] == ["Another", LEAD, BODY]
    assert [drop.reason for drop in article.dropped] == ["front matter"]


@pytest.mark.parametrize("heading", ["# Talks in Oslo #\n", "Talks in Oslo\n===\n"])
def test_the_first_heading_of_markdown_is_its_title(read: Read, heading: str) -> None:
    article = only(read({"a.md": f"{heading}\n{LEAD}\n\n## Sweden\n\n{BODY}"}))
    assert article.title == "Talks in Oslo"
    assert [article.text[slice(*span)] for span in article.paragraphs] == [LEAD, "Sweden", BODY]


PAGE = """<html lang="{language}"><head><title>Talks in Oslo | The Example Post</title>
<meta property="og:title" content="Talks in Oslo"><meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2025-01-24T10:00:00Z">
<link rel="canonical" href="https://example.org/a"></head>
<body><nav><a href="/">Home</a> <a href="/b">World</a></nav>
<article><h1>Talks in Oslo</h1>{body}</article></body></html>"""


def test_web_pages_give_text_and_fields(read: Read) -> None:
    page = PAGE.format(language="en", body=f"<p>By Jane Doe</p><p>{LEAD}</p><p>{BODY}</p>")
    article = only(read({"a.htm": page}))
    assert [article.text[slice(*span)] for span in article.paragraphs] == [LEAD, BODY]
    assert (article.title, article.source) == ("Talks in Oslo", "The Example Post")
    assert (article.url, article.published, article.language) == ("https://example.org/a", date(2025, 1, 24), "en")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (PAGE.format(language="fr", body=f"<p>{LEAD}</p>"), "language 'fr': only English is read"),
        ("<html><body></body></html>", "no article text found in the page"),
        ("just words", "no"),
        (" ", "empty file"),
    ],
)
def test_a_page_without_an_article_is_skipped_quietly(
    read: Read, capfd: pytest.CaptureFixture[str], page: str, reason: str
) -> None:
    assert told(read({"a.html": page}))[0][1].startswith(reason)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("trafilatura").handlers
