"""From files to a corpus, and what is done to a corpus afterwards: corrected, updated, parts removed, merged with another."""

from ontherecord.building.corrections import FIELDS, Correction, correct
from ontherecord.building.report import BuildOutcome, ReportRow
from ontherecord.building.run import Progress, Say, build, build_from, update
from ontherecord.building.sample import ensure_sample
from ontherecord.building.upkeep import CorpusPart, merge, part, remove

__all__ = [
    "FIELDS",
    "BuildOutcome",
    "CorpusPart",
    "Correction",
    "Progress",
    "ReportRow",
    "Say",
    "build",
    "build_from",
    "correct",
    "ensure_sample",
    "merge",
    "part",
    "remove",
    "update",
]
