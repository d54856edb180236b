"""PDF: the text layer, in lines and paragraphs; running heads and page numbers are left out.

What a PDF says of itself (title, author, date) is most often the program's or the scanner's, so it is not taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import quantiles
from typing import Any, NamedTuple

from ontherecord.errors import Code, Problem
from ontherecord.loading.exports import articles_of
from ontherecord.loading.records import Raw

Found = tuple[int | None, Problem]
MAX_PAGES = 2_000
MAX_CHARACTERS = 20_000_000
EDGE_LINES = 2
"""Lines at a page's top and bottom that may be running heads."""


# What browsers print around a page, and page numbers: 3/5/25, 8:24 PM   https://gull.example/a 1/2   Page 3 of 4
_FURNITURE = re.compile(
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?|(?:https?|file)://\S+(?:\s+\d+/\d+)?|(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?)$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?][\"'”’)]*$")


class _Line(NamedTuple):
    text: str
    left: float
    top: float
    """Points from the page's bottom, as PDF counts."""
    height: float


def read_pdf(data: bytes, path: str, given: Mapping[str, str]) -> Iterator[Raw | Found]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Problem(Code.L05, path=path, format="PDF", detail="it is locked with a password" if locked else "it is damaged") from None
    try:
        if len(document) > MAX_PAGES:
            raise Problem(Code.L16, path=path, detail=f"it has more than {MAX_PAGES:,} pages")
        pages = []
        characters = 0
        for number in range(len(document)):
            try:
                pages.append(_lines(document[number]))
            except (pdfium.PdfiumError, ValueError):  # one page that is damaged
                continue
            characters += sum(len(line.text) for line in pages[-1])
            if characters > MAX_CHARACTERS:
                raise Problem(Code.L16, path=path, detail=f"it holds more than {MAX_CHARACTERS:,} characters")
    finally:
        document.close()
    text = _text(pages)
    if not text.strip():
        raise Problem(Code.L17, path=path)
    yield from articles_of(text, path) or [Raw(text=text)]


def _lines(page: Any) -> list[_Line]:
    words = page.get_textpage()
    try:
        whole = words.get_text_range()
        found = []
        count = words.count_chars()
        # Where a word was broken at a line's end, PDFium puts a non-character in place of hyphen and line end.
        for match in re.finditer(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?", whole):
            line = match.group()
            stripped = line.strip().rstrip("\ufffe\x02")
            if stripped:
                at = min(match.start() + line.index(stripped[0]), count - 1)
                left, bottom, _, top = words.get_charbox(at, loose=True)
                found.append(_Line(stripped + ("-" if line[-1] in "\ufffe\x02" else ""), left, top, top - bottom))
        return found
    finally:
        words.close()
        page.close()


def _text(pages: list[list[_Line]]) -> str:
    running = _running(pages)
    lines = [[line for i, line in enumerate(page) if not (_at_edge(i, page) and _is_frame(line.text, running))] for page in pages]
    steps = [a.top - b.top for page in lines for a, b in pairwise(page) if 0 < a.top - b.top < 60]
    # The lower quarter: where paragraphs are short, there are as many wide gaps as narrow ones.
    usual = quantiles(steps, n=4)[0] if len(steps) > 1 else steps[0] if steps else 0
    parts: list[str] = []
    last: _Line | None = None
    for page in lines:
        for i, line in enumerate(page):
            if last is not None:
                parts.append("\n\n" if _starts(last, line, usual, new_page=i == 0) else "\n")
            parts.append(line.text)
            last = line
    return "".join(parts)


def _starts(last: _Line, line: _Line, usual: float, *, new_page: bool) -> bool:
    """Whether a paragraph starts with ``line``: a wider gap above it, another size of type, an indent behind a sentence.

    On a new page or column only a sentence that ended tells.
    """
    step = last.top - line.top
    if new_page or step < 0:
        return bool(_ENDED.search(last.text))
    indented = line.left > last.left + 6 and bool(_ENDED.search(last.text))
    return step > 1.35 * usual or indented or abs(last.height - line.height) > 0.2 * max(last.height, line.height, 1)


def _at_edge(i: int, page: list[_Line]) -> bool:
    return i < EDGE_LINES or i >= len(page) - EDGE_LINES


def _is_frame(text: str, running: frozenset[str]) -> bool:
    return bool(_FURNITURE.match(text)) or _mask(text) in running


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _running(pages: list[list[_Line]]) -> frozenset[str]:
    """Lines that stand at the top or bottom of most pages, but for their numbers; and page numbers alone."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_mask(line.text) for line in [*page[:EDGE_LINES], *page[-EDGE_LINES:]]})
    return frozenset(text for text, count in edges.items() if count > max(2, len(pages) // 2))
