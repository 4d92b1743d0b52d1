"""The store: one SQLite file of what was read and what was found in it, never lost, never twice."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from kg.errors import StoreError
from kg.model import Article, Extraction

APPLICATION_ID = 0x6B67_6462
SCHEMA_VERSION = 1
SCHEMA = (
    "CREATE TABLE articles (id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT",
    "CREATE TABLE extractions (article TEXT PRIMARY KEY REFERENCES articles, version TEXT NOT NULL, data TEXT NOT NULL)"
    " STRICT",
    "CREATE INDEX extraction_versions ON extractions (article, version)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
PAGE = 256
"""Articles fetched at a time where the store may be written to meanwhile."""
FAILURES = {
    "SQLITE_NOTADB": "not a store; give a file that kg ingest made, or a new path",
    "SQLITE_BUSY": "locked by another writer; wait for it to end, or stop it",
    "SQLITE_FULL": "the disk is full; free some space and run the same command again, what is stored stays",
    "SQLITE_IOERR": "the disk failed or is full; free some space and run the same command again, what is stored stays",
    "SQLITE_READONLY": "no permission to write; change the file's and its folder's permissions, or copy it elsewhere",
    "SQLITE_CANTOPEN": "cannot be opened; its folder must exist and be writable",
    "SQLITE_CORRUPT": "damaged; restore a copy, or ingest again into a new file",
}

Record = TypeVar("Record", Article, Extraction)


class Store:
    """Articles and their extractions in one SQLite file; a context manager.

    One process writes at a time; any number may read. Every method raises StoreError.
    """

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, timeout: float = 30.0) -> Self:
        """Open a store, or make one; `timeout` is how many seconds to wait for another writer.

        Read-only, the file must exist, and all reads see the state of the first one.
        """
        path = Path(path)
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        with _explained(path):
            if not path.parent.is_dir():
                raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
            if read_only and not path.exists():
                raise StoreError(f"{path}: no such store; make it with kg ingest")
            store = cls(path, sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None))
            try:
                store._prepare(read_only)
            except BaseException:
                store.close()
                raise
        return store

    def _prepare(self, read_only: bool) -> None:
        if not read_only and self._pragma("application_id") == 0 and self._is_empty():
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._transaction():
                if self._is_empty():
                    for statement in SCHEMA:
                        self._db.execute(statement)
        if self._pragma("application_id") != APPLICATION_ID:
            raise StoreError(f"{self.path}: {FAILURES['SQLITE_NOTADB']}")
        version = self._pragma("user_version")
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: written by a newer kg (store version {version}; this kg reads up to {SCHEMA_VERSION}); "
                "upgrade kg"
            )
        if read_only:
            self._db.execute("BEGIN")
        else:
            self._db.execute("PRAGMA synchronous = FULL")

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    def _is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None

    def close(self) -> None:
        """Close the file; the store is of no use after."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, batch: Sequence[tuple[Article, Extraction]]) -> int:
        """Store articles with their extractions in one transaction; return how many were not known yet.

        A known article and its extraction stay as they are.
        """
        with _explained(self.path), self._transaction():
            added = 0
            for article, extraction in batch:
                row = self._db.execute("INSERT OR IGNORE INTO articles VALUES (?, ?)", (article.id, _text(article)))
                if row.rowcount:
                    added += 1
                    self._put(extraction)
        return added

    def replace(self, batch: Sequence[Extraction]) -> None:
        """Put new extractions of known articles in place of their old ones, in one transaction."""
        with _explained(self.path), self._transaction():
            for extraction in batch:
                self._put(extraction)

    def _put(self, extraction: Extraction) -> None:
        row = (extraction.article, extraction.version, _text(extraction))
        self._db.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?, ?)", row)

    def has(self, article: str) -> bool:
        """Tell whether an article is stored."""
        return self.version_of(article) is not None

    def version_of(self, article: str) -> str | None:
        """Return the version of the extractor that read an article, or None where it is not stored."""
        with _explained(self.path):
            row = self._db.execute("SELECT version FROM extractions WHERE article = ?", (article,)).fetchone()
        return row[0] if row else None

    def article(self, article: str) -> Article:
        """Return a stored article."""
        with _explained(self.path):
            row = self._db.execute("SELECT data FROM articles WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: no article {article!r} in it")
        return self._record(row[0], Article)

    def articles(self) -> Iterator[Article]:
        """Yield all articles in order of id."""
        for (data,) in self._rows("SELECT data FROM articles ORDER BY id"):
            yield self._record(data, Article)

    def extractions(self) -> Iterator[Extraction]:
        """Yield all extractions in order of article id."""
        for (data,) in self._rows("SELECT data FROM extractions ORDER BY article"):
            yield self._record(data, Extraction)

    def pairs(self) -> Iterator[tuple[Article, Extraction]]:
        """Yield all articles with their extractions, in order of id."""
        query = "SELECT a.data, e.data FROM articles a JOIN extractions e ON e.article = a.id ORDER BY a.id"
        for article, extraction in self._rows(query):
            yield self._record(article, Article), self._record(extraction, Extraction)

    def outdated(self, version: str) -> Iterator[Article]:
        """Yield the articles that another version of the extractor read, in order of id.

        The store may be written to between two of them.
        """
        query = (
            "SELECT a.id, a.data FROM extractions e JOIN articles a ON a.id = e.article "
            "WHERE e.article > ? AND e.version <> ? ORDER BY e.article LIMIT ?"
        )
        last = ""
        while page := list(self._rows(query, last, version, PAGE)):
            for _, data in page:
                yield self._record(data, Article)
            last = page[-1][0]

    def counts(self) -> dict[str, int]:
        """Return the number of articles by the version of the extractor that read them."""
        query = "SELECT version, count(*) FROM extractions GROUP BY version ORDER BY version"
        with _explained(self.path):
            return dict(self._db.execute(query).fetchall())

    def _rows(self, query: str, *values: str | int) -> Iterator[tuple[str, ...]]:
        with _explained(self.path):
            for row in self._db.execute(query, values):  # noqa: UP028 - it would close the cursor after the store
                yield row

    def _record(self, data: str, kind: type[Record]) -> Record:
        with _explained(self.path):
            return msgspec.json.decode(data, type=kind)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _text(record: Article | Extraction) -> str:
    return msgspec.json.encode(record).decode()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into a StoreError that says how to mend it."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        reason = next((text for code, text in FAILURES.items() if name.startswith(code)), f"SQLite says: {error}")
        raise StoreError(f"{path}: {reason}") from error
    except OSError as error:
        raise StoreError(f"{path}: {FAILURES['SQLITE_CANTOPEN']} ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise StoreError(f"{path}: damaged row ({error}); restore a copy, or ingest again into a new file") from error
