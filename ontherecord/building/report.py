"""The load report: what became of each article, file and row, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ontherecord import loading
from ontherecord.errors import Code, Problem
from ontherecord.model import Article

OUTCOMES = ("loaded", "unchanged", "duplicate", "left out")
BASES = {"metadata": "metadata", "dateline": "dateline", "filename": "file name", "given": "given", "none": "none"}
"""How a date was found -> how a person reads it."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What became of one article, file or line."""

    location: str
    outcome: str
    """loaded | unchanged | duplicate | left out"""
    article_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published_on: date | None = None
    date_basis: str | None = None
    words: int = 0
    language: str | None = None
    repairs: str | None = None
    """How many of which kind: "3 mojibake, 1 entity"."""
    duplicate_of: str | None = None
    """Id of the article with the same text (outcome "duplicate"), or of the story that this article is a version of."""
    codes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    """What a person should know: why it was left out, what to do."""

    def as_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        return found | {"codes": list(self.codes), "messages": list(self.messages)}

    def told(self, *messages: str) -> ReportRow:
        """The same with more messages, each beginning with its code."""
        return replace(self, codes=(*self.codes, *(m.partition(":")[0] for m in messages)), messages=(*self.messages, *messages))


def row_of(item: loading.Loaded) -> ReportRow:
    """A row from what loading gave."""
    problems = item.problems
    id = next((str(p.details["id"]) for p in problems if p.code is Code.L11 and p.details.get("id") not in (None, item.location)), None)
    row = ReportRow(
        location=item.location,
        outcome=str(item.outcome),
        article_id=id,
        title=item.title,
        outlet=item.outlet,
        published_on=item.published_on,
        date_basis=item.date_basis if item.words else None,
        words=item.words,
        language=item.language,
        repairs=in_words(item.repairs),
        duplicate_of=item.duplicate_of,
        codes=tuple(p.code.name for p in problems),
        messages=tuple(map(str, problems)),
    )
    return row if item.article is None else with_article(row, item.article)


def with_article(row: ReportRow, article: Article) -> ReportRow:
    """The row with what is known of the article."""
    return replace(
        row,
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        published_on=article.published_on,
        date_basis=article.date_basis,
        words=row.words or len(article.text.split()),
        language=article.language or row.language,
        repairs=row.repairs or in_words(Counter(r.kind for r in article.repairs)),
    )


def in_words(repairs: Mapping[str, int]) -> str | None:
    """ "3 mojibake, 1 entity"; None for none."""
    return ", ".join(f"{number:,} {kind}" for kind, number in sorted(repairs.items(), key=lambda pair: -pair[1])) or None


def row_from(stored: Mapping[str, Any]) -> ReportRow:
    """A row from the table ``report``."""
    known = {f.name: stored.get(f.name) for f in fields(ReportRow)}
    known |= {"codes": tuple(stored.get("codes") or ()), "messages": tuple(stored.get("messages") or ()), "words": stored.get("words") or 0}
    return ReportRow(**known)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """A finished build and its load report. ``version`` is the corpus's build number; ``problem`` says why nothing was written."""

    corpus: str
    version: int
    rows: tuple[ReportRow, ...]
    counts: dict[str, int]
    """What was found in the articles read this time: articles, quotes, positions."""
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    """What was done again and why, what was taken over."""

    def as_json(self) -> dict[str, Any]:
        problem = str(self.problem) if self.problem else None
        rows = [row.as_dict() for row in self.rows]
        return {"corpus": self.corpus, "version": self.version, "counts": self.counts, "problem": problem, "notes": list(self.notes), "rows": rows}

    def as_text(self) -> str:
        """The report for a terminal: totals, then each row that a person should know of."""
        outcomes = Counter(row.outcome for row in self.rows)
        loaded = outcomes["loaded"] + outcomes["unchanged"]
        undated = sum(row.article_id is not None and row.published_on is None and row.outcome in ("loaded", "unchanged") for row in self.rows)
        parts = [f"{loaded:,} loaded" + (f" ({outcomes['unchanged']:,} unchanged)" if outcomes["unchanged"] else "")]
        parts[0] += f" ({undated:,} undated)" if undated else ""
        parts += [f"{outcomes[name]:,} {name}" for name in ("duplicate", "left out") if outcomes[name]]
        lines = [f"Corpus {self.corpus}: " + ", ".join(parts) + "."]
        if self.counts.get("articles"):
            lines.append(f"Found in {self.counts['articles']:,} articles: {self.counts['quotes']:,} quotes, {self.counts['positions']:,} positions.")
        lines += [f"  {row.location}: {message}" for row in self.rows if row.outcome != "unchanged" for message in row.messages]
        if self.problem:
            lines.append(str(self.problem))
        return "\n".join(lines)


def as_lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """A stored report for a terminal: a line for each row, the message below it."""
    for row in rows:
        day = row.get("published_on")
        basis = BASES.get(str(row.get("date_basis")), "none")
        if "date" in _listed(row.get("corrected")):
            basis += ", corrected"
        dated = f"{day:%Y-%m-%d} ({basis})" if day == day and day is not None else "undated"
        parts = [str(row["outcome"]), str(row["location"])] + ([f"id {row['article_id']}"] if row.get("article_id") else [])
        if row.get("title") or row.get("words"):
            parts += [f"“{row.get('title') or 'untitled'}”", str(row.get("outlet") or "no outlet"), dated, f"{row.get('words') or 0:,} words"]
        parts += [str(row["language"])] if row.get("language") else []
        parts += [f"repaired: {row['repairs']}"] if row.get("repairs") else []
        if row.get("duplicate_of"):
            parts.append(("same text as " if row["outcome"] == "duplicate" else "version of ") + str(row["duplicate_of"]))
        yield " · ".join(parts)
        for message in _listed(row.get("messages")):
            yield f"    {message}"


def _listed(values: Any) -> list[str]:
    """A cell of lists, which may be an array or nothing."""
    return [] if values is None else [str(value) for value in values]
