"""Filters as SQL: what of articles, mentions, quotes and positions they let through. Values travel as parameters only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ontherecord.model import STATUSES, Position
from ontherecord.queries.filters import LINE, SAID, Filters
from ontherecord.text import fold

VOICELESS = ("country", "group", "place", "event")
"""Kinds that do not speak for a country: a filter on "speaks for" lets their mentions through wherever the article matches."""
SURE = f"(status = 'machine' AND confidence >= {LINE} OR status NOT IN ('machine', 'rejected'))"
"""Positions above the line, and those that a person has checked."""
SEEN = "eid NOT IN (SELECT eid FROM nodes WHERE hidden)"
"""Rows of somebody whom nobody has hidden; none of nobody."""
WHO_COUNTS = f"count(DISTINCT eid) FILTER ({SEEN})"
"""How many names there are, unnamed ones ("a Spanish official") too, without those that somebody has hidden."""


@dataclass
class Where:
    """Conditions joined by AND, with their parameters in order."""

    conditions: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, condition: str, *params: Any) -> Where:
        self.conditions.append(condition)
        self.params.extend(params)
        return self

    def among(self, column: str, values: Sequence[Any]) -> Where:
        """``column`` is one of ``values``; no values: no condition."""
        return self.add(f"{column} IN ({', '.join('?' * len(values))})", *values) if values else self

    def none_of(self, column: str, values: Sequence[Any]) -> Where:
        """``column`` is none of ``values``; what has no value passes."""
        return self.add(f"{column} IS NULL OR {column} NOT IN ({', '.join('?' * len(values))})", *values) if values else self

    def without_any(self, column: str, values: Sequence[str]) -> Where:
        """The list ``column`` shares no value with ``values``."""
        return self.add(f"NOT coalesce(list_has_any({column}, ?::VARCHAR[]), FALSE)", list(values)) if values else self

    def any_of(self, column: str, values: Sequence[str]) -> Where:
        """The list ``column`` shares a value with ``values``."""
        return self.add(f"list_has_any({column}, ?::VARCHAR[])", list(values)) if values else self

    @property
    def sql(self) -> str:
        return " AND ".join(f"({c})" for c in self.conditions) or "TRUE"


def _common(where: Where, f: Filters, words: str, said: tuple[str, str]) -> Where:
    """``words``: the column with folded text. ``said``: the columns with the first and last day that the words may be of. Where the table has
    none, ""."""
    where.among("outlet", f.outlet).none_of("outlet", f.not_outlet)
    first, last = ("published_on", "published_on") if f.days_mean == "published" else said
    if f.since and first:
        where.add(f"{first} >= ?", f.since)
    if f.until and last:
        where.add(f"{last} <= ?", f.until)
    if words:
        for word in dict.fromkeys(fold(f.words).split()):
            where.add(f"contains({words}, ?)", word)
    return where


def _country(where: Where, f: Filters) -> Where:
    if f.country_means == "speaks_for":
        return where.among("country", f.country).none_of("country", f.not_country)
    return where.any_of("countries", f.country).without_any("countries", f.not_country)


def shown(f: Filters) -> str:
    """Which positions are shown at all."""
    drafts = "(status <> 'rejected')" if f.unsure else SURE
    if not f.status:
        return drafts
    known = [v for v in f.status if v in STATUSES]  # in the text of the query, so that no parameter is needed where this stands in another
    return f"(status IN ({', '.join(map(repr, known)) or 'NULL'}) AND (status = 'rejected' OR {drafts}))"


def carrying(f: Filters) -> str:
    """Which positions make a quote one on their issue: those that are shown, whatever status of quotes is asked for."""
    return shown(replace(f, status=()))


def is_shown(position: Position, f: Filters) -> bool:
    """The same of a record, whatever else the filters say."""
    if f.status and position.status not in f.status:
        return False
    if f.tag and not set(f.tag) & set(position.checked.tags if position.checked else ()):
        return False
    if position.status == "machine":
        return f.unsure or position.confidence >= LINE
    return position.status != "rejected" or "rejected" in f.status


def quotes_where(f: Filters) -> Where:
    """For the table ``quotes``: what was said, unless the filters ask for the rest. Issue and stance: the quote carries a position that matches
    both, and none that is left out."""
    where = _country(_common(Where(), f, "folded", ("said_on", "said_until")), f).among("asserted", f.asserted or SAID)
    where.among("status", f.status) if f.status else where.add("status <> 'rejected'")
    where.any_of("tags", f.tag).among("speaker_id", f.speaker).among("type", f.quote_type).among("source_kind", f.source_kind)
    where.none_of("speaker_id", f.not_speaker).none_of("type", f.not_quote_type).none_of("source_kind", f.not_source_kind)
    if f.issue or f.stance:
        carried = Where(["quote IS NOT NULL", carrying(f)]).among("issue_id", f.issue).among("stance", f.stance)
        where.add(f"(aid, number) IN (SELECT (aid, quote) FROM positions WHERE {carried.sql})", *carried.params)
    for column, values in (("issue_id", f.not_issue), ("stance", f.not_stance)):
        if values:
            unwanted = Where(["quote IS NOT NULL", carrying(f)]).among(column, values)
            where.add(f"(aid, number) NOT IN (SELECT (aid, quote) FROM positions WHERE {unwanted.sql})", *unwanted.params)
    return where


def positions_where(f: Filters) -> Where:
    """For the table ``positions``. Kind of quote and of source: those of the quote that carries it. What was not said gives none."""
    where = _country(_common(Where(), f, "folded", ("dated", "dated_until")), f)
    if f.asserted and not set(SAID) & set(f.asserted):
        where.add("FALSE")
    where.add(shown(f)).any_of("tags", f.tag).among("actor_id", f.speaker).among("issue_id", f.issue).among("stance", f.stance)
    where.none_of("actor_id", f.not_speaker).none_of("issue_id", f.not_issue).none_of("stance", f.not_stance)
    where.none_of("quote_type", f.not_quote_type).none_of("quote_source_kind", f.not_source_kind)
    return where.among("quote_type", f.quote_type).among("quote_source_kind", f.source_kind)


def articles_where(f: Filters) -> Where:
    """For the table ``articles``: those that hold a matching quote or position, or, where a country is all that is asked, a mention of it, or
    none of one that is left out."""
    where = _common(Where(), f, "", ("", ""))
    for word in dict.fromkeys(fold(f.words).split()):
        where.add("aid IN (SELECT aid FROM texts WHERE contains(folded, ?))", word)
    inside = replace(f, words="", outlet=(), not_outlet=())
    if f.days_mean == "published":
        inside = replace(inside, since=None, until=None)
    if f.about_statements:
        q, p = quotes_where(inside), positions_where(inside)
        where.add(f"aid IN (SELECT aid FROM quotes WHERE {q.sql} UNION SELECT aid FROM positions WHERE {p.sql})", *q.params, *p.params)
    elif f.country_means == "mentioned" and (f.country or f.not_country):
        q, p = quotes_where(inside), positions_where(inside)
        m = Where().any_of("countries", f.country).without_any("countries", f.not_country)
        said = f"aid IN (SELECT aid FROM quotes WHERE {q.sql} UNION SELECT aid FROM positions WHERE {p.sql})"
        where.add(f"{m.sql} OR {said}", *m.params, *q.params, *p.params)
    elif f.country:
        q, p = quotes_where(inside), positions_where(inside)
        m = Where().among("country", f.country).add(f"kind NOT IN {VOICELESS}")
        where.add(
            f"aid IN (SELECT aid FROM quotes WHERE {q.sql} UNION SELECT aid FROM positions WHERE {p.sql} "
            f"UNION SELECT aid FROM mentions WHERE {m.sql})",
            *q.params,
            *p.params,
            *m.params,
        )
    return where


def mentions_where(f: Filters) -> Where:
    """For the table ``mentions``: those in matching articles; with a country, of those who speak for it, or in sentences that mention it."""
    where = Where()
    if f != Filters():
        a = articles_where(f)
        where.add(f"aid IN (SELECT aid FROM articles WHERE {a.sql})", *a.params)
    if f.country_means == "mentioned":
        where.any_of("countries", f.country).without_any("countries", f.not_country)
    elif f.country or f.not_country:
        voiceless = Where().among("kind", VOICELESS)
        own = Where().among("country", f.country).none_of("country", f.not_country)
        where.add(f"{voiceless.sql} OR {own.sql}", *voiceless.params, *own.params)
    return where.none_of("entity_id", f.not_speaker)


def rows(limit: int | None) -> int:
    """A limit as SQL takes it; None: all."""
    return 2**40 if limit is None else max(limit, 0)
