from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from kg.model import Article, Skipped
from kg.readers import ReadOptions, read_articles

Read = Callable[..., list[Article | Skipped]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write the files given by name and return what reading them yields; other keywords are options."""

    def read_files(files: Mapping[str, str | bytes], **options: object) -> list[Article | Skipped]:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
        chosen = ReadOptions(**{"today": date(2026, 6, 1), **options})  # type: ignore[arg-type]
        return list(read_articles([str(tmp_path / name) for name in files], chosen))

    return read_files
