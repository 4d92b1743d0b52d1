"""What stands for the real thing in tests: an extractor that worker processes can import, and a terminal."""

import io
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builders import AMERICA, RUSSIA, event, told

from kg.errors import ModelError
from kg.model import Article, Dropped, Extraction


@dataclass(frozen=True)
class FakeExtractor:
    """Finds one threat in every article.

    A `deadly` article kills its process, a `hard` one is too much for it, `pause` is in seconds an article.
    """

    version: str = "fake-1"
    pause: float = 0.0
    deadly: str = ""
    hard: str = ""

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            time.sleep(self.pause)
            if article.id == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            if article.id == self.hard:
                raise IndexError("no such token")
            _, found = told(article.id, [RUSSIA, AMERICA], [event("THREATEN", [AMERICA], [RUSSIA])])
            yield Extraction(
                article=article.id,
                version=self.version,
                entities=found.entities,
                events=found.events,
                dropped=(Dropped(stage="extract", reason="no known actor", span=(0, 1)),),
            )


def no_model() -> FakeExtractor:
    raise ModelError("no language model at none")


class Terminal(io.StringIO):
    """A standard output that says it is a terminal, and keeps what is written."""

    def isatty(self) -> bool:
        return True
