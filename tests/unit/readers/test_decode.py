from io import BufferedReader, BytesIO
from typing import cast

import pytest

from kg.errors import InputError
from kg.readers import decode as module
from kg.readers.decode import decode, numbered_lines


def lines(data: bytes) -> list[tuple[int, bytes]]:
    return list(numbered_lines(BufferedReader(cast("BytesIO", BytesIO(data)))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_any_of_the_encodings(encoding: str) -> None:
    text = "Café – “talks”\r\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF\x00\xff", "NUL byte at offset 3"),
        (b"ab\xff\x01", "neither UTF-8 .byte 0xff at offset 2. nor Windows-1252"),
        (b"ab\x81", "neither UTF-8 .byte 0x81 at offset 2. nor Windows-1252"),
        (b"\xff\xfea\x00b", "broken UTF-16 at byte offset"),
    ],
)
def test_binary_data_are_refused_with_the_offset(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data)


def test_lines_end_at_newlines_only_and_keep_them() -> None:
    assert lines("a\u2028b\r\n\nc".encode()) == [(1, "a\u2028b\r\n".encode()), (2, b"\n"), (3, b"c")]


def test_lines_of_utf16_are_read() -> None:
    assert [(number, decode(line)) for number, line in lines("é\nb".encode("utf-16"))] == [(1, "é\n"), (2, "b")]


def test_an_over_long_line_is_cut_and_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 4)
    read = lines(b"a" * 14 + b"\nb\n" + b"c" * 4 + b"\nd")
    assert [(number, len(line)) for number, line in read] == [(1, 5), (2, 2), (3, 5), (4, 1)]
    with pytest.raises(InputError, match="too long"):
        decode(read[0][1])
