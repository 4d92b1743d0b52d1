"""From what the user names (file, folder, glob pattern) to the files to read, in a fixed order."""

import glob
import os
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from kg.model import Skipped

Accept = Callable[[Path], bool]


def expand(named: str, accept: Accept, allowed: str) -> Iterator[Path | Skipped]:
    """Yield the files that one argument names.

    A file is yielded as it is. Of a folder (all levels, hidden ones aside) and of a glob pattern only the files that
    `accept` takes are; none at all gives a Skipped, which names what is `allowed`.
    """
    path = Path(named)
    if path.is_dir():
        yield from _in_folder(path, accept, allowed)
    elif path.exists():
        yield path
    elif glob.has_magic(named):
        yield from _matching(named, accept, allowed)
    else:
        yield Skipped(path=named, reason=_missing(path))


def _in_folder(folder: Path, accept: Accept, allowed: str) -> Iterator[Path | Skipped]:
    found = False
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _denied(failures)
        for file in (Path(parent, name) for name in sorted(names) if not name.startswith(".")):
            if accept(file):
                found = True
                yield file
    if failures:
        yield from _denied(failures)
    elif not found:
        yield Skipped(path=str(folder), reason=f"no articles in it; it reads {allowed}")


def _denied(failures: list[OSError]) -> Iterator[Skipped]:
    while failures:
        failure = failures.pop()
        yield Skipped(path=str(failure.filename), reason=f"cannot be listed ({failure.strerror}); allow reading it")


def _matching(pattern: str, accept: Accept, allowed: str) -> Iterator[Path | Skipped]:
    # Path.glob takes no absolute patterns.
    matches = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207
    if not matches:
        yield Skipped(path=pattern, reason="no file matches this pattern; check it, and that the shell left it whole")
        return
    found = False
    for match in matches:
        # `**` matches what lies in a folder by itself.
        if match.is_dir() and "**" not in pattern:
            found = True
            yield from _in_folder(match, accept, allowed)
        elif match.is_file() and accept(match):
            found = True
            yield match
    if not found:
        yield Skipped(path=pattern, reason=f"no articles among its {len(matches)} matches; it reads {allowed}")


def _missing(path: Path) -> str:
    parent = path.parent
    if not parent.is_dir():
        return f"no such file or folder, nor is there a folder {str(parent)!r}; check the path"
    nearest = get_close_matches(path.name, sorted(entry.name for entry in parent.iterdir()), n=3)
    hint = f"; did you mean {' or '.join(str(parent / name) for name in nearest)}?" if nearest else "; check the path"
    return f"no such file or folder{hint}"
