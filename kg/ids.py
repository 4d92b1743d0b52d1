"""The only hashing rules: ids are hashes of few raw parts, joined without ambiguity; versions, of files."""

import re
from hashlib import sha256
from pathlib import Path

_HASHED = re.compile(r":[0-9a-f]{16}$")


def make_id(prefix: str, *parts: str | int) -> str:
    """Return `prefix:` and 16 hex digits of the SHA-256 of the parts, each preceded by its length.

    >>> make_id("event", "a", 3)
    'event:4fcf058f02bf463b'
    """
    joined = "".join(f"{len(str(part))}:{part}" for part in parts)
    return f"{prefix}:{sha256(joined.encode()).hexdigest()[:16]}"


def is_hashed(id_: str) -> bool:
    """Tell whether an id was made from a text's words, unlike the gazetteer's `person:joe-biden`."""
    return _HASHED.search(id_) is not None


def fingerprint(folder: Path, *patterns: str) -> str:
    """Return 8 hex digits that change with the name or content of any file under a folder that matches a pattern."""
    files = sorted({path for pattern in patterns for path in folder.rglob(pattern)})
    parts = (f"{path.relative_to(folder).as_posix()}:{sha256(path.read_bytes()).hexdigest()}" for path in files)
    return make_id("files", *parts).removeprefix("files:")[:8]
