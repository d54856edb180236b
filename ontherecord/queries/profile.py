"""One person, organisation, country ...: what a corpus knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from ontherecord.errors import Code, Problem
from ontherecord.model import EntityKind
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import quotes_about
from ontherecord.queries.where import Where, mentions_where, positions_where, quotes_where, rows
from ontherecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


class Said(NamedTuple):
    """One quote, with its selector. ``day`` is that of the words, as far as ``basis`` knows it."""

    show: str
    content: str
    day: date | None
    basis: str
    outlet: str | None


class Office(NamedTuple):
    """A title that articles give a person. ``first`` and ``last``: days of publication, None where no article has one.

    One that a person put on record has no articles; ``first`` is the day from which it holds."""

    title: str
    country: str | None
    articles: int
    first: date | None
    last: date | None


class Reason(NamedTuple):
    """Why a country: the words of ``articles`` articles."""

    country: str
    reason: str
    articles: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Numbers follow the filters; names, offices and country are those of the whole corpus.

    ``variants`` are other names, with the articles that use each. ``quotes`` are by, ``about`` those of others that name it.
    ``first`` and ``latest`` are quotes by it, in order of their days.
    """

    entity_id: str
    name: str
    kind: EntityKind
    named: bool
    country: str | None
    country_reason: str | None
    reasons: tuple[Reason, ...]
    variants: tuple[tuple[str, int], ...]
    offices: tuple[Office, ...]
    mentions: int
    articles: int
    quotes: int
    about: int
    positions: int
    first: Said | None
    latest: Said | None


def profile(corpus: Corpus, filters: Filters, entity_id: str) -> Profile:
    """Raises Problem F01 when the corpus has no such entity. One that was merged into another is that one."""
    entity_id = corpus.now(entity_id)
    node = corpus.rows("SELECT eid, name, kind, coalesce(named, TRUE), country, country_reason FROM nodes WHERE entity_id = ?", [entity_id])
    if not node:
        raise Problem(Code.F01, value=entity_id, field="person, organisation or country")
    eid, name, kind, named, country, reason = node[0]
    m, q, a, p = mentions_where(filters), quotes_where(filters), quotes_about(filters, entity_id), positions_where(filters)
    mentions, articles = corpus.rows(f"SELECT count(*), count(DISTINCT aid) FROM mentions WHERE eid = ? AND {m.sql}", [eid, *m.params])[0]
    ((quotes,),) = corpus.rows(f"SELECT count(*) FROM quotes WHERE eid = ? AND {q.sql}", [eid, *q.params])
    ((about,),) = corpus.rows(f"SELECT count(*) FROM quotes WHERE {a.sql}", a.params)
    ((positions,),) = corpus.rows(f"SELECT count(*) FROM positions WHERE eid = ? AND {p.sql}", [eid, *p.params])
    said = [
        corpus.rows(
            f"SELECT quote_id, content, said_on AS day, said_basis AS basis, outlet FROM quotes WHERE eid = ? AND {q.sql} "
            f"ORDER BY day {way} NULLS LAST, article_id, number LIMIT 1",
            [eid, *q.params],
        )
        for way in ("", "DESC")
    ]
    return Profile(
        entity_id=entity_id,
        name=name,
        kind=kind,
        named=named,
        country=country,
        country_reason=reason,
        reasons=tuple(Reason(*row) for row in _reasons(corpus, eid)),
        variants=_variants(corpus, eid, name),
        offices=tuple(Office(*row) for row in _offices(corpus, eid)),
        mentions=mentions,
        articles=articles,
        quotes=quotes,
        about=about,
        positions=positions,
        first=Said(*said[0][0]) if said[0] else None,
        latest=Said(*said[1][0]) if said[1] else None,
    )


def _reasons(corpus: Corpus, eid: int) -> list[tuple[str, str, int]]:
    return corpus.rows(  # type: ignore[return-value]
        "SELECT country, country_reason, count(DISTINCT aid) AS n FROM entities WHERE eid = ? AND country IS NOT NULL AND country_reason IS NOT NULL "
        "GROUP BY ALL ORDER BY n DESC, country, country_reason LIMIT 6",
        [eid],
    )


def _variants(corpus: Corpus, eid: int, name: str) -> tuple[tuple[str, int], ...]:
    found = corpus.rows(
        "SELECT variant, count(DISTINCT aid) AS n FROM (SELECT aid, unnest(list_distinct(list_append(variants, name))) AS variant FROM entities "
        "WHERE eid = ?) WHERE variant <> '' GROUP BY variant ORDER BY n DESC, variant",
        [eid],
    )
    seen, kept = {fold(name)}, []
    for variant, count in found:
        if (key := fold(variant)) not in seen:
            seen.add(key)
            kept.append((variant, count))
    return tuple(kept)


def _offices(corpus: Corpus, eid: int) -> list[tuple[str, str | None, int, date | None, date | None]]:
    return corpus.rows(  # type: ignore[return-value]
        """
        WITH roles AS (SELECT aid, unnest(roles) AS role FROM entities WHERE eid = ?)
        SELECT mode(role.title), mode(role.country), count(DISTINCT aid) AS articles, min(published_on), max(published_on)
        FROM roles JOIN articles USING (aid) GROUP BY lower(role.title)
        UNION ALL SELECT title, NULL, 0, since, NULL FROM set_offices WHERE entity_id = (SELECT entity_id FROM nodes WHERE eid = ?)
        ORDER BY articles = 0 DESC, articles DESC, 1 LIMIT 12
        """,
        [eid, eid],
    )


def quotes_of(corpus: Corpus, filters: Filters, entity_id: str, what: str = "by", limit: int = 10, offset: int = 0) -> pd.DataFrame:
    """Quotes ``by`` an entity or ``about`` it, newest first: quote_id, speaker_id, speaker, country, type, asserted, status, content, cue_text,
    outlet, day, basis."""
    where = quotes_about(filters, entity_id) if what == "about" else quotes_where(filters).add("speaker_id = ?", entity_id)
    return corpus.frame(
        f"SELECT quote_id, speaker_id, speaker_name AS speaker, country, type, asserted, status, content, cue_text, outlet, said_on AS day, "
        "said_basis AS basis "
        f"FROM quotes WHERE {where.sql} ORDER BY day DESC NULLS LAST, article_id, number LIMIT ? OFFSET ?",
        [*where.params, rows(limit), max(offset, 0)],
    )


def named_with(corpus: Corpus, filters: Filters, entity_id: str, limit: int | None = 12) -> pd.DataFrame:
    """Who is named in the same sentences: entity_id, name, kind, country, sentences, articles; most sentences first."""
    where = mentions_where(filters)
    return corpus.frame(
        f"""
        WITH hit AS (SELECT aid, sentence, eid, entity_id FROM mentions WHERE {where.sql} AND sentence IS NOT NULL),
        here AS (SELECT DISTINCT aid, sentence FROM hit WHERE entity_id = ?),
        found AS (
            SELECT eid, count(DISTINCT (aid, sentence)) AS sentences, count(DISTINCT aid) AS articles
            FROM hit JOIN here USING (aid, sentence) WHERE entity_id <> ? GROUP BY eid
        )
        SELECT n.entity_id, n.name, n.kind, n.country, sentences, articles FROM found JOIN nodes n USING (eid)
        WHERE coalesce(n.named, TRUE) AND NOT n.hidden AND n.kind IN ('person', 'organisation', 'country')
        ORDER BY sentences DESC, articles DESC, n.name LIMIT ?
        """,
        [*where.params, entity_id, entity_id, rows(limit)],
    )


def outlets_of(corpus: Corpus, filters: Filters, entity_id: str) -> pd.DataFrame:
    """Where it is named and quoted: outlet (None: not given), articles that name it, quotes by it; most articles first."""
    m, q = mentions_where(filters), quotes_where(filters)
    return corpus.frame(
        f"""
        WITH named AS (
            SELECT a.outlet, count(DISTINCT aid) AS articles FROM (SELECT aid FROM mentions
            WHERE entity_id = ? AND {m.sql}) JOIN articles a USING (aid) GROUP BY a.outlet
        ), said AS (SELECT outlet, count(*) AS quotes FROM quotes WHERE speaker_id = ? AND {q.sql} GROUP BY outlet)
        SELECT coalesce(n.outlet, s.outlet) AS outlet, coalesce(n.articles, 0)::INTEGER AS articles, coalesce(s.quotes, 0)::INTEGER AS quotes
        FROM named n FULL JOIN said s ON n.outlet IS NOT DISTINCT FROM s.outlet ORDER BY quotes DESC, articles DESC, outlet
        """,
        [entity_id, *m.params, entity_id, *q.params],
    )


DIRECTORY = {
    "quotes": "quotes DESC, mentions DESC, name, entity_id",
    "positions": "positions DESC, quotes DESC, name, entity_id",
    "mentions": "mentions DESC, quotes DESC, name, entity_id",
    "name": "strip_accents(lower(name)), entity_id",
}
"""Orders of :func:`directory`."""
Heard = Literal["", "quotes", "positions"]


def directory(
    corpus: Corpus,
    filters: Filters,
    kinds: Sequence[str] = (),
    find: str = "",
    limit: int | None = 50,
    offset: int = 0,
    order: str = "quotes",
    heard: Heard = "",
) -> pd.DataFrame:
    """Everybody who is named, quoted or takes a position under the filters, unnamed sources ("a Spanish official") too; in one of the orders of
    :data:`DIRECTORY`.

    Columns: entity_id, name, kind, named, country, quotes, positions, mentions, articles and stories (that mention it; near-copies of an article
    are one story), total (rows in all).

    ``kinds``: of named ones; "unnamed" for unnamed sources of any kind. ``find``: letters of the name or a variant, whatever their case and
    accents. ``heard``: only those who are quoted, or who take a position.
    """
    m, q, p = mentions_where(filters), quotes_where(filters), positions_where(filters)
    wanted = Where().add("NOT n.hidden").among("CASE WHEN coalesce(n.named, TRUE) THEN n.kind ELSE 'unnamed' END", list(kinds))
    if heard:
        wanted.add(f"{heard} > 0")
    for word in fold(find).split():
        # strip_accents and lower do for names what fold does for texts
        wanted.add("contains(lower(strip_accents(n.name || ' ' || coalesce(array_to_string(n.variants, ' '), ''))), ?)", word)
    return corpus.frame(
        f"""
        WITH hit AS (
            SELECT eid, count(*) AS mentions, count(DISTINCT aid) AS articles, count(DISTINCT coalesce(story, article_id)) AS stories
            FROM (SELECT eid, aid FROM mentions WHERE {m.sql}) JOIN (SELECT aid, story, article_id FROM articles) USING (aid) GROUP BY eid
        ),
        said AS (SELECT eid, count(*) AS quotes FROM quotes WHERE {q.sql} AND eid IS NOT NULL GROUP BY eid),
        held AS (SELECT eid, count(*) AS positions FROM positions WHERE {p.sql} AND eid IS NOT NULL GROUP BY eid)
        SELECT n.entity_id, n.name, n.kind, coalesce(n.named, TRUE) AS named, n.country, coalesce(quotes, 0)::INTEGER AS quotes,
            coalesce(positions, 0)::INTEGER AS positions, coalesce(mentions, 0)::INTEGER AS mentions, coalesce(articles, 0)::INTEGER AS articles,
            coalesce(stories, 0)::INTEGER AS stories, count(*) OVER () AS total
        FROM nodes n LEFT JOIN hit USING (eid) LEFT JOIN said USING (eid) LEFT JOIN held USING (eid)
        WHERE {wanted.sql} AND coalesce(mentions, quotes, positions) IS NOT NULL
        ORDER BY {DIRECTORY.get(order, DIRECTORY["quotes"])} LIMIT ? OFFSET ?
        """,
        [*m.params, *q.params, *p.params, *wanted.params, rows(limit), max(offset, 0)],
    )


def entities(corpus: Corpus, filters: Filters, limit: int | None = None) -> pd.DataFrame:
    """The whole :func:`directory` in one table, most mentioned first: what is exported."""
    return directory(corpus, filters, limit=limit, order="mentions").drop(columns="total")


def count_entities(corpus: Corpus, filters: Filters) -> int:
    """How many there are in :func:`directory`."""
    found = directory(corpus, filters, limit=1)
    return int(found["total"].iloc[0]) if len(found) else 0
