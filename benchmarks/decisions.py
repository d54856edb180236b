"""What a decision costs in a large corpus, and what many decisions cost a page: a table of milliseconds and ratios.

    python benchmarks/decisions.py CORPUS --decisions 50000

Works on a copy of the corpus in a temporary folder. Every figure is of one process; compare ratios, machines differ.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def timed(act: Callable[[], Any], times: int) -> list[float]:
    """Milliseconds of each call, in order of size."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def _next(step: Callable[[str], Any], ids: list[str]) -> Any:
    return step(ids.pop())


def share(values: list[float], part: float) -> float:
    return values[min(int(len(values) * part), len(values) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--decisions", type=int, default=50_000, help="decisions of the second part")
    parser.add_argument("--times", type=int, default=40, help="single decisions that are timed")
    options = parser.parse_args()
    from ontherecord.settings import settings

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(settings().corpora / options.corpus, Path(folder) / options.corpus)
        os.environ["ONTHERECORD_CORPORA"] = folder
        settings.cache_clear()
        measure(options.corpus, options.decisions, options.times)


def measure(name: str, many: int, times: int) -> None:
    from ontherecord.queries import Corpus, Filters, entity_counts, headline, positions, quotes, timeline
    from ontherecord.review import deciding

    pages: dict[str, Callable[[Corpus], Any]] = {
        "headline": lambda c: headline(c, Filters()),
        "quotes": lambda c: quotes(c, Filters()),
        "positions": lambda c: positions(c, Filters()),
        "names": lambda c: entity_counts(c, Filters(), limit=50),
        "timeline": lambda c: timeline(c, Filters()),
    }
    corpus = Corpus.open(name)
    ids = [row[0] for row in corpus.rows("SELECT quote_id FROM quotes WHERE status = 'machine'")]
    random.Random(7).shuffle(ids)
    print(f"{len(ids):,} quotes")
    before = {page: share(timed(partial(ask, corpus), 9), 0.5) for page, ask in pages.items()}
    steps: dict[str, Callable[[str], Any]] = {
        "confirm": lambda show: deciding.confirm(corpus, show, "Ida"),
        "reject": lambda show: deciding.reject(corpus, show, "Ida"),
        "fix": lambda show: deciding.fix(corpus, show, {"speaker": {"name": "Mae Roe"}}, "Ida"),
    }
    print(f"\n{'one decision':16}{'p50 ms':>10}{'p95 ms':>10}")
    for kind, step in steps.items():
        taken = timed(partial(_next, step, ids), times)
        print(f"{kind:16}{share(taken, 0.5):>10.0f}{share(taken, 0.95):>10.0f}")
    wanted = min(many, len(ids))
    start = time.perf_counter()
    for place in range(0, wanted, deciding.AT_ONCE):
        deciding.confirm(corpus, [ids.pop() for _ in range(min(deciding.AT_ONCE, wanted - place))], "Ida")
    print(f"\n{wanted:,} decisions in bulk: {time.perf_counter() - start:.1f} s")
    taken = timed(lambda: deciding.confirm(corpus, ids.pop(), "Ida"), min(times, len(ids)))
    print(f"one more: p50 {share(taken, 0.5):.0f} ms, p95 {share(taken, 0.95):.0f} ms")
    start = time.perf_counter()
    opened = Corpus.open(name)
    with_all = time.perf_counter() - start
    print(f"opening with them: {with_all:.1f} s")
    print(f"\n{'page':16}{'before ms':>12}{'with ms':>10}{'ratio':>8}")
    for page, ask in pages.items():
        now = share(timed(partial(ask, opened), 9), 0.5)
        print(f"{page:16}{before[page]:>12.1f}{now:>10.1f}{now / before[page]:>8.2f}")


if __name__ == "__main__":
    main()
