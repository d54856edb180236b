"""Linking over a corpus: one entity for one person, one issue for one matter; which entities may be one after all."""

from ontherecord.linking.duplicates import Likely, duplicates
from ontherecord.linking.entities import link_entities
from ontherecord.linking.issues import link_issues
from ontherecord.linking.links import Links

__all__ = ["Likely", "Links", "duplicates", "link_entities", "link_issues"]
