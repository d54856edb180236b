"""People, organisations, countries and places of one article. Importing this registers the pipeline component ``otr_entities``."""

from ontherecord.extraction.entities.component import otr_entities

__all__ = ["otr_entities"]
