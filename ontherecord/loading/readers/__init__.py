"""One reader a format.

A reader takes a file's content (decoded text, or bytes where ``binary``), the name to show and the columns that a person named
(field -> column; only tables look at it), and gives :class:`Raw` records. A :class:`Problem` with its row stands for a part that could not
be read, a :class:`Part` for a file inside the file. It may raise a Problem where nothing can be read.
A new format: write such a function and enter it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from ontherecord.errors import Problem
from ontherecord.loading.records import Part, Raw

Found = tuple[int | None, Problem]
"""A part that could not be read: its row and what is wrong."""
Reader = Callable[..., Iterator["Raw | Part | Found"]]
Given = Mapping[str, str]
"""Field -> column, as a person named them."""


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is what a person calls it; ``reader`` is module:function, imported on first use, since some take a second."""

    name: str
    reader: str
    endings: tuple[str, ...]
    binary: bool = False
    table: bool = False

    def load(self) -> Reader:
        module, function = self.reader.split(":")
        found: Reader = getattr(import_module(f"{__name__}.{module}"), function)
        return found


FORMATS: dict[str, Format] = {
    "txt": Format("plain text", "prose:read_text", ("txt", "text")),
    "md": Format("Markdown", "prose:read_markdown", ("md", "markdown")),
    "html": Format("web page", "web:read_html", ("html", "htm", "xhtml"), binary=True),
    "csv": Format("CSV", "tables:read_csv", ("csv",), table=True),
    "tsv": Format("TSV", "tables:read_tsv", ("tsv", "tab"), table=True),
    "xlsx": Format("Excel workbook", "sheets:read_xlsx", ("xlsx", "xlsm"), binary=True, table=True),
    "json": Format("JSON", "objects:read_json", ("json",), table=True),
    "jsonl": Format("JSON lines", "objects:read_lines", ("jsonl", "ndjson"), table=True),
    "parquet": Format("Parquet", "sheets:read_parquet", ("parquet",), binary=True, table=True),
    "docx": Format("Word document", "documents:read_docx", ("docx",), binary=True),
    "rtf": Format("RTF", "documents:read_rtf", ("rtf",), binary=True),
    "pdf": Format("PDF", "pdf:read_pdf", ("pdf",), binary=True),
    "eml": Format("e-mail", "mail:read_mail", ("eml",), binary=True),
    "xml": Format("XML", "feeds:read_xml", ("xml", "nitf", "rss", "atom"), binary=True),
}
ENDINGS = {ending: kind for kind, format in FORMATS.items() for ending in format.endings} | {"zip": "zip", "tar": "tar", "tgz": "tar"}
"""File ending, in small letters -> key of FORMATS, or zip or tar."""
