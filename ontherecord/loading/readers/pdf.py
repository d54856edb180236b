"""PDF: the text layer, in columns, lines and paragraphs; running heads and page numbers are left out.

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
from ontherecord.loading.opening import read_line
from ontherecord.loading.records import Raw

Found = tuple[int | None, Problem]
MAX_PAGES = 2_000
MAX_CHARACTERS = 20_000_000
EDGE_LINES = 2
"""Lines at a page's top and bottom that may be running heads."""


# What browsers print around a page, and page numbers: 3/5/25, 8:24 PM   https://tern.example/a 1/2   Page 3 of 4
_FURNITURE = re.compile(
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?|(?:https?|file)://\S+(?:\s+\d+/\d+)?|(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?)$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?][\"'”’)]*$")


class _Line(NamedTuple):
    """What stands on one line; places in points from the page's left and bottom, as PDF counts."""

    text: str
    left: float
    right: float
    top: float
    height: float
    pieces: tuple[_Line, ...] = ()
    """The line's parts where it has wide gaps: those of columns that stand side by side, or cells."""


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
    running = _running(pages)
    text = _text([_in_columns(_without_frame(page, running)) for page in pages])
    if not text.strip():
        raise Problem(Code.L17, path=path)
    yield from articles_of(text, path) or [Raw(text=text, hint=_running_day(pages, running))]


def _lines(page: Any) -> list[_Line]:
    words = page.get_textpage()
    try:
        whole = words.get_text_range()
        last = words.count_chars() - 1
        # Where a word was broken at a line's end, PDFium puts a non-character in place of hyphen and line end.
        found = []
        for match in re.finditer(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?", whole):
            stripped = match.group().strip().rstrip("\ufffe\x02")
            if stripped:
                start = match.start() + match.group().index(stripped[0])
                hyphen = "-" if match.group()[-1] in "\ufffe\x02" else ""
                found.append(_line(words, stripped, min(start, last), last, hyphen))
        return found
    finally:
        words.close()
        page.close()


WIDE_GAP = 1.3
"""A gap of this many times the height of type is none between words, however a line is justified."""


def _line(words: Any, text: str, start: int, last: int, hyphen: str) -> _Line:
    """A line of ``text``, which begins with the page's character ``start``, taken apart at its wide gaps."""

    def box(i: int) -> tuple[float, float, float, float]:
        found: tuple[float, float, float, float] = words.get_charbox(min(start + i, last), loose=True)
        return found

    def piece(begin: int, end: int) -> _Line:
        left, bottom, _, top = box(begin)
        return _Line(text[begin:end], left, box(end - 1)[2], top, top - bottom)

    height = box(0)[3] - box(0)[1]

    def is_cut(blank: re.Match[str]) -> bool:
        before, behind = box(blank.start() - 1), box(blank.end())
        return behind[0] - before[2] > WIDE_GAP * height > 0 or behind[0] < before[0]  # back to the left: lines on unlike rows, taken for one

    cuts = [blank.span() for blank in re.finditer(r"\s+", text) if is_cut(blank)]
    edges = [0, *(place for cut in cuts for place in cut), len(text)]
    pieces = [piece(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + hyphen)
    whole = piece(0, len(text))._replace(text=text + hyphen)
    return whole._replace(pieces=tuple(pieces)) if len(pieces) > 1 else whole


MIN_LINES = 3
"""Lines side by side from which they are columns."""
MAX_PIECES = 1_000
"""Of a page with more, columns are not looked for: no page of a newspaper has as many."""
MIN_PROSE = 15
"""Mean characters of a column's lines; cells of a table are shorter."""


def _in_columns(lines: list[_Line]) -> list[_Line]:
    """Lines in the order of reading: columns one after the other, between lines that go across them. A page without columns stays as it is."""
    pieces = [piece for line in lines for piece in line.pieces or (line,)]
    starts = _columns(pieces)
    if not starts:
        return lines
    found: list[_Line] = []
    band: list[list[_Line]] = [[] for _ in range(len(starts) + 1)]
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if any(piece.left < start - 8 and piece.right > start + 8 for start in starts):
            found.extend(line for column in band for line in column)
            band = [[] for _ in band]
            found.append(piece)
        else:
            band[sum(piece.left > start - 4 for start in starts)].append(piece)
    found.extend(line for column in band for line in column)
    return found


def _columns(pieces: list[_Line]) -> list[float]:
    """Left edges of all columns but the first: where lines begin that others end before, and hardly any goes across."""
    if not 2 * MIN_LINES <= len(pieces) <= MAX_PIECES:
        return []
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    narrow = [piece for piece in pieces if piece.right - piece.left < 0.6 * width]
    found: list[float] = []
    for start in sorted({round(piece.left) for piece in narrow}):
        inside = [piece for piece in narrow if abs(piece.left - start) <= 3]
        beside = [piece for piece in narrow if piece.right < start - 4 and any(abs(piece.top - other.top) < piece.height for other in inside)]
        across = sum(piece.left < start - 4 and piece.right > start - 4 for piece in narrow)
        prose = all(sum(len(piece.text) for piece in side) >= MIN_PROSE * len(side) for side in (inside, beside))
        if len(inside) >= MIN_LINES <= len(beside) and prose and across <= 0.1 * len(narrow) and (not found or start - found[-1] > 20):
            found.append(start)
    return found


def _text(pages: list[list[_Line]]) -> str:
    steps = [a.top - b.top for page in pages for a, b in pairwise(page) if 0 < a.top - b.top < 60]
    # The lower quarter: where paragraphs are short, there are as many wide gaps as narrow ones.
    usual = quantiles(steps, n=4)[0] if len(steps) > 1 else steps[0] if steps else 0
    parts: list[str] = []
    last: _Line | None = None
    for page in pages:
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


def _edges(page: list[_Line]) -> list[_Line]:
    """Lines in the first and last rows of a page, wherever they stand in the file."""
    tops = sorted({round(line.top) for line in page})
    outer = {*tops[:EDGE_LINES], *tops[-EDGE_LINES:]}
    return [line for line in page if round(line.top) in outer]


def _without_frame(page: list[_Line], running: frozenset[str]) -> list[_Line]:
    frame = {line for line in _edges(page) if _FURNITURE.match(line.text) or _mask(line.text) in running}
    return [line for line in page if line not in frame]


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _running(pages: list[list[_Line]]) -> frozenset[str]:
    """Lines that stand at the top or bottom of a third of the pages, but for their numbers: left and right pages may have their own."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_mask(line.text) for line in _edges(page)})
    return frozenset(text for text, count in edges.items() if count >= max(2, len(pages) / 3))


def _running_day(pages: list[list[_Line]], running: frozenset[str]) -> str | None:
    """The day that running heads give, if they all give the same: that of the paper, but perhaps not of the article."""
    heads = [read_line(line.text, strict=False) for page in pages for line in _edges(page) if _mask(line.text) in running]
    days = {head.day.isoformat() for head in heads if head and head.day}
    return days.pop() if len(days) == 1 else None
