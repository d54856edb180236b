"""What readers give: one raw record an article, and how its fields are recognised by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ontherecord.errors import Problem
from ontherecord.loading.repair import ReadingText, find_repairs

# Field -> names of columns (or JSON keys) that hold it, best first. Case, accents, blanks, hyphens and underscores do not count.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "full text", "article text", "article body", "body", "body text", "content", "contents", "article content"),
        *("maintext", "main text", "plain text", "raw text", "clean text", "news text", "story text", "story body", "document text"),
        *("story", "article", "transcript", "td", "body html", "body xhtml", "bodies", "content text", "content html"),
    ),
    "title": ("title", "headline", "article title", "heading", "story title", "subject line", "web title", "headlines", "hd", "hed"),
    "date": (
        *("date", "published", "published on", "published at", "publish date", "published date", "publication date", "pub date"),
        *(
            "date published",
            "date publish",
            "article date",
            "published time",
            "issue date",
            "web publication date",
            "first published",
            "display date",
        ),
        *("pd", "first created", "content created", "datetime", "timestamp", "created at", "version created"),
    ),
    "outlet": (
        *("outlet", "source", "publisher", "publication", "newspaper", "source name", "media name", "publication title", "publication name"),
        *("news source", "site name", "site", "media", "source title", "source domain", "media url", "domain", "sn", "provider"),
    ),
    "author": ("author", "authors", "byline", "by", "author name", "journalist", "writer", "creator", "user"),
    "url": ("url", "link", "href", "permalink", "article url", "web url", "uri"),
    "id": ("id", "doc id", "article id", "document id", "story id", "stories id", "uid", "uuid", "guid", "an"),
    "language": ("language", "lang", "language code", "la"),
}
LEAD = ("lead paragraph", "lead", "lede", "lp", "first paragraph", "opening paragraph")
"""Names of what databases give apart: the first paragraphs of a text that the column of the text goes on with."""
# The same in languages in which spreadsheets of English articles are kept. Title, text, date, outlet, author, address, language.
# Not Italian "data": in English it is anything.
_FOREIGN = """
German: titel überschrift schlagzeile | text artikeltext volltext inhalt | datum erscheinungsdatum veröffentlicht veröffentlichungsdatum erschienen
    | zeitung quelle medium publikation | autor autorin verfasser autoren | link adresse | sprache
French: titre | texte contenu corps texteintégral | date datedepublication datedeparution publiéle | journal source média publication
    | auteur auteurs signature | lien adresse | langue
Spanish: título titular | texto contenido cuerpo textocompleto | fecha fechadepublicación | periódico diario fuente medio publicación
    | autor autora autores | enlace dirección | idioma lengua
Italian: titolo | testo contenuto corpo | datadipubblicazione | giornale quotidiano fonte testata | autore autori | collegamento | lingua
Portuguese: título manchete | texto conteúdo corpo | datadepublicação | jornal fonte veículo | autor autora autores | ligação | língua idioma
Dutch: titel kop | tekst inhoud volledigetekst | datum publicatiedatum | krant bron medium | auteur auteurs | koppeling | taal
"""
_ORDER = ("title", "text", "date", "outlet", "author", "url", "language")
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
    about: Raw | None = None
    """What the file around it says of it: counts where the inner one says nothing itself."""


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
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return (name if name.isalnum() else re.sub(r"[\W_]+", "", name)).casefold()


def _all_names() -> dict[str, tuple[str, ...]]:
    """Field -> its names as they are compared, English ones first."""
    found = {field: list(names) for field, names in NAMES.items()}
    for line in re.sub(r"\n\s+", " ", _FOREIGN).strip().split("\n"):
        for field, names in zip(_ORDER, line.partition(":")[2].split("|"), strict=True):
            found[field].extend(names.split())
    return {field: tuple(dict.fromkeys(map(plain, names))) for field, names in found.items()}


_PLAIN = _all_names()
_LEAD = tuple(map(plain, LEAD))
PASSED_OVER = frozenset({*_LEAD, *(name for names in _PLAIN.values() for name in names), "", "index", "unnamed0", "nr", "no", "row", "wordcount"})
"""Columns, as they are compared, of which nobody need be told that they were not used."""


def from_fields(values: Mapping[Any, Any], fields: Mapping[str, Any], row: int | None, text: str | None = None) -> Raw:
    """A record from a row's values; ``fields`` is what :func:`recognise` found. ``text`` is given where it is not among the values."""
    found: dict[str, Any] = {field: value(values.get(name)) for field, name in fields.items() if field != "text"}
    if found.get("id"):  # a spreadsheet that meets one empty cell writes the column's 12 as 12.0
        found["id"] = re.sub(r"^(\d+)\.0$", r"\1", found["id"])
    found["author"] = without_by(found.get("author"))
    return Raw(text=_with_lead(values, fields) if text is None else text, row=row, **found)


def _with_lead(values: Mapping[Any, Any], fields: Mapping[str, Any]) -> str:
    """The text, with its first paragraphs in front where these stand in a column of their own."""
    text = body(values.get(fields["text"]))
    lead = next((body(values[name]) for name in values if plain(str(name)) in _LEAD and name not in fields.values()), "")
    return f"{lead.rstrip()}\n\n{text}" if lead.count(" ") > 2 and " ".join(lead.split()) not in " ".join(text[: 2 * len(lead)].split()) else text


def body(found: object) -> str:
    """Article text of a cell or JSON value: a string as it is, a list of strings or of objects with one as paragraphs; anything else holds no text.

    Objects that each say of what kind their text is hold the same text over again: a plain one is taken, else the first.
    """
    if isinstance(found, str):
        return found
    if not isinstance(found, list):
        return ""
    kinds = [str(part.get("contenttype") or part.get("content_type")) for part in found if isinstance(part, dict)]
    if len(kinds) == len(found) > 0 and any("/" in kind for kind in kinds):
        found = [found[next((i for i, kind in enumerate(kinds) if "plain" in kind), 0)]]
    texts = (next((part[key] for key in ("value", "text", "content") if key in part), None) if isinstance(part, dict) else part for part in found)
    return "\n\n".join(text for text in texts if isinstance(text, str))


def value(found: object) -> str | None:
    """A field's value as text; None for nothing. Numbers stay what they were in print: 12, not 12.0. Lists are joined, objects give their name."""
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, list):
        found = ", ".join(part for part in map(value, found) if part)
    if isinstance(found, dict):  # {"id": "bbc-news", "name": "BBC News"}
        found = next((found[key] for key in ("name", "title", "main", "value", "original", "id") if isinstance(found.get(key), str)), None)
    if found is None or isinstance(found, bool):
        return None
    return tidy(str(found))


def without_by(text: str | None) -> str | None:
    """A byline's names without "By"."""
    return re.sub(r"^by[\s:]+", "", text, flags=re.IGNORECASE).strip(" ,;") or None if text else None


MOST = 20_000
"""Characters of a line that are looked at."""


def tidy(text: str | None) -> str | None:
    """A line as it is read: repaired, on one line; None for nothing."""
    if text is None:
        return None
    text = replace_surrogates(text[:MOST])
    if _UNUSUAL.search(text):
        text = ReadingText(text, find_repairs(text)).text
    text = " ".join(text.split())
    return None if text.casefold() in _NOTHING else text


def replace_surrogates(text: str) -> str:
    """Halves of characters, which JSON can spell but no file can hold, as U+FFFD; offsets stay what they were."""
    return text if text.isascii() else re.sub(r"[\ud800-\udfff]", "\ufffd", text)
