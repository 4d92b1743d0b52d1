"""What holds of every extraction, shown on the sample articles."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.readers import ReadOptions, read_articles

ARTICLES = Path(__file__).parents[3] / "data" / "articles"
OPTIONS = ReadOptions(today=date(2026, 6, 1))
Told = Sequence[tuple[Article, Extraction]]


@pytest.fixture(scope="module")
def told(extractor: Extractor) -> Told:
    articles = [a for a in read_articles([str(ARTICLES)], OPTIONS) if isinstance(a, Article)]
    return list(zip(articles, extractor.extract(articles), strict=True))


def places(extraction: Extraction) -> list[tuple[int, int]]:
    spans = [m.span for e in extraction.entities for m in e.mentions]
    return [*spans, *(s for e in extraction.events for s in (e.trigger, e.sentence))]


def test_there_is_something_to_hold_it_of(told: Told) -> None:
    assert len(told) > 10
    assert all(extraction.article == article.id for article, extraction in told)
    assert all(extraction.entities and extraction.events for _, extraction in told)


def test_spans_lie_in_one_paragraph(told: Told) -> None:
    for article, extraction in told:
        for start, end in places(extraction):
            assert start < end
            assert any(first <= start and end <= last for first, last in article.paragraphs), article.text[start:end]


def test_a_text_may_break_off_anywhere(extractor: Extractor, told: Told) -> None:
    first = told[0][0]
    start, end = first.paragraphs[0]
    words = ["Militants", "killed", "Kurdish", "villagers", *first.text[start:end].split()]
    texts = [" ".join(words[: n + 1]).rstrip(".,;:") for n in range(len(words))]
    cut = [Article(id=str(n), text=text, paragraphs=((0, len(text)),)) for n, text in enumerate(texts)]
    assert [e.article for e in extractor.extract(cut)] == [a.id for a in cut]


def test_no_furniture_inside(told: Told) -> None:
    assert any(article.dropped for article, _ in told)
    for article, extraction in told:
        for start, end in places(extraction):
            for drop in article.dropped:
                assert end <= drop.span[0] or drop.span[1] <= start, (drop, article.text[start:end])


def test_mentions_are_the_articles_own_text(told: Told) -> None:
    for article, extraction in told:
        for entity in extraction.entities:
            assert entity.mentions
            for mention in entity.mentions:
                start, end = mention.span
                assert " ".join(article.text[start:end].split()) == mention.text


def test_triggers_stand_in_their_sentences(told: Told) -> None:
    for _, extraction in told:
        for event in extraction.events:
            assert event.sentence[0] <= event.trigger[0] < event.trigger[1] <= event.sentence[1]


def test_every_id_is_an_entity_or_event_of_the_extraction(told: Told) -> None:
    for _, extraction in told:
        entities = {e.id for e in extraction.entities}
        events = {e.id for e in extraction.events}
        assert len(entities) == len(extraction.entities)
        assert len(events) == len(extraction.events)
        for event in extraction.events:
            assert {*event.actors, *event.recipients} <= entities
            assert event.speaker is None or event.speaker in entities
            assert event.location is None or event.location in entities
            assert event.about is None or event.about in events - {event.id}


def test_events_have_actors_apart_from_recipients(told: Told) -> None:
    for _, extraction in told:
        for event in extraction.events:
            assert event.actors
            assert not set(event.actors) & set(event.recipients)
            assert not event.mutual or len(event.actors) > 1
            assert 0 < event.confidence <= 1
            assert (event.date is None) == (event.date_precision is None)


def test_the_same_article_twice_is_the_same_extraction(told: Told, extractor: Extractor) -> None:
    article, first = told[0]
    assert list(extractor.extract([article, article])) == [first, first]


def test_an_empty_article_has_nothing(extractor: Extractor) -> None:
    (extraction,) = extractor.extract([Article(id="empty", text="", paragraphs=())])
    assert extraction == Extraction(article="empty", version=extractor.version)


def test_text_outside_the_paragraphs_is_not_read(extractor: Extractor) -> None:
    text = "Turkey threatened Greece.\n\nIran threatened Israel."
    (extraction,) = extractor.extract([Article(id="part", text=text, paragraphs=((27, len(text)),))])
    assert {e.name for e in extraction.entities} == {"Iran", "Israel"}
