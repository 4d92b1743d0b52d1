"""The setting of an event: when and where the sentence puts it."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser
from spacy.tokens import Token

from kg.extract.coreference import Cast
from kg.extract.drafts import Draft
from kg.extract.syntax import cases, children, clause_of, lies_behind
from kg.extract.words import WORDS
from kg.model import EntityKind, Precision, Status

PLACES = WORDS["places"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
POINT = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"yesterday|today|tonight|tomorrow|ago|last|next|this|previous|(?:19|20)\d\d(?!s))\b"
)
"""What makes words a point in time; without it they are a duration (*two years*) or an age (*the 1990s*)."""
VAGUE = re.compile(r"^(?:on|in|since|by|until|the|late|early|mid|last|this|next)[\s-]+(?=\w+day\b|(?:19|20)\d\d\b)")
PERIODS: dict[str, Precision] = {"day": "day", "time": "day", "week": "day", "month": "month", "year": "year"}


def when(trigger: Token, status: Status, published: date | None) -> tuple[date | None, Precision | None]:
    """Return the day, month or year of an event: told in its clause, else in its sentence, else that of publication.

    A weekday lies ahead where the event does, but not the one on which somebody said so.
    """
    clause, root = clause_of(trigger), trigger.sent.root
    for place in (clause, root):
        forward = status in ("intended", "conditional", "possible") and (place == clause or not lies_behind(place))
        for ent in trigger.sent.ents:
            if ent.label_ == "DATE" and any(t.head == place or clause_of(t) == place for t in ent):
                found = read_date(ent.text, published, forward)
                if found:
                    return found
    return (published, "published") if published else (None, None)


@lru_cache(maxsize=4096)
def read_date(text: str, published: date | None, forward: bool = False) -> tuple[date, Precision] | None:
    """Read an English date, relative ones against the day of publication; None where it names no one day or period.

    Weekdays mean the last such day, the day of publication included, or the next one in plans.
    """
    text = VAGUE.sub("", text.lower().strip(" ,."))
    words = text.split()
    if not POINT.search(text):
        return None
    if len(words) == 1 and words[0] in WEEKDAYS:
        return _weekday(WEEKDAYS.index(words[0]), published, forward)
    if not any(c.isdigit() for c in text) and not published:
        return None
    settings: dict[str, object] = {
        "PREFER_DATES_FROM": "future" if forward else "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if published:
        settings["RELATIVE_BASE"] = datetime(published.year, published.month, published.day, 12)
    elif not any(len(w.strip(",.")) == 4 and w.strip(",.").isdigit() for w in words):
        return None
    data = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if data.date_obj is None or data.period not in PERIODS:
        return None
    return data.date_obj.date(), PERIODS[data.period]


def _weekday(number: int, published: date | None, forward: bool) -> tuple[date, Precision] | None:
    if published is None:
        return None
    back = (published.weekday() - number) % 7
    return published + timedelta(days=7 - back if forward and back else -back), "day"


def where(trigger: Token, cast: Cast) -> Draft | None:
    """Return the place of an event: by a phrase of its own clause, the trigger's own first; else where a body sits.

    *They met in Davos*; *he told the World Economic Forum in Davos*.
    """
    hosts = dict.fromkeys((trigger, clause_of(trigger)))
    bodies = [
        c
        for host in hosts
        for c in children(host, "obl", "nmod", "obj", "iobj")
        if _at(c, cast, "Organization") is not None
    ]
    for host in (*hosts, *bodies):
        for phrase in children(host, "obl", "nmod"):
            place = _at(phrase, cast, "Location", "Country") if cases(phrase) & PLACES else None
            if place:
                return place
    return None


def _at(token: Token, cast: Cast, *kinds: EntityKind) -> Draft | None:
    return next((draft for draft in cast.at(token) if draft.kind in kinds), None)
