"""Fingerprints of folders."""

import shutil
from pathlib import Path

from kg.extract import Extractor
from kg.gazetteer import load_gazetteer
from kg.ids import fingerprint, is_hashed, make_id
from kg.nlp import load_model, model_version
from kg.ontology import load_ontology


def test_a_fingerprint_changes_with_content_and_names_alone(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.toml").write_text("one")
    (tmp_path / "sub" / "b.toml").write_text("two")
    first = fingerprint(tmp_path, "*.toml")
    assert first == fingerprint(tmp_path, "*.toml")
    assert len(first) == 8

    copy = shutil.copytree(tmp_path, tmp_path.with_name("copy"))
    (copy / "notes.txt").write_text("of no account")
    assert fingerprint(copy, "*.toml") == first
    (copy / "a.toml").write_text("two")
    changed = fingerprint(copy, "*.toml")
    (copy / "a.toml").write_text("one")
    (copy / "sub" / "b.toml").rename(copy / "sub" / "c.toml")
    assert len({first, changed, fingerprint(copy, "*.toml")}) == 3


def test_an_extraction_names_the_model_and_the_data_that_it_rests_on(tmp_path: Path) -> None:
    nlp, ontology, gazetteer = load_model(), load_ontology(), load_gazetteer()
    version = Extractor(nlp, ontology, gazetteer).version
    for part in (model_version(nlp), ontology.fingerprint, gazetteer.fingerprint):
        assert part in version

    import kg.gazetteer

    folder = shutil.copytree(Path(kg.gazetteer.__file__).parent, tmp_path / "gazetteer")
    with (folder / "agents.csv").open("a") as file:
        file.write("beekeeper,BUS,role\n")
    other = load_gazetteer(folder)
    assert other.agents[-1].noun == "beekeeper"
    assert Extractor(nlp, ontology, other).version != version


def test_a_readable_id_is_no_hash_however_long() -> None:
    assert is_hashed(make_id("person", "amina otieno"))
    assert not is_hashed("person:aleksandar-vucic")
