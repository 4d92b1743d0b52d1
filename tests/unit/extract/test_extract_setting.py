"""Dates and places of events."""

from datetime import date

import pytest

from kg.extract.setting import read_date

WEDNESDAY = date(2025, 3, 12)


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("Wednesday", date(2025, 3, 12), date(2025, 3, 12)),
        ("Tuesday", date(2025, 3, 11), date(2025, 3, 18)),
        ("Thursday", date(2025, 3, 6), date(2025, 3, 13)),
        ("sunday,", date(2025, 3, 9), date(2025, 3, 16)),
    ],
)
def test_weekdays_lie_behind_and_in_plans_ahead(text: str, past: date, ahead: date) -> None:
    assert read_date(text, WEDNESDAY) == (past, "day")
    assert read_date(text, WEDNESDAY, forward=True) == (ahead, "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", date(2025, 3, 11)),
        ("today", date(2025, 3, 12)),
        ("tomorrow", date(2025, 3, 13)),
        ("two days ago", date(2025, 3, 10)),
    ],
)
def test_relative_words_count_from_publication(text: str, day: date) -> None:
    assert read_date(text, WEDNESDAY) == (day, "day")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 February 2024", (date(2024, 2, 3), "day")),
        ("February 3, 2024", (date(2024, 2, 3), "day")),
        ("February 2024", (date(2024, 2, 1), "month")),
        ("2024", (date(2024, 1, 1), "year")),
    ],
)
@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_precision_is_as_told(text: str, found: tuple[date, str], published: date | None) -> None:
    assert read_date(text, published) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("last month", (date(2025, 2, 1), "month")),
        ("next year", (date(2026, 1, 1), "year")),
        ("a year ago", (date(2024, 1, 1), "year")),
        ("Tuesday night", (date(2025, 3, 11), "day")),
    ],
)
def test_relative_periods_are_as_precise_as_told(text: str, found: tuple[date, str]) -> None:
    assert read_date(text, WEDNESDAY) == found


def test_a_day_without_year_is_the_last_or_in_plans_the_next() -> None:
    assert read_date("May 5", WEDNESDAY) == (date(2024, 5, 5), "day")
    assert read_date("May 5", WEDNESDAY, forward=True) == (date(2025, 5, 5), "day")


@pytest.mark.parametrize("text", ["Monday", "yesterday", "two days ago", "May 5", "last month"])
def test_nothing_relative_without_a_day_of_publication(text: str) -> None:
    assert read_date(text, None) is None


@pytest.mark.parametrize("text", ["the holidays", "recent weeks", "decades"])
def test_words_that_name_no_one_day(text: str) -> None:
    assert read_date(text, WEDNESDAY) is None


@pytest.mark.parametrize("text", ["two years", "24 hours", "five-year", "the 1990s", "40 days"])
def test_durations_and_ages_are_no_dates(text: str) -> None:
    assert read_date(text, WEDNESDAY) is None


def test_an_event_takes_the_date_of_its_clause(read) -> None:
    (event,) = read("Turkey threatened Greece on Monday.", WEDNESDAY).events
    assert (event.date, event.date_precision) == (date(2025, 3, 10), "day")


def test_an_event_without_date_takes_that_of_publication(read) -> None:
    (event,) = read("Turkey threatened Greece.", WEDNESDAY).events
    assert (event.date, event.date_precision) == (WEDNESDAY, "published")


def test_an_event_without_any_date_has_none(read) -> None:
    (event,) = read("Turkey threatened Greece.").events
    assert (event.date, event.date_precision) == (None, None)


def test_a_plan_lies_ahead(read) -> None:
    (event,) = read("Narendra Modi will visit Australia on Monday.", WEDNESDAY).events
    assert (event.status, event.date) == ("intended", date(2025, 3, 17))


def test_a_plan_is_not_told_on_the_next_such_day(read) -> None:
    events = read("On Monday, in Delhi, Narendra Modi said that he would visit Australia.", WEDNESDAY).events
    assert {(e.status, e.date) for e in events} == {("asserted", date(2025, 3, 10)), ("intended", date(2025, 3, 10))}


def test_what_is_to_be_said_lies_ahead_with_the_plan(read) -> None:
    events = read("On Monday, in Delhi, Narendra Modi will say that he would visit Australia.", WEDNESDAY).events
    assert {e.date for e in events} == {date(2025, 3, 17)}


def test_a_place_is_a_location_and_no_side(read) -> None:
    extraction = read("Olaf Scholz met Giorgia Meloni in Rome.")
    names = {e.id: e.name for e in extraction.entities}
    (event,) = extraction.events
    assert names[event.location or ""] == "Rome"
    assert event.location not in event.actors + event.recipients


def test_where_a_body_sits_is_the_place_of_what_it_is_told(read) -> None:
    extraction = read("The minister of Kenya told the World Economic Forum in Davos that trade suffers.")
    names = {e.id: e.name for e in extraction.entities}
    assert [names.get(e.location) for e in extraction.events] == ["Davos"]
