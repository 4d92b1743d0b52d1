"""The graph's labels and properties with their types: what every sink declares before it writes."""

from datetime import date

PropertyType = type[str] | type[int] | type[float] | type[bool] | type[date] | type[tuple[str, ...]]

ENTITY_KINDS = ("Person", "Country", "Organization", "Location", "Group")
NODE_LABELS = ("Article", "Entity", *ENTITY_KINDS, "Event")

NODE_PROPERTIES: dict[str, dict[str, PropertyType]] = {
    "Article": {
        "title": str,
        "source": str,
        "url": str,
        "published": date,
    },
    "Entity": {
        "name": str,
        "kind": str,
        "aliases": tuple,
        "country": str,
        "sector": str,
        "mentions": int,
        "first_seen": date,
        "last_seen": date,
        "degree": float,
        "pagerank": float,
        "community": int,
    },
    "Event": {
        "type": str,
        "mode": str,
        "status": str,
        "date": date,
        "date_precision": str,
        "quad": int,
        "intensity": float,
        "cameo": str,
        "summary": str,
        "content": str,
        "quote": str,
        "mutual": bool,
        "sources": int,
        "confidence": float,
    },
}

STRUCTURAL_EDGES: dict[str, dict[str, PropertyType]] = {
    "ACTOR_IN": {},
    "RECIPIENT_OF": {},
    "REPORTED_IN": {
        "sentence": str,
        "start": int,
        "end": int,
        "trigger": str,
        "marks": tuple,
        "rule": str,
        "confidence": float,
        "status": str,
    },
    "MENTIONED_IN": {"count": int},
    "LOCATED_IN": {},
    "AFFILIATED_WITH": {"role": str, "since": date, "until": date},
    "CLAIMED_BY": {},
    "ABOUT": {},
}

FACT_PROPERTIES: dict[str, PropertyType] = {
    "event": str,
    "date": date,
    "date_precision": str,
    "status": str,
    "sources": int,
    "weight": float,
    "confidence": float,
    "sentence": str,
    "quote": str,
    "first_seen": date,
    "last_seen": date,
}
"""Properties of the edges an analyst draws (SAID, THREATENED …, one type per event type)."""
