"""A page to look at: the whole graph in one HTML file that opens from the disk and asks no network for anything.

What is drawn and how stands in `src`; `make page` bundles it into `page.js` and `page.css`, which are part of the
package. A Content-Security-Policy allows the page this one script and style, by their hashes, and nothing else.
"""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import BinaryIO

import msgspec

from kg.sinks.page.data import page_data
from kg.sinks.stream import GraphStream

POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def write(graph: GraphStream, out: BinaryIO, colors: Mapping[str, str], quads: Mapping[int, str]) -> None:
    """Write the whole graph as a page; `colors` are `#rrggbb` by edge type, `quads` the names of the quad classes."""
    script, style = _part("page.js"), _part("page.css")
    page = Template(_part("page.html")).substitute(
        policy=POLICY.format(script=_hash(script), style=_hash(style)),
        style=style,
        script=script,
        data=_inert(msgspec.json.encode(page_data(graph, colors, quads)).decode()),
    )
    out.write(page.encode())


def _part(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf8")


def _hash(text: str) -> str:
    """Return how a Content-Security-Policy names an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _inert(json: str) -> str:
    """Return JSON that cannot end the element it stands in."""
    return json.replace("<", "\\u003c")
