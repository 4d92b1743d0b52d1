"""Engines that run an extractor over batches of articles: in this process, or in several."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from kg.errors import KgError
from kg.model import Article, Extraction, Skipped

PACKAGE = Path(__file__).parent
QUEUED = 2
"""Batches in flight for each worker: one at work, one waiting."""

Batch = Sequence[Article]
Outcome = Extraction | Skipped


class Extractor(Protocol):
    """A pure function of articles, with the version that tells whose work an extraction is."""

    @property
    def version(self) -> str:
        """Changes with everything that changes what is found."""
        ...

    def extract(self, articles: Sequence[Article]) -> Iterable[Extraction]:
        """Return the extraction of each article, in order."""
        ...


MakeExtractor = Callable[[], Extractor]
"""Builds an extractor; picklable, since each worker process calls it."""


class Engine(Protocol):
    """Runs an extractor, which it builds only when there is something to do."""

    def version(self) -> str:
        """Return the extractor's version."""
        ...

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Outcome]]]:
        """Yield each batch with its outcomes, in any order; batches are read as they are needed."""
        ...


def outcomes(extractor: Extractor, articles: Sequence[Article]) -> list[Outcome]:
    """Return the extraction of each article, or that the extractor itself failed there, which leaves the rest alone."""
    try:
        return list(extractor.extract(articles))
    except Exception as error:  # noqa: BLE001 - a fault of ours may be of any kind
        if len(articles) > 1:
            return [outcome for article in articles for outcome in outcomes(extractor, (article,))]
        return [_failed(articles[0], error)]


def _failed(article: Article, error: Exception) -> Skipped:
    frames = extract_tb(error.__traceback__)
    place = next((f for f in reversed(frames) if Path(f.filename).is_relative_to(PACKAGE)), frames[-1])
    fault = f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"
    return Skipped(path=article.url or article.id, reason=f"a fault of kg itself; please report it: {fault}")


@contextmanager
def open_engine(make: MakeExtractor, workers: int) -> Iterator[Engine]:
    """Give an engine of so many processes; 1 means this one.

    Raises KgError where a worker dies. Workers end with the block, and with this process however it ends.
    """
    if workers < 2:
        yield _InProcess(make)
        return
    executor = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (make,))
    try:
        yield _Pool(executor, workers)
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process died, killed or out of memory; what is stored stays: run the same command again, "
            f"with fewer workers than {workers} if memory was short"
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


class _InProcess:
    def __init__(self, make: MakeExtractor) -> None:
        self._extractor = cache(make)

    def version(self) -> str:
        return self._extractor().version

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Outcome]]]:
        for batch in batches:
            yield batch, outcomes(self._extractor(), batch)


class _Pool:
    def __init__(self, executor: ProcessPoolExecutor, workers: int) -> None:
        self._executor = executor
        self._in_flight = workers * QUEUED

    def version(self) -> str:
        return self._executor.submit(_Worker.version).result()

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Outcome]]]:
        waiting: dict[Future[list[Outcome]], Batch] = {}
        source = iter(batches)
        while True:
            for batch in islice(source, self._in_flight - len(waiting)):
                waiting[self._executor.submit(_Worker.extract, batch)] = batch
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()


class _Worker:
    """What a worker process holds: the one extractor that it builds at its first batch."""

    extractor: Callable[[], Extractor]

    @classmethod
    def version(cls) -> str:
        return cls.extractor().version

    @classmethod
    def extract(cls, batch: Batch) -> list[Outcome]:
        return outcomes(cls.extractor(), batch)


def _start_worker(make: MakeExtractor) -> None:
    """Set a worker up: Ctrl-C is the parent's to handle, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.extractor = cache(make)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def batches(articles: Iterable[Article], size: int) -> Iterator[Batch]:
    """Yield articles in batches of a size; the last may be smaller."""
    source = iter(articles)
    while batch := tuple(islice(source, size)):
        yield batch
