"""Nodes and values as text that any file may hold."""

import re
from datetime import date

from kg.model import Node, Value

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any spelling (https://www.w3.org/TR/xml/#charsets)."""


def xml_text(value: str) -> str:
    """Return text without the characters that no XML file may hold."""
    return FORBIDDEN.sub("", value)


def flat(value: Value) -> str:
    """Return a property as text: dates ISO, lists joined by `; `, booleans as XML Schema spells them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return xml_text("; ".join(value))
    return xml_text(str(value))


def caption(node: Node) -> str:
    """Return the text that stands beside a node in a drawing."""
    properties = node.properties
    return xml_text(str(properties.get("name") or properties.get("summary") or properties.get("title") or node.id))
