from datetime import date

import pytest

from kg.dates import interval, iso


@pytest.mark.parametrize(
    ("precision", "text", "last"),
    [("day", "2024-02-01", 1), (None, "2024-02-01", 1), ("published", "2024-02-01", 1), ("month", "2024-02", 29)],
)
def test_date_is_cut_and_widened_to_its_precision(precision, text, last):
    assert iso(date(2024, 2, 1), precision) == text
    assert interval(date(2024, 2, 1), precision) == (date(2024, 2, 1), date(2024, 2, last))


def test_year_is_cut_and_widened():
    assert iso(date(2024, 6, 5), "year") == "2024"
    assert interval(date(2024, 6, 5), "year") == (date(2024, 1, 1), date(2024, 12, 31))
