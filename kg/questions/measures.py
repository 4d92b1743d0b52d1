"""What the questions count and average, to the last digit as their Cypher does."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import Any

from kg.model import Node
from kg.questions.index import value

NOISE = Decimal("1e-9")
"""A sum of decimals depends on their order by less than this; rounded to it first, a mean does not."""
SHOWN = Decimal("0.01")


def lowest(values: Iterable[Any]) -> Any:
    """Return the lowest value that is not None, or None."""
    return min((value for value in values if value is not None), default=None)


def highest(values: Iterable[Any]) -> Any:
    """Return the highest value that is not None, or None."""
    return max((value for value in values if value is not None), default=None)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are not None to two places, a half away from zero; None if there is none."""
    numbers = [number for number in values if number is not None]
    if not numbers:
        return None
    exact = Decimal(repr(fsum(numbers) / len(numbers)))
    # Adding zero makes -0.0 plain.
    return float(exact.quantize(NOISE, ROUND_HALF_UP).quantize(SHOWN, ROUND_HALF_UP)) + 0.0


def balance(events: Iterable[Node]) -> tuple[int, int, float | None]:
    """Return how many events are cooperation and how many conflict, and their mean intensity."""
    listed = list(events)
    quads = [value(event, "quad") for event in listed]
    cooperation, conflict = (sum(quad in kinds for quad in quads) for kinds in ((1, 2), (3, 4)))
    return cooperation, conflict, mean(value(event, "intensity") for event in listed)
