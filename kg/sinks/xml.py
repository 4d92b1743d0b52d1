"""XML, written as a stream."""

from collections.abc import Mapping
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl


class XmlWriter:
    """Writes XML one element after the other; texts and values must be free of what XML forbids (`xml_text`)."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Begin an element."""
        self._xml.startElement(name, AttributesImpl(dict(attributes or {})))

    def close(self, *names: str) -> None:
        """End elements, the innermost first."""
        for name in names:
            self._xml.endElement(name)

    def leaf(self, name: str, attributes: Mapping[str, str], text: str = "") -> None:
        """Write an element that holds at most text."""
        self.open(name, attributes)
        if text:
            self._xml.characters(text)
        self.close(name)

    def line(self) -> None:
        """Begin a new line, for people who look into the file."""
        self._xml.ignorableWhitespace("\n")

    def end(self) -> None:
        """End the document."""
        self._xml.endDocument()
