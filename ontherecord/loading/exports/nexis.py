"""Nexis Uni (title, outlet, date, Length, Body ... End of Document) and the older LexisNexis (1 of 20 DOCUMENTS)."""

from __future__ import annotations

import re

from ontherecord.errors import Code, Problem
from ontherecord.loading import dates
from ontherecord.loading.exports.labels import field_of, label
from ontherecord.loading.exports.lines import Line, blocks, byline, joined, slice_of
from ontherecord.loading.records import Raw, tidy

Found = tuple[int | None, Problem]
_END = re.compile(rf"{label('end')}$", re.IGNORECASE)
_COUNT = re.compile(rf"\d[\d,.]{{0,20}} {label('of')} \d[\d,.]{{0,20}} {label('documents')}$", re.IGNORECASE)
_HEADS = "|".join(map(label, ("section", "length", "byline", "highlight", "dateline")))
_HEAD = re.compile(rf"({_HEADS}|series|distribution)\s*:\s*(.*)", re.IGNORECASE)
_BODY = re.compile(rf"{label('body')}$", re.IGNORECASE)
_LENGTH = rf"{label('length')}\s*:\s*[\d,.]+\s+{label('words')}"


def _line(words: str, end: str = r"[^\S\n]*+$") -> re.Pattern[str]:
    """A line of its own. Blanks around belong to that line alone: across lines, every one of many blank ones would be looked at from each."""
    return re.compile(rf"^[^\S\n]*+(?:{words}){end}", re.IGNORECASE | re.MULTILINE)


_END_LINE, _COUNT_LINE = _line(label("end")), _line(_COUNT.pattern.rstrip("$"))
_FRAME_LINE, _LENGTH_LINE = _line(f"{_LENGTH}|{label('body')}"), _line(_LENGTH, "")
_TAIL = re.compile(
    rf"(?:{label('behind')}|notes|correction|correction-date)$"
    rf"|(?:{label('load-date')}|{label('language')}|graphic|publication-type|journal code|subject|company|"
    r"organization|industry|geographic|city|state|country|person|ticker|"
    r"url|acc-no|document-type|pub-type|notes|correction|copyright|type)\s*:",
    re.IGNORECASE,
)
_RIGHTS = re.compile(label("rights"), re.IGNORECASE)
_LANGUAGE = re.compile(rf"^[^\S\n]*+{label('language')}\s*:\s*([A-Za-z]+)", re.IGNORECASE | re.MULTILINE)
_URL = re.compile(r"^[^\S\n]*+url\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def is_export(text: str) -> bool:
    if _END_LINE.search(text):
        return bool(_FRAME_LINE.search(text))
    return bool(_COUNT_LINE.search(text) and _LENGTH_LINE.search(text))


def articles(lines: list[Line], text: str, path: str) -> list[Raw | Found]:
    """What stands between the marks; what is there instead of an article is told, but for what stands around all of them."""
    old = not any(_END.match(line.text) for line in lines)
    mark = _COUNT if old else _END
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if mark.match(line.text):
            blocks.append([])
        else:
            blocks[-1].append(line)
    edge = 0 if old else len(blocks) - 1
    found: list[Raw | Found] = []
    for i, block in enumerate(blocks):
        if any(_HEAD.match(line.text) or _BODY.match(line.text) for line in block):
            found.append(_article(block, text, path, len(found) + 1, old))
        elif block and i != edge:
            found.append((len(found) + 1, Problem(Code.L18, path=f"{path}#{len(found) + 1}", columns="")))
    return found


def _article(block: list[Line], text: str, path: str, row: int, old: bool) -> Raw | Found:
    heads = [i for i, line in enumerate(block) if _HEAD.match(line.text)]
    body = next((i for i, line in enumerate(block) if _BODY.match(line.text)), None)
    if body is not None:
        heads = [i for i in heads if i < body]
    first = heads[0] if heads else body if body is not None else 0
    if body is not None:
        begin = body + 1
    else:  # behind the last field of the head; a field may go on over lines, the article starts after a blank one
        begin = _after(block, _last_of_run(heads))
    end = next((i for i in range(begin, len(block)) if _TAIL.match(block[i].text) or (old and _RIGHTS.match(block[i].text))), len(block))
    day = next((i for i in range(first - 1, -1, -1) if dates.read_date(_without_day(block[i].text)).day), None)
    if day is None or end <= begin:
        return row, Problem(Code.L05, path=path, format="Nexis export", detail=f"article {row} has no {'body' if end <= begin else 'date'}")
    fields = {field_of(match[1]): (match[2], i) for i in heads if (match := _HEAD.match(block[i].text))}
    title = _old_title(block, day, first) if old else _title(block, day)
    whole = slice_of(text, block)
    language, url = _LANGUAGE.search(whole), _URL.search(whole)
    return Raw(
        text=slice_of(text, block[begin:end]),
        row=row,
        title=tidy(title),
        date=tidy(_without_day(block[day].text)),
        outlet=tidy(block[day - 1].text) if day else None,
        author=tidy(byline(fields["byline"][0])) if "byline" in fields else None,
        url=tidy(url[1]) if url else None,
        language=tidy(language[1]) if language else None,
    )


def _without_day(line: str) -> str:
    """March 5, 2021 Friday 10:15 AM GMT -> March 5, 2021: what stands behind the year is of no use."""
    return re.sub(r"^((?:\w+,?\s+)?\w+\.?\s+\w+,?\s+\d{4})\b.*", r"\1", line)


def _last_of_run(heads: list[int]) -> int:
    """The last field of the head: fields stand close together, the same words may come again in the article."""
    last = heads[0]
    for i in heads[1:]:
        if i - last <= 4:
            last = i
    return last


def _after(block: list[Line], i: int) -> int:
    i += 1
    while i < len(block) and not block[i].gap:
        i += 1
    return i


def _title(block: list[Line], day: int) -> str | None:
    """The lines above the outlet, as far as no blank one parts them."""
    i = day - 2
    if i < 0:
        return None
    begin = i
    while begin > 0 and not block[begin].gap and i - begin < 4:
        begin -= 1
    return joined(block[begin : i + 1])


def _old_title(block: list[Line], day: int, first: int) -> str | None:
    """What stands between the date, with its edition, and the first field; not the line on copyright."""
    parts = blocks(block[day + 1 : first])
    if parts and not block[day + 1].gap:
        parts = parts[1:]
    parts = [part for part in parts if not _RIGHTS.match(part[0].text)]
    return joined(parts[0]) if parts else None
