"""What a person may decide about issues: name, merge, split, define, and take any of these back. Seen at once, and kept for later builds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from ontherecord import store
from ontherecord.decisions import Decision, standing
from ontherecord.decisions.issues import IssueDecision, issue_decisions
from ontherecord.errors import Code, Problem
from ontherecord.store import corpora, schema
from ontherecord.text import fold

if TYPE_CHECKING:
    import pandas as pd

    from ontherecord.linking.links import Links
    from ontherecord.matters.again import Mark
    from ontherecord.queries.corpus import Corpus
    from ontherecord.queries.decided import Replayed

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that counts, in plain words. ``positions``: how many it moves or names today; 0: it finds nothing any more."""

    id: str
    made_at: datetime
    words: str
    positions: int
    by: str = ""


def replayed(build: store.Build) -> Replayed | None:
    """A build's issues with people's decisions; None where nothing was decided. Raises Problem C05."""
    given = _standing(build.name)
    if not given:
        return None
    from ontherecord.queries.decided import replay  # pandas: not before it is needed

    return replay(given, *_machine(build))


def _machine(build: store.Build) -> tuple[pd.DataFrame, Links]:
    """A build's positions, and its issues before any decision."""
    from ontherecord.linking.links import Links

    wanted = ["article_id", "number", "target", "matter", "start", "evidence_text"]
    nodes, links = (store.read_table(build, f"issue_{kind}").to_pandas() for kind in ("nodes", "links"))
    return store.read_table(build, "positions", wanted).to_pandas(), Links(nodes, links)


def tables(build: store.Build) -> dict[str, pa.Table]:
    """The tables of issues as people decided them, or none."""
    found = replayed(build)
    return {} if found is None else {f"issue_{kind}": schema.conform(f"issue_{kind}", getattr(found, kind)) for kind in ("nodes", "links")}


def issues_now(name: str, version: int) -> tuple[pa.Table, pa.Table]:
    """Nodes and links of a build's issues as they are now, after the latest decisions."""
    build = store.read_build(name, version)
    found = tables(build)
    kinds = ("nodes", "links")
    nodes, links = (found.get(f"issue_{kind}") or store.read_table(build, f"issue_{kind}") for kind in kinds)
    return nodes, links


def decided(name: str) -> list[Decided]:
    """What counts of all decisions on a corpus, the newest first."""
    build = store.read_build(name)
    found = replayed(build)
    given = _standing(name)
    effects = found.effects if found is not None else {}
    names = dict(zip(*(store.read_table(build, "issue_nodes")[column].to_pylist() for column in ("issue_id", "name")), strict=True))
    for decision in given:
        if decision.kind in ("define", "split"):
            names.setdefault(decision.into, decision.name)
    return [Decided(d.id, d.made_at, _told(d, names), effects.get(d.id, 0), d.by) for d in reversed(given)]


def _told(d: IssueDecision, names: dict[str, str]) -> str:
    issue, into = names.get(d.issue, d.issue), names.get(d.into, d.into)
    if d.kind == "rename":
        return f"“{issue}” is called “{d.name}”"
    if d.kind == "merge":
        return f"“{issue}” is part of “{into}”"
    if d.kind == "split":
        return f"What of “{issue}” has the words “{d.words}” is “{d.name}”"
    return f"What has the words “{d.words}” is “{d.name}”"


def rename(corpus: Corpus, issue: str, name: str) -> None:
    """Call an issue by another name. Raises Problem F04 (no such issue), F05 (not a name)."""
    issue = _known(corpus, issue)
    _add(corpus, IssueDecision("rename", issue=issue, name=_name(name), wordings=_wordings(corpus, issue), positions=_remembered(corpus, issue)))


def merge(corpus: Corpus, issue: str, into: str) -> None:
    """Let all positions on ``issue`` be on ``into``. Raises Problem F04."""
    if _known(corpus, issue) == _known(corpus, into):
        raise Problem(Code.F05, name=corpus.label("issue", issue), reason="an issue cannot become part of itself")
    about, others = _remembered(corpus, issue), _remembered(corpus, into)
    name = corpus.label("issue", into)
    _add(corpus, IssueDecision("merge", issue=issue, into=into, name=name, wordings=_wordings(corpus, issue), positions=about, others=others))


def split(corpus: Corpus, issue: str, words: str, name: str) -> str:
    """Let those positions on ``issue`` that hold the words be an issue of their own; its id. Raises Problem F04, F05."""
    return _grouped(corpus, "split", _known(corpus, issue), words, name)


def define(corpus: Corpus, words: str, name: str) -> str:
    """Let all positions that hold the words be on one issue; its id. Raises Problem F05."""
    return _grouped(corpus, "define", "", words, name)


def undo(corpus: Corpus, decision: str) -> None:
    """Take a decision back. Raises Problem F04 where it is not there or does not count any more."""
    if decision not in {d.id for d in _standing(corpus.name)}:
        raise Problem(Code.F04, value=decision)
    corpora.decisions_of(corpus.name).add([Decision("undo", undoes=decision)])
    corpus.refresh()


def matching(corpus: Corpus, words: str, issue: str = "") -> pd.DataFrame:
    """What a definition (or, with ``issue``, a split) would take: issue_id, issue, positions; most first."""
    import pandas as pd

    found = Counter((i, n) for _, i, n, has in _searched(corpus, words) if has and (not issue or i == issue))
    return pd.DataFrame([(i, n, count) for (i, n), count in found.most_common()], columns=["issue_id", "issue", "positions"])


def _searched(corpus: Corpus, words: str) -> list[tuple[Mark, str, str, bool]]:
    """Each position: its mark, id and name of its issue, and whether it has the words."""
    from ontherecord.matters.again import Mark
    from ontherecord.queries.decided import pattern

    search = pattern(words)
    rows = corpus.rows("SELECT article_id, start, target, matter, number, issue_id, issue_name, evidence_text FROM positions")
    return [(Mark(*row[:5]), row[5], row[6], search(fold(" ".join(t or "" for t in (row[2], row[3], row[7]))))) for row in rows]


def _grouped(corpus: Corpus, kind: Literal["define", "split"], issue: str, words: str, name: str) -> str:
    from ontherecord.text import new_slug

    words, name = " ".join(words.split()), _name(name)
    there = [(mark, has) for mark, held, _, has in _searched(corpus, words) if not issue or held == issue]
    taken, left = (tuple(mark for mark, has in there if has is wanted) for wanted in (True, False))
    if not taken:
        raise Problem(Code.F05, name=words or "nothing", reason="no position has these words")
    if kind == "split" and not left:
        raise Problem(Code.F05, name=words, reason="every position of the issue has these words; give it another name instead")
    into = new_slug(
        name,
        {row[0] for row in corpus.rows("SELECT issue_id FROM issues")}
        | {d.into for d in issue_decisions(corpora.decisions_of(corpus.name).decisions())},
    )
    about = IssueDecision(kind, issue, into, name, words, _wordings(corpus, issue), positions=taken, others=left if kind == "split" else ())
    _add(corpus, about)
    return into


def _standing(name: str) -> list[IssueDecision]:
    return issue_decisions(standing(corpora.decisions_of(name).decisions()))


def _add(corpus: Corpus, decision: IssueDecision) -> None:
    corpora.decisions_of(corpus.name).add([decision.decision()])
    corpus.refresh()


def _remembered(corpus: Corpus, issue: str) -> tuple[Mark, ...]:
    from ontherecord.queries.decided import remembered

    positions, machine = _machine(store.read_build(corpus.name, corpus.version))
    return remembered(positions, machine, corpus.frame("SELECT article_id, number, issue_id FROM positions"), issue)


def _known(corpus: Corpus, issue: str) -> str:
    if not corpus.rows("SELECT 1 FROM issues WHERE issue_id = ?", [issue]):
        raise Problem(Code.F04, value=issue)
    return issue


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH or not any(c.isalnum() for c in name):
        raise Problem(Code.F05, name=name[:NAME_LENGTH], reason=f"a name has letters or digits, and at most {NAME_LENGTH} characters")
    return name


def _wordings(corpus: Corpus, issue: str) -> tuple[str, ...]:
    from ontherecord.queries.decided import WORDINGS

    rows = corpus.rows("SELECT target FROM positions WHERE issue_id = ? GROUP BY target ORDER BY count(*) DESC, target LIMIT ?", [issue, WORDINGS])
    return tuple(row[0] for row in rows if row[0])
