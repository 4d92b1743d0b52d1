"""The same event told more than once: one cluster.

Tellings are compared where type, sides and class of status are the same. In order of publication, each joins the
cluster whose first telling it fits, else it begins a new one: comparing with the first alone keeps a series of like
events, day after day, from growing into one.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from kg.dates import interval
from kg.model import Article, Event, Extraction, Status
from kg.resolution import Cluster, Decision, EntityKey, Resolution, Telling, tell

STATUS_CLASS: dict[Status, str] = {
    "asserted": "told as done",
    "possible": "told as done",
    "intended": "told as to come",
    "conditional": "told as to come",
    "negated": "told as not done",
}
"""Tellings of one event may differ in status within a class, never across."""
REPORT_DAYS = 3
"""How far apart, in days, articles may tell of one undated event."""
ALIKE = 0.5
"""Least share of the shorter text's words that two texts on one event have in common."""
_WORD = re.compile(r"\w{4,}")

Block = tuple[str, frozenset[str], frozenset[str], bool, str]


@dataclass(frozen=True, slots=True)
class When:
    """The days on which an event may have been: stated, or else the day of publication."""

    first: date
    last: date
    stated: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A telling and what it is compared by; `words` are checksums of the content's or sentence's words."""

    telling: Telling
    when: When | None
    words: "array[int]"


def resolve_events(
    pairs: Iterable[tuple[Article, Extraction]], entities: dict[EntityKey, str]
) -> tuple[dict[str, Cluster], list[Decision]]:
    """Return the cluster of each event told more than once, by event id, and the reasons."""
    clusters: dict[str, Cluster] = {}
    decisions = []
    for _, block in sorted(_blocks(pairs, entities).items(), key=lambda item: min(t.telling.order for t in item[1])):
        for group in _group(sorted(block, key=lambda told: told.telling.order)):
            if len(group) == 1:
                continue
            cluster = Cluster(tuple(told.telling for told in group))
            clusters.update((telling.event, cluster) for telling in cluster.tellings)
            decisions += [
                Decision(action="merged", kept=cluster.id, other=told.telling.event, reason=_reason(group[0], told))
                for told in group[1:]
            ]
    return clusters, decisions


def _blocks(pairs: Iterable[tuple[Article, Extraction]], entities: dict[EntityKey, str]) -> dict[Block, list[Told]]:
    known = Resolution(entities=entities, clusters={}, decisions=())
    blocks: dict[Block, list[Told]] = defaultdict(list)
    for article, extraction in pairs:
        ids = known.ids(extraction)
        for event in extraction.events:
            t = tell(article, event, ids)
            key = (t.type, frozenset(t.actors), frozenset(t.recipients), t.mutual, STATUS_CLASS[t.status])
            blocks[key].append(Told(t, _when(t), _words(article, event)))
    return blocks


def _group(block: list[Told]) -> Iterable[list[Told]]:
    """Part a block, in order, into groups of tellings that fit the first of their group."""
    groups: dict[str, list[Told]] = {}
    index = _Index()
    for told in block:
        first = next((other for other in index.near(told) if _same(other, told)), None)
        if first is None:
            index.add(told)
            groups[told.telling.event] = [told]
        else:
            groups[first.telling.event].append(told)
    return groups.values()


class _Index:
    """First tellings by day, so that a telling meets only those of about its time."""

    def __init__(self) -> None:
        self._by_day: dict[date, list[Told]] = defaultdict(list)
        self._vague: list[Told] = []

    def add(self, told: Told) -> None:
        if told.when and told.when.first == told.when.last:
            self._by_day[told.when.first].append(told)
        else:
            self._vague.append(told)

    def near(self, told: Told) -> Iterator[Told]:
        """Yield the first tellings that may fit in time, the nearest day first."""
        if told.when and told.when.first == told.when.last:
            for days in sorted(range(-REPORT_DAYS, REPORT_DAYS + 1), key=abs):
                yield from self._by_day.get(told.when.first + timedelta(days), ())
        else:
            for block in self._by_day.values():
                yield from block
        yield from self._vague


def _same(one: Told, other: Told) -> bool:
    """Tell whether two tellings of one block are of one event.

    Words must be alike where dates do not settle it, and where type and sides say little: speech, and acts on nobody.
    """
    a, b = one.telling, other.telling
    if a.mode and b.mode and a.mode != b.mode:
        return False
    if a.location != b.location and _is_site(a.location) and _is_site(b.location):
        return False
    timely = _same_time(one.when, other.when)
    if timely is False:
        return False
    if timely and a.type != "SAY" and (a.recipients or a.mutual):
        return True
    return _alike(one.words, other.words)


def _is_site(location: str | None) -> bool:
    return location is not None and not location.startswith("country:")


def _when(telling: Telling) -> When | None:
    if telling.date and telling.date_precision != "published":
        return When(*interval(telling.date, telling.date_precision), True)
    return When(telling.published, telling.published, False) if telling.published else None


def _same_time(a: When | None, b: When | None) -> bool | None:
    """Tell whether two events were at one time; None: the dates leave it open."""
    if a is None or b is None:
        return None
    gap = max((a.first - b.last).days, (b.first - a.last).days, 0)
    longest = max((when.last - when.first).days for when in (a, b))
    if a.stated and b.stated:
        if a == b and longest <= 31:
            return True
        return None if gap <= 1 else False
    if gap > REPORT_DAYS:
        return False
    return True if longest == 0 else None


def _words(article: Article, event: Event) -> "array[int]":
    """Return the checksums of what is compared: of speech its content, of other acts their sentence."""
    start, end = event.sentence
    text = f"{event.content or ''} {event.quote or ''}" if event.type == "SAY" else article.text[start:end]
    return array("I", sorted({crc32(word.encode()) for word in _WORD.findall(text.casefold())}))


def _alike(one: "array[int]", other: "array[int]") -> bool:
    shared = len(set(one) & set(other))
    return shared >= 2 and shared >= ALIKE * min(len(one), len(other))


def _reason(first: Told, told: Told) -> str:
    timely = _same_time(first.when, told.when)
    both = first.when and told.when and first.when.stated and told.when.stated
    time = ("same date" if both else "published within days") if timely else "like words, dates not against it"
    return f"same type, sides and class of status ({STATUS_CLASS[told.telling.status]}); {time}"
