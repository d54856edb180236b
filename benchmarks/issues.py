"""How well positions are grouped into issues, against people who grouped them by hand.

    python benchmarks/issues.py --shared FOLDER [--gold gold_dev]

FOLDER (or ONTHERECORD_SHARED) holds eval/ and corpora/. Four measures, the first two with what it takes to beat:

* inside articles: the annotators' targets of the gold, grouped by ``link_issues`` over all articles of the file; two positions of one article
  are right together where the annotators gave them one issue.
* one matter: positions that the extractor finds in 200 articles that name Iran, over the corpus; ``benchmarks/issues_iran.csv`` holds a person's
  judgement as ids only: article, where the evidence starts, a digest of the target, and the number of the issue (0: not judged to be one);
  ``issues_korea.csv`` is a smaller check in 22 articles that name North Korea.
* across articles: of the annotators' positions in different articles, those whose issues are worded with the same words belong together, those
  whose issues share no word do not; all other pairs are left out, since one matter has many wordings.
* stability: the issues of the first 70 % of the articles, then of 80, 90 and 100 %, each time with what was there before; how many of the
  positions that were there keep the key and the name of their issue, and how like the last step is to a build of all at once.

B-cubed (Bagga and Baldwin 1998) is averaged over positions; pairs are counted once each. Texts are never in the repository.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from ontherecord.linking import Links

ROOT = Path(__file__).resolve().parent.parent
JUDGED = {"Iran": ROOT / "benchmarks" / "issues_iran.csv", "North Korea": ROOT / "benchmarks" / "issues_korea.csv"}
"""The second was judged after everything was tuned, and tuned on by nobody."""
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


class Score(NamedTuple):
    """Shares of one; ``pairs`` is how many pairs were looked at."""

    precision: float
    recall: float
    f1: float
    pair_precision: float
    pair_recall: float
    pair_f1: float
    pairs: int


def score(found: Sequence[Hashable], gold: Sequence[Hashable], inside: Sequence[Hashable] | None = None) -> Score:
    """B-cubed and pairs of two groupings of the same things; ``inside``: only things with an equal value here are compared."""
    rooms: dict[Hashable, list[int]] = {}
    for place, room in enumerate(inside if inside is not None else [0] * len(gold)):
        rooms.setdefault(room, []).append(place)
    precision = recall = 0.0
    both = together = wanted = pairs = 0
    for places in rooms.values():
        for i in places:
            mine = [j for j in places if found[j] == found[i]]
            theirs = [j for j in places if gold[j] == gold[i]]
            right = len(set(mine) & set(theirs))
            precision, recall = precision + right / len(mine), recall + right / len(theirs)
        for i, j in combinations(places, 2):
            pairs += 1
            together += (one := found[i] == found[j])
            wanted += (other := gold[i] == gold[j])
            both += one and other
    total = len(gold) or 1
    p, r = precision / total, recall / total
    pp, pr = both / together if together else 1.0, both / wanted if wanted else 1.0
    return Score(p, r, _f1(p, r), pp, pr, _f1(pp, pr), pairs)


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def gold_positions(path: Path) -> pd.DataFrame:
    """The annotators' positions as the extractor would give them: target and its wording as the matter; ``gold`` is their issue."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for number, position in enumerate(document.get("positions") or ()):
            target, (start, end) = position["target"], position["evidence"][0]
            rows.append(
                {
                    "article_id": document["doc_id"],
                    "number": number,
                    "target": target,
                    "matter": target,
                    "start": start,
                    "evidence_text": document["text"][start:end],
                    "gold": position["issue"].casefold(),
                    "about": position["issue"],
                }
            )
    return pd.DataFrame(rows)


def digest(target: str) -> str:
    return hashlib.sha256(" ".join(target.casefold().split()).encode()).hexdigest()[:10]


def extracted(shared: Path, articles: Iterable[str]) -> pd.DataFrame:
    """Positions that the extractor finds in these articles of the news, with the key that the judgement uses."""
    from ontherecord import loading
    from ontherecord.extraction.pipeline import extract
    from ontherecord.store import schema

    wanted = set(articles)
    with gzip.open(shared / "corpora" / "news_5000.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if json.loads(line)["id"] in wanted]
    loaded = loading.load_files([("news.jsonl", "".join(rows).encode())])
    found = extract((row.article for row in loaded if row.article is not None), processes=1)
    positions = schema.tables(found)["positions"].to_pandas()
    return positions.assign(
        key=[(a, int(s), digest(t)) for a, s, t in zip(positions["article_id"], positions["start"], positions["target"], strict=True)]
    )


def judged(matter: str = "Iran") -> dict[tuple[str, int, str], int]:
    with JUDGED[matter].open(encoding="utf-8", newline="") as file:
        return {(row["article_id"], int(row["start"]), row["target"]): int(row["issue"]) for row in csv.DictReader(file)}


def linked(positions: pd.DataFrame) -> list[str]:
    """The issue of each position, in their order."""
    from ontherecord.linking import link_issues

    return list(link_issues(positions).links["issue_id"])


def inside_articles(positions: pd.DataFrame) -> list[tuple[str, Score]]:
    gold, articles = list(positions["gold"]), list(positions["article_id"])
    return [
        ("each wording alone", score(list(positions["target"]), gold, articles)),
        ("all of an article together", score(articles, gold, articles)),
        ("link_issues", score(linked(positions), gold, articles)),
    ]


def one_matter(positions: pd.DataFrame, judgement: dict[tuple[str, int, str], int]) -> tuple[list[tuple[str, Score]], int]:
    issue = linked(positions)
    rows = [(i, judgement[key]) for i, key in enumerate(positions["key"]) if judgement.get(key, 0)]
    gold = [label for _, label in rows]
    targets = list(positions["target"])
    return [
        ("each wording alone", score([targets[i] for i, _ in rows], gold)),
        ("all in one", score([0] * len(rows), gold)),
        ("link_issues", score([issue[i] for i, _ in rows], gold)),
    ], len(rows)


def across_articles(positions: pd.DataFrame) -> tuple[float, float, int, int]:
    """Of pairs of two articles: precision and recall of those surely or surely not on one matter, and how many of both kinds there are."""
    from ontherecord.matters.terms import terms

    about = [frozenset().union(*terms(label)[:3]) - {"qusq"} for label in positions["about"]]
    issue, articles = linked(positions), list(positions["article_id"])
    right = wrong = same = other = 0
    for i, j in combinations(range(len(issue)), 2):
        if articles[i] != articles[j] and about[i] and about[j]:
            if about[i] == about[j]:
                same, right = same + 1, right + (issue[i] == issue[j])
            elif not about[i] & about[j]:
                other, wrong = other + 1, wrong + (issue[i] == issue[j])
    return right / (right + wrong) if right + wrong else 1.0, right / (same or 1), same, other


class Stability(NamedTuple):
    """Of the positions that were there before: shares that keep their issue's key, and key and name; B-cubed F1 of old and new groups of them."""

    key: float
    name: float
    groups: float


def stability(positions: pd.DataFrame, steps: Sequence[float] = (0.7, 0.8, 0.9, 1.0)) -> tuple[list[Stability], Score]:
    """One row for each step after the first, and how like the last is to all at once. Articles come in the order of the table."""
    from ontherecord.linking import link_issues

    articles = list(dict.fromkeys(positions["article_id"]))
    before: Links | None = None
    rows = []
    for step in steps:
        there = positions[positions["article_id"].isin(articles[: round(step * len(articles))])]
        now = link_issues(there, previous=before)
        if before is not None:
            rows.append(kept(before, now))
        before = now
    assert before is not None
    return rows, score(list(before.links["issue_id"]), linked(positions))


def kept(before: Links, now: Links) -> Stability:
    """What became of the positions of one build in the next."""
    at = ["article_id", "number"]
    both = before.links.merge(before.nodes).merge(now.links.merge(now.nodes), on=at, suffixes=("", "_now"))
    key = both["issue_id"] == both["issue_id_now"]
    name = key & (both["name"] == both["name_now"])
    return Stability(float(key.mean()), float(name.mean()), score(list(both["issue_id_now"]), list(both["issue_id"])).f1)


def show_stability(title: str, positions: pd.DataFrame) -> None:
    rows, at_once = stability(positions)
    print(f"\n{title}\n{'':28} {'same key':>9} {'and name':>9} {'same groups, B3 F1':>19}")
    for step, row in zip(("70 -> 80 %", "80 -> 90 %", "90 -> 100 %"), rows, strict=True):
        print(f"{step:28} {100 * row.key:9.1f} {100 * row.name:9.1f} {100 * row.groups:19.1f}")
    print(f"{'in steps and at once':28} {'':9} {'':9} {100 * at_once.f1:19.1f}")


def show_across(title: str, positions: pd.DataFrame) -> None:
    precision, recall, same, other = across_articles(positions)
    print(f"\n{title}: precision {100 * precision:.1f}, recall {100 * recall:.1f} (pairs on one matter {same:,}, surely not {other:,})")


def show(title: str, rows: Iterable[tuple[str, Score]]) -> None:
    print(f"\n{title}\n{'':28} {'B3 P':>6} {'B3 R':>6} {'B3 F1':>6} {'pair P':>7} {'pair R':>7} {'pair F1':>8}")
    for name, s in rows:
        print(f"{name:28} " + " ".join(f"{100 * v:{w}.1f}" for v, w in zip(s[:6], (6, 6, 6, 7, 7, 8), strict=True)))


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder that holds eval/ and corpora/")
    options.add_argument("--gold", action="append", choices=("gold_dev", "gold_train"), help="which gold (default: gold_dev)")
    given: Any = options.parse_args(argv)
    if given.shared is None or not (Path(given.shared) / "eval").is_dir():
        sys.exit("The gold was not found. Name the folder that holds eval/ and corpora/ with --shared or ONTHERECORD_SHARED.")
    shared = Path(given.shared)
    for name in given.gold or ["gold_dev"]:
        positions = gold_positions(shared / "eval" / f"{name}.jsonl")
        show(f"Inside articles of {name}: {len(positions):,} positions", inside_articles(positions))
        show_across(f"Across articles of {name}", positions)
        show_stability(f"When articles are added, {name}", positions)
    for matter in JUDGED:
        judgement = judged(matter)
        found = extracted(shared, {key[0] for key in judgement})
        rows, matched = one_matter(found, judgement)
        show(f"{matter}: {matched:,} of {sum(1 for v in judgement.values() if v):,} judged positions are still found", rows)
        show_stability(f"When articles are added, {matter}", found)


if __name__ == "__main__":
    main()
