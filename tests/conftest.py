"""Fixtures of all tests. Its presence also puts this folder on the import path, so that they share builders.py."""

import pytest
from hypothesis import HealthCheck, settings

from kg.extract import Extractor
from kg.gazetteer import load_gazetteer
from kg.nlp import load_model
from kg.ontology import load_ontology
from kg.pipeline import load_extractor

# How long an example takes is the machine's affair.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped extractor, loaded once."""
    return load_extractor()


@pytest.fixture(scope="session")
def rules() -> Extractor:
    """The extractor without its event detector, as it works with other language models."""
    return Extractor(load_model(), load_ontology(), load_gazetteer(), detector=None)
