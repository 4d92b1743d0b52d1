import gzip
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.model import Article, Skipped
from kg.readers import READERS, ReadOptions, read_articles

Read = Callable[..., list[Article | Skipped]]

BODY = "Sweden rejected the plan."


def run(*paths: object) -> list[Article | Skipped]:
    return list(read_articles([str(path) for path in paths], ReadOptions()))


def shown(items: list[Article | Skipped]) -> list[str]:
    return [item.text if isinstance(item, Article) else str(item) for item in items]


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> io.TextIOWrapper:
    stdin = io.TextIOWrapper(io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", stdin)
    return stdin


def test_a_folder_is_read_in_order_at_all_levels(tmp_path: Path, read: Read) -> None:
    read({"b.txt": "B.", "a.md": "A.", "c/d.TXT": "D.", "x.pdf": "X.", ".hidden/e.txt": "E.", ".f.txt": "F."})
    assert shown(run(tmp_path)) == ["A.", "B.", "D."]


@pytest.mark.parametrize(("pattern", "found"), [("*.txt", ["B."]), ("**/*.txt", ["B.", "D."]), ("[bc]*", ["B.", "D."])])
def test_a_pattern_is_read_in_order(tmp_path: Path, read: Read, pattern: str, found: list[str]) -> None:
    read({"b.txt": "B.", "c/d.txt": "D.", "b.pdf": "X."})
    assert shown(run(tmp_path / pattern)) == found


def test_a_file_named_twice_is_read_once(tmp_path: Path, read: Read) -> None:
    read({"b.txt": "B."})
    assert shown(run(tmp_path, tmp_path / "b.txt", f"{tmp_path}/../{tmp_path.name}/b.txt")) == ["B."]


def test_the_same_text_has_the_same_id_wherever_it_is_read(read: Read) -> None:
    items = read({"a.txt": BODY, "b.jsonl": json.dumps({"text": BODY}), "c.csv": f"text\n{BODY}\n"})
    assert len({item.id for item in items if isinstance(item, Article)}) == 1
    assert len(items) == 3


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\ntorn\n', encoding="utf-8")
    articles = read_articles([str(tmp_path / "a.jsonl"), "-"], ReadOptions())
    assert isinstance(articles, Iterator)
    first = next(articles)
    assert isinstance(first, Article)


def test_two_texts_under_one_id_keep_the_first(tmp_path: Path, read: Read) -> None:
    lines = [{"id": "n1", "text": "One."}, {"id": "n1", "text": "Two."}, {"id": "n1", "text": "One."}]
    items = read({"a.jsonl": "\n".join(map(json.dumps, lines))})
    problem = f"{tmp_path}/a.jsonl:2: id 'n1' was given before to another text; give each article an id of its own"
    assert shown(items) == ["One.", problem, "One."]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.TXT.GZ"])
def test_gz_is_opened(read: Read, name: str) -> None:
    assert shown(read({name: gzip.compress(BODY.encode())})) == [BODY]


def test_torn_gz_keeps_what_was_whole(tmp_path: Path, read: Read) -> None:
    lines = b"".join(json.dumps({"text": f"One {os.urandom(400).hex()}."}).encode() + b"\n" for _ in range(50))
    items = read({"a.jsonl.gz": gzip.compress(lines)[:-2000], "b.txt.gz": b"plain", "c.txt": "C."})
    assert len(items) > 3
    *_, torn, wrong, last = items
    assert isinstance(items[0], Article)
    assert str(torn).startswith(f"{tmp_path}/a.jsonl.gz: torn or not gzip (")
    assert str(wrong).startswith(f"{tmp_path}/b.txt.gz: torn or not gzip (")
    assert isinstance(last, Article)


@pytest.mark.parametrize(("data", "found"), [(b'\xef\xbb\xbf {"text": "a"}', 1), (b'{"text": "a"}\n{"text": "b"}', 2)])
def test_standard_input_of_json_lines(monkeypatch: pytest.MonkeyPatch, data: bytes, found: int) -> None:
    give_stdin(monkeypatch, data)
    items = run("-")
    assert [type(item) for item in items] == [Article] * found


def test_standard_input_of_text_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = give_stdin(monkeypatch, BODY.encode())
    assert shown(run("-")) == [BODY]
    assert not stdin.buffer.closed


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give_stdin(monkeypatch, b"")
    assert shown(run("-")) == ["-: empty file; there is no article in it"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty file"),
        ("a.jsonl", b"\n\n", "empty file"),
        ("a.md", b" \n", "empty file"),
        ("a.txt", b"\x89PNG\r\n\x00", "binary data (NUL byte at offset 6)"),
        ("a.txt", b"x" * (17 << 20), "longer than 16 MiB"),
        ("a.txt", b"x" * 2_000_001, "a text of 2000001 characters"),
        ("a.pdf", b"x", "suffix '.pdf' tells no format; it reads .txt .md"),
        ("a", b"x", "a name without suffix tells no format"),
    ],
)
def test_a_bad_file_is_skipped_and_the_reading_goes_on(
    tmp_path: Path, read: Read, name: str, data: bytes, reason: str
) -> None:
    bad, good = read({name: data, "z.txt": BODY})
    assert str(bad).startswith(f"{tmp_path / name}: {reason}")
    assert isinstance(good, Article)


def test_missing_paths_name_the_nearest(tmp_path: Path, read: Read) -> None:
    read({"talks.txt": BODY})
    assert shown(run(tmp_path / "talk.txt")) == [
        f"{tmp_path}/talk.txt: no such file or folder; did you mean {tmp_path}/talks.txt?"
    ]
    assert shown(run(tmp_path / "none" / "talk.txt"))[0].startswith(
        f"{tmp_path}/none/talk.txt: no such file or folder,"
    )
    assert shown(run(tmp_path / "*.html"))[0].startswith(f"{tmp_path}/*.html: no file matches this pattern")


def test_folders_and_patterns_without_articles_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    reads = "it reads .txt .md .html .htm .jsonl .ndjson .json .csv .tsv, each also with .gz"
    assert shown(run(tmp_path)) == [f"{tmp_path}: no articles in it; {reads}"]
    assert shown(run(tmp_path / "*")) == [f"{tmp_path}/*: no articles among its 1 matches; {reads}"]


def test_files_and_folders_that_may_not_be_read_are_told(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    read({"a.txt": BODY, "b/c.txt": BODY})

    # The rights of a file do not bind the superuser, who may run the tests.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "b"))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert shown(run(tmp_path / "a.txt")) == [f"{tmp_path}/a.txt: no permission to read it; allow reading it"]
    monkeypatch.setattr(os, "scandir", refuse)
    assert shown(run(tmp_path)) == [f"{tmp_path}/b: cannot be listed (Permission denied); allow reading it"]


def test_an_interrupt_passes(tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    read({"a.txt": BODY})

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)


def test_a_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for reader in READERS.values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
