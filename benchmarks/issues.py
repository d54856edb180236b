"""How well positions are grouped into issues, against people who grouped them by hand, and whether issues hold still.

    python benchmarks/issues.py --shared FOLDER [--gold gold_dev] [--kept FOLDER]

FOLDER (or ONTHERECORD_SHARED) holds eval/ and corpora/. Four measures:

* inside articles: the annotators' targets of the gold, grouped by ``matters.grouping`` in each article; two statements of one article
  are right together where the annotators gave them one matter.
* one matter: positions that the extractor finds in articles that name Iran, over the corpus; ``benchmarks/issues_iran.csv`` holds a person's
  judgement as ids only: article, where the evidence starts, a digest of the target, and the number of the issue (0: not judged to be one);
  ``issues_korea.csv`` is a smaller check in 22 articles that name North Korea, which is never tuned on. A position whose target is worded
  otherwise by now counts as judged, in a second row of tables, where all that was judged in its sentence is one issue.
* across articles: the annotators' matters as the extraction is to give them; those of the same telling words belong together, those that share
  none do not; all other pairs are left out, since one matter has many wordings.
* stability: one article is added to the rest, for several articles: how many of the positions that were there keep their issue. And a corpus
  is built in one go, in ten steps, and in ten steps in another order. Two of these agree by the F1 of pairs: of the pairs of positions that are
  on one issue in either, those that are in both, twice, over the sum of both. Pairs that are apart in both do not count.

B-cubed (Bagga and Baldwin 1998) is averaged over positions; pairs are counted once each. Texts are never in the repository. With ``--kept``
the extractor's positions are written to that folder and read from there the next time, so that two ways of linking are measured on the same.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
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


def gold_statements(path: Path) -> pd.DataFrame:
    """The annotators' statements as the extractor would give them as positions."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for number, found in enumerate(document.get("statements") or ()):
            start, end = found["evidence"]
            rows.append((document["doc_id"], number, found["target"], found["matter"], start, document["text"][start:end]))
    return pd.DataFrame(rows, columns=["article_id", "number", "target", "matter", "start", "evidence_text"])


def digest(target: str) -> str:
    return hashlib.sha256(" ".join(target.casefold().split()).encode()).hexdigest()[:10]


def extracted(shared: Path, articles: Iterable[str], kept: Path | None = None) -> pd.DataFrame:
    """Positions that the extractor finds in these articles of the news; read from the file ``kept`` where it is there, else written to it."""
    if kept is not None and kept.is_file():
        return pd.read_parquet(kept)
    from ontherecord import loading
    from ontherecord.extraction.pipeline import extract
    from ontherecord.store import schema

    wanted = set(articles)
    with gzip.open(shared / "corpora" / "news_5000.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if json.loads(line)["id"] in wanted]
    loaded = loading.load_files([("news.jsonl", "".join(rows).encode())])
    found = extract((row.article for row in loaded if row.article is not None), processes=1)
    positions = schema.tables(found)["positions"].to_pandas()[["article_id", "number", "target", "matter", "start", "evidence_text"]]
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        positions.to_parquet(kept)
    return positions


def judged(matter: str = "Iran") -> dict[tuple[str, int, str], int]:
    with JUDGED[matter].open(encoding="utf-8", newline="") as file:
        return {(row["article_id"], int(row["start"]), row["target"]): int(row["issue"]) for row in csv.DictReader(file)}


def labels(positions: pd.DataFrame, judgement: dict[tuple[str, int, str], int], by_sentence: bool = True) -> list[int]:
    """The judged issue of each position, 0 where there is none: by sentence and target, else by the sentence where that has but one."""
    sentences: dict[tuple[str, int], set[int]] = {}
    for (article, start, _), issue in judgement.items():
        sentences.setdefault((article, start), set()).add(issue)
    out = []
    for article, start, target in zip(positions["article_id"], positions["start"], positions["target"], strict=True):
        there = sentences.get((article, int(start)), set())
        alone = next(iter(there)) if by_sentence and len(there) == 1 else 0
        out.append(judgement.get((article, int(start), digest(target)), alone))
    return out


def linked(positions: pd.DataFrame) -> list[str]:
    """The issue of each position, in their order."""
    from ontherecord.linking import link_issues

    return list(link_issues(positions).links["issue_id"])


def grouped(positions: pd.DataFrame) -> pd.DataFrame:
    """The positions with the matters that ``matters.grouping`` gives the targets of each article."""
    from ontherecord.matters.grouping import matters

    found: dict[Hashable, str] = {}
    for _, part in positions.groupby("article_id"):
        found |= zip(part.index, matters(list(part["target"]), [int(start) for start in part["start"]]), strict=True)
    return positions.assign(matter=[found[place] for place in positions.index])


def inside_articles(statements: pd.DataFrame) -> list[tuple[str, Score]]:
    gold, articles = [m.casefold() for m in statements["matter"]], list(statements["article_id"])
    return [
        ("each wording alone", score(list(statements["target"]), gold, articles)),
        ("all of an article together", score(articles, gold, articles)),
        ("matters.grouping", score(list(grouped(statements)["matter"]), gold, articles)),
    ]


def one_matter(positions: pd.DataFrame, judgement: dict[tuple[str, int, str], int], by_sentence: bool) -> tuple[list[tuple[str, Score]], int]:
    label = labels(positions, judgement, by_sentence)
    rows = [place for place, issue in enumerate(label) if issue]
    gold = [label[i] for i in rows]
    ways: list[tuple[str, Sequence[Hashable]]] = [
        ("each wording alone", list(positions["target"])),
        ("all in one", [0] * len(positions)),
        ("link_issues", linked(positions)),
        ("grouped inside articles before", linked(grouped(positions))),
    ]
    return [(name, score([found[i] for i in rows], gold)) for name, found in ways], len(rows)


def across_articles(positions: pd.DataFrame) -> tuple[float, float, int, int]:
    """Of pairs of two articles: precision and recall of those surely or surely not on one matter, and how many of both kinds there are."""
    from ontherecord.matters.terms import terms

    about = [frozenset().union(*terms(f"- {matter}")[:3]) - {"qusq"} for matter in positions["matter"]]
    issue, articles = linked(positions), list(positions["article_id"])
    right = wrong = same = other = 0
    for i, j in combinations(range(len(issue)), 2):
        if articles[i] != articles[j] and about[i] and about[j]:
            if about[i] == about[j]:
                same, right = same + 1, right + (issue[i] == issue[j])
            elif not about[i] & about[j]:
                other, wrong = other + 1, wrong + (issue[i] == issue[j])
    return right / (right + wrong) if right + wrong else 1.0, right / (same or 1), same, other


STEPS = 10
ADDED = 10
"""Articles that are added to the rest, one at a time."""


def in_steps(positions: pd.DataFrame, articles: Sequence[str], steps: int = STEPS) -> list[str]:
    """The issue of each position, where the articles have come in this order and in so many builds."""
    before: Links | None = None
    for step in range(1, steps + 1):
        there = positions[positions["article_id"].isin(articles[: round(step * len(articles) / steps)])]
        before = built(there, before)
    assert before is not None
    at = ["article_id", "number"]
    return list(positions[at].merge(before.links, on=at, how="left")["issue_id"])


def built(positions: pd.DataFrame, before: Links | None) -> Links:
    """Nodes and links of a build, with the wordings that the next one finds positions by."""
    from ontherecord.linking import Links, link_issues

    nodes, links = link_issues(positions, before)
    return Links(nodes, links.merge(positions[["article_id", "number", "matter", "target", "start"]], on=["article_id", "number"]))


def agreement(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """F1 of the pairs that are together."""
    both, first, second = (_pairs(Counter(found)) for found in (zip(one, other, strict=True), one, other))
    return 2 * both / (first + second) if first + second else 1.0


def _pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def stability(positions: pd.DataFrame) -> dict[str, float]:
    """Shares of one, by what was measured."""
    articles = list(dict.fromkeys(positions["article_id"]))
    other = Random(1).sample(articles, len(articles))
    kept = [still(positions, article) for article in other[:ADDED]]
    at_once, steps, another = linked(positions), in_steps(positions, articles), in_steps(positions, other)
    return {
        "one article added: keep issue and name": sum(kept) / len(kept),
        "one go, ten steps": agreement(at_once, steps),
        "one go, another order": agreement(at_once, another),
        "ten steps, another order": agreement(steps, another),
    }


def still(positions: pd.DataFrame, added: str) -> float:
    """Share of the other positions that keep id and name of their issue when this article is added."""
    before = built(positions[positions["article_id"] != added], None)
    now = built(positions, before)
    at = ["article_id", "number"]
    both = before.links.merge(before.nodes).merge(now.links.merge(now.nodes), on=at, suffixes=("", "_now"))
    return float(((both["issue_id"] == both["issue_id_now"]) & (both["name"] == both["name_now"])).mean())


def show_stability(title: str, positions: pd.DataFrame) -> None:
    print(f"\n{title}: {len(positions):,} positions")
    for name, value in stability(positions).items():
        print(f"{name:42} {100 * value:6.1f}")


def speed(positions: pd.DataFrame, sizes: Sequence[int]) -> list[tuple[int, float, float]]:
    """Seconds for so many positions, in one go and in a second build over the first; positions are made by varying those given."""
    from time import perf_counter

    out = []
    for size in sizes:
        copies = [positions.assign(article_id=positions["article_id"] + f"-{n}") for n in range(-(-size // len(positions)))]
        many = pd.concat(copies, ignore_index=True)[:size]
        copy = many["article_id"].str.rpartition("-")[2]
        many = many.assign(**{column: many[column] + " of the " + copy + "th zone" for column in ("matter", "target")})
        start = perf_counter()
        before = built(many, None)
        middle = perf_counter()
        built(many, before)
        out.append((size, middle - start, perf_counter() - middle))
    return out


def show_across(title: str, positions: pd.DataFrame) -> None:
    precision, recall, same, other = across_articles(positions)
    print(f"\n{title}: precision {100 * precision:.1f}, recall {100 * recall:.1f} (pairs on one matter {same:,}, surely not {other:,})")


def show(title: str, rows: Iterable[tuple[str, Score]]) -> None:
    print(f"\n{title}\n{'':30} {'B3 P':>6} {'B3 R':>6} {'B3 F1':>6} {'pair P':>7} {'pair R':>7} {'pair F1':>8}")
    for name, s in rows:
        print(f"{name:30} " + " ".join(f"{100 * v:{w}.1f}" for v, w in zip(s[:6], (6, 6, 6, 7, 7, 8), strict=True)))


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder that holds eval/ and corpora/")
    options.add_argument("--gold", action="append", choices=("gold_dev", "gold_train", "gold_train2"), help="which gold (default: gold_dev)")
    options.add_argument("--kept", type=Path, help="folder to keep the extractor's positions in")
    given: Any = options.parse_args(argv)
    if given.shared is None or not (Path(given.shared) / "eval").is_dir():
        sys.exit("The gold was not found. Name the folder that holds eval/ and corpora/ with --shared or ONTHERECORD_SHARED.")
    shared = Path(given.shared)
    for name in given.gold or ["gold_dev"]:
        statements = gold_statements(shared / "eval" / f"{name}.jsonl")
        show(f"Inside articles of {name}: {len(statements):,} statements", inside_articles(statements))
        show_across(f"Across articles of {name}", statements)
        show_stability(f"Stability, {name}", statements)
    for matter in JUDGED:
        judgement = judged(matter)
        kept = given.kept / f"{matter.replace(' ', '_').lower()}.parquet" if given.kept else None
        found = extracted(shared, {key[0] for key in judgement}, kept)
        for by_sentence, how in ((False, "by sentence and target"), (True, "or by sentence alone")):
            rows, matched = one_matter(found, judgement, by_sentence)
            show(f"{matter}: {matched:,} of {sum(1 for v in judgement.values() if v):,} judged positions are still found, {how}", rows)
        show_stability(f"Stability, {matter}", found)
        if matter == "Iran":
            print("\npositions   in one go   a build over it   (seconds)")
            for size, first, second in speed(found, (10_000, 100_000)):
                print(f"{size:9,} {first:11.1f} {second:17.1f}")


if __name__ == "__main__":
    main()
