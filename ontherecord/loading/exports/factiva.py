"""Factiva: articles that end with "Document" and their number, with fields named by two letters (HD, PD, SN ...) or in a fixed order."""

from __future__ import annotations

import re

from ontherecord.errors import Code, Problem
from ontherecord.loading import dates
from ontherecord.loading.exports.labels import label
from ontherecord.loading.exports.lines import Line, byline, joined, slice_of
from ontherecord.loading.records import Raw, tidy

Found = tuple[int | None, Problem]
_NUMBER = rf"(?:(?i:{label('document')})\s+)([A-Z0-9_]{{2,12}}\d{{8}}[a-z0-9]{{6,12}})"
_END = re.compile(rf"(?:AN[\s|]+)?{_NUMBER}\W*$")
_CODE = re.compile(r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM|DLN)(?:[\s|]+(.*))?$")
_COUNT = rf"\d[\d,.\u202f\xa0 ]{{0,20}} (?i:{label('words')})"
# Lines of their own. Blanks in front belong to their line alone: across lines, every one of many blank ones would be looked at from each.
_NUMBER_LINE = re.compile(rf"^[^\w\n]*+(?:AN[\s|]{{1,20}}+)?{_NUMBER}[^\w\n]*+$", re.MULTILINE)
_WORDS_LINE = re.compile(rf"^[^\S\n]*+{_COUNT}[^\S\n]*+$|^[^\w\n]*+HD[\s|]", re.MULTILINE)
_WORDS = re.compile(rf"{_COUNT}$")
_TIME = re.compile(r"\d{1,2}:\d\d$")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,8}$")
_PAGE = re.compile(r"[A-Z]?\d{1,4}[A-Z]?(?:[-,;]\s?[A-Z]?\d{1,4})*$")
_LANGUAGE = re.compile(
    r"(?:English|Anglais|Englisch|Inglés|Inglese|Engels|Inglês|French|German|Spanish|Italian|Portuguese|Dutch|Russian|Chinese|Arabic|Japanese|Polish|Turkish|Swedish)\b"
)
_RIGHTS = re.compile(label("rights"), re.IGNORECASE)


def is_export(text: str) -> bool:
    return bool(_NUMBER_LINE.search(text) and _WORDS_LINE.search(text))


def articles(lines: list[Line], text: str, path: str) -> list[Raw | Found]:
    found: list[Raw | Found] = []
    block: list[Line] = []
    coded = any(_code(line.text)[0] == "HD" for line in lines)
    for line in lines:
        end = _END.search(line.text)
        if end and (end.start() == 0 or coded):
            if block:
                found.append((_coded if coded else _plain)(block, end[1], text, path, len(found) + 1))
            block = []
        # In the layout with codes, more of them (PUB, IPD ...) may follow the number: they belong to no article.
        elif block or not coded or _code(line.text)[0] in ("HD", "SE", "CLM", "BY"):
            block.append(line)
    if any(_code(line.text)[0] in ("LP", "TD") for line in block) or (not coded and any(_WORDS.match(line.text) for line in block)):
        found.append((_coded if coded else _plain)(block, None, text, path, len(found) + 1))  # cut off
    return found


def _code(line: str) -> tuple[str | None, str]:
    match = _CODE.match(line.lstrip("| "))
    return (match[1], (match[2] or "").strip("| \t")) if match else (None, "")


def _coded(block: list[Line], number: str | None, text: str, path: str, row: int) -> Raw | Found:
    fields: dict[str, list[str]] = {}
    bodies: list[list[Line]] = []
    now: str | None = None
    for line in block:
        code, rest = _code(line.text)
        if code in fields and code in ("IN", "RE", "CO", "CT", "BY", "SE", "ED", "ART", "NS"):
            code = None  # a paragraph that begins with such a word in capitals
        if code:
            now = code
            if code in ("LP", "TD"):
                bodies.append([])
            if rest:
                offset = line.text.rindex(rest)
                line = Line(rest, line.start + offset, line.start + offset + len(rest), line.gap)
            fields.setdefault(code, [])
        if now and (rest or not code):
            fields[now].append(line.text.strip("| \t"))
            if now in ("LP", "TD"):
                bodies[-1].append(line)
    content = "\n\n".join(slice_of(text, lines) for lines in bodies if lines).rstrip("| \t")

    def field(code: str) -> str | None:
        return tidy(" ".join(fields.get(code, ())))

    if not content:
        return row, Problem(Code.L18, path=f"{path}#{row}", columns="")
    return Raw(
        text=content,
        row=row,
        id=number,
        title=field("HD"),
        date=field("PD"),
        outlet=field("SN"),
        author=byline(field("BY")),
        language=field("LA"),
    )


def _plain(block: list[Line], number: str | None, text: str, path: str, row: int) -> Raw | Found:
    words = next((i for i, line in enumerate(block) if _WORDS.match(line.text)), None)
    if words is None or words == 0:
        return row, Problem(Code.L05, path=path, format="Factiva export", detail=f"article {row} has no count of words")
    head = block[:words]
    author = None
    if len(head) > 1 and re.match(r"by\s", head[-1].text, re.IGNORECASE):
        author = byline(head[-1].text)
        head = head[:-1]
    elif len(head) > 2 and _is_name(head[-1].text):
        author = head[-1].text
        head = head[:-1]
    i = words + 1
    day = None
    if i < len(block) and dates.read_date(block[i].text).day:
        day = block[i].text
        i += 1
    if i < len(block) and _TIME.match(block[i].text):
        i += 1
    outlet = block[i].text if i < len(block) else None
    i += 1
    language = None
    # Code of the source, edition, page, language and copyright, as many of them as there are; the article starts behind.
    most = min(len(block), i + 8)
    last = i
    for j in range(i, most):
        line = block[j].text
        if match := _LANGUAGE.match(line):
            language = match.group()
        if _RIGHTS.match(line) or _SOURCE_CODE.match(line) or _PAGE.match(line) or (_LANGUAGE.match(line) and len(line) < 40):
            last = j + 1
    while last < len(block) and not block[last].gap and last > i and _RIGHTS.match(block[last - 1].text):
        last += 1
    body = block[last:]
    if not body:
        return row, Problem(Code.L18, path=f"{path}#{row}", columns="")
    return Raw(
        text=slice_of(text, body),
        row=row,
        id=number,
        title=tidy(joined(head[-1:])),
        date=tidy(day),
        outlet=tidy(outlet),
        author=tidy(author),
        language=tidy(language),
    )


def _is_name(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 3 and all(word[0].isupper() and word[1:].islower() for word in words) and line.replace(" ", "").isalpha()
