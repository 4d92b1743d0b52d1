"""Draws the pictures of the page in docs/images anew: python -m tests.integration.page_pictures demo.db."""

import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from kg.cli import main

from .chromium import chromium
from .page_view import View

IMAGES = Path(__file__).parents[2] / "docs" / "images"
ACTOR = "kg.store.set({selected: {node: kg.data.nodes.name.indexOf('Donald Trump')}})"
PICTURES = {
    "light": ((1280, 820, False), ""),
    "dark": ((1280, 820, False), f"document.getElementById('theme').click(); {ACTOR}"),
    "phone": ((390, 844, True), ACTOR),
}


def draw(db: str) -> None:
    """Write page-light.png, page-dark.png and page-phone.png of a store."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        result = CliRunner().invoke(main, ["view", str(page), "--db", db])
        assert result.exit_code == 0, result.output
        for name, (size, code) in PICTURES.items():
            with chromium(*size) as driver:
                view = View(driver, page)
                view.js(f"{code}; return new Promise(done => setTimeout(done, 800))")
                picture = base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {})["data"])
            (IMAGES / f"page-{name}.png").write_bytes(picture)


if __name__ == "__main__":
    draw(sys.argv[1])
