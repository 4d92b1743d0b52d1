"""Bytes to text: encodings, and files of lines that do not fit in memory."""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn, Protocol

from kg.errors import InputError

MAX_BYTES = 16 << 20
"""Most bytes of one article's file, or of one line: what the longest text takes with every character escaped."""

PEEKED = 4096
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class ByteStream(Protocol):
    """An open file of bytes that can be looked into before it is read."""

    def peek(self, size: int, /) -> bytes:
        """Return the next bytes, few or many, and stay before them."""

    def read(self, size: int = ..., /) -> bytes:
        """Return the next `size` bytes, or all that are left."""

    def readline(self, size: int = ..., /) -> bytes:
        """Return the next line with its end, or its first `size` bytes."""


def decode(data: bytes) -> str:
    """Return the text of bytes in UTF-8, in UTF-16 with a byte order mark, or in Windows-1252; the mark is removed.

    Raises InputError for binary data and for more than MAX_BYTES.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"longer than {MAX_BYTES >> 20} MiB, too long for one article; split it into articles")
    if data.startswith(UTF16_MARKS):
        return _decode_utf16(data)
    if b"\0" in data:
        _refuse_nul(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_windows(data, error)


def read_text(stream: ByteStream) -> str:
    """Return the text of a whole file. Raises InputError if it is empty, binary or too long."""
    text = decode(stream.read(MAX_BYTES + 1))
    if not text.strip():
        raise InputError("empty file; there is no article in it")
    return text


def numbered_lines(stream: ByteStream) -> Iterator[tuple[int, bytes]]:
    r"""Yield each line with its number, from 1, split after `\n` only; one too long is cut and `decode` refuses it.

    Raises InputError for a file that begins with binary data, whose lines would be none.
    """
    lines: ByteStream | BytesIO = stream
    start = stream.peek(PEEKED)[:PEEKED]
    if start.startswith(UTF16_MARKS):
        lines = BytesIO(_decode_utf16(stream.read()).encode())
    elif b"\0" in start:
        _refuse_nul(start)
    number = 0
    while line := lines.readline(MAX_BYTES + 1):
        number += 1
        yield number, line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = lines.readline(MAX_BYTES + 1)


def _refuse_nul(data: bytes) -> NoReturn:
    offset = data.find(b"\0")
    raise InputError(f"binary data (NUL byte at offset {offset}); only text is read: save the article as text")


def _decode_utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputError(f"broken UTF-16 at byte offset {error.start}; save it as UTF-8") from error


def _decode_windows(data: bytes, utf8_error: UnicodeDecodeError) -> str:
    problem = (
        f"neither UTF-8 (byte 0x{data[utf8_error.start]:02x} at offset {utf8_error.start}) nor Windows-1252 text; "
        "save it as UTF-8"
    )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError(problem) from error
    if CONTROL.search(text):
        raise InputError(problem)
    return text
