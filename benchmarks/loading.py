"""How loading holds up on real news: what became of every article, time by stage, growth and memory. Nothing is extracted.

    python benchmarks/loading.py                 # the corpora in the folder that ONTHERECORD_SHARED names
    python benchmarks/loading.py FILE ...        # other files

Times are processor seconds of one process, so that other work on the machine does not count. Memory is the most that a process of its own
held, less what it held after the imports.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ontherecord import loading
from ontherecord.loading import run as room
from ontherecord.loading.contents import Piece, _Reading, pieces
from ontherecord.loading.guarded import Guard
from ontherecord.loading.repair import find_repairs

SIZES = (500, 1_000, 2_500, 5_000)
NAMES = ("news_5000.jsonl.gz", "wikinews_2019.csv", "wikinews_2020.csv")
# What is timed: a name in ontherecord.loading.run (or of its class Run) -> what a reader is told.
STAGES = {"find_repairs": "repairs", "language_of": "language", "_headline": "headline", "_published": "date"}


@contextmanager
def timed(times: Counter[str]) -> Iterator[None]:
    """Wraps the stages so that each adds its processor seconds to ``times``."""
    before: dict[str, Any] = {}

    def wrap(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return function(*args, **options)
            finally:
                times[name] += time.process_time() - began  # type: ignore[assignment]

        return wrapped

    for name, told in STAGES.items():
        before[name] = getattr(room, name)
        setattr(room, name, wrap(before[name], told))
    read, guarded = _Reading._read, Guard.pieces
    _Reading._read = wrap(read, "reading the file")  # type: ignore[method-assign]
    # Here, not in a process of its own, whose time would not be counted.
    Guard.pieces = lambda self, request: (piece for piece in pieces(request) if isinstance(piece, Piece))  # type: ignore[method-assign]
    try:
        yield
    finally:
        _Reading._read, Guard.pieces = read, guarded  # type: ignore[method-assign]
        for name, function in before.items():
            setattr(room, name, function)


def measure(path: Path) -> dict[str, Any]:
    """Loads one file and says what became of it. Stories are found behind, and counted apart."""
    loading.load_text("Imports are made by the first article that there is, which is not counted.", title="Éa – «x»")
    started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times: Counter[str] = Counter()
    with timed(times):
        began = time.process_time()
        rows = list(loading.load_paths([path]))
        seconds = time.process_time() - began
    times["words, ids, duplicates"] = seconds - sum(times.values())  # type: ignore[assignment]
    articles = [row.article for row in rows if row.article is not None]
    loaded_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - started) / 1024
    began = time.process_time()
    stories = loading.stories(articles)
    sizes = Counter(stories.values())
    odd: Counter[str] = Counter()
    for row in rows:
        odd.update(f"{problem.code.name} {problem.code.value[0]}" for problem in row.problems)
        odd.update(f"repaired: {kind}" for kind in row.repairs)
        odd["fewer than 50 words"] += bool(row.words and row.words < 50)
        odd["more than 5,000 words"] += row.words > 5_000
        odd["no title"] += row.article is not None and not row.title
        odd["no outlet"] += row.article is not None and not row.outlet
        odd["not dated"] += row.article is not None and row.published_on is None
    return {
        "name": path.name,
        "rows": len(rows),
        "outcomes": Counter(row.outcome for row in rows),
        "basis": Counter(row.date_basis for row in rows if row.article),
        "odd": odd,
        "seconds": seconds,
        "stages": times,
        "stories_seconds": time.process_time() - began,
        "stories": len(sizes),
        "in_stories": sum(size for size in sizes.values() if size > 1),
        "megabytes": loaded_mb,
        "megabytes_stories": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - started) / 1024,
    }


def planted(path: Path, most: int = 300) -> tuple[int, int, int]:
    """Copies as agencies and papers make them (another opening, every eighth sentence gone, a line behind): how many are found in their story.

    Articles, copies that are in the story of what they were made of, and articles that share a story with what they are no copy of.
    """
    originals = [row.article for row in loading.load_paths([path]) if row.article is not None][:most]
    copies = []
    for number, article in enumerate(originals):
        sentences = re.split(r"(?<=[.!?])\s+", article.text)
        kept = [sentence for i, sentence in enumerate(sentences) if i % 8 != 7]
        text = f"AGENCY, report {number} —\n\n" + " ".join(kept[1:] or kept) + f"\n\nEditing by desk {number}."
        copies.append(dataclasses.replace(article, id=f"copy of {article.id}", text=text, repairs=find_repairs(text)))
    found = loading.stories([*originals, *copies])
    right = sum(found[copy.id] == found[article.id] for copy, article in zip(copies, originals, strict=True))
    together = Counter(found.values())
    return len(copies), right, sum(size for size in together.values() if size > 2)


def alone(path: Path) -> dict[str, Any]:
    """:func:`measure` in a process of its own, so that memory is that of one file."""
    command = [sys.executable, __file__, "--one", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    return found


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    shown = [
        head,
        *[tuple(f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) for row in rows],
    ]
    widths = [max(len(row[i]) for row in shown) for i in range(len(head))]
    for i, row in enumerate(shown):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if i == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    shared = os.environ.get("ONTHERECORD_SHARED")
    files = options.files or ([Path(shared) / "corpora" / name for name in NAMES] if shared else [])
    if not files:
        sys.exit("Name files, or the folder of the corpora in ONTHERECORD_SHARED.")
    found = [alone(path) for path in files]
    table(
        ("file", "rows", "loaded", "duplicate", "left out", "stories", "in stories of several", "articles a second", "stories a second", "MB"),
        [
            (
                *(
                    one["name"],
                    one["rows"],
                    *(one["outcomes"].get(o, 0) for o in ("loaded", "duplicate", "left out")),
                    one["stories"],
                    one["in_stories"],
                ),
                *(one["rows"] / one["seconds"], one["rows"] / max(one["stories_seconds"], 1e-9), one["megabytes_stories"]),
            )
            for one in found
        ],
    )
    stages = list(found[0]["stages"])
    table(
        ("share of the time", *(one["name"] for one in found)),
        [(stage, *(f"{100 * one['stages'].get(stage, 0) / one['seconds']:.0f} %" for one in found)) for stage in stages],
    )
    kinds = [kind for kind, _ in sum((Counter(one["odd"]) for one in found), Counter()).most_common()]
    table(("odd", *(one["name"] for one in found)), [(kind, *(one["odd"].get(kind, 0) for one in found)) for kind in kinds])
    bases = list(dict.fromkeys(basis for one in found for basis in one["basis"]))
    table(("date from", *(one["name"] for one in found)), [(basis, *(one["basis"].get(basis, 0) for one in found)) for basis in bases])
    copies, right, wrong = planted(files[0])
    print(f"Near-duplicates: {right} of {copies} made-up copies are in the story of their article; {wrong} articles in stories of more than two.\n")
    growth(files[0])


def growth(path: Path) -> None:
    """The first lines of a file of lines, 500 to 5,000 of them."""
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        return
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        lines = stream.read().splitlines(keepends=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            if size > len(lines):
                break
            part = Path(folder) / f"first_{size}.jsonl.gz"
            part.write_bytes(gzip.compress(b"".join(lines[:size])))
            one = alone(part)
            words = sum(len(line) for line in lines[:size]) / 1e6
            rows.append(
                (
                    size,
                    words,
                    one["seconds"],
                    1000 * one["seconds"] / size,
                    one["stories_seconds"],
                    1000 * one["stories_seconds"] / size,
                    one["megabytes"],
                )
            )
    table(("articles", "megabytes read", "loading, s", "ms an article", "stories, s", "ms an article", "memory, MB"), rows)


if __name__ == "__main__":
    main()
