"""Records on their way out: one JSON line for an extraction; CSV and JSON of what filters let through in a corpus."""

from ontherecord.export.lines import as_dict, as_line
from ontherecord.export.tables import FORMATS, WHAT, Format, What, export

__all__ = ["FORMATS", "WHAT", "Format", "What", "as_dict", "as_line", "export"]
