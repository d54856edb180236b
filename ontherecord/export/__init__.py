"""Records on their way out: an extraction as a line of JSON; of a corpus what filters let through, as tables, annotations, a network or a brief."""

from ontherecord.export import annotators
from ontherecord.export.about import About, about
from ontherecord.export.annotations import annotation
from ontherecord.export.annotators import LABELLING
from ontherecord.export.dna import dna
from ontherecord.export.files import FORMS, Form, file, forms
from ontherecord.export.gold import gold
from ontherecord.export.graph import voices_graphml
from ontherecord.export.lines import as_dict, as_line
from ontherecord.export.tables import FORMATS, WHAT, Format, What, export, sources_sheet

TOOLS = {**annotators.TOOLS, "dna": dna, "gold": gold, "sources": sources_sheet, "voices": voices_graphml}
"""Forms that other programs read, by name: functions of a corpus and filters."""

__all__ = [
    "FORMATS",
    "FORMS",
    "LABELLING",
    "TOOLS",
    "WHAT",
    "About",
    "Form",
    "Format",
    "What",
    "about",
    "annotation",
    "as_dict",
    "as_line",
    "export",
    "file",
    "forms",
    "sources_sheet",
    "voices_graphml",
]
