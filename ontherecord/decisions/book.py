"""The log in memory, by what decisions are about: so that one more decision costs the same however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ontherecord.decisions.decision import Decision


def made(d: Decision) -> tuple[datetime, str]:
    """The order in which decisions count."""
    return d.made_at, d.id


class Book:
    """``decisions``: all of them, in the order of the log."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self._by_id: dict[str, Decision] = {}
        self._by_batch: dict[str, list[Decision]] = {}
        self._by_article: dict[str, list[Decision]] = {}
        self._by_finding: dict[str, list[Decision]] = {}
        self._undoing: dict[str, list[Decision]] = {}

    def add(self, decisions: Iterable[Decision]) -> None:
        for d in decisions:
            self.decisions.append(d)
            self._by_id[d.id] = d
            if d.batch:
                self._by_batch.setdefault(d.batch, []).append(d)
            if d.kind == "undo":
                self._undoing.setdefault(d.undoes, []).append(d)
                continue
            self._by_finding.setdefault(d.of, []).append(d)
            if d.anchor is not None:
                self._by_article.setdefault(d.anchor.article, []).append(d)

    def stands(self, d: Decision) -> bool:
        """Whether it counts: nobody has taken it back, alone or with its batch."""
        return d.kind != "undo" and d.id not in self._undoing and (not d.batch or d.batch not in self._undoing)

    def standing(self) -> list[Decision]:
        """Those that count, the oldest first: a colleague's, taken in late, may have been made before others."""
        return sorted((d for d in self.decisions if self.stands(d)), key=made)

    def named(self, what: str) -> list[Decision]:
        """The decision with an id, or those of a batch."""
        return [self._by_id[what]] if what in self._by_id else list(self._by_batch.get(what, ()))

    def concerned(self, d: Decision) -> list[Decision]:
        """What changes with a decision: itself, or what it takes back."""
        return self.named(d.undoes) if d.kind == "undo" else [d]

    def of_article(self, article: str) -> list[Decision]:
        """Standing ones whose anchor names an article."""
        return [d for d in self._by_article.get(article, ()) if self.stands(d)]

    def of_findings(self, findings: Iterable[str]) -> list[Decision]:
        """All about some findings, in the order of the log, with the undone ones and the rows that undo them."""
        found = {d.id: d for finding in findings for d in self._by_finding.get(finding, ())}
        for d in list(found.values()):
            for name in (d.id, d.batch):
                found |= {undo.id: undo for undo in self._undoing.get(name, ()) if name}
        return sorted(found.values(), key=made)
