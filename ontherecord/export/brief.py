"""A brief: the current view as one HTML page that needs nothing else, to print, to mail or to keep. No script, no outside request.

What it holds is here; how it looks is in ``brief.html``.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ontherecord import countries
from ontherecord.export.about import PRODUCT, About, about
from ontherecord.export.citing import UNSAID, according
from ontherecord.export.tables import What, records, rows
from ontherecord.model import SIDES
from ontherecord.queries import Corpus, Filters, headline, issue_counts, over_time, speaker_counts, stands
from ontherecord.queries.counts import Headline
from ontherecord.queries.filters import in_words
from ontherecord.queries.headings import span
from ontherecord.queries.sides import Stand, tally
from ontherecord.quoted import quoted

if TYPE_CHECKING:
    from jinja2 import Template

QUOTES, POSITIONS, TOP = 60, 40, 10
"""Quotes and positions that a brief has in full, and rows of its short tables."""
_STANCES = {
    "support": "supports",
    "oppose": "opposes",
    "open": "is open to",
    "conditional": "conditionally supports",
    "undecided": "is undecided on",
}
_SIDES = {"for": "▲ for", "against": "▼ against", "neither": "◇ neither"}


class BriefEntry(NamedTuple):
    """A quote, a position or an article, as a brief shows it. ``words`` are those of the speaker, ``told`` what the article tells; one is ""."""

    who: str
    words: str
    told: str
    where: str


class QuoteBar(NamedTuple):
    x: float
    height: float
    day: str
    quotes: int


class QuotesOverTime(NamedTuple):
    """Bars of quotes over time, in a picture of ``width`` and ``height``; ``told`` says the same in words."""

    unit: str
    told: str
    undated: int
    bars: list[QuoteBar]
    bar_width: float
    first: str
    last: str
    width: int
    height: int


def brief(corpus: Corpus, filters: Filters, *, what: What = "quotes", order: str = "", search: str = "", link: str = "") -> bytes:
    """The view as HTML (UTF-8): what is filtered, numbers, quotes over time, who is quoted most, positions by issue, and the newest quotes and
    positions in full with their sources. ``link`` is the address of the view; a way back is given where it is one of http(s).

    With a ``search`` it holds what that finds of ``what`` (quotes or articles) and nothing else, in the order of the screen."""
    link = link if urlsplit(link).scheme in ("http", "https") else ""
    if search and what in ("quotes", "articles"):
        return _found(corpus, filters, what, order, search, link)
    n = headline(corpus, filters)
    told = about(corpus, filters, "brief", n.quotes + n.positions, link=link)
    return _page(
        told,
        _head(told, n),
        time=_time(corpus, filters),
        speakers=[
            (f"{row['speaker']}{_for(row['country'], row['speaker'])}", row["quotes"], row["articles"])
            for row in records(speaker_counts(corpus, filters, TOP))
        ],
        issues=_issues(corpus, filters),
        lists=[
            ("Positions", "newest", _entries(corpus, filters, "positions", POSITIONS), n.positions),
            ("Quotes", "newest", _entries(corpus, filters, "quotes", QUOTES), n.quotes),
        ],
    )


def _found(corpus: Corpus, filters: Filters, what: What, order: str, search: str, link: str) -> bytes:
    """The brief of a search. Numbers and charts would be of more than it finds, so it has none."""
    frame = rows(corpus, filters, what, order, search)
    told = about(corpus, filters, "brief", len(frame), order=order, search=search, link=link)
    head = [(label, f"{text} {what} found" if label == "Count" else text) for label, text in told.lines() if label != "What"]
    entries = [_MAKE[what](row) for row in records(frame.head(QUOTES))]
    return _page(told, head, lists=[(what.capitalize(), "first", entries, len(frame))])


def _page(told: About, head: list[tuple[str, str]], **parts: Any) -> bytes:
    given = {"time": None, "speakers": [], "issues": [], **parts}
    sides = [_SIDES[side] for side in SIDES]
    return _template().render(product=PRODUCT, corpus=told.corpus, sentence=told.sentence, head=head, sides=sides, **given).encode()


def _entries(corpus: Corpus, filters: Filters, what: What, most: int) -> list[BriefEntry]:
    """The newest of them."""
    return [_MAKE[what](row) for row in records(rows(corpus, filters, what, "newest", limit=most))]


@cache
def _template() -> Template:
    """``brief.html``. Whatever is put into it is escaped; a name that it does not know raises an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(Path(__file__).parent)
    pages = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    pages.filters["number"] = "{:,}".format
    return pages.get_template("brief.html")


def _head(told: About, n: Headline) -> list[tuple[str, str]]:
    """Label and text of each line."""
    count = f"{n.articles:,} articles, {n.quotes:,} quotes by {n.speakers:,} speakers, {n.positions:,} positions on {n.issues:,} issues"
    lines = [(label, count if label == "Count" else text) for label, text in told.lines() if label != "What"]
    if n.first and n.last:
        lines.insert(3, ("Published", f"{in_words(n.first)} to {in_words(n.last)}" + (f"; {n.undated:,} undated" if n.undated else "")))
    return lines


def _time(corpus: Corpus, filters: Filters) -> QuotesOverTime | None:
    found = over_time(corpus, filters, "quotes")
    counts = [int(count) for count in found.frame["count"]]
    if not any(counts):
        return None
    days = [in_words(day.date()) for day in found.frame["period_start"]]
    width, height, most = 720, 120, max(counts)
    step = width / len(counts)
    bars = [
        QuoteBar(i * step + step * 0.1, count / most * height, day, count) for i, (day, count) in enumerate(zip(days, counts, strict=True)) if count
    ]
    told = f"Quotes by {found.unit}, {days[0]} to {days[-1]}; at most {most:,} in one {found.unit}."
    told += "".join(f" Not shown, far from the rest: {one.count:,} of {span(one.first, one.last)}." for one in found.apart)
    return QuotesOverTime(found.unit, told, found.undated, bars, step * 0.8, days[0], days[-1], width, height)


def _issues(corpus: Corpus, filters: Filters) -> list[tuple[str | int, ...]]:
    """A row for each issue: its name, how many actors stand on each side, how many positions there are."""
    held: dict[str, list[Stand]] = {}
    for stand in stands(corpus, filters):
        held.setdefault(stand.issue_id, []).append(stand)
    rows = records(issue_counts(corpus, filters, TOP))
    return [(row["issue"], *tally(held.get(row["issue_id"], ())).values(), row["positions"]) for row in rows]


def _for(country: str | None, name: str | None) -> str:
    said = countries.name(country) if country else ""
    return f" ({said})" if said and said != name else ""


def _where(row: dict[str, Any]) -> str:
    day = in_words(date.fromisoformat(row["published_on"])) if row["published_on"] else "undated"
    said = f" · said {_said(row)}" if row["said_basis"] in ("stated", "relative", "month", "year") else ""
    return f"{row['title']} · {row['outlet'] or 'outlet not given'} · {day}{said} · article {row['article_id']}"


def _said(row: dict[str, Any]) -> str:
    first = date.fromisoformat((row["said_on"] + "-01-01")[:10])
    return in_words(first, row["said_basis"])


def _told(row: dict[str, Any]) -> str:
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    return f"A{according(row['outlet'], day)[1:]}: {row['sentence']}"


def _quote(row: dict[str, Any]) -> BriefEntry:
    """Marks stand only round what was said: all else is the sentence of the article."""
    who = row["speaker"] or row["source_text"] or "Speaker not found"
    lot = f"{UNSAID[row['asserted']]} · " if row["asserted"] in UNSAID else ""
    words, told = (quoted(row["content"]), "") if row["type"] == "direct" else ("", _told(row))
    return BriefEntry(f"{who}{_for(row['country'], who)} · {lot}{row['type']} quote · {_status(row)}", words, told, _where(row))


def _position(row: dict[str, Any]) -> BriefEntry:
    stance = f"{row['actor']}{_for(row['country'], row['actor'])} {_STANCES[row['stance']]} {row['target']}"
    on = f"{_SIDES[row['toward']]} · {row['issue']}" if row["toward"] != "neither" else row["issue"]
    return BriefEntry(f"{stance} · {on} · {_status(row)}", "", _told(row), _where(row))


def _article(row: dict[str, Any]) -> BriefEntry:
    day = in_words(date.fromisoformat(row["published_on"])) if row["published_on"] else "undated"
    return BriefEntry(row["title"], "", "", f"{row['outlet'] or 'outlet not given'} · {day} · article {row['article_id']}")


_MAKE = {"quotes": _quote, "positions": _position, "articles": _article}


def _status(row: dict[str, Any]) -> str:
    """How sure the program is, or who has checked it and when, with what they noted."""
    if row["status"] == "machine":
        sure = f"draft, confidence {row['confidence']:.0%}"
    else:
        on = f" on {in_words(date.fromisoformat(row['checked_at'][:10]))}" if row["checked_at"] else ""
        sure = f"{row['status']} by {row['checked_by'] or 'a person'}{on}"
    return f"{sure}. Note: {row['note']}" if row["note"] else sure
