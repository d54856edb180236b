"""What readers give: one raw record an article, and how its fields are recognised by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ontherecord.errors import Problem
from ontherecord.loading.repair import ReadingText, find_repairs

# Field -> names of columns (or JSON keys) that hold it, best first. Case, blanks, hyphens and underscores do not count.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "full text", "article text", "article body", "body", "body text", "content", "contents", "article content"),
        *("maintext", "main text", "plain text", "raw text", "clean text", "news text", "story text", "story body", "document text"),
        *("story", "article", "transcript"),
    ),
    "title": ("title", "headline", "article title", "heading", "story title", "subject line"),
    "date": (
        *("date", "published", "published on", "published at", "publish date", "published date", "publication date", "pub date"),
        *("date published", "date publish", "article date", "published time", "issue date", "datetime", "timestamp", "created at"),
    ),
    "outlet": (
        *("outlet", "source", "publisher", "publication", "newspaper", "source name", "media name", "publication title", "publication name"),
        *("news source", "site name", "site", "media", "source title", "source domain", "media url", "domain"),
    ),
    "author": ("author", "authors", "byline", "by", "author name", "journalist", "writer", "creator"),
    "url": ("url", "link", "href", "permalink", "article url", "web url"),
    "id": ("id", "doc id", "article id", "document id", "story id", "stories id", "uid", "uuid", "guid"),
    "language": ("language", "lang", "language code"),
}
_UNUSUAL = re.compile(r"[^ -~]|[<>&*_\[`#]|39|''")  # without any of these there is nothing to repair, and most fields have none
_NOTHING = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-", "unknown"})


@dataclass(frozen=True, slots=True)
class Raw:
    """One article as a reader found it. All fields but ``text`` are as written in the source, or None."""

    text: str
    row: int | None = None
    """Number of the table's row, the JSON list's item or the line, from 1; None where the file is one article."""
    id: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    hint: str | None = None
    """A date that is not the article's own for sure: it counts where nothing else dates it."""
    problems: tuple[Problem, ...] = ()
    """What was wrong but did not keep it from being read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: an e-mail's attachment."""

    name: str
    data: bytes


def recognise(names: Iterable[object], given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Field -> the name that holds it, out of a table's column names. Letters' case, blanks and hyphens do not matter.

    ``given`` is what a person said (field -> column); it wins where such a column is there, and a column serves one field only.
    """
    known: dict[str, Any] = {}
    for name in names:
        known.setdefault(plain(str(name)), name)
    found = {field: known[plain(column)] for field, column in (given or {}).items() if field in NAMES and plain(column) in known}
    taken = set(map(str, found.values()))
    for field, wanted in _PLAIN.items():
        if field not in found:
            name = next((known[n] for n in wanted if n in known and str(known[n]) not in taken), None)
            if name is not None:
                found[field] = name
    return found


MIN_CHARACTERS = 200
"""Mean length from which an unnamed column is taken for the text of articles."""


def text_column(rows: Iterable[Mapping[Any, Any]], but: Iterable[object] = ()) -> Any | None:
    """The column that holds articles by its content, where none is named so: the longest one, if its cells are long and hold words."""
    lengths: dict[Any, int] = {}
    count = 0
    taken = set(but)
    for row in rows:
        count += 1
        for name, cell in row.items():
            if isinstance(cell, str) and cell.count(" ") > len(cell) / 20:
                lengths[name] = lengths.get(name, 0) + len(cell)
    likely = {name: length for name, length in lengths.items() if name not in taken and length >= MIN_CHARACTERS * count}
    return max(likely, key=lambda name: likely[name]) if likely else None


def plain(name: str) -> str:
    """A column's name as it is compared."""
    return (name if name.isalnum() else re.sub(r"[\W_]+", "", name)).casefold()


_PLAIN = {field: tuple(dict.fromkeys(map(plain, names))) for field, names in NAMES.items()}


def from_fields(values: Mapping[Any, Any], fields: Mapping[str, Any], row: int | None, text: str | None = None) -> Raw:
    """A record from a row's values; ``fields`` is what :func:`recognise` found. ``text`` is given where it is not among the values."""
    found: dict[str, Any] = {field: value(values.get(name)) for field, name in fields.items() if field != "text"}
    if found.get("id"):  # a spreadsheet that meets one empty cell writes the column's 12 as 12.0
        found["id"] = re.sub(r"^(\d+)\.0$", r"\1", found["id"])
    return Raw(text=body(values.get(fields["text"])) if text is None else text, row=row, **found)


def body(found: object) -> str:
    """Article text of a cell or JSON value: a string as it is, a list of strings as paragraphs; anything else holds no text."""
    if isinstance(found, str):
        return found
    if isinstance(found, list):
        return "\n\n".join(part for part in found if isinstance(part, str))
    return ""


def value(found: object) -> str | None:
    """A field's value as text; None for nothing. Numbers stay what they were in print: 12, not 12.0. Lists are joined, objects give their name."""
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, list):
        found = ", ".join(part for part in map(value, found) if part)
    if isinstance(found, dict):  # {"id": "bbc-news", "name": "BBC News"}
        found = next((found[key] for key in ("name", "title", "id") if isinstance(found.get(key), str)), None)
    if found is None or isinstance(found, bool):
        return None
    return tidy(str(found))


def without_by(text: str | None) -> str | None:
    """A byline's names without "By"."""
    return re.sub(r"^by[\s:]+", "", text, flags=re.IGNORECASE).strip(" ,;") or None if text else None


def tidy(text: str | None) -> str | None:
    """A line as it is read: repaired, on one line; None for nothing."""
    if text is None:
        return None
    text = replace_surrogates(text)
    if _UNUSUAL.search(text):
        text = ReadingText(text, find_repairs(text)).text
    text = " ".join(text.split())
    return None if text.casefold() in _NOTHING else text


def replace_surrogates(text: str) -> str:
    """Halves of characters, which JSON can spell but no file can hold, as U+FFFD; offsets stay what they were."""
    return text if text.isascii() else re.sub(r"[\ud800-\udfff]", "\ufffd", text)
