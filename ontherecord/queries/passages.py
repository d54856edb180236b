"""The sentences behind a number: what an evidence panel shows for a selector."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from ontherecord.loading.repair import ReadingText
from ontherecord.model import Asserted, Check, Quote, Repair, Span, Stance, Status, Toward
from ontherecord.queries import selectors, sets
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.fulltext import CLOSE, OPEN, index_of
from ontherecord.queries.positions import ORDERS as POSITIONS
from ontherecord.queries.quotes import ORDERS as QUOTES
from ontherecord.queries.search import found_where, sought
from ontherecord.queries.selectors import Selector
from ontherecord.queries.where import Where, articles_where, mentions_where, positions_where, quotes_where, rows
from ontherecord.quoted import Quoted
from ontherecord.store import records

Order = Literal["newest", "oldest", "surest"]
Role = Literal["source", "cue", "content", "evidence", "trigger", "entity"]


class Highlight(NamedTuple):
    """``Passage.text[start:end]`` plays ``role``."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article, as they read (``text``) and as they stand (``exact``), with what matters in them. ``cited`` is ``exact`` with
    both quotation marks or neither where a sentence begins or ends inside a quotation.

    ``said``: of a direct quote, and of a position that one carries, the words of the speaker as they stand in these sentences; "" for what the
    article tells in its own words. ``before`` and ``after`` are the neighbouring sentences as they read ("" at an edge). ``start`` is where the
    matter begins in the original text, for the link into the reader. ``show`` is the selector of this one passage ("" for a mention or an
    article). ``also`` holds further evidence, verbatim.
    What does not apply is None: an article's opening has no speaker.
    """

    kind: Literal["quote", "position", "mention", "article"]
    show: str
    article_id: str
    title: str
    outlet: str | None
    published_on: date | None
    date_basis: str
    before: str
    text: str
    after: str
    exact: str
    cited: str
    highlights: tuple[Highlight, ...]
    start: int
    said: str = ""
    said_on: date | None = None
    said_basis: str = "none"
    speaker: str | None = None
    speaker_id: str | None = None
    country: str | None = None
    country_reason: str | None = None
    reason: str = ""
    resolution: str | None = None
    chain: tuple[str, ...] = ()
    distance: str = ""
    type: str | None = None
    asserted: Asserted | None = None
    source_kind: str | None = None
    stance: Stance | None = None
    target: str | None = None
    toward: Toward | None = None
    status: Status | None = None
    checked: Check | None = None
    issue: str | None = None
    issue_id: str | None = None
    hedge: str | None = None
    confidence: float | None = None
    flags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passages:
    """A page of passages. ``count`` is how many there are in all; ``behind`` the number they stand behind
    (for an entity its mentions: several may share a sentence; else equal to ``count``)."""

    items: tuple[Passage, ...]
    count: int
    behind: int


def passages(
    corpus: Corpus, selector: str | Selector | None, filters: Filters | None = None, limit: int = 20, offset: int = 0, order: Order = "newest"
) -> Passages:
    """The passages that a selector stands for, as far as the filters let them through; in their order, the undated last.

    A single quote or position is shown whatever the filters are: its link names it. An unreadable selector gives none.
    """
    chosen = selectors.parse(selector) if isinstance(selector, str) else selector
    if chosen is None:
        return Passages((), 0, 0)
    kind, where = _asked(corpus, chosen, filters or Filters())
    source, by = _SOURCES[kind]
    by = _ORDERS[order].get(kind, by)
    source = source.format(where=where.sql)
    count, behind = corpus.rows(f"SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM {source}", where.params)[0]
    page = corpus.dicts(f"SELECT * FROM {source} ORDER BY {by} LIMIT ? OFFSET ?", [*where.params, rows(limit), max(offset, 0)])
    if chosen.kind == "found" and kind == "article":
        _add_places(corpus, page, chosen.parts[1])
    return Passages(passages_of(corpus, kind, page), count, behind)


def passages_of(corpus: Corpus, kind: str, rows: list[dict[str, Any]]) -> tuple[Passage, ...]:
    """Rows of the tables of quotes, positions, mentions or articles as passages."""
    views = _views(corpus, {row["aid"] for row in rows})
    if kind == "position":
        _add_carriers(corpus, rows)
    return tuple(_MAKE[kind](views[row["aid"]], row) for row in rows)


_Kind = Literal["quote", "position", "mention", "article"]
_SOURCES: dict[str, tuple[str, str]] = {  # kind -> rows, with n: what one of them stands for; order
    "quote": ("(SELECT * EXCLUDE folded, 1 AS n FROM quotes WHERE {where})", "published_on DESC NULLS LAST, article_id, number"),
    "position": ("(SELECT * EXCLUDE folded, 1 AS n FROM positions WHERE {where})", "dated DESC NULLS LAST, article_id, number"),
    "mention": (
        """(SELECT aid, min(start) AS start, list({{'start': start, 'end': "end"}}) AS places, count(*) AS n
        FROM mentions WHERE {where} GROUP BY aid, coalesce(sentence, -1 - start))
        JOIN (SELECT aid, article_id, label AS title, outlet, published_on, date_basis FROM articles) USING (aid)""",
        "published_on DESC NULLS LAST, article_id, start",
    ),
    "article": (
        "(SELECT aid, article_id, label AS title, outlet, published_on, date_basis, 1 AS n FROM articles WHERE {where})",
        "published_on DESC NULLS LAST, article_id",
    ),
}


_ORDERS: dict[str, dict[str, str]] = {
    "newest": {},
    "oldest": {
        "quote": "published_on NULLS LAST, article_id, number",
        "position": "dated NULLS LAST, article_id, number",
        "mention": "published_on NULLS LAST, article_id, start",
        "article": "published_on NULLS LAST, article_id",
    },
    "surest": {
        "quote": "confidence DESC, published_on DESC NULLS LAST, article_id, number",
        "position": "confidence DESC, dated DESC NULLS LAST, article_id, number",
    },
}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Selectors of the quote (position) before and behind one, among all that the filters let through; ``place`` counts from 1."""

    before: str | None
    after: str | None
    place: int
    count: int


def neighbours(corpus: Corpus, selector: str, filters: Filters, order: str = "newest") -> Neighbours | None:
    """What stands beside one quote or position in the order of the page's table; None for another selector, or where the filters hide it."""
    chosen = selectors.parse(selector)
    if chosen is None or chosen.kind not in ("quote", "position"):
        return None
    table, where, orders = ("quotes", quotes_where(filters), QUOTES) if chosen.kind == "quote" else ("positions", positions_where(filters), POSITIONS)
    by = orders.get(order, orders["newest"])
    found = corpus.rows(
        f"""
        SELECT before, after, place, n FROM (
            SELECT article_id, number, lag({chosen.kind}_id) OVER w AS before, lead({chosen.kind}_id) OVER w AS after, row_number() OVER w AS place,
                count(*) OVER () AS n
            FROM {table} WHERE {where.sql} WINDOW w AS (ORDER BY {by})
        ) WHERE article_id = ? AND number = ?
        """,
        [*where.params, chosen.first, chosen.number],
    )
    return Neighbours(*found[0]) if found else None


def _views(corpus: Corpus, numbers: Iterable[int]) -> dict[int, _View]:
    """aid -> the article's text, ready for cutting."""
    among = ", ".join(map(str, sorted(numbers))) or "NULL"
    found = corpus.dicts(f"SELECT aid, text, repairs, sentences FROM texts WHERE aid IN ({among})")
    return {row["aid"]: _View(row) for row in found}


def _add_carriers(corpus: Corpus, page: list[dict[str, Any]]) -> None:
    """Give each position the quote that carries it, None where none does."""
    wanted = ", ".join(f"({row['aid']}, {row['quote']})" for row in page if row["quote"] is not None)
    found = corpus.dicts(f"SELECT * EXCLUDE folded FROM quotes WHERE (aid, number) IN ({wanted})") if wanted else []
    carriers = {(row["aid"], row["number"]): records.quote(row) for row in found}
    for row in page:
        row["carrier"] = carriers.get((row["aid"], row["quote"]))


def _asked(corpus: Corpus, chosen: Selector, filters: Filters) -> tuple[_Kind, Where]:
    """Which table, and what of it."""
    first = chosen.first
    if chosen.kind in ("quote", "position"):
        return chosen.kind, Where().add("article_id = ?", first).add("number = ?", chosen.number)  # type: ignore[return-value]
    if chosen.kind == "entity":
        return "mention", mentions_where(filters).add("entity_id = ?", first)
    if chosen.kind == "speaker":
        return "quote", quotes_where(filters).add("speaker_id = ?", first)
    if chosen.kind == "cell":
        return "position", positions_where(filters).add("actor_id = ?", first).add("issue_id = ?", chosen.parts[1])
    if chosen.kind == "issue":
        return "position", positions_where(filters).add("issue_id = ?", first)
    if chosen.kind == "country":
        return "quote", quotes_where(filters).add("country = ?", first)
    if chosen.kind == "outlet":
        return "article", articles_where(filters).add("outlet = ?", first)
    if chosen.kind == "quotes":
        return "quote", sets.quotes_with(filters, chosen.properties)
    if chosen.kind == "positions":
        return "position", sets.positions_with(filters, chosen.properties)
    if chosen.kind == "about":
        return "quote", sets.quotes_about(filters, first)
    if chosen.kind == "together":
        return "mention", sets.mentions_together(filters, *chosen.parts)
    if chosen.kind == "pair":
        return "position", sets.positions_of_pair(filters, *chosen.parts)
    kind: _Kind = "article" if first == "articles" else "quote"
    if chosen.kind == "found":
        where = found_where(corpus, filters, chosen.parts[1], first)  # type: ignore[arg-type]
    else:
        where = articles_where(filters) if first == "articles" else quotes_where(filters)
    return kind, where.add("published_on IS NULL") if chosen.days is None else where.add("published_on BETWEEN ? AND ?", *chosen.days)


class _View:
    """An article made ready for cutting passages out of it."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.text: str = row["text"]
        self.reading = ReadingText(self.text, (Repair(**r) for r in row["repairs"] or ()))
        self.sentences = [Span(s["start"], s["end"]) for s in row["sentences"] or ()]

    def read(self, span: Span) -> str:
        start, end = self.reading.to_reading(*span)
        return self.reading.text[start:end]

    def chain(self, quote: Quote) -> dict[str, Any]:
        """How the source became the speaker: the words on the way, and how far away the last of them stands."""
        if len(quote.chain) < 2:
            return {}
        words = tuple(dict.fromkeys(" ".join(self.read(span).split()) for span in quote.chain))
        here, there = (self.sentence(span.start) for span in (quote.source or quote.chain[0], quote.chain[-1]))
        return {"chain": words, "distance": distance(here, there)}

    def said(self, quote: Quote, around: Sequence[Span] = ()) -> str:
        """The words of a direct quote; with ``around``, those in the sentences that it touches."""
        if quote.type != "direct":
            return ""
        near = [s for s in self.sentences if any(s.start < a.end and s.end > a.start for a in around)] or list(around)
        first, last = (min(s.start for s in near), max(s.end for s in near)) if near else (0, len(self.text))
        inside = [Span(max(p.start, first), min(p.end, last)) for p in quote.pieces if p.start < last and p.end > first]
        return Quoted(self.reading).as_written(inside)

    def sentence(self, offset: int) -> int | None:
        return next((i for i, s in enumerate(self.sentences) if s.start <= offset < s.end), None)

    def cut(self, marks: Sequence[tuple[Span, Role]], around: Iterable[Span]) -> dict[str, Any]:
        """The whole sentences that ``around`` touches, their neighbours, and ``marks`` inside them."""
        spans = [s for s in around if s.end > s.start] or [Span(0, 0)]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        touched = [i for i, s in enumerate(self.sentences) if s.start < end and s.end > start]
        before = after = ""
        if touched:
            start, end = min(start, self.sentences[touched[0]].start), max(end, self.sentences[touched[-1]].end)
            before = self.read(self.sentences[touched[0] - 1]) if touched[0] else ""
            after = self.read(self.sentences[touched[-1] + 1]) if touched[-1] + 1 < len(self.sentences) else ""
        base = self.reading.to_reading(start, end)
        shown = []
        for span, role in marks:
            a, b = max(span.start, start), min(span.end, end)
            if a < b:
                x, y = self.reading.to_reading(a, b)
                shown.append(Highlight(max(x, base.start) - base.start, min(y, base.end) - base.start, role))
        text = self.reading.text[base.start : base.end]
        highlights = tuple(sorted(h for h in shown if h.start < h.end))
        cited = Quoted(self.reading).as_written([Span(start, end)])
        return {"before": before, "text": text, "after": after, "exact": self.text[start:end], "cited": cited, "highlights": highlights}


def distance(here: int | None, there: int | None) -> str:
    """How far one sentence lies from another, by their numbers: "two sentences earlier"; "" for the same one or an unknown one."""
    if here is None or there is None or here == there:
        return ""
    words = ("", "one sentence", "two sentences", "three sentences", "four sentences")
    apart = abs(here - there)
    return f"{words[apart] if apart < len(words) else f'{apart} sentences'} {'earlier' if there < here else 'later'}"


def _add_places(corpus: Corpus, page: list[dict[str, Any]], text: str) -> None:
    """Give each article the places in its reading text where a search finds something."""
    marked = index_of(corpus).marked("articles", [row["aid"] for row in page], sought(corpus, text))
    for row in page:
        places, at = [], 0
        for number, part in enumerate(marked.get(row["aid"], ("", ""))[1].replace(CLOSE, OPEN).split(OPEN)):
            places += [(at, at + len(part))] if number % 2 else []
            at += len(part)
        row["found"] = places


def _about(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("article_id", "title", "outlet", "published_on", "date_basis")}


def _quote_marks(quote: Quote) -> list[tuple[Span, Role]]:
    marks: list[tuple[Span, Role]] = [(piece, "content") for piece in quote.pieces]
    marks += [(quote.cue, "cue")] if quote.cue else []
    return marks + ([(quote.source, "source")] if quote.source else [])


def _of_quote(view: _View, row: dict[str, Any]) -> Passage:
    q = records.quote(row)
    marks = _quote_marks(q)
    return Passage(
        kind="quote",
        show=selectors.quote(row["article_id"], q.number),
        **_about(row),
        **view.cut(marks, [span for span, _ in marks]),
        start=q.pieces[0].start if q.pieces else 0,
        said=view.said(q),
        said_on=q.said_on,
        said_basis=q.said_basis,
        speaker=row["speaker_name"],
        speaker_id=row["speaker_id"],
        country=q.country,
        country_reason=q.country_reason,
        reason=q.reason,
        resolution=q.resolution,
        **view.chain(q),
        type=q.type,
        asserted=q.asserted,
        status=q.status,
        checked=q.checked,
        source_kind=q.source_kind,
        confidence=q.confidence,
        flags=q.flags,
    )


def _of_position(view: _View, row: dict[str, Any]) -> Passage:
    p = records.position(row)
    carrier: Quote | None = row["carrier"]
    marks: list[tuple[Span, Role]] = [(span, "evidence") for span in p.evidence]
    marks += [(p.trigger, "trigger")] if p.trigger else []
    marks += _quote_marks(carrier) if carrier else []
    return Passage(
        kind="position",
        show=selectors.position(row["article_id"], p.number),
        **_about(row),
        **view.cut(marks, p.evidence[:1]),
        start=p.evidence[0].start if p.evidence else 0,
        said=view.said(carrier, p.evidence[:1]) if carrier else "",
        said_on=p.said_on,
        said_basis=p.said_basis,
        speaker=row["actor_name"],
        speaker_id=row["actor_id"],
        country=p.country,
        country_reason=row["actor_country_reason"],
        reason=carrier.reason if carrier else "",
        resolution=carrier.resolution if carrier else None,
        **(view.chain(carrier) if carrier else {}),
        type=carrier.type if carrier else None,
        source_kind=carrier.source_kind if carrier else None,
        stance=p.stance,
        target=p.target,
        toward=p.toward,
        status=p.status,
        checked=p.checked,
        issue=row["issue_name"],
        issue_id=row["issue_id"],
        hedge=p.hedge,
        confidence=p.confidence,
        also=tuple(view.text[s:e] for s, e in p.evidence[1:]),
    )


def _of_mention(view: _View, row: dict[str, Any]) -> Passage:
    spans = [Span(place["start"], place["end"]) for place in row["places"]]
    marked: list[tuple[Span, Role]] = [(span, "entity") for span in spans]
    return Passage(kind="mention", show="", **_about(row), **view.cut(marked, spans), start=row["start"])


def _of_article(view: _View, row: dict[str, Any]) -> Passage:
    opening = view.sentences[:1] or [Span(0, min(300, len(view.text)))]
    found = [view.reading.to_original(*place) for place in row.get("found", ())]
    marked: list[tuple[Span, Role]] = [(span, "entity") for span in found]
    return Passage(kind="article", show="", **_about(row), **view.cut(marked, found[:1] or opening), start=(found or opening)[0].start)


_MAKE = {"quote": _of_quote, "position": _of_position, "mention": _of_mention, "article": _of_article}
