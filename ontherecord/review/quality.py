"""How much of what is shown is right, by what people decided about a random sample of it.

The sample is of the machine's findings, as the machine wrote them, so that a decision never changes what was drawn. A finding is right where
what is on record is what the machine had written: confirmed ones are, rejected ones are not, and of fixed ones all is right but what was fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from ontherecord.countries import read_table
from ontherecord.intervals import Share, weighted
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.filters import CHECKED
from ontherecord.queries.where import positions_where, quotes_where
from ontherecord.review.machine import MACHINE, machines_where

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["quote", "position"]
SIZES = (50, 100, 200, 400)
SIZE, SEED = 100, 1
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where bands of confidence begin; each ends where the next begins, the last with 1."""
MEASURES: dict[Kind, dict[str, str]] = {
    "quote": {
        "attribution": "quote and speaker",
        "real": "a quote at all",
        "who": "speaker",
        "country": "country",
        "words": "where the words end",
    },
    "position": {
        "attribution": "right as shown",
        "real": "a position at all",
        "who": "actor",
        "stance": "stance and side",
        "target": "what it is on",
    },
}
"""What is right, the main one first. All but the first two are of those that are quotes (positions) at all."""
OF_REAL = ("who", "country", "words", "stance", "target")
_TYPE = {"quote": "type", "position": "stance"}
_WHO = {"quote": "speaker_id", "position": "actor_id"}


# --- the sample ---------------------------------------------------------------------------------------------------------------------------


def sample(corpus: Corpus, filters: Filters, kind: Kind, size: int = SIZE, seed: int = SEED) -> pd.DataFrame:
    """Up to ``size`` of the machine's quotes or positions that the filters let through, in random order: id (selector), aid, number, type (kind
    of quote, or stance), band (first confidence of it), outlet, confidence, population (of its stratum: a type in a band), drawn (of it).

    Strata are drawn by the square root of their size, so that small ones are seen, too (M. Bankier, "Power allocations", The American
    Statistician 42, 1988). Which of a stratum are drawn follows from a hash of seed, article, place and kind alone: the same corpus and seed give
    the same sample, whatever was decided and however often the corpus was built; a larger one holds the smaller."""
    where = machines_where(filters, kind)
    strata = corpus.rows(
        f"{MACHINE} SELECT {_TYPE[kind]} AS type, {_band()} AS band, count(*) FROM {kind}s WHERE {where.sql} GROUP BY ALL ORDER BY ALL", where.params
    )
    drawn = allocate([n for _, _, n in strata], max(size, 0))
    values = ", ".join(f"('{t}', {band}, {n}, {take})" for (t, band, n), take in zip(strata, drawn, strict=True)) or "(NULL, 0, 0, 0)"
    return corpus.frame(
        f"""{MACHINE}, strata AS (SELECT * FROM (VALUES {values}) AS s(stratum, floor, population, drawn)),
        ranked AS (
            SELECT {kind}_id AS id, aid, number, {_TYPE[kind]} AS type, {_band()}::DOUBLE AS band, outlet, confidence,
                {_hash(kind)} AS lot, row_number() OVER (PARTITION BY {_TYPE[kind]}, {_band()} ORDER BY {_hash(kind)}, aid, number) AS place
            FROM {kind}s WHERE {where.sql}
        )
        SELECT id, aid, number, type, band, outlet, confidence, population, drawn FROM ranked JOIN strata ON type = stratum AND band = floor
        WHERE place <= drawn ORDER BY lot, aid, number""",
        [str(seed), str(seed), *where.params],
    )


def allocate(sizes: Sequence[int], wanted: int) -> list[int]:
    """How many to draw of strata of these sizes: by the square root of each, never more than it has, ``wanted`` in all where there are as many.
    Strata are filled up one by one, so that a larger sample draws no fewer of any."""
    drawn = [0] * len(sizes)
    for _ in range(min(wanted, sum(sizes))):
        # As seats are given out in parliaments (Sainte-Laguë): the next goes to whom it brings closest to its due.
        open_ = [i for i, n in enumerate(sizes) if drawn[i] < n]
        drawn[max(open_, key=lambda i: (sqrt(sizes[i]) / (2 * drawn[i] + 1), -i))] += 1
    return drawn


def _band() -> str:
    return "CASE " + " ".join(f"WHEN confidence >= {low} THEN {low}" for low in reversed(BANDS)) + " ELSE 0.0 END"


def _hash(kind: Kind) -> str:
    return f"md5(? || ':' || article_id || ':' || start || ':{kind}')"


# --- what was found ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """Of ``count`` findings shown now, ``low`` to ``high`` are likely right. ``checked`` of them are by a person's word."""

    count: int
    checked: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """``drawn`` of ``population`` findings, ``checked`` of these. ``shares``: measure -> share. ``types``, ``outlets``: value -> share of the main
    measure, the most checked first. ``bands``: (from, mean confidence stated, share measured). ``covered``: share of the population in strata of
    which something was checked."""

    kind: Kind
    population: int
    drawn: int
    checked: int
    covered: float
    shares: dict[str, Share]
    types: dict[str, Share]
    outlets: dict[str, Share]
    bands: tuple[tuple[float, float, Share], ...]
    shown: Shown


def quality(corpus: Corpus, filters: Filters, kind: Kind, size: int = SIZE, seed: int = SEED) -> Quality:
    """What the decisions about :func:`sample` say. A finding stands for as many as its stratum has for each that was checked in it."""
    rows: list[dict[Any, Any]] = sample(corpus, filters, kind, size, seed).to_dict("records")
    strata = {(row["type"], row["band"]): int(row["population"]) for row in rows}
    population = population_of(corpus, filters, kind)
    judged = judge(corpus, kind, [(row["aid"], row["number"]) for row in rows])
    checked = [row | judged[row["aid"], row["number"]] for row in rows if (row["aid"], row["number"]) in judged]
    in_stratum: dict[tuple[str, float], int] = {}
    for row in checked:
        in_stratum[row["type"], row["band"]] = in_stratum.get((row["type"], row["band"]), 0) + 1
    for row in checked:
        row["weight"] = strata[row["type"], row["band"]] / in_stratum[row["type"], row["band"]]
    shares = {name: _share(checked, name) for name in MEASURES[kind]}
    return Quality(
        kind,
        population,
        len(rows),
        len(checked),
        sum(strata[s] for s in in_stratum) / population if population else 0.0,
        shares,
        _by(checked, lambda row: row["type"]),
        _by(checked, lambda row: row["outlet"] or ""),
        tuple(
            (band, sum(row["confidence"] * row["weight"] for row in of) / sum(row["weight"] for row in of), _share(of, "attribution"))
            for band in BANDS
            if (of := [row for row in checked if row["band"] == band])
        ),
        _shown(corpus, filters, kind, checked),
    )


def population_of(corpus: Corpus, filters: Filters, kind: Kind) -> int:
    """How many of the machine's findings the filters let through."""
    where = machines_where(filters, kind)
    return int(corpus.rows(f"{MACHINE} SELECT count(*) FROM {kind}s WHERE {where.sql}", where.params)[0][0])


def judge(corpus: Corpus, kind: Kind, numbers: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[str, bool]]:
    """(aid, number) -> measure -> whether the machine was right, of those of its findings that a person has judged."""
    among = ", ".join(f"({aid}, {number})" for aid, number in numbers) or "(NULL, NULL)"
    values = ("asserted", "pieces") if kind == "quote" else ("stance", "toward", "target", "evidence", "issue_id")
    names = ("aid", "number", "status", _WHO[kind], "country", *values)
    laid, machine = (
        {(row["aid"], row["number"]): row for row in corpus.dicts(f"SELECT {', '.join(names)} FROM {table} WHERE (aid, number) IN ({among})")}
        for table in (f"{kind}s", f"before_{kind}s")
    )
    found = {}
    for key, was in machine.items():
        now = laid.get(key)
        if now is not None and now["status"] != "machine":
            found[key] = (_quote if kind == "quote" else _position)(was, now)
    return found


def _quote(was: dict[str, Any], now: dict[str, Any]) -> dict[str, bool]:
    real = now["status"] != "rejected" and now["asserted"] == was["asserted"]
    who = real and now["speaker_id"] == was["speaker_id"]
    return {
        "real": real,
        "who": who,
        "country": real and now["country"] == was["country"],
        "words": real and now["pieces"] == was["pieces"],
        "attribution": who,
    }


def _position(was: dict[str, Any], now: dict[str, Any]) -> dict[str, bool]:
    def kept(*names: str) -> bool:
        return now["status"] != "rejected" and all(now[name] == was[name] for name in names)

    found = {"real": kept(), "who": kept("actor_id"), "stance": kept("stance", "toward"), "target": kept("target")}
    return found | {"attribution": all(found.values()) and kept("issue_id", "evidence")}


def _share(rows: Iterable[dict[str, Any]], measure: str) -> Share:
    return weighted((row[measure], row["weight"]) for row in rows if measure not in OF_REAL or row["real"])


def _by(rows: Sequence[dict[str, Any]], of: Callable[[dict[str, Any]], str]) -> dict[str, Share]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return {name: _share(groups[name], "attribution") for name in sorted(groups, key=lambda name: (-len(groups[name]), name))}


def _shown(corpus: Corpus, filters: Filters, kind: Kind, checked: Sequence[dict[str, Any]]) -> Shown:
    """What is by a person's word is right; of the rest of each stratum as much as was right of it in the sample, and where nothing of a stratum
    was checked, as much as on the whole."""
    where = (quotes_where if kind == "quote" else positions_where)(filters)
    rows = corpus.rows(
        f"SELECT {_TYPE[kind]} AS type, {_band()}::DOUBLE AS band, status, count(*) FROM {kind}s "
        f"WHERE {where.sql} AND status <> 'rejected' GROUP BY ALL",
        where.params,
    )
    vouched = sum(n for _, _, status, n in rows if status in CHECKED)
    left = {(type, band): n for type, band, status, n in rows if status not in CHECKED}
    count = vouched + sum(left.values())
    if not checked:
        return Shown(count, vouched, None, None)
    groups: dict[tuple[str, float], list[bool]] = {}
    for row in checked:
        groups.setdefault((row["type"], row["band"]), []).append(row["attribution"])
    # Each checked one stands for the unchecked of its stratum.
    standing_for = weighted((right, left.get(stratum, 0) / len(rights)) for stratum, rights in groups.items() for right in rights)
    share = standing_for if standing_for.checked else weighted((row["attribution"], row["weight"]) for row in checked)
    assert share.low is not None
    assert share.high is not None
    rest = sum(left.values())
    return Shown(count, vouched, vouched + round(share.low * rest), vouched + round(share.high * rest))


# --- the figures of the shipped models ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of the models that come with the program. ``comparable``: it is the same question as the measure of this page."""

    measure: str
    what: str
    articles: str
    value: float
    comparable: bool
    source: str


def measured(kind: Kind) -> list[Measured]:
    """What the project's own tests found (data/resources/model_scores.csv), shares from 0 to 1."""
    return [
        Measured(row["measure"], row["what"], row["articles"], float(row["percent"]) / 100, row["comparable"] == "yes", row["source"])
        for row in read_table("model_scores.csv")
        if row["kind"] == kind
    ]
