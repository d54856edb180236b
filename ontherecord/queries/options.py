"""The values that filters can have in a corpus."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from ontherecord.errors import Code, Problem
from ontherecord.model import ASSERTED, QUOTE_TYPES, SOURCE_KINDS, STANCES, STATUSES
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import LEFT_OUT, SEVERAL, Filters
from ontherecord.queries.where import articles_where, positions_where, quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd

Field = Literal["country", "speaker", "issue", "stance", "quote_type", "source_kind", "outlet", "asserted", "status", "tag"]
_QUOTES = {
    "country": "country",
    "speaker": "speaker_id",
    "quote_type": "type",
    "tag": "unnest(tags)",
    **{name: name for name in ("source_kind", "asserted", "status")},
}
_POSITIONS = {"country": "country", "speaker": "actor_id", "issue": "issue_id", "stance": "stance", "status": "status", "tag": "unnest(tags)"}
_FIXED: dict[str, tuple[str, ...]] = {
    "stance": STANCES,
    "quote_type": QUOTE_TYPES,
    "source_kind": SOURCE_KINDS,
    "asserted": ASSERTED,
    "status": STATUSES,
}
_EXISTING = {
    "country": "SELECT country FROM quotes UNION SELECT country FROM positions UNION SELECT country FROM mentions UNION SELECT country FROM nodes",
    "speaker": "SELECT entity_id FROM nodes",
    "issue": "SELECT issue_id FROM issues",
    "outlet": "SELECT outlet FROM articles",
    "tag": "SELECT unnest(tags) FROM quotes UNION SELECT unnest(tags) FROM positions",
}
NAMES = {"quote_type": "kind of quote", "source_kind": "kind of source", "asserted": "said or not", "status": "checked"}


COUNTED = {"outlet": "articles", "issue": "positions", "stance": "positions"} | dict.fromkeys(("quote_type", "source_kind", "asserted"), "quotes")
"""What the numbers of options count; for other fields quotes and positions together."""


def options(corpus: Corpus, filters: Filters, field: Field, limit: int | None = 1000, *, leaving: bool = False) -> pd.DataFrame:
    """value, label, count, also; most first. Counts follow the other filters and what of the field itself is left out: how much there would be if
    this value alone were chosen. ``also`` has other spellings of a speaker's name ("" for none), so that a choice that looks for what is typed
    finds them, too.

    ``leaving``: values to leave out, with how much there is of each under all filters but those that leave out values of the field.
    Counted is what :data:`COUNTED` says.
    """
    every: dict[str, tuple[str, ...]] = {"asserted": ASSERTED, "status": STATUSES}
    cleared: dict[str, Any] = {f"not_{field}" if leaving else field: every.get(field, ())}
    others = replace(filters, **cleared)
    parts: list[str] = []
    params: list[Any] = []
    if field == "outlet":
        where = articles_where(others)
        parts, params = [f"SELECT outlet AS value FROM articles WHERE {where.sql}"], where.params
    for table, columns, where in (("quotes", _QUOTES, quotes_where(others)), ("positions", _POSITIONS, positions_where(others))):
        if field in columns:
            mentioned = field == "country" and filters.country_means == "mentioned"
            parts.append(f"SELECT {'unnest(list_distinct(countries))' if mentioned else columns[field]} AS value FROM {table} WHERE {where.sql}")
            params = [*params, *where.params]
    import pandas as pd  # slow to import: not before it is needed

    shown = " AND value NOT IN (SELECT entity_id FROM nodes WHERE hidden)" if field == "speaker" else ""
    found = corpus.frame(
        f"SELECT value, count(*) AS count FROM ({' UNION ALL '.join(parts)}) WHERE value IS NOT NULL AND value <> ''{shown} GROUP BY value "
        "ORDER BY count DESC, value LIMIT ?",
        [*params, rows(limit)],
    )
    found.insert(1, "label", pd.Series(corpus.labels(field, list(found["value"])), dtype=object))
    sql = "SELECT entity_id, variants FROM nodes WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))"
    known = dict(corpus.rows(sql, [list(found["value"])])) if field == "speaker" else {}
    found["also"] = pd.Series([spellings(label, known.get(value)) for value, label in zip(found["value"], found["label"], strict=True)], dtype=object)
    return found


def spellings(name: str, variants: Iterable[str] | None, limit: int = 3) -> str:
    """What of a name's variants is spelled otherwise, and the name without accents: "Zelensky, Zelenskiy"; "" for nothing new."""
    known = set(name.casefold().replace("-", " ").split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found: list[str] = []
    for variant in (plain, *sorted(variants or (), key=len)):
        new = set(variant.casefold().replace("-", " ").split()) - known
        if new and len(found) < limit and len(variant) <= 40:
            found.append(variant)
            known |= new
    return ", ".join(found)


def check(corpus: Corpus, filters: Filters) -> tuple[Filters, list[Problem]]:
    """The filters without values that the corpus does not have, and a problem (F01) that names each of these."""
    problems: list[Problem] = []
    for name in (*SEVERAL, *LEFT_OUT):
        field, asked = name.removeprefix("not_"), tuple(getattr(filters, name))
        if not asked:
            continue
        if field == "speaker":  # a link to a name that was merged since means the one that took its place
            asked = tuple(dict.fromkeys(map(corpus.now, asked)))
            moved: dict[str, Any] = {name: asked}
            filters = replace(filters, **moved)
        if field in _FIXED:
            there = set(_FIXED[field])
        else:
            marks = ", ".join("?" * len(asked))
            there = {row[0] for row in corpus.rows(f"SELECT * FROM ({_EXISTING[field]}) AS t(value) WHERE value IN ({marks})", asked)}
        if missing := [value for value in asked if value not in there]:
            problems += [Problem(Code.F01, value=value, field=NAMES.get(field, field)) for value in missing]
            kept: dict[str, Any] = {name: tuple(value for value in asked if value in there)}
            filters = replace(filters, **kept)
    return filters, problems
