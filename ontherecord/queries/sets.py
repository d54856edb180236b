"""Quotes and positions that have some properties (see :data:`ontherecord.queries.selectors.Property`), as far as the filters let them through.

The numbers of profiles, countries, comparisons and the timeline and the passages behind them are both made from these conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ontherecord.queries import selectors
from ontherecord.queries.filters import Filters
from ontherecord.queries.offices import office
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
IDENTIFIED = "(eid IS NOT NULL AND source_kind NOT IN ('unnamed', 'none') AND eid NOT IN (SELECT eid FROM nodes WHERE hidden))"
"""In SQL: whether a quote's source goes by a name that tells it from others: a person, an organisation, a document."""
_LACKS = {"speaker": "eid", "country": "country", "outlet": "outlet"}
_COLUMNS = {
    "quotes": {"speaker": "speaker_id", "country": "country", "outlet": "outlet", "type": "type", "source": "source_kind"},
    "positions": {"speaker": "actor_id", "country": "country", "outlet": "outlet", "type": "quote_type", "issue": "issue_id", "stance": "stance"},
}


def quotes_with(filters: Filters, properties: Properties) -> Where:
    """For the table ``quotes``. Issue and stance are those of a position that the quote carries."""
    properties = tuple(properties)
    where = quotes_where(_on_other_days(filters, properties))
    values = _narrow(where, "quotes", properties)
    if issue_or_stance := {name: values[name] for name in ("issue", "stance") if name in values}:
        carried = Where(["quote IS NOT NULL", carrying(filters)])
        for name, found in issue_or_stance.items():
            carried.among("issue_id" if name == "issue" else "stance", found)
        where.add(f"(aid, number) IN (SELECT (aid, quote) FROM positions WHERE {carried.sql})", *carried.params)
    return where


def positions_with(filters: Filters, properties: Properties) -> Where:
    """For the table ``positions``."""
    properties = tuple(properties)
    where = positions_where(_on_other_days(filters, properties))
    _narrow(where, "positions", properties)
    return where


def _on_other_days(filters: Filters, properties: Properties) -> Filters:
    """The filters with the days that ``instead`` gives; where several do, with the last of them."""
    for name, value in properties:
        if name == "instead" and (days := selectors.read_days(value)):
            filters = replace(filters, since=days[0], until=days[1])
    return filters


def naming(entity_ids: str) -> str:
    """A condition in SQL for the table ``quotes``: their words name an entity of which the id is among ``entity_ids`` (SQL)."""
    return (
        "(aid, number) IN (SELECT (q.aid, q.number) FROM quotes q JOIN mentions m USING (aid) "
        f'WHERE m.entity_id IN ({entity_ids}) AND list_bool_or(list_transform(q.pieces, lambda p: m.start >= p.start AND m."end" <= p."end")))'
    )


def quotes_about(filters: Filters, entity_id: str) -> Where:
    """For the table ``quotes``: what others say in which an entity is named."""
    return quotes_where(filters).add("speaker_id IS DISTINCT FROM ?", entity_id).add(naming("?"), entity_id)


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


def _narrow(where: Where, table: str, properties: Properties) -> dict[Property, list[str]]:
    values: dict[Property, list[str]] = {}
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
        elif table == "quotes":
            _narrow_quotes(where, name, found)
    return values


def _narrow_quotes(where: Where, name: Property, found: list[str]) -> None:
    """What only quotes can have."""
    if name == "once":
        where.add("NOT again")
    elif name == "office":
        where.among(office(), found)
    elif name == "identified":
        where.add(IDENTIFIED)
    elif name == "lacks":
        for column in found:
            where.add(f"{_LACKS[column]} IS NULL" if column in _LACKS else "FALSE")
    elif name == "names":
        where.add(naming(", ".join("?" * len(found))), *found)


def _days(where: Where, column: str, ranges: Iterable[str]) -> None:
    either = Where()
    for text in ranges:
        days = selectors.read_days(text)
        if days is None:
            either.add(f"{column} IS NULL")
        else:
            either.add(f"{column} BETWEEN ? AND ?", *days)
    where.add(" OR ".join(f"({c})" for c in either.conditions), *either.params)
