"""Quotes and positions that have some properties (see :data:`ontherecord.queries.selectors.Property`), as far as the filters let them through.

The numbers of profiles, countries, comparisons and the timeline and the passages behind them are both made from these conditions.
"""

from __future__ import annotations

from collections.abc import Iterable

from ontherecord.queries import selectors
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.where import SURE, Where, carrying, mentions_where, positions_where, quotes_where
from ontherecord.text import fold

Properties = Iterable[tuple[Property, str]]

DAY_SAID = "CASE WHEN said_on = said_until THEN said_on END"
"""The day of a quote's words in SQL; null where only a month or year is known."""
SIDE = f"""CASE WHEN NOT {SURE} THEN NULL WHEN toward <> 'neither' THEN toward
    WHEN stance IN ('open', 'conditional', 'undecided') THEN 'neither' END"""
"""In SQL: the side that a position takes in comparisons, NULL for one that may not be compared. Support and opposition without a side are of
those where nobody knows which way they go."""
PLACED = "dated IS NOT NULL AND said_basis <> 'year'"
"""In SQL: whether a window of days can hold a position. What is only known by its year fits into none; a month counts on its first day."""
TOKENS = r"regexp_extract_all(regexp_replace(folded, '''s($|[^\pL\pN])', ' ', 'g'), '\pL[\pL\pN'']*[\pL\pN]')"
"""In SQL: the words of folded text, of two letters or more: "the dam's east-bank" has "dam", "east" and "bank"."""
_SAID = {"quotes": DAY_SAID, "positions": "CASE WHEN dated = dated_until THEN dated END"}
_COLUMNS = {
    "quotes": {"speaker": "speaker_id", "country": "country", "outlet": "outlet", "type": "type"},
    "positions": {"speaker": "actor_id", "country": "country", "outlet": "outlet", "type": "quote_type", "issue": "issue_id", "stance": "stance"},
}


def quotes_with(filters: Filters, properties: Properties) -> Where:
    """For the table ``quotes``. Issue and stance are those of a position that the quote carries."""
    where = quotes_where(filters)
    values = _narrow(where, "quotes", properties)
    if issue_or_stance := {name: values[name] for name in ("issue", "stance") if name in values}:
        carried = Where(["quote IS NOT NULL", carrying(filters)])
        for name, found in issue_or_stance.items():
            carried.among("issue_id" if name == "issue" else "stance", found)
        where.add(f"(aid, number) IN (SELECT (aid, quote) FROM positions WHERE {carried.sql})", *carried.params)
    return where


def positions_with(filters: Filters, properties: Properties) -> Where:
    """For the table ``positions``."""
    where = positions_where(filters)
    _narrow(where, "positions", properties)
    return where


def quotes_about(filters: Filters, entity_id: str) -> Where:
    """For the table ``quotes``: what others say in which an entity is named."""
    return (
        quotes_where(filters)
        .add("speaker_id IS DISTINCT FROM ?", entity_id)
        .add(
            "(aid, number) IN (SELECT (q.aid, q.number) FROM quotes q JOIN mentions m USING (aid) "
            'WHERE m.entity_id = ? AND list_bool_or(list_transform(q.pieces, lambda p: m.start >= p.start AND m."end" <= p."end")))',
            entity_id,
        )
    )


def mentions_together(filters: Filters, entity_id: str, other_id: str) -> Where:
    """For the table ``mentions``: those of two entities in sentences that name both."""
    found = mentions_where(filters).add("entity_id IN (?, ?)", entity_id, other_id)
    for id in (entity_id, other_id):
        one = mentions_where(filters).add("entity_id = ?", id)
        found.add(f"(aid, sentence) IN (SELECT (aid, sentence) FROM mentions WHERE {one.sql})", *one.params)
    return found


def positions_of_pair(filters: Filters, country: str, other: str) -> Where:
    """For the table ``positions``: those of two countries on issues on which both take one."""
    found = positions_where(filters).among("country", [country, other])
    for code in (country, other):
        one = positions_where(filters).add("country = ?", code)
        found.add(f"iid IN (SELECT iid FROM positions WHERE {one.sql})", *one.params)
    return found


def _narrow(where: Where, table: str, properties: Properties) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for property, value in properties:
        values.setdefault(property, []).append(value)
    for name, found in values.items():
        if column := _COLUMNS[table].get(name):
            where.among(column, found)
        elif name == "mentions":
            for code in found:
                where.add("list_contains(countries, ?) AND country IS DISTINCT FROM ?", code, code)
        elif name == "word":
            for word in found:
                where.add(f"contains(folded, ?) AND list_contains({TOKENS}, ?)", fold(word), fold(word))
        elif name in ("published", "said"):
            _days(where, "published_on" if name == "published" else _SAID[table], found)
        elif name == "side" and table == "positions":
            where.among(f"({SIDE})", found)
        elif name == "window" and table == "positions":
            where.add(PLACED)
            _days(where, "dated", found)
        elif name == "once" and table == "quotes":
            where.add("NOT again")
    return values


def _days(where: Where, column: str, ranges: Iterable[str]) -> None:
    either = Where()
    for text in ranges:
        days = selectors.read_days(text)
        if days is None:
            either.add(f"{column} IS NULL")
        else:
            either.add(f"{column} BETWEEN ? AND ?", *days)
    where.add(" OR ".join(f"({c})" for c in either.conditions), *either.params)
