"""What a file holds: by its ending, unless its first bytes say otherwise for sure."""

from __future__ import annotations

import io
import re
import zipfile

from ontherecord.loading.readers import ENDINGS

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:(?><!--.{0,500}?-->|<\?xml[^>]{0,200}>)\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml\b|<(?:rss|feed|nitf|newsItem|newsMessage)[\s>])")
_MARKUP = frozenset({"txt", "html", "xml"})


def kind_of(ending: str, data: bytes) -> str | None:
    """The name of the format to read ``data`` as; None where neither ending nor content tells. ``ending`` is in small letters, without the dot."""
    expected = ENDINGS.get(ending)
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, expected)
    # Text that is tagged: files saved from a browser or a database often carry the ending of something else.
    if expected in _MARKUP or expected is None or expected == "rtf":
        if _HTML.match(data[:3000]):
            return "html"
        if _XML.match(data[:1000]):
            return "xml"
    return expected


def _zip_kind(data: bytes, expected: str | None) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return expected
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    return "zip"
