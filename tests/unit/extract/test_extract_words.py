"""The loader of the word classes."""

import re
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extract.words import WORDS, load_words


def write(folder: Path, text: str) -> Path:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf8")
    return path


def test_reads_classes_by_name(tmp_path: Path) -> None:
    words = load_words(write(tmp_path, 'colours = ["red", "green"]\nsizes = ["big"]\n'))
    assert words == {"colours": frozenset({"red", "green"}), "sizes": frozenset({"big"})}


def test_the_shipped_file_is_what_is_loaded() -> None:
    assert load_words() == WORDS
    assert {"negations", "hedges", "pronouns", "first_person"} <= WORDS.keys()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('colours = "red"', "colours must be a list of words", id="no list"),
        pytest.param("colours = []", "colours must be a list of words", id="empty"),
        pytest.param("[colours]\nred = 1", "colours must be a list of words", id="table"),
        pytest.param('colours = ["Red"]', "colours: 'Red' must be a lower-case word, once", id="capital"),
        pytest.param('colours = ["red", "red"]', "colours: 'red' must be a lower-case word, once", id="twice"),
        pytest.param("colours = [1]", "colours: 1 must be a lower-case word, once", id="number"),
        pytest.param("colours = [", "", id="no toml"),
    ],
)
def test_faults_name_file_class_and_word(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(OntologyError, match=re.escape(f"{path}: {told}")) as error:
        load_words(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_an_ontology_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=re.escape(str(tmp_path / "none.toml"))):
        load_words(tmp_path / "none.toml")
