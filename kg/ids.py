"""The only hashing rule: ids are hashes of few raw parts, joined without ambiguity."""

from hashlib import sha256


def make_id(prefix: str, *parts: str | int) -> str:
    """Return `prefix:` and 16 hex digits of the SHA-256 of the parts, each preceded by its length.

    >>> make_id("event", "a", 3)
    'event:4fcf058f02bf463b'
    """
    joined = "".join(f"{len(str(part))}:{part}" for part in parts)
    return f"{prefix}:{sha256(joined.encode()).hexdigest()[:16]}"
