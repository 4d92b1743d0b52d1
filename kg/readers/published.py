"""Publication dates: from a field of the data, or from the text where it leaves no doubt."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
WEEKDAY = (
    r"\b(?P<weekday>Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r?s(?:day)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\b\.?"
)

FULL_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d(?!\d{5}(?!\d)))",
        rf"\b{MONTH} {DAY},? {YEAR}",
        rf"\b{DAY}[ -](?:of )?{MONTH},?[ -]{YEAR}",
    )
)
DOTTED = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<sep>[./-])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)")
EPOCH = re.compile(r"(\d{10})(?:\d{3})?")

NEAR_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{WEEKDAY},? \(?(?:{MONTH} {DAY})(?:,? {YEAR})?",
        rf"{WEEKDAY},? \(?(?:{DAY} {MONTH})(?:,? {YEAR})?",
        rf"\b{MONTH} {DAY},? \(?{WEEKDAY}",
        rf"\b{DAY} {MONTH},? \(?{WEEKDAY}",
    )
)
NAMED_YEAR = re.compile(r"\b(?:19[5-9]|20\d)\d\b")
FOUR_YEARS = timedelta(days=4 * 365 + 1)


def parse_date(value: str) -> date | None:
    """Return the day that a field of the data gives, or None if it is no day without doubt.

    Read are ISO 8601 and RFC 2822, seconds or milliseconds since 1970, days with the month in words, `24.01.2025`, and
    `1/24/2025` where only one order is possible. The day is the one written, whatever the time zone.
    """
    value = value.strip()
    if epoch := EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(epoch[1]), UTC).date()
    return full_date(value) or _numeric_date(value)


def full_date(text: str) -> date | None:
    """Return the first day with its year that the text names."""
    for pattern in FULL_DATES:
        for match in pattern.finditer(text):
            if day := _day(int(match["year"]), _month(match["month"]), int(match["day"])):
                return day
    return None


def published_in(text: str, head: Iterable[str], today: date) -> date | None:
    """Return the publication date that an article itself tells, never after `today`, or None.

    `head` are the lines that stand around the prose (date line, dateline, byline, address): a full date there is
    it. Otherwise it is the first day with its weekday, if that fits one year only (see `_fitting`).
    """
    for line in head:
        day = full_date(line)
        if day and day <= today:
            return day
    named = [year for year in map(int, NAMED_YEAR.findall(text)) if year <= today.year]
    matches = [match for pattern in NEAR_DATES if (match := pattern.search(text))]
    if not matches:
        return None
    return _fitting(min(matches, key=re.Match.start), max(named, default=None), today)


def _fitting(match: re.Match[str], latest: int | None, today: date) -> date | None:
    """Return the day of the only year that day and weekday fit.

    An article is not older than the `latest` year it names, so that year goes first. Else the same day has the same
    weekday every five, six or eleven years: within four years back from today there is at most one such year.
    """
    groups = match.groupdict()
    years = [latest] if latest else []
    if groups.get("year"):
        years = [int(groups["year"])] if int(groups["year"]) == latest else []
    else:
        years += range(today.year, today.year - 5, -1)
    weekday = WEEKDAYS.index(match["weekday"][:3].lower())
    for year in years:
        day = _day(year, _month(match["month"]), int(match["day"]))
        if not day or day.weekday() != weekday or day > today:
            continue
        if year == latest or (day > today - FOUR_YEARS and year >= (latest or 0)):
            return day
    return None


def _numeric_date(value: str) -> date | None:
    match = DOTTED.search(value)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if match["sep"] == "." or month_first is None:
        return day_first
    return month_first if day_first in (None, month_first) else None


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
