"""ProQuest: articles between lines of underscores, with fields named in words ("Full text:", "Publication title:")."""

from __future__ import annotations

import re

from ontherecord.errors import Code, Problem
from ontherecord.loading.exports.lines import Line, slice_of
from ontherecord.loading.records import Raw, tidy

Found = tuple[int | None, Problem]
_RULE = re.compile(r"_{20,}$")
_COUNT = re.compile(r"Document \d+ of \d+$")
_LABELS = (
    "abstract|full text|links|subject|location|people|company / organization|company|classification|identifier / keyword|identifiers|title|credit|"
    "publication title|publication year|publication date|publication info|publication subject|volume|issue|first page|pages|number of pages|section|"
    "publisher|place of publication|country of publication|issn|eissn|source type|language of publication|document type|document feature|"
    "proquest document id|document url|proquest document link|copyright|last updated|database|author|author affiliation|dateline|"
    "correspondence author|word count|source attribution|supplement|edition|column|issue date|last revised date"
)
_FIELD = re.compile(rf"({_LABELS})\s*:(?:\s+(.*))?$", re.IGNORECASE)
# In the text of an article only these end it: they are followed by others, and no paragraph begins with them.
_ENDS_TEXT = frozenset(
    {
        *("subject", "location", "people", "company / organization", "classification", "identifier / keyword", "identifiers", "title", "credit"),
        *(
            "publication title",
            "publication year",
            "publication date",
            "publication info",
            "publication subject",
            "proquest document id",
            "document url",
        ),
        *("copyright", "source type", "language of publication", "last updated", "database", "word count", "links", "place of publication"),
    }
)


def is_export(text: str) -> bool:
    named = re.search(r"^[^\S\n]*+ProQuest document (?:ID|link)\s*:", text, re.MULTILINE | re.IGNORECASE)
    return bool(named and re.search(r"^[^\S\n]*+(?:Full text|Abstract|Publication (?:title|info))\s*:", text, re.MULTILINE | re.IGNORECASE))


def articles(lines: list[Line], text: str, path: str) -> list[Raw | Found]:
    found: list[Raw | Found] = []
    block: list[Line] = []
    counted = any(_COUNT.match(line.text) for line in lines)
    for line in [*lines, Line("_" * 20, len(text), len(text), True)]:
        last = line.start == len(text)
        if _COUNT.match(line.text) or _RULE.match(line.text):
            if (last or not counted or _COUNT.match(line.text)) and any(_FIELD.match(line.text) for line in block):
                found.append(_article(block, text, path, len(found) + 1))
                block = []
            elif not any(_FIELD.match(line.text) for line in block):
                block = []
        else:
            block.append(line)
    return found


def _article(block: list[Line], text: str, path: str, row: int) -> Raw | Found:
    fields: dict[str, list[Line]] = {}
    top: list[Line] = []
    now: str | None = None
    for line in block:
        match = _FIELD.match(line.text)
        name = match[1].lower() if match else None
        # A field's name inside an article counts only where a paragraph starts and the article's own fields are to come.
        if name and now == "full text" and (name not in _ENDS_TEXT or not line.gap):
            name = None
        if match and name and name not in fields:
            now = name
            fields[name] = []
            if match[2]:
                fields[name].append(Line(match[2], line.start + match.start(2), line.end, False))
        elif now is None:
            top.append(line)
        else:
            fields[now].append(line)

    def field(name: str) -> str | None:
        return tidy(" ".join(line.text for line in fields.get(name, ())))

    body = slice_of(text, fields.get("full text", []))
    if not body or body.strip().lower() in {"not available", "none available."}:
        return row, Problem(Code.L18, path=f"{path}#{row}", columns="")
    info = field("publication info") or ""
    outlet = field("publication title") or info
    dated = re.search(r"\d{1,2} [A-Z][a-z]+\.? \d{4}", info)
    return Raw(
        text=body,
        row=row,
        id=field("proquest document id"),
        title=field("title") or tidy(" ".join(line.text for line in top)),
        date=field("publication date") or (dated.group() if dated else None),
        outlet=tidy(re.split(r"[;.]\s|\s\[", outlet)[0].strip(" ;")) if outlet else None,
        author=field("author"),
        url=field("document url") or field("proquest document link"),
        language=field("language of publication"),
    )
