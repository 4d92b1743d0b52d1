"""Neo4j: makes a database hold exactly a given graph, and asks it questions."""

from kg.sinks.neo4j.answers import Chain, Part, run_query
from kg.sinks.neo4j.connection import Connection, check
from kg.sinks.neo4j.load import LoadReport, load

__all__ = ["Chain", "Connection", "LoadReport", "Part", "check", "load", "run_query"]
