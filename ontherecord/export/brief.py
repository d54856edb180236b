"""A brief: the current view as one HTML page that needs nothing else, to print, to mail or to keep. No script, no outside request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlsplit

from ontherecord import countries
from ontherecord.export.about import PRODUCT, about
from ontherecord.export.tables import records
from ontherecord.model import SIDES
from ontherecord.queries import Corpus, Filters, headline, issue_counts, over_time, positions, quotes, speaker_counts, stands
from ontherecord.queries.filters import in_words
from ontherecord.queries.sides import Stand, tally
from ontherecord.quoted import quoted

QUOTES, POSITIONS, TOP = 60, 40, 10
"""Quotes and positions that a brief has in full, and rows of its short tables."""
_STANCES = {
    "support": "supports",
    "oppose": "opposes",
    "open": "is open to",
    "conditional": "conditionally supports",
    "undecided": "is undecided on",
}
_UNSAID = {"not said": "did not say", "supposed": "supposed", "disowned": "disowned by the article"}
_SIDES = {"for": "▲ for", "against": "▼ against", "neither": "◇ neither"}
_STYLE = """
:root { color-scheme: light dark; --text: #1c1f24; --muted: #585d66; --line: #d9d4c8; --bar: #1f7bb8; --page: #fdfcf9; }
@media (prefers-color-scheme: dark) { :root { --text: #ecebe6; --muted: #a9afb9; --line: #3a414c; --page: #14171c; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; }
h1, h2, blockquote { font-family: Charter, 'Iowan Old Style', Georgia, serif; } h1 { margin-bottom: 0.25rem; } h2 { margin: 2.25rem 0 0.5rem; }
dl.head { display: grid; grid-template-columns: 6rem 1fr; gap: 0.15rem 1rem; font-size: 0.9rem; margin: 1rem 0; } dt, .muted { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; } table { border-collapse: collapse; width: 100%; font-size: 0.925rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .n { text-align: right; }
blockquote { margin: 0; font-size: 1.075rem; overflow-wrap: anywhere; }
article { border-bottom: 1px solid var(--line); padding: 0.8rem 0; break-inside: avoid; }
article p { margin: 0.15rem 0; font-size: 0.9rem; }
svg { width: 100%; height: auto; } rect { fill: var(--bar); } text { fill: var(--muted); font-size: 11px; }
@media print { body { margin: 0; max-width: none; } }
"""


def brief(corpus: Corpus, filters: Filters, *, link: str = "") -> bytes:
    """The view as HTML (UTF-8): what is filtered, numbers, quotes over time, who is quoted most, positions by issue, and the newest quotes and
    positions in full with their sources. ``link`` is the address of the view; a way back is given where it is one of http(s)."""
    n = headline(corpus, filters)
    told = about(corpus, filters, "brief", n.quotes + n.positions, link=link if urlsplit(link).scheme in ("http", "https") else "")
    said = [("Count", f"{n.articles:,} articles, {n.quotes:,} quotes by {n.speakers:,} speakers, {n.positions:,} positions on {n.issues:,} issues")]
    head = [line if line[0] != "Count" else said[0] for line in told.lines() if line[0] != "What"]
    if n.first and n.last:
        head.insert(3, ("Published", f"{in_words(n.first)} to {in_words(n.last)}" + (f"; {n.undated:,} undated" if n.undated else "")))
    parts = [f"<h1>{escape(PRODUCT)}: {escape(corpus.name)}</h1>", f"<p>{escape(told.sentence)}</p>", _head(head)]
    parts += [*_time(corpus, filters), *_speakers(corpus, filters), *_issues(corpus, filters)]
    parts += _statements("Positions", [_position(row) for row in records(positions(corpus, filters, limit=POSITIONS))], n.positions)
    parts += _statements("Quotes", [_quote(row) for row in records(quotes(corpus, filters, limit=QUOTES))], n.quotes)
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="generator" content="{escape(PRODUCT)}">\n<title>{escape(f"{PRODUCT}: {corpus.name}")}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _head(lines: Iterable[tuple[str, str]]) -> str:
    def value(label: str, text: str) -> str:
        return f'<a href="{escape(text)}">{escape(text)}</a>' if label == "Link" else escape(text)

    return '<dl class="head">' + "".join(f"<dt>{escape(label)}</dt><dd>{value(label, text)}</dd>" for label, text in lines) + "</dl>"


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The first column is text, the others are numbers."""
    head = "".join(f'<th scope="col"{" class=n" if i else ""}>{escape(name)}</th>' for i, name in enumerate(columns))
    body = "".join(
        "<tr>"
        + "".join(f"<td{' class=n' if i else ''}>{escape(f'{v:,}' if isinstance(v, int) else str(v))}</td>" for i, v in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _time(corpus: Corpus, filters: Filters) -> list[str]:
    """Bars of quotes over time, with the same as a table where it is short enough to be read."""
    found = over_time(corpus, filters, "quotes")
    counts = [int(count) for count in found.frame["count"]]
    if not any(counts):
        return []
    days = [day.date() for day in found.frame["period_start"]]
    width, height, most = 720, 120, max(counts)
    step = width / len(counts)
    bars = "".join(
        f'<rect x="{i * step + step * 0.1:.1f}" y="{height - count / most * height:.1f}" width="{step * 0.8:.1f}" '
        f'height="{count / most * height:.1f}">'
        f"<title>{in_words(day)}: {count:,}</title></rect>"
        for i, (day, count) in enumerate(zip(days, counts, strict=True))
        if count
    )
    told = f"Quotes by {found.unit}, {in_words(days[0])} to {in_words(days[-1])}; at most {most:,} in one {found.unit}."
    axis = (
        f'<text x="0" y="{height + 15}">{in_words(days[0])}</text><text x="{width}" y="{height + 15}" text-anchor="end">{in_words(days[-1])}</text>'
    )
    picture = f'<svg viewBox="0 0 {width} {height + 20}" role="img" aria-label="{escape(told)}">{bars}{axis}</svg>'
    undated = f" {found.undated:,} are undated." if found.undated else ""
    return [f"<h2>Quotes by {found.unit}</h2>", picture, f'<p class="muted">{escape(told + undated)}</p>']


def _speakers(corpus: Corpus, filters: Filters) -> list[str]:
    rows = records(speaker_counts(corpus, filters, TOP))
    if not rows:
        return []
    shown = [(f"{row['speaker']}{_for(row['country'], row['speaker'])}", row["quotes"], row["articles"]) for row in rows]
    return ["<h2>Who is quoted most</h2>", _table(("Speaker", "Quotes", "Articles"), shown)]


def _issues(corpus: Corpus, filters: Filters) -> list[str]:
    rows = records(issue_counts(corpus, filters, TOP))
    if not rows:
        return []
    held: dict[str, list[Stand]] = {}
    for stand in stands(corpus, filters):
        held.setdefault(stand.issue_id, []).append(stand)
    shown = [(row["issue"], *tally(held.get(row["issue_id"], ())).values(), row["passages"]) for row in rows]
    note = '<p class="muted">Actors, each once, by the side of their latest day.</p>'
    return ["<h2>Who stands where, by issue</h2>", note, _table(("Issue", *(_SIDES[side] for side in SIDES), "Positions"), shown)]


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


def _quote(row: dict[str, Any]) -> tuple[str, str, str]:
    who = row["speaker"] or row["source_text"] or "Speaker not found"
    words = quoted(row["content"]) if row["type"] == "direct" else row["content"]
    lot = f"{_UNSAID[row['asserted']]} · " if row["asserted"] in _UNSAID else ""
    return f"{who}{_for(row['country'], who)} · {lot}{row['type']} quote · {_status(row)}", words, _where(row)


def _position(row: dict[str, Any]) -> tuple[str, str, str]:
    stance = f"{row['actor']}{_for(row['country'], row['actor'])} {_STANCES[row['stance']]} {row['target']}"
    on = f"{_SIDES[row['toward']]} · {row['issue']}" if row["toward"] != "neither" else row["issue"]
    return f"{stance} · {on} · {_status(row)}", row["evidence_text"], _where(row)


def _status(row: dict[str, Any]) -> str:
    """How sure the program is, or who has checked it and when, with what they noted."""
    if row["status"] == "machine":
        sure = f"draft, confidence {row['confidence']:.0%}"
    else:
        on = f" on {in_words(date.fromisoformat(row['checked_at'][:10]))}" if row["checked_at"] else ""
        sure = f"{row['status']} by {row['checked_by'] or 'a person'}{on}"
    return f"{sure}. Note: {row['note']}" if row["note"] else sure


def _statements(title: str, items: Sequence[tuple[str, str, str]], total: int) -> list[str]:
    if not items:
        return []
    note = [f'<p class="muted">The newest {len(items):,} of {total:,}.</p>'] if len(items) < total else []
    return [
        f"<h2>{title}</h2>",
        *note,
        *(
            f'<article><p><strong>{escape(who)}</strong></p><blockquote>{escape(words)}</blockquote><p class="muted">{escape(where)}</p></article>'
            for who, words, where in items
        ),
    ]
