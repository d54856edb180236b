"""Opening a corpus from its serving file beside joining it in memory: time, memory, and what each page asks.

    python benchmarks/serving.py CORPUS --quotes 10000 100000 1000000

Makes corpora of these sizes from CORPUS (as benchmarks/large_corpus.py does) in a temporary folder, or in the one that ``--keep`` names, where they
stay for the next time. Each way is measured in a process of its own. Prints two tables in Markdown; the figures are seconds of processor time, which
depend less than the clock on what else the machine does, and the last column is how many times more the old way takes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WAYS = {"memory": 10**9, "make": 0, "file": 0}
"""Way of opening -> articles from which on a corpus has a serving file. "make" is the opening that has to write it."""


def questions(corpus: Any) -> dict[str, list[Callable[[Any], Any]]]:
    """Page -> what it asks."""
    from ontherecord.queries import questions as q
    from ontherecord.queries import selectors
    from ontherecord.queries.compare import Side, numbers, side_by_side
    from ontherecord.queries.country import voices
    from ontherecord.queries.counts import country_counts
    from ontherecord.queries.filters import Filters
    from ontherecord.queries.profile import directory, named_with, profile

    first, second = q.speaker_counts(corpus, Filters(), limit=2)["speaker_id"]
    sides = (Side("speaker", first), Side("speaker", second))
    country = str(q.country_counts(corpus, Filters())["country"].iloc[0])
    article = str(q.quotes(corpus, Filters(), limit=1)["article_id"].iloc[0])
    return {
        "filter panel": [lambda f: q.options(corpus, f, "speaker"), lambda f: q.options(corpus, f, "country")],
        "overview": [
            lambda f: q.headline(corpus, f),
            lambda f: q.over_time(corpus, f),
            lambda f: q.entity_counts(corpus, f, limit=12),
            lambda f: q.speaker_counts(corpus, f, limit=12),
            lambda f: q.issue_counts(corpus, f, limit=12),
            lambda f: q.country_counts(corpus, f),
        ],
        "quotes": [lambda f: q.quotes(corpus, f), lambda f: q.count_quotes(corpus, f), lambda f: q.timeline(corpus, f)],
        "positions": [lambda f: q.count_positions(corpus, f), lambda f: q.positions(corpus, f), lambda f: q.stands(corpus, f)],
        "people": [
            lambda f: directory(corpus, f),
            lambda f: profile(corpus, f, first),
            lambda f: named_with(corpus, f, first),
        ],
        "countries": [lambda f: country_counts(corpus, f), lambda f: voices(corpus, f, country), lambda f: q.governments(corpus, f)],
        "compare": [lambda f: numbers(corpus, f, sides), lambda f: side_by_side(corpus, f, sides)],
        "articles": [lambda f: q.articles(corpus, f), lambda f: q.outlet_counts(corpus, f), lambda f: q.changes(corpus, f)],
        "an article": [lambda f: q.reader(corpus, article)],
        "evidence": [lambda f: q.passages(corpus, selectors.speaker(first), f)],
    }


def megabytes() -> int:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def measure(name: str, way: str) -> dict[str, Any]:
    """Of one way, in this process."""
    import duckdb  # noqa: F401  what is imported anyway belongs to no corpus
    import pandas as pd  # noqa: F401

    from ontherecord.queries import Corpus, Filters, serving

    serving.LEAST = WAYS[way]
    before = megabytes()
    wall, processor = time.perf_counter(), time.process_time()
    corpus = Corpus.open(name)
    found: dict[str, Any] = {"open": time.process_time() - processor, "wall": time.perf_counter() - wall, "opened": megabytes() - before}
    if way != "make":
        found["pages"] = {}
        for page, asked in questions(corpus).items():
            times = []
            for _ in range(2):
                started = time.process_time()
                for question in asked:
                    question(Filters())
                times.append(time.process_time() - started)
            found["pages"][page] = times
        found["held"] = megabytes()
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def asked(name: str, way: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", name, way]
    done = subprocess.run(command, env=os.environ | {"ONTHERECORD_CORPORA": str(folder)}, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--quotes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(*options.measure)))
        return
    with tempfile.TemporaryDirectory() as beside:
        folder = options.keep or Path(beside)
        found = {size: sized(options.corpus, size, folder) for size in options.quotes}
    tables(found)


def sized(source: str, quotes: int, folder: Path) -> dict[str, Any]:
    """Make the corpus of a size where it is not there yet, and measure every way."""
    from ontherecord.settings import settings

    name = f"quotes-{quotes}"
    if not (folder / name).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / source).is_dir():
            shutil.copytree(settings().corpora / source, folder / source)
        command = [sys.executable, str(ROOT / "benchmarks" / "large_corpus.py"), source, name, "--quotes", str(quotes)]
        subprocess.run(command, env=os.environ | {"ONTHERECORD_CORPORA": str(folder)}, stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(folder / name / "serving", ignore_errors=True)
    ways = {way: asked(name, way, folder) for way in ("make", "file", "memory")}
    disk = sum(file.stat().st_size for file in (folder / name / "serving").iterdir())
    return ways | {"disk": disk // 2**20}


def tables(found: dict[int, dict[str, Any]]) -> None:
    print("| quotes | | joined in memory | serving file | ratio |\n| --- | --- | --- | --- | --- |")
    for size, ways in found.items():
        old, new = ways["memory"], ways["file"]
        for what, key in (("opening, s of processor", "open"), ("opening, s by the clock", "wall")):
            print(f"| {size:,} | {what} | {old[key]:.2f} | {new[key]:.2f} | {old[key] / new[key]:.0f} |")
        for what, key in (("opening adds, MB", "opened"), ("process after all questions, MB", "held"), ("peak, MB", "peak")):
            print(f"| {size:,} | {what} | {old[key]:,} | {new[key]:,} | {old[key] / max(new[key], 1):.1f} |")
        made = ways["make"]
        print(f"| {size:,} | making the file: s of processor; peak, MB; size, MB | | {made['open']:.1f}; {made['peak']:,}; {ways['disk']:,} | |")
    print("\n| quotes | page | first: memory | file | ratio | again: memory | file | ratio |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size, ways in found.items():
        for page, old in ways["memory"]["pages"].items():
            new = ways["file"]["pages"][page]
            columns = " | ".join(f"{o:.2f} | {n:.2f} | {o / n:.1f}" for o, n in zip(old, new, strict=True))
            print(f"| {size:,} | {page} | {columns} |")


if __name__ == "__main__":
    main()
