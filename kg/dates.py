"""Partial dates: a day that stands for itself, its month or its year, by its precision."""

from calendar import monthrange
from datetime import date

from kg.model import Precision


def iso(day: date, precision: Precision | None) -> str:
    """Return an ISO 8601 date cut to its precision, which is a day unless it is a month or a year.

    >>> iso(date(2025, 1, 1), "month")
    '2025-01'
    """
    lengths = {"month": 7, "year": 4}
    return day.isoformat()[: lengths.get(precision or "day", 10)]


def interval(day: date, precision: Precision | None) -> tuple[date, date]:
    """Return the first and the last day that a partial date may mean.

    >>> interval(date(2024, 2, 9), "month")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day
