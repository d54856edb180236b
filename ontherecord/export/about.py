"""What an export says of itself: which corpus and build, which filters, how many rows, in which order, and when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ontherecord.queries import Corpus, Filters
from ontherecord.queries.filters import in_words

PRODUCT = "On the Record"
DRAFT = "Found by a program and, where nothing else is said, not checked by a person: read the passages before you rely on it."


@dataclass(frozen=True, slots=True)
class About:
    """``filters`` are URL parameters, ``sentence`` says the same in English, ``shown`` how sure positions are;
    ``link`` is the address of the view ("" where it has none)."""

    corpus: str
    version: int
    built_at: datetime | None
    notice: str
    what: str
    filters: dict[str, list[str]]
    sentence: str
    shown: str
    count: int
    order: str
    exported_on: date
    link: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON. ``built_at`` is a time with its zone, ``exported_on`` a day (UTC)."""
        return {
            "corpus": self.corpus,
            "version": self.version,
            "built_at": self.built_at.isoformat(timespec="seconds") if self.built_at else None,
            "notice": self.notice,
            "what": self.what,
            "filters": self.filters,
            "sentence": self.sentence,
            "shown": self.shown,
            "count": self.count,
            "order": self.order,
            "exported_on": self.exported_on.isoformat(),
            "link": self.link or None,
        }

    def lines(self) -> list[tuple[str, str]]:
        """Label and text of each line of a head, for people."""
        built = f"build {self.version}" + (f" of {in_words(self.built_at.date())}" if self.built_at else "")
        found = [
            ("What", f"{self.what}, {self.order.replace('_', ' ')} first" if self.order else self.what),
            ("Corpus", f"{self.corpus}, {built}"),
            ("Filters", self.sentence),
            ("Positions", self.shown),
            ("Count", f"{self.count:,}"),
            ("Exported", in_words(self.exported_on)),
            ("Link", self.link),
            ("Note", self.notice),
            ("Draft", DRAFT),
        ]
        return [(label, text) for label, text in found if text]


def about(corpus: Corpus, filters: Filters, what: str, count: int, *, order: str = "", search: str = "", link: str = "") -> About:
    """The head of an export of ``count`` things. ``search`` is what was searched for, in the words of the person."""
    sentence = filters.sentence(corpus) + (f" Found by the search: {search}" if search else "")
    params = {**filters.to_params(), **({"q": [search]} if search else {})}
    return About(
        corpus.name,
        corpus.version,
        corpus.built_at,
        corpus.notice,
        what,
        params,
        sentence,
        filters.sureness(),
        count,
        order,
        datetime.now(UTC).date(),
        link,
    )
