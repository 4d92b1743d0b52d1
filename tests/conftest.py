"""Fixtures of all tests. Its presence also puts this folder on the import path, so that they share builders.py."""

import pytest

from kg.extract import Extractor
from kg.pipeline import load_extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped extractor, loaded once."""
    return load_extractor()
