"""Linking over a corpus: one entity for one person, one issue for one matter."""

from ontherecord.linking.entities import link_entities
from ontherecord.linking.issues import link_issues
from ontherecord.linking.links import Links

__all__ = ["Links", "link_entities", "link_issues"]
