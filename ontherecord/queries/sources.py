"""Who is quoted: how often and how concentrated, named or not, officials or others, where, when, and what has changed.

A quote counts once, or, with ``once``, only where its words do not stand in an earlier version of the same article. Every number comes with the
selector of the quotes that it counts. What "official" means: :mod:`ontherecord.queries.offices`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot
from typing import TYPE_CHECKING, Literal, get_args

from ontherecord.intervals import wilson
from ontherecord.model import SOURCE_KINDS
from ontherecord.queries import selectors
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.offices import OFFICES, office
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import IDENTIFIED, quotes_with

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[Property, str]
By = Literal["source", "office"]
GROUPS: dict[By, tuple[str, ...]] = {"source": SOURCE_KINDS, "office": OFFICES}
Over = Literal["outlet", "country", "week", "month"]
FEW = 10
"""Quotes under which a share says too little to be shown."""
TOP = 10
"""Names whose share of all quotes says how concentrated these are."""
LENGTHS = (7, 30, 90, 365)
"""Days of a period that is compared with the one before, where the filters name none."""


@dataclass(frozen=True, slots=True)
class Counted:
    """``count`` quotes of ``of``; ``show`` is the selector of the former, ``show_of`` of the latter."""

    count: int
    of: int
    show: str
    show_of: str

    @property
    def few(self) -> bool:
        """Whether there are too few to tell a share."""
        return self.of < FEW

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there are too few."""
        return None if self.few else self.count / self.of

    @property
    def interval(self) -> tuple[float, float] | None:
        """In 95 of 100 samples of so many quotes the true share lies inside (Wilson 1927, see :mod:`ontherecord.intervals`)."""
        return None if self.few else wilson(self.count / self.of, self.of)


@dataclass(frozen=True, slots=True)
class Source:
    """A name that is quoted: a person, an organisation, a document. ``official`` and ``unknown`` count its quotes by office."""

    entity_id: str
    name: str
    country: str | None
    quotes: Counted
    articles: int
    official: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Audit:
    """``quotes``: all. ``identified``: those whose source has a name, ``sources`` how many names these are, ``top`` the share of the :data:`TOP`
    most quoted of them, ``gini`` how unevenly they are quoted (:func:`gini`; None under two names or :data:`FEW` quotes). ``kinds`` and
    ``offices``: all quotes by kind of source and by office; ``officials``: officials among those whose role is known."""

    quotes: Counted
    identified: Counted
    sources: int
    top: Counted
    gini: float | None
    kinds: dict[str, Counted]
    offices: dict[str, Counted]
    officials: Counted
    once: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One outlet, country or period with its quotes by group. ``key`` is None for those without one; of a period ``days`` are first and last."""

    key: str | None
    quotes: Counted
    groups: dict[str, Counted]
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A measure now and before. ``clear``: the difference of the shares is more than chance (:func:`differs`); None where that cannot be told."""

    name: str
    now: Counted | float | None
    before: Counted | float | None
    clear: bool | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods of ``length`` days, first and last day inclusive, and what has changed from ``before`` to ``now``."""

    now: tuple[date, date]
    before: tuple[date, date]
    length: int
    audits: tuple[Audit, Audit]
    changes: tuple[Change, ...]


def gini(counts: Sequence[int]) -> float | None:
    """How unevenly ``counts`` (each above 0) are spread: 0 where all are equal, near 1 where one has nearly all. None under two of them.

    C. Gini, "Variabilità e mutabilità" (Bologna, 1912), in the form of R. Dorfman, "A formula for the Gini coefficient", The Review of Economics and
    Statistics 61 (1979): of counts in rising order, 2 * sum(rank * count) / (n * sum(count)) - (n + 1) / n. Names that are never quoted are
    not in it, since nobody knows how many there could have been.
    """
    n, total = len(counts), sum(counts)
    if n < 2 or not total:
        return None
    return 2 * sum(rank * count for rank, count in enumerate(sorted(counts), 1)) / (n * total) - (n + 1) / n


def differs(one: Counted, other: Counted) -> bool | None:
    """Whether two shares differ by more than chance: the interval of their difference does not hold 0. None where one rests on too few.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10.
    """
    a, b = one.interval, other.interval
    if a is None or b is None or one.share is None or other.share is None:
        return None
    apart = one.share - other.share
    low, high = hypot(one.share - a[0], b[1] - other.share), hypot(a[1] - one.share, other.share - b[0])
    return not apart - low <= 0 <= apart + high


def audit(corpus: Corpus, filters: Filters, once: bool = False, instead: str = "") -> Audit:
    """The numbers of all quotes that the filters let through; ``instead`` is a range of days in the place of theirs."""
    shared = _shared(once, instead)
    where = quotes_with(filters, shared)
    rows = corpus.rows(
        f"""SELECT source_kind, {office()} AS office, {IDENTIFIED} AS identified, count(*) FROM quotes WHERE {where.sql} GROUP BY ALL""", where.params
    )
    kinds, offices = dict.fromkeys(SOURCE_KINDS, 0), dict.fromkeys(OFFICES, 0)
    identified = 0
    for kind, held, named, count in rows:
        kinds[kind] = kinds.get(kind, 0) + count
        offices[held] += count
        identified += count * named
    total = sum(offices.values())

    def told(count: int, of: int, pairs: Sequence[Pair], of_pairs: Sequence[Pair] = ()) -> Counted:
        return Counted(count, of, _show(pairs, shared), _show(of_pairs, shared))

    named_: list[Pair] = [("identified", "yes")]
    counts = corpus.rows(
        f"SELECT speaker_id, count(*) AS n FROM quotes WHERE {where.sql} AND {IDENTIFIED} GROUP BY speaker_id ORDER BY n DESC, speaker_id",
        where.params,
    )
    first: list[Pair] = [("speaker", id) for id, _ in counts[:TOP]]
    known: list[Pair] = [("office", "official"), ("office", "other")]
    return Audit(
        Counted(total, total, _show((), shared), _show((), shared)),
        told(identified, total, named_),
        len(counts),
        told(sum(n for _, n in counts[:TOP]), identified, [*first, *named_], named_),
        gini([n for _, n in counts]) if identified >= FEW else None,
        {kind: told(n, total, [("source", kind)]) for kind, n in kinds.items()},
        {held: told(n, total, [("office", held)]) for held, n in offices.items()},
        told(offices["official"], offices["official"] + offices["other"], known[:1], known),
        once,
    )


def most_quoted(corpus: Corpus, filters: Filters, once: bool = False, limit: int | None = 20) -> list[Source]:
    """Names by how often they are quoted, of all quotes whose source has a name."""
    shared = _shared(once)
    where = quotes_with(filters, [("identified", "yes"), *shared])
    rows = corpus.rows(
        f"""
        WITH hit AS (SELECT *, {office()} AS office FROM quotes WHERE {where.sql})
        SELECT n.entity_id, n.name, mode(hit.country), count(*) AS quotes, count(DISTINCT aid), count(*) FILTER (office = 'official'),
            count(*) FILTER (office = 'unknown'), (SELECT count(*) FROM hit)
        FROM hit JOIN nodes n USING (eid) GROUP BY n.entity_id, n.name ORDER BY quotes DESC, n.name, n.entity_id LIMIT ?
        """,
        [*where.params, 2**40 if limit is None else limit],
    )
    named: Pair = ("identified", "yes")
    return [
        Source(id, name, country, Counted(n, of, _show([("speaker", id), named], shared), _show([named], shared)), articles, official, unknown)
        for id, name, country, n, articles, official, unknown, of in rows
    ]


def lines(corpus: Corpus, filters: Filters, over: Over, by: By, once: bool = False) -> list[Line]:
    """All quotes by outlet or country that is spoken for (most first, those without one last), or by week (from Monday) or month of publication
    (in order, without gaps, the undated last), each divided ``by`` kind of source or office."""
    shared = _shared(once)
    where = quotes_with(filters, shared)
    key = over if over in ("outlet", "country") else f"date_trunc('{over}', published_on)::DATE"
    group = "source_kind" if by == "source" else office()
    rows = corpus.rows(f"SELECT {key} AS key, {group} AS held, count(*) FROM quotes WHERE {where.sql} GROUP BY ALL", where.params)
    found: dict[str | date | None, dict[str, int]] = {}
    for value, held, count in rows:
        found.setdefault(value, {})[held] = count
    if over in ("outlet", "country"):
        keys = sorted(found, key=lambda k: (k is None, -sum(found[k].values()), str(k)))
    else:
        keys = [*_periods([k for k in found if isinstance(k, date)], over), *([None] if None in found else [])]
    return [_line(k, found.get(k, {}), over, by, shared) for k in keys]


def _line(key: str | date | None, counts: Mapping[str, int], over: Over, by: By, shared: Sequence[Pair]) -> Line:
    days = (key, _after(key, over) - timedelta(days=1)) if isinstance(key, date) else None
    if over in ("outlet", "country"):
        own: Pair = ("lacks", over) if key is None else (over, str(key))  # type: ignore[assignment]
    else:
        own = ("published", selectors.days(*days) if days else selectors.UNDATED)
    total, whole = sum(counts.values()), _show([own], shared)
    groups = {group: Counted(counts.get(group, 0), total, _show([own, (by, group)], shared), whole) for group in GROUPS[by]}
    return Line(None if key is None else str(key), Counted(total, total, whole, whole), groups, days)


def _after(day: date, over: Over) -> date:
    """The first day of the next week or month."""
    if over == "week":
        return day + timedelta(days=7)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _periods(found: Sequence[date], over: Over) -> list[date]:
    day, last = min(found, default=None), max(found, default=None)
    periods = []
    while day is not None and last is not None and day <= last:
        periods.append(day)
        day = _after(day, over)
    return periods


def lengths(corpus: Corpus, filters: Filters) -> list[int]:
    """Days that a period can have that is compared with the one before, the best first: that of the filters where they say from when; else
    those of :data:`LENGTHS` that fit twice into what is dated, the longest first. None where nothing fits."""
    first, last = _span(corpus, filters)
    if first is None or last is None:
        return []
    if filters.since:
        return [max(((filters.until or last) - filters.since).days + 1, 1)]
    days = (last - first).days + 1
    return [length for length in reversed(LENGTHS) if 2 * length <= days] or ([days // 2] if days > 1 else [])


def compared(corpus: Corpus, filters: Filters, length: int, once: bool = False) -> Compared | None:
    """The last ``length`` days that the filters let through against as many before, whatever day the filters begin with; None without a day.

    The days are those that the filters mean: of publication, or of the words.
    """
    _, last = _span(corpus, filters)
    end = filters.until or last
    if end is None:
        return None
    start = end - timedelta(days=length - 1)
    now, before = (start, end), (start - timedelta(days=length), start - timedelta(days=1))
    one, other = (audit(corpus, filters, once, selectors.days(*days)) for days in (now, before))
    changes = [Change("Quotes", one.quotes, other.quotes, None), Change("Names quoted", float(one.sources), float(other.sources), None)]
    pairs = [
        ("Named sources", one.identified, other.identified),
        (f"The {TOP} most quoted", one.top, other.top),
        ("Officials", one.officials, other.officials),
    ]
    pairs += [(kind, one.kinds[kind], other.kinds[kind]) for kind in SOURCE_KINDS]
    changes += [Change(name, a, b, differs(a, b)) for name, a, b in pairs]
    return Compared(now, before, length, (one, other), (*changes, Change("Gini coefficient", one.gini, other.gini, None)))


def _span(corpus: Corpus, filters: Filters) -> tuple[date | None, date | None]:
    where = quotes_with(filters, ())
    column = "published_on" if filters.days_mean == "published" else "said_on"
    return corpus.rows(f"SELECT min({column}), max({column}) FROM quotes WHERE {where.sql}", where.params)[0]  # type: ignore[return-value]


def _shared(once: bool, instead: str = "") -> list[Pair]:
    found: list[Pair] = [("once", "story")] if once else []
    return [*found, ("instead", instead)] if instead else found


def sheet(corpus: Corpus, filters: Filters, once: bool = False) -> pd.DataFrame:
    """The whole audit as one long table: table, line, group, quotes, of, share, low, high (of the interval), show (a selector).

    ``share``, ``low`` and ``high`` are None where they would rest on fewer than :data:`FEW` quotes. A Gini coefficient stands under ``share``.
    """
    import pandas as pd  # slow to import: not before it is needed

    found: list[tuple[object, ...]] = []

    def add(table: str, line: str, group: str, counted: Counted) -> None:
        low, high = counted.interval or (None, None)
        found.append((table, line, group, counted.count, counted.of, counted.share, low, high, counted.show))

    def whole(line: str, told: Audit) -> None:
        add("audit", line, "all quotes", told.quotes)
        add("audit", line, "named sources", told.identified)
        add("audit", line, f"the {TOP} most quoted of {told.sources} names", told.top)
        found.append(("audit", line, "Gini coefficient", told.identified.count, None, told.gini, None, None, told.identified.show))
        add("audit", line, "officials among those whose role is known", told.officials)

    whole("", audit(corpus, filters, once))
    for source in most_quoted(corpus, filters, once, limit=None):
        add("most quoted", source.name, "", source.quotes)
    for over in get_args(Over):
        for by in get_args(By):
            for line in lines(corpus, filters, over, by, once):
                label = "not given" if line.key is None else corpus.label(over, line.key)
                for group, counted in line.groups.items():
                    add(f"{by} by {over}", label, group, counted)
    if (fit := lengths(corpus, filters)) and (both := compared(corpus, filters, fit[0], once)):
        for days, told in zip((both.now, both.before), both.audits, strict=True):
            whole(f"{days[0]} to {days[1]}", told)
    frame = pd.DataFrame(found, columns=["table", "line", "group", "quotes", "of", "share", "low", "high", "show"])
    return frame.astype({"of": "Int64"}).round({"share": 4, "low": 4, "high": 4})


def _show(pairs: Sequence[Pair], shared: Sequence[Pair]) -> str:
    return selectors.quotes(*pairs, *shared) if pairs or shared else selectors.quotes(("any", "quote"))
