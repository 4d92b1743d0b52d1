from datetime import date

import pytest

from kg.readers.published import parse_date, published_in

TODAY = date(2026, 6, 1)
DAY = date(2025, 1, 24)


@pytest.mark.parametrize(
    "value",
    [
        "2025-01-24",
        "2025-01-24T23:30:00-05:00",
        "2025-01-24 10:00:00.123456",
        "20250124",
        "20250124T101500Z",
        "20250124101500",
        "2025/01/24",
        "Fri, 24 Jan 2025 10:00:00 GMT",
        "Friday, January 24, 2025",
        "Jan. 24th, 2025 at 10 am",
        "24 January 2025",
        "24-Jan-2025",
        "24.01.2025",
        "24/01/2025",
        "1/24/2025",
        "1737676800",
        "1737676800000",
        " 2025-01-24 ",
    ],
)
def test_common_forms_of_a_day_are_read(value: str) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    "value", ["foo", "", "2025", "01/02/2025", "2025-13-01", "31/31/2025", "20259999", "24 Jan", "12"]
)
def test_what_is_no_day_without_doubt_is_none(value: str) -> None:
    assert parse_date(value) is None


def test_one_order_of_equal_parts_is_without_doubt() -> None:
    assert parse_date("02/02/2025") == date(2025, 2, 2)


@pytest.mark.parametrize(
    "told",
    [
        "Friday, January 24,",
        "Friday (January 24)",
        "Fri., Jan. 24",
        "Jan. 24 (Friday)",
        "Friday 24 January",
        "24 January, Friday",
    ],
)
def test_weekday_and_day_give_the_year_that_fits(told: str) -> None:
    assert published_in(f"The Kremlin said {told} that talks would go on.", [], TODAY) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Friday, January 24, he left. On Tuesday, May 5, he came.", DAY),
        ("On Friday, January 24, he recalled the war of 2014.", date(2014, 1, 24)),
        ("On Friday, January 24, he recalled the war of 2022.", DAY),
        ("On Friday, January 24, he spoke of 2040.", DAY),
        ("On Friday, January 24, 2020, he left.", date(2020, 1, 24)),
        ("He left on Friday, January 24, 2020. It was not forgotten in 2024.", None),
        ("He will come on Saturday, June 6.", None),
        ("On Monday, January 24, the war was near; it began in 2023.", None),
        ("On Friday, February 30, he left.", None),
        ("On Friday he left, and on January 24 he came.", None),
        ("He left on January 24, 2025.", None),
    ],
)
def test_the_year_is_taken_only_without_doubt(text: str, day: date | None) -> None:
    assert published_in(text, [], TODAY) == day


def test_a_full_date_around_the_prose_goes_first() -> None:
    text = "On Tuesday, May 5, he came."
    assert published_in(text, ["By Jane Doe", "https://example.org/2025/01/24/talks"], TODAY) == DAY
    assert published_in(text, ["OSLO, Jan. 24, 2025 –"], TODAY) == DAY


def test_no_day_after_today_is_taken() -> None:
    assert published_in("He left.", ["January 24, 2027"], TODAY) is None
    assert published_in("On Monday, June 1, he left.", [], TODAY) == TODAY
    assert published_in("On Tuesday, June 2, he left.", [], TODAY) is None
