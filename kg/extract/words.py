"""The closed classes of words that the rules read, from `words.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from kg.errors import OntologyError

WORDS_FILE = Path(__file__).with_name("words.toml")


def load_words(path: Path = WORDS_FILE) -> Mapping[str, frozenset[str]]:
    """Read word classes by name; raises OntologyError for a file, class or word that is not as it should be."""
    try:
        classes = tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path}: {error}") from error
    for name, words in classes.items():
        if not isinstance(words, list) or not words:
            raise OntologyError(f"{path}: {name} must be a list of words")
        for word in words:
            if not isinstance(word, str) or word != word.lower() or words.count(word) > 1:
                raise OntologyError(f"{path}: {name}: {word!r} must be a lower-case word, once")
    return {name: frozenset(words) for name, words in classes.items()}


WORDS = load_words()
