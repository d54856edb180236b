"""Word documents and RTF: one article, or the articles of a database's export.

What such a file says of itself (who typed it, when it was saved) tells nothing of the article, so it is not taken for its author or date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.archives import is_safe
from ontherecord.loading.exports import articles_of
from ontherecord.loading.records import Raw

Found = tuple[int | None, Problem]
Given = Mapping[str, str]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes, path: str, given: Given) -> Iterator[Raw | Found]:
    is_safe(data, path, "Word document")
    from docx import Document

    try:
        text = "\n\n".join(_blocks(Document(io.BytesIO(data)).element.body))
    except Exception as error:  # python-docx meets broken packages with errors of every kind
        raise Problem(Code.L05, path=path, format="Word document", detail=_first_line(error)) from None
    yield from articles_of(text, path) or [Raw(text=text)]


def _blocks(body: Any) -> Iterator[str]:
    """Paragraphs, and the rows of tables with tabs between cells, in their order."""
    for element in body.iterchildren():
        if element.tag == f"{_W}tbl":
            yield from _rows(element)
        else:
            for paragraph in element.iter(f"{_W}p"):
                if line := _paragraph(paragraph):
                    yield line


def _rows(table: Any) -> Iterator[str]:
    """A table's rows, those of the tables in it as well: each paragraph counts for the cell that it stands in, not for those around that one."""
    rows: dict[Any, dict[Any, list[str]]] = {}
    for element in table.iter(f"{_W}tr", f"{_W}tc", f"{_W}p"):
        if element.tag == f"{_W}tr":
            rows[element] = {}
        elif element.tag == f"{_W}tc":
            rows.setdefault(_around(element, "tr"), {})[element] = []
        elif line := _paragraph(element):
            cell = _around(element, "tc")
            rows.setdefault(_around(cell, "tr") if cell is not None else None, {}).setdefault(cell, []).append(line)
    for cells in rows.values():
        if line := "\t".join(map(" ".join, cells.values())).strip():
            yield line


def _around(element: Any, name: str) -> Any:
    """The nearest element of this name around another."""
    return next(element.iterancestors(f"{_W}{name}"), None)


_OTHERWISE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _paragraph(paragraph: Any) -> str:
    """Visible text: insertions are read. What was struck out, by a tracked change (it stands in w:delText) or by hand, is not, nor hidden text and
    field codes. A box of text in it is made of paragraphs of its own, and stands there a second time for older programs."""
    if next(paragraph.iterancestors(_OTHERWISE), None) is not None:
        return ""
    parts = []
    for element in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}noBreakHyphen"):
        name = element.tag.removeprefix(_W)
        if name == "tab" and element.getparent().tag == f"{_W}tabs":
            continue  # where tabs stop, not one
        if _around(element, "p") is not paragraph or _is_struck(element.getparent()):
            continue
        parts.append(element.text or "" if name == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(parts).strip()


_GONE = tuple(f"{_W}{name}" for name in ("strike", "dstrike", "vanish"))


def _is_struck(run: Any) -> bool:
    """Whether a run is struck out or hidden, or was moved to another place."""
    marks = run.find(f"{_W}rPr")
    if marks is not None and any((mark := marks.find(name)) is not None and mark.get(f"{_W}val") not in ("0", "false", "off") for name in _GONE):
        return True
    parent = run.getparent()
    return parent is not None and parent.tag == f"{_W}moveFrom"


def read_rtf(data: bytes, path: str, given: Given) -> Iterator[Raw | Found]:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Problem(Code.L05, path=path, format="RTF", detail="it does not begin as RTF does")
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    # Pictures are kept as hexadecimal digits: most of the file's size, none of its text.
    source = re.sub(r"(?<![0-9a-fA-F\s])[0-9a-fA-F\s]{2000,}+", " ", source)
    source = _without_struck(source)
    try:
        text = rtf_to_text(source, errors="replace")
    except Exception as error:  # it was made for whole files
        raise Problem(Code.L05, path=path, format="RTF", detail=_first_line(error)) from None
    text = text.replace("\x00", "")
    # A line's end stands for a paragraph's.
    text = re.sub(r"\n{3,}", "\n\n", text if "\n\n" in text.strip() else text.replace("\n", "\n\n"))
    yield from articles_of(text, path) or [Raw(text=text)]


_RTF = re.compile(r"\\(?P<word>[a-z]{1,32})(?P<value>-?\d{1,10})?[ ]?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.DOTALL)
_HIDES = re.compile(r"\\(?:deleted|striked?|v)(?![a-z])")
_HIDING = frozenset({"deleted", "strike", "striked", "v"})
_WRITES = frozenset({"u", "ldblquote", "rdblquote", "lquote", "rquote", "emdash", "endash", "bullet", "tab", "line", "emspace", "enspace"})


def _without_struck(source: str) -> str:
    """RTF without the characters that it strikes out, marks as deleted or hides: its reader knows of no such marks."""
    if not _HIDES.search(source):
        return source
    parts: list[str] = []
    hiding: frozenset[str] = frozenset()
    around: list[frozenset[str]] = []
    for found in _RTF.finditer(source):
        word, token = found["word"], found.group()
        if token == "{":
            around.append(hiding)
        elif token == "}":
            hiding = around.pop() if around else frozenset()
        elif word in _HIDING:
            hiding = hiding - {word} if found["value"] == "0" else hiding | {word}
        elif word == "plain":
            hiding = hiding & {"deleted"}
        elif hiding and (word in _WRITES or not word):
            continue
        parts.append(token)
    return "".join(parts)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).split("\n")[0][:200]
