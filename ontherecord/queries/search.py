"""Search: what :mod:`ontherecord.queries.asking` reads, answered from the index of words and the corpus's own tables, ranked, with snippets."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, TypeVar

from ontherecord import countries
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Asserted, Repair
from ontherecord.queries.asking import Query, Term, parse
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.fulltext import RANKED, SHIFT, Index, Table, expression, index_of
from ontherecord.queries.once import Once
from ontherecord.queries.snippets import Piece, snippet
from ontherecord.queries.where import Where, articles_where, quotes_where
from ontherecord.text import fold

T = TypeVar("T")
Kind = Literal["quotes", "articles"]
Order = Literal["best", "newest", "oldest"]
ALIKE = 75
"""How alike (0 to 100) a name must be to what was typed to be asked about."""
MISSPELT = 8
"""Words of a search up to which each that nothing has is compared with all names; a paragraph pasted whole holds no slip of the pen."""
NAMED = 12
"""People that one name may stand for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote or an article. ``id`` is a selector for a quote, the article's id for an article; ``start`` is where the snippet (of a quote: the
    quote) begins in the original text. ``pieces`` joined are the snippet as it reads, with an ellipsis where it is cut."""

    kind: Kind
    id: str
    article_id: str
    title: str
    outlet: str | None
    published_on: date | None
    pieces: tuple[Piece, ...]
    start: int
    speaker: str | None = None
    speaker_id: str | None = None
    country: str | None = None
    type: str | None = None
    asserted: Asserted | None = None
    quotes: int = 0
    """Of an article: how many it has."""


@dataclass(frozen=True, slots=True)
class Found:
    """``count`` in all, ``elsewhere`` of the other kind. ``notes`` say how the search was read where that may surprise; ``missing`` what
    of it the corpus does not have, so that nothing can be found."""

    hits: tuple[Hit, ...] = ()
    count: int = 0
    elsewhere: int = 0
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass
class _Read:
    """A search made ready: expressions for the index, filters for the tables."""

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    not_said: list[str] = field(default_factory=list)
    filters: list[Filters] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def search(corpus: Corpus, filters: Filters, text: str, kind: Kind = "quotes", order: Order = "best", limit: int = 20, offset: int = 0) -> Found:
    """What of the filtered quotes or articles the search finds. Any text can be asked; an empty one finds nothing.

    Words of a quote are looked for in what was said and in its speaker's names; those of an article in its title and text. Fields narrow:
    an article matches ``speaker:`` or ``said:`` when it holds such a quote.
    """
    query = parse(text)
    if not query.terms:
        return Found(notes=query.notes)
    index = index_of(corpus)
    read = _read(corpus, index, query)
    notes = (*query.notes, *read.notes)
    if read.missing:
        return Found(notes=notes, missing=tuple(read.missing))
    elsewhere = _count(corpus, index, read, filters, "articles" if kind == "quotes" else "quotes")
    if not limit:
        return Found(count=_count(corpus, index, read, filters, kind), elsewhere=elsewhere, notes=notes)
    scores = _matching(corpus, index, read, filters, kind, ranked=order == "best")
    if order == "best" and len(scores) > RANKED and (read.wanted or read.said):
        notes = (*notes, f"More than {RANKED:,} {kind} have these words: too many to rank, so the newest come first.")
    last = max(offset, 0) + limit
    keys = _ordered(corpus, kind, scores, order, last)
    shown = keys[max(offset, 0) :]
    hits = _quote_hits(corpus, index, read, shown) if kind == "quotes" else _article_hits(corpus, index, read, shown, filters)
    return Found(tuple(hits), len(scores), elsewhere, notes)


def matches(corpus: Corpus, filters: Filters, text: str, kind: Kind, order: Order = "best") -> list[int]:
    """All that :func:`search` finds, in its order: rows of the index (of a quote: ``aid << SHIFT | number``, of an article its ``aid``)."""
    query = parse(text)
    read = _read(corpus, index_of(corpus), query)
    if not query.terms or read.missing:
        return []
    return _ordered(corpus, kind, _matching(corpus, index_of(corpus), read, filters, kind, ranked=order == "best"), order)


def keys(corpus: Corpus, filters: Filters, text: str, kind: Kind, order: Order = "best") -> list[Any]:
    """The same as (article id, number) of quotes, ids of articles."""
    found = matches(corpus, filters, text, kind, order)
    ids = dict(corpus.rows("SELECT aid, article_id FROM numbers"))
    return [(ids[row >> SHIFT], row & ((1 << SHIFT) - 1)) for row in found] if kind == "quotes" else [ids[row] for row in found]


def sought(corpus: Corpus, text: str) -> list[str]:
    """The expressions of the index (:func:`~ontherecord.queries.fulltext.expression`) that a search looks for in texts; none where it only asks
    for speakers, countries and the like."""
    read = _read(corpus, index_of(corpus), parse(text))
    return [*read.wanted, *read.said]


def found_where(corpus: Corpus, filters: Filters, text: str, kind: Kind) -> Where:
    """For the table ``quotes`` or ``articles``: what :func:`search` finds."""
    row = f"((aid::BIGINT << {SHIFT}) | number)" if kind == "quotes" else "aid"
    return Where().add(f"{row} IN (SELECT unnest(?::BIGINT[]))", matches(corpus, filters, text, kind, "newest"))


# --- reading ------------------------------------------------------------------------------------------------------------------------


def _read(corpus: Corpus, index: Index, query: Query) -> _Read:
    read = _Read()
    for term in query.terms:
        if term.field in ("", "said"):
            _words(index, term, read, compare=len(query.terms) <= MISSPELT)
            continue
        values = _VALUES[term.field](corpus, index, term)
        name = "not_" + term.field if term.out else term.field
        if not values:
            near = _near(corpus, index, term)
            said = f"No {term.field} here goes by “{term.text}”."
            said += f" Did you mean {near}?" if near else ""
            (read.notes if term.out else read.missing).append(said)
            continue
        chosen: dict[str, Any] = {name: tuple(values)}
        read.filters.append(Filters(**chosen))
        labels = [corpus.label(term.field, value) for value in values]
        if [fold(label) for label in labels] != [fold(term.text)] and not term.out:
            read.notes.append(f"“{term.field}:{term.text}” is {_either(labels)}.")
    return read


def _words(index: Index, term: Term, read: _Read, compare: bool) -> None:
    others: list[str] = []
    if not term.starts and " " not in term.text:
        others = index.spellings(term.text)
        if compare and not others and len(term.text) > 4 and not term.out and not term.phrase and not index.holds(expression(term)):
            others = index.nearest(term.text)
            if others:
                read.notes.append(f"Nothing has “{term.text}”; names that are spelled nearly so were looked for: {', '.join(others)}.")
    if term.field == "said":
        (read.not_said if term.out else read.said).append(expression(term, others))
    else:
        (read.unwanted if term.out else read.wanted).append(expression(term, others))


def _either(labels: Sequence[str]) -> str:
    shown = [*labels[:3], f"{len(labels) - 3} others"] if len(labels) > 4 else list(labels)
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _speakers(corpus: Corpus, index: Index, term: Term) -> list[str]:
    """Ids of those who are quoted or take a position and go by this name, the most quoted first."""
    asked = [{word, *index.spellings(word)} for word in fold(term.text).split()]
    found = [
        id
        for id, known in _voices(corpus)
        if all(any(word.startswith(form) if term.starts else word == form for word in known for form in forms) for forms in asked)
    ]
    exact = [id for id in found if fold(corpus.label("speaker", id)) == fold(term.text)]
    return exact or found[:NAMED]


@Once
def _voices(corpus: Corpus) -> list[tuple[str, frozenset[str]]]:
    """Everybody who is quoted or takes a position, the most first: id, words of all names."""
    rows = corpus.rows(
        "SELECT entity_id, name, variants FROM nodes JOIN (SELECT eid, count(*) AS n FROM "
        "(SELECT eid FROM quotes UNION ALL SELECT eid FROM positions) GROUP BY eid) USING (eid) ORDER BY n DESC, name"
    )
    return [(id, frozenset(fold(" ".join((name, *(variants or ())))).replace("-", " ").split())) for id, name, variants in rows]


def _countries(corpus: Corpus, index: Index, term: Term) -> list[str]:
    code = countries.lookup(term.text) or countries.lookup(term.text.title()) or countries.lookup(term.text.upper())
    if code is None and len(term.text) <= 4 and countries.name(term.text.upper()) != term.text.upper():
        code = term.text.upper()
    return [code] if code else []


def _outlets(corpus: Corpus, index: Index, term: Term) -> list[str]:
    names = [name for (name,) in corpus.rows("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet")]
    exact = [name for name in names if fold(name) == fold(term.text)]
    return exact or [name for name in names if fold(term.text) in fold(name)]


def _issues(corpus: Corpus, index: Index, term: Term) -> list[str]:
    words = fold(term.text).split()
    found = corpus.rows("SELECT issue_id, name FROM issues JOIN (SELECT iid, count(*) AS n FROM positions GROUP BY iid) USING (iid) ORDER BY n DESC")
    return [id for id, name in found if all(word in fold(name) for word in words)]


_VALUES: dict[str, Any] = {"speaker": _speakers, "country": _countries, "outlet": _outlets, "issue": _issues}


def _near(corpus: Corpus, index: Index, term: Term) -> str:
    """Names like the one that was not found, for a question; "" for none."""
    from rapidfuzz import fuzz, process

    if term.field == "speaker":
        words = [index.nearest(word, 1, ALIKE) for word in fold(term.text).split()]
        near = [" ".join(word[0] for word in words)] if words and all(words) else []
        near = [corpus.label("speaker", id) for text in near for id in _speakers(corpus, index, replace(term, text=text))[:3]]
    elif term.field == "country":
        names = [countries.name(code) for (code,) in corpus.rows("SELECT DISTINCT country FROM quotes WHERE country IS NOT NULL")]
        near = [name for name, *_ in process.extract(term.text.title(), names, scorer=fuzz.ratio, score_cutoff=70, limit=2)]
    else:
        column, table = ("outlet", "articles") if term.field == "outlet" else ("name", "issues")
        names = [name for (name,) in corpus.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")]
        near = [name for name, *_ in process.extract(term.text, names, scorer=fuzz.WRatio, score_cutoff=70, limit=2)]
    return _either(near) if near else ""


# --- matching -----------------------------------------------------------------------------------------------------------------------


def _matching(corpus: Corpus, index: Index, read: _Read, filters: Filters, kind: Kind, ranked: bool = True) -> dict[int, float]:
    """Row of the index -> score, of everything that holds; best first where it is ``ranked``."""
    if kind == "quotes":
        wanted = [*read.wanted, *(_spoken(part) for part in read.said)]
        unwanted = [*read.unwanted, *(_spoken(part) for part in read.not_said)]
        given = [replace(f, asserted=filters.asserted, status=filters.status) for f in _given(filters, *read.filters)]
        allowed = _allowed(corpus, [quotes_where(f) for f in given], "quotes")
    else:
        wanted, unwanted = read.wanted, read.unwanted
        allowed = _allowed(corpus, [articles_where(f) for f in _given(filters, *(f for f in read.filters if _of_article(f)))], "articles")
        # What only a quote can be asked: the article must hold one such quote, and none that is left out.
        asked = [f for f in read.filters if not _of_article(f) and not _left_out(f)]
        if asked or read.said:
            inside = _matching(corpus, index, _Read(said=read.said, filters=asked), filters, "quotes", ranked=False)
            holding = {row >> SHIFT for row in inside}
            allowed = holding if allowed is None else allowed & holding
        for part in [_Read(filters=[_turned(f)]) for f in read.filters if _left_out(f)] + [_Read(said=[text]) for text in read.not_said]:
            every = allowed if allowed is not None else _allowed(corpus, [Where()], "articles") or set()
            allowed = every - {row >> SHIFT for row in _matching(corpus, index, part, Filters(), "quotes", ranked=False)}
    if wanted:
        found = index.rows(kind, wanted, unwanted, ranked)
        if allowed is None:
            hidden = _hidden(corpus) if kind == "quotes" else ()
            return {row: score for row, score in found.items() if row not in hidden} if hidden else found
        return {row: score for row, score in found.items() if row in allowed}
    rest = allowed if allowed is not None else _allowed(corpus, [quotes_where(filters) if kind == "quotes" else Where()], kind) or set()
    if unwanted:
        rest = rest - index.without_rank(kind, unwanted)
    return dict.fromkeys(rest, 0.0)


def _count(corpus: Corpus, index: Index, read: _Read, filters: Filters, kind: Kind) -> int:
    """How much :func:`_matching` gives."""
    plain = not (filters != Filters() or read.filters or (kind == "articles" and (read.said or read.not_said)))
    if plain and kind == "quotes" and (wanted := [*read.wanted, *(_spoken(part) for part in read.said)]):
        unwanted = [*read.unwanted, *(_spoken(part) for part in read.not_said)]
        return index.count(kind, wanted, unwanted) - index.count(kind, wanted, unwanted, among=_hidden(corpus))
    if plain and kind == "articles" and read.wanted:
        return index.count(kind, read.wanted, read.unwanted)
    return len(_matching(corpus, index, read, filters, kind, ranked=False))


def _spoken(part: str) -> str:
    return f"{{content}} : ({part})"


def _of_article(f: Filters) -> bool:
    """Asks for something that is so or not of a whole article."""
    return bool(f.issue or f.outlet or f.not_outlet)


def _left_out(f: Filters) -> bool:
    return bool(f.not_speaker or f.not_country or f.not_issue)


def _turned(f: Filters) -> Filters:
    """What is left out, as what is asked for."""
    return Filters(speaker=f.not_speaker, country=f.not_country, issue=f.not_issue)


def _given(*filters: Filters) -> list[Filters]:
    return [f for f in filters if f != Filters()]


def _allowed(corpus: Corpus, wheres: Iterable[Where], kind: Table) -> set[int] | None:
    """The rows that all conditions let through; None for no condition."""
    wheres = list(wheres)
    if not wheres:
        return None
    sql, params = " AND ".join(f"({where.sql})" for where in wheres), [value for where in wheres for value in where.params]
    row = f"(aid::BIGINT << {SHIFT}) | number" if kind == "quotes" else "aid"
    return {found for (found,) in corpus.rows(f"SELECT {row} FROM {kind} WHERE {sql}", params)}


@Once
def _hidden(corpus: Corpus) -> set[int]:
    """The few quotes that no filters at all still leave out: those that were not said, or rejected."""
    where = quotes_where(Filters())
    return _allowed(corpus, [Where([f"NOT ({where.sql})"], where.params)], "quotes") or set()


def _ordered(corpus: Corpus, kind: Kind, scores: dict[int, float], order: Order, last: int | None = None) -> list[int]:
    """The rows in the order that is asked for, only the first ``last`` of them; with equal scores the newest first, the undated at the end."""
    if order == "best" and len(set(scores.values())) > 1:
        return list(scores)[:last]
    place, shift = _days(corpus), SHIFT if kind == "quotes" else 0
    way = 1 if order == "oldest" else -1
    # The day comes first, then the row itself: both in one whole number, which is quick to compare and gives the row back.
    keyed = [((way * day if (day := place[row >> shift]) else _LATE) << 60) + row for row in scores]
    first = heapq.nsmallest(last, keyed) if last is not None and last < 1000 else sorted(keyed)
    return [key & ((1 << 60) - 1) for key in first]


_LATE = 10**7


@Once
def _days(corpus: Corpus) -> dict[int, int]:
    """The day of publication of each article as a number; 0 for none."""
    return {aid: day.toordinal() if day else 0 for aid, day in corpus.rows("SELECT aid, published_on FROM articles")}


# --- showing ------------------------------------------------------------------------------------------------------------------------


def _quote_hits(corpus: Corpus, index: Index, read: _Read, rows: Sequence[int]) -> list[Hit]:
    if not rows:
        return []
    marked = index.marked("quotes", rows, [*read.wanted, *read.said])
    keys = ", ".join(f"({row >> SHIFT}, {row & ((1 << SHIFT) - 1)})" for row in rows)
    found = {
        (row["aid"] << SHIFT) | row["number"]: row
        for row in corpus.dicts(
            "SELECT aid, number, quote_id, article_id, title, outlet, published_on, content, speaker_name, speaker_id, source_text, country, "
            "type, asserted, start "
            f"FROM quotes WHERE (aid, number) IN ({keys})"
        )
    }
    return [
        Hit(
            "quotes",
            row["quote_id"],
            row["article_id"],
            row["title"],
            row["outlet"],
            row["published_on"],
            snippet(marked.get(key, (row["content"],))[0])[0],
            row["start"],
            row["speaker_name"] or row["source_text"],
            row["speaker_id"],
            row["country"],
            row["type"],
            row["asserted"],
        )
        for key in rows
        if (row := found.get(key))
    ]


def _article_hits(corpus: Corpus, index: Index, read: _Read, rows: Sequence[int], filters: Filters) -> list[Hit]:
    if not rows:
        return []
    marked = index.marked("articles", rows, read.wanted or read.said)
    among, said = ", ".join(map(str, rows)), quotes_where(filters)
    found = {
        row["aid"]: row
        for row in corpus.dicts(
            "SELECT aid, a.article_id, label, outlet, published_on, coalesce(q.n, 0) AS quotes, text, reading, repairs "
            "FROM articles a JOIN texts t USING (aid) "
            f"LEFT JOIN (SELECT aid, count(*) AS n FROM quotes WHERE aid IN ({among}) AND {said.sql} GROUP BY aid) q USING (aid) "
            f"WHERE aid IN ({among})",
            said.params,
        )
    }
    hits = []
    for key in rows:
        if not (row := found.get(key)):
            continue
        body = marked[key][1] if key in marked else row["reading"] or row["text"]
        pieces, at = snippet(body)
        start = ReadingText(row["text"], (Repair(**r) for r in row["repairs"] or ())).to_original(at, at).start
        title = row["label"]
        hits.append(
            Hit("articles", row["article_id"], row["article_id"], title, row["outlet"], row["published_on"], pieces, start, quotes=row["quotes"])
        )
    return hits
