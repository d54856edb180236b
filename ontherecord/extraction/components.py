"""Importing this module registers every factory of ours with spaCy."""

from ontherecord.extraction.entities import component as entities
from ontherecord.extraction.positions import component as positions
from ontherecord.extraction.quotes import component as quotes
from ontherecord.extraction.speakers import component as speakers

__all__ = ["entities", "positions", "quotes", "speakers"]
