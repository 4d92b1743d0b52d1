"""Files and folders that appear whole or not at all."""

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import BinaryIO, cast

from kg.errors import SinkError


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when all of it is written; `-` is standard output.

    Raises SinkError where it cannot be written (no folder, no right, no room); what stood there before then stays.
    """
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():  # a device or pipe is written to, never replaced
            with target.open("wb") as out:
                yield out
            return
        with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            try:
                yield cast(BinaryIO, draft)
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).chmod(0o666 & ~_umask())
                Path(draft.name).replace(target)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def whole_folder(path: str, ours: Collection[str], sign: str) -> Iterator[Path]:
    """Give an empty folder that takes its name only when all in it is written; what stood there before then stays.

    A folder that stands there is replaced if it is empty, or an earlier one: `sign` is in it, and only `ours`.

    Raises SinkError where something else stands there, or it cannot be written.
    """
    if path == "-":
        raise SinkError("this format is a folder of files, which standard output cannot take: name a folder")
    target = Path(path).resolve()
    try:
        _refuse_others(target, path, ours, sign)
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
            draft = Path(scratch, "new")
            draft.mkdir()
            yield draft
            for file in draft.iterdir():
                with file.open("rb") as written:
                    os.fsync(written.fileno())
            _refuse_others(target, path, ours, sign)  # it may have come meanwhile
            if target.exists():
                target.rename(Path(scratch, "old"))
            draft.rename(target)
    except OSError as error:
        raise _unwritable(path, error) from error


def _refuse_others(target: Path, path: str, ours: Collection[str], sign: str) -> None:
    """Raise an error for what must not be replaced: a file, or a folder with files of others."""
    if target.exists():
        found = {file.name: file.is_file() and file.name in ours for file in target.iterdir()}
        others = sorted(name for name, is_ours in found.items() if not is_ours or sign not in found)
        if others:
            raise SinkError(f"{path} holds {others[0]!r}, not an earlier export alone: give a new or empty folder")


def _unwritable(path: str, error: OSError) -> SinkError:
    return SinkError(f"cannot write {path}: {error.strerror or error}; give a path in a folder you may write to")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
