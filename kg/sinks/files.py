"""What the file sinks share: files and folders whole or not at all, text that XML may hold, looks of the graph."""

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import BinaryIO, Protocol, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kg.errors import SinkError
from kg.model import Edge, Node, Value

KIND_COLORS = {
    "Person": "#4e79a7",
    "Country": "#e15759",
    "Organization": "#f28e2b",
    "Location": "#76b7b2",
    "Group": "#b07aa1",
    "Event": "#9c9c9c",
    "Article": "#d4c59a",
}
PLAIN_COLOR = "#888888"
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any spelling (https://www.w3.org/TR/xml/#charsets)."""


class GraphStream(Protocol):
    """A graph that can be read as often as needed, always in the same order."""

    def nodes(self) -> Iterable[Node]:
        """Return the nodes."""
        ...

    def edges(self) -> Iterable[Edge]:
        """Return the edges."""
        ...


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


class XmlWriter:
    """Writes XML one element after the other; texts and values must be free of what XML forbids (`xml_text`)."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Begin an element."""
        self._xml.startElement(name, AttributesImpl(dict(attributes or {})))

    def close(self, *names: str) -> None:
        """End elements, the innermost first."""
        for name in names:
            self._xml.endElement(name)

    def leaf(self, name: str, attributes: Mapping[str, str], text: str = "") -> None:
        """Write an element that holds at most text."""
        self.open(name, attributes)
        if text:
            self._xml.characters(text)
        self.close(name)

    def line(self) -> None:
        """Begin a new line, for people who look into the file."""
        self._xml.ignorableWhitespace("\n")

    def end(self) -> None:
        """End the document."""
        self._xml.endDocument()


def xml_text(value: str) -> str:
    """Return text without the characters that no XML file may hold."""
    return FORBIDDEN.sub("", value)


def flat(value: Value) -> str:
    """Return a property as text: dates ISO, lists joined by `; `, booleans as XML Schema spells them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return xml_text("; ".join(value))
    return xml_text(str(value))


def caption(node: Node) -> str:
    """Return the text that stands beside a node in a drawing."""
    properties = node.properties
    return xml_text(str(properties.get("name") or properties.get("summary") or properties.get("title") or node.id))


def kind_of(node: Node) -> str:
    """Return a node's most special label."""
    return node.labels[-1]


def rgb(color: str) -> tuple[int, int, int]:
    """Return `#rrggbb` as three integers."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def color_of(name: str, colors: Mapping[str, str]) -> tuple[int, int, int]:
    """Return the colour of an edge type or node kind, grey where none is given."""
    return rgb(colors.get(name) or KIND_COLORS.get(name) or PLAIN_COLOR)
