"""Selectors: what an evidence panel shows, as a short string for the URL parameter ``show``.

``quote:a1:3`` · ``position:a1:2`` · ``entity:ana-ortiz`` (mentions) · ``speaker:ana-ortiz`` (quotes by) · ``cell:ana-ortiz:alder-dam``
(positions of an actor on an issue) · ``issue:alder-dam`` · ``period:quotes:2025-03-01:2025-03-31`` (or ``period:articles:undated``) ·
``outlet:Valley Post`` · ``country:FR`` · ``about:ana-ortiz`` (quotes of others that name her) · ``together:ana-ortiz:luc-marchand`` (sentences
that name both) · ``pair:FR:ES`` (positions of both countries on issues that they share) ·
``found:quotes:fish ladder:2025-03-01..2025-03-31`` (what a search finds in days of publication) · ``quotes:speaker:ana-ortiz:issue:alder-dam`` and
``positions:country:FR:said:2025-03-01..2025-03-31`` (what has all of these properties, see :mod:`ontherecord.queries.sets`).
Each part is percent-escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from urllib.parse import quote as escape
from urllib.parse import unquote

from ontherecord.queries.filters import read_day

Kind = Literal[
    "quote",
    "position",
    "entity",
    "speaker",
    "cell",
    "issue",
    "period",
    "outlet",
    "country",
    "about",
    "together",
    "pair",
    "found",
    "quotes",
    "positions",
]
PeriodOf = Literal["articles", "quotes"]
UNDATED = "undated"
Property = Literal[
    "speaker",
    "country",
    "mentions",
    "issue",
    "stance",
    "outlet",
    "type",
    "word",
    "published",
    "said",
    "once",
    "side",
    "window",
    "source",
    "office",
    "identified",
    "lacks",
    "names",
    "instead",
    "any",
]
"""What ``quotes`` and ``positions`` can be narrowed to: ids, codes and names; ``mentions`` is a country that others speak of; ``word`` a whole word;
``published`` and ``said`` a day range (``2025-03-01..2025-03-31``, both inclusive) or "undated"; ``once`` counts near-copies of an article once.
Of quotes: ``source`` is the kind of source, ``office`` one of :data:`ontherecord.queries.offices.OFFICES`, ``identified`` lets through those
whose source has a name, ``lacks`` those without a "speaker", "country" or "outlet", ``names`` those that name an entity. ``instead`` is a day range
that takes the place of the days of the filters; ``any`` narrows nothing. Of positions that may be compared: ``side`` is "for", "against" or
"neither", ``window`` a day range of :mod:`ontherecord.queries.windows`."""
_PARTS = {
    "quote": 2,
    "position": 2,
    "entity": 1,
    "speaker": 1,
    "cell": 2,
    "issue": 1,
    "outlet": 1,
    "country": 1,
    "about": 1,
    "together": 2,
    "pair": 2,
}


@dataclass(frozen=True, slots=True)
class Selector:
    """A kind and its parts. ``str()`` of it is the URL form; :func:`parse` reads that."""

    kind: Kind
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return ":".join([self.kind, *(escape(part, safe=" ") for part in self.parts)])

    @property
    def first(self) -> str:
        return self.parts[0]

    @property
    def number(self) -> int:
        """Of ``quote`` and ``position``."""
        return int(self.parts[1])

    @property
    def properties(self) -> tuple[tuple[Property, str], ...]:
        """Of ``quotes`` and ``positions``: name and value."""
        return tuple(zip(self.parts[::2], self.parts[1::2], strict=True))  # type: ignore[arg-type]

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day (inclusive) of a ``period`` or of what was ``found``; None for the undated."""
        if self.kind == "found":
            return read_days(self.parts[2])
        if self.parts[1] == UNDATED:
            return None
        return date.fromisoformat(self.parts[1]), date.fromisoformat(self.parts[2])


def quote(article_id: str, number: int) -> str:
    return str(Selector("quote", (article_id, str(number))))


def position(article_id: str, number: int) -> str:
    return str(Selector("position", (article_id, str(number))))


def entity(entity_id: str) -> str:
    return str(Selector("entity", (entity_id,)))


def speaker(entity_id: str) -> str:
    return str(Selector("speaker", (entity_id,)))


def cell(actor_id: str, issue_id: str) -> str:
    return str(Selector("cell", (actor_id, issue_id)))


def issue(issue_id: str) -> str:
    return str(Selector("issue", (issue_id,)))


def outlet(name: str) -> str:
    return str(Selector("outlet", (name,)))


def country(code: str) -> str:
    return str(Selector("country", (code,)))


def period(of: PeriodOf, first: date | None, last: date | None = None) -> str:
    """Both days inclusive; without them, what is undated."""
    days = (UNDATED,) if first is None else (_iso(first), _iso(last or first))
    return str(Selector("period", (of, *days)))


def about(entity_id: str) -> str:
    return str(Selector("about", (entity_id,)))


def together(entity_id: str, other_id: str) -> str:
    return str(Selector("together", (entity_id, other_id)))


def pair(country: str, other: str) -> str:
    return str(Selector("pair", (country, other)))


def found(of: PeriodOf, text: str, first: date | None, last: date | None = None) -> str:
    """What a search for ``text`` finds among the quotes or articles that were published on these days (both inclusive); without days, among the
    undated."""
    return str(Selector("found", (of, text, UNDATED if first is None else days(first, last or first))))


def quotes(*properties: tuple[Property, str]) -> str:
    """Quotes that have all of these properties; values of one property are alternatives."""
    return str(Selector("quotes", tuple(part for pair in properties for part in pair)))


def positions(*properties: tuple[Property, str]) -> str:
    """The same for positions."""
    return str(Selector("positions", tuple(part for pair in properties for part in pair)))


def days(first: date, last: date) -> str:
    """A range of days as the value of ``published`` or ``said``, both inclusive."""
    return f"{_iso(first)}..{_iso(last)}"


def read_days(text: str) -> tuple[date, date] | None:
    """The range that :func:`days` wrote, None for anything else."""
    first, dots, last = text.partition("..")
    found = (read_day(first), read_day(last)) if dots else (None, None)
    return (found[0], found[1]) if found[0] and found[1] and found[0] <= found[1] else None


def _iso(day: date) -> str:
    return day.isoformat()[:10]  # a pandas Timestamp, too


def parse(text: str | None) -> Selector | None:
    """The selector that a URL names, or None for anything else."""
    kind, *parts = (text or "").split(":")
    parts = [unquote(part) for part in parts]
    if kind not in get_args(Kind) or not all(parts):
        return None
    if kind == "period":
        if len(parts) not in (2, 3) or parts[0] not in get_args(PeriodOf):
            return None
        if len(parts) == 2:
            valid = parts[1] == UNDATED
        else:
            first, last = read_day(parts[1]), read_day(parts[2])
            valid = first is not None and last is not None and first <= last
            parts = [part.strip() for part in parts]
    elif kind == "found":
        valid = len(parts) == 3 and parts[0] in get_args(PeriodOf) and (parts[2] == UNDATED or read_days(parts[2]) is not None)
    elif kind in ("quotes", "positions"):
        valid = bool(parts) and len(parts) % 2 == 0 and all(_valid(*pair) for pair in zip(parts[::2], parts[1::2], strict=True))
    else:
        valid = len(parts) == _PARTS[kind]
        if kind in ("quote", "position"):
            valid = valid and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 9
    return Selector(kind, tuple(parts)) if valid else None  # type: ignore[arg-type]


def _valid(name: str, value: str) -> bool:
    if name in ("window", "instead"):
        return read_days(value) is not None
    if name in ("published", "said"):
        return value == UNDATED or read_days(value) is not None
    return name in get_args(Property)
