from datetime import date

import pytest

from kg.errors import InputError
from kg.ids import make_id
from kg.model import Article, Dropped
from kg.readers.compose import compose
from kg.readers.paragraphs import plain_paragraphs
from kg.readers.record import MAX_CHARS, ReadOptions, Record

TODAY = date(2026, 6, 1)
LEAD = "The ministers of Norway and Sweden met in Oslo on Friday, January 24."
BODY = "Sweden rejected the plan."


def composed(text: str, *, keep_furniture: bool = False, published: date | None = None, **fields: str) -> Article:
    options = ReadOptions(keep_furniture=keep_furniture, published=published, today=TODAY)
    return compose(Record(text=text, **fields), plain_paragraphs, options)  # type: ignore[arg-type]


def paragraphs(article: Article) -> list[str]:
    return [article.text[slice(*span)] for span in article.paragraphs]


def dropped(article: Article) -> list[tuple[str, str]]:
    return [(drop.reason, article.text[slice(*drop.span)]) for drop in article.dropped]


@pytest.mark.parametrize(
    ("text", "drops"),
    [
        (f"Ministers meet in Oslo\n\n{LEAD}\n{BODY}", ["title"]),
        (f"Ministers meet in Oslo\r\n \xa0\r\n{LEAD}\n{BODY}", ["title"]),
        (f"Ministers meet in Oslo\nMinisters Meet in Oslo.\n{LEAD}", ["title", "repeated headline"]),
        (f"Ministers meet in Oslo\n\nMinisters meet in Oslo\n\n{LEAD}", ["title", "repeated headline"]),
    ],
)
def test_a_headline_is_the_title_and_no_paragraph(text: str, drops: list[str]) -> None:
    article = composed(text)
    assert article.title == "Ministers meet in Oslo"
    assert paragraphs(article)[0] == LEAD
    assert [reason for reason, _ in dropped(article)] == drops


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet in Oslo",
        "Ministers meet in Oslo\n\nMinisters meet in Oslo",
        f"Ministers meet in Oslo\n{LEAD}",
        f"Ministers meet in Oslo.\n\n{LEAD}",
        f"“Ministers meet in Oslo.”\n\n{LEAD}",
        f"Will the ministers meet?\n\n{LEAD}",
        f"The minister said this:\n\n{LEAD}",
        f"{'Ministers meet in Oslo ' * 9}\n\n{LEAD}",
        f"The Markets\n\n{LEAD}",
    ],
)
def test_other_first_lines_are_prose(text: str) -> None:
    article = composed(text)
    assert (article.title, article.dropped) == (None, ())
    assert paragraphs(article) == [line.strip() for line in text.split("\n") if line]


def test_a_lead_with_a_dateline_is_no_title() -> None:
    article = composed(f"OSLO – Ministers from Norway and Sweden meet\n\n{BODY}")
    assert (article.title, paragraphs(article)[0]) == (None, "Ministers from Norway and Sweden meet")


def test_a_title_below_other_furniture_is_found() -> None:
    article = composed(f"https://example.org/a\n\nMinisters meet in Oslo\n\nBy Jane Doe\n\n{LEAD}\n{BODY}")
    assert article.title == "Ministers meet in Oslo"
    assert dropped(article) == [
        ("bare URL", "https://example.org/a"),
        ("title", "Ministers meet in Oslo"),
        ("byline", "By Jane Doe"),
    ]


def test_a_title_of_the_data_is_left_out_where_the_text_repeats_it() -> None:
    article = composed(f"MINISTERS MEET IN OSLO.\n{LEAD}", title="Ministers meet in Oslo")
    assert paragraphs(article) == [LEAD]
    assert dropped(article) == [("repeated headline", "MINISTERS MEET IN OSLO.")]


def test_a_text_that_is_its_title_stays() -> None:
    assert paragraphs(composed(BODY, title=BODY)) == [BODY]


def test_keep_furniture_keeps_every_line() -> None:
    text = f"Ministers meet in Oslo\n\nBy Jane Doe\n\nOSLO – {LEAD}\n\nRead more"
    article = composed(text, keep_furniture=True)
    assert paragraphs(article) == text.split("\n\n")
    assert (article.dropped, article.title) == ((), "Ministers meet in Oslo")


def test_the_text_is_kept_as_it_is_and_gives_the_id() -> None:
    text = f"\r\n {LEAD} \r\n\r\n{BODY}\r\n"
    article = composed(text)
    assert (article.text, article.id) == (text, make_id("article", text))
    assert composed(text, id="n1").id == "n1"


def test_the_publication_date_is_that_of_the_data_then_the_option_then_the_text() -> None:
    option = date(2025, 3, 3)
    record = Record(text=LEAD, published="2025-02-02")
    assert compose(record, plain_paragraphs, ReadOptions(published=option, today=TODAY)).published == date(2025, 2, 2)
    assert composed(LEAD, published=option).published == option
    assert composed(LEAD).published == date(2025, 1, 24)
    assert composed(BODY).published is None


def test_a_dateline_or_the_address_gives_the_publication_date() -> None:
    assert composed(f"OSLO, Jan. 24, 2025 – {BODY}").published == date(2025, 1, 24)
    assert composed(BODY, url="https://example.org/2025/01/24/a").published == date(2025, 1, 24)


def test_a_date_far_below_is_that_of_another_article() -> None:
    assert composed(f"{BODY}\n\n" * 100 + "January 24, 2025").published is None


def test_an_unreadable_date_is_told() -> None:
    record = Record(text=LEAD, published="foo")
    article = compose(record, plain_paragraphs, ReadOptions(today=TODAY))
    assert article.dropped == (Dropped(stage="readers", reason="unreadable date 'foo'", span=(0, 0)),)
    assert article.published == date(2025, 1, 24)


@pytest.mark.parametrize("language", ["en", "EN", "eng", "en-GB", "en_US", "English"])
def test_english_is_read(language: str) -> None:
    assert composed(BODY, language=language).language == language


@pytest.mark.parametrize("language", ["fr", "enm", "x-en"])
def test_another_language_is_refused(language: str) -> None:
    with pytest.raises(InputError, match=f"language '{language}': only English is read"):
        composed(BODY, language=language)


def test_blank_and_endless_texts_are_refused() -> None:
    with pytest.raises(InputError, match="empty text"):
        composed(" \n")
    with pytest.raises(InputError, match=f"2000001 characters, where an article has at most {MAX_CHARS}"):
        composed("x" * (MAX_CHARS + 1))


def test_an_option_for_a_field_that_articles_do_not_have_is_refused() -> None:
    with pytest.raises(InputError, match="unknown article field 'txt'; did you mean 'text'"):
        ReadOptions(fields={"txt": "body"})
