"""Loads broken files of every format and says what came of them: ``make fuzz``.

    python scripts/fuzz.py --files 10000 --seed 1

Fails where a file raises, gives neither an article nor a problem with a code, shows a mistake of ours, or where a process takes a gigabyte.
A file can be made again by its number: ``tests.core.loading.broken.broken(seed, number)``.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ontherecord import loading
from ontherecord.errors import Code, Problem
from tests.core.loading.broken import broken

MOST_MB = 1_000


@dataclass
class Result:
    """``wrong``: number of the file -> what should not be. ``outcomes``: (ending, outcome) -> rows."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)


def run(files: int, seed: int, *, start: int = 0, previews: bool = True) -> Result:
    """Load so many files, and look at the columns of each as the Load page does."""
    result = Result()

    def made() -> Iterator[tuple[str, bytes]]:
        for number in range(start, start + files):
            name, data = broken(seed, number)
            if previews:
                _preview(name, data, result)
            yield name, data

    seen: set[str] = set()
    for row in loading.load_files(made(), duplicates=True):
        name = row.location.split("/")[0].split("#")[0]
        seen.add(name.partition(".")[0])
        result.outcomes[name.partition(".")[2], row.outcome] += 1
        result.codes.update(problem.code.name for problem in row.problems)
        if row.article is None and not row.problems:
            result.wrong[name] = "neither an article nor a problem"
        for problem in row.problems:
            _judge(name, problem, result)
    for number in range(start, start + files):
        if str(number) not in seen:
            result.wrong[str(number)] = "no row"
    return result


def _preview(name: str, data: bytes, result: Result) -> None:
    try:
        loading.columns((name, data))
    except Problem as problem:
        _judge(name, problem, result)
    except Exception as error:
        result.wrong[name] = f"preview: {type(error).__name__}: {error}"


def _judge(name: str, problem: Problem, result: Result) -> None:
    if problem.code is Code.L05 and problem.details.get("format") == "article":
        result.wrong[name] = f"a mistake of ours: {problem.details.get('detail')}"
    elif problem.code is Code.L26:
        result.wrong[name] = "it took too long"
    str(problem)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first file")
    options = parser.parse_args()
    os.environ.setdefault("ONTHERECORD_MAX_SECONDS", "30")
    logging.disable(logging.WARNING)
    began = time.perf_counter()
    result = run(options.files, options.seed, start=options.start)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    own, child = (resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for ending in sorted({ending for ending, _ in result.outcomes}):
        counts = {outcome: result.outcomes[ending, outcome] for outcome in ("loaded", "duplicate", "left out")}
        print(f"{ending:10}" + "".join(f"{count:10,} {outcome}" for outcome, count in counts.items()))
    print("codes      " + ", ".join(f"{code} {count:,}" for code, count in sorted(result.codes.items())))
    print(f"{options.files:,} files in {time.perf_counter() - began:,.0f} s; memory {own:,.0f} MB here, {child:,.0f} MB in the reading process")
    for name, what in list(result.wrong.items())[:50]:
        print(f"WRONG {name}: {what}")
    if max(own, child) > MOST_MB:
        print(f"WRONG a process took more than {MOST_MB:,} MB")
    return int(bool(result.wrong) or max(own, child) > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
