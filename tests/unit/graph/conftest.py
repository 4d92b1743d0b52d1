import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def outputs_of() -> Callable[[str], set[bytes]]:
    """What a program prints in processes that hash texts in different ways."""

    def run(program: str) -> set[bytes]:
        return {
            subprocess.run(
                [sys.executable, "-c", program],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }

    return run
