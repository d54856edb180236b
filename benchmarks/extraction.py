"""Words a second of the whole extraction, and of rules alone, beside the bare spaCy pipeline, on the same texts, in one run; and peak memory.

    python benchmarks/extraction.py [PATH ...] [--articles 60] [--rounds 3]

Without PATH the sample corpus is read. The process is pinned to one core, where the system lets it: a build runs a worker a core, so that a
second core that stands idle here would flatter what uses it. The three take turns, round by round, so that a noisy machine slows all; the
ratio is what to compare between machines. Each side is warmed up first. Memory is that of a process of its own for each side.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import spacy

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article
from ontherecord.settings import settings

LABELS = {"bare": "bare spaCy pipeline", "rules": "rules alone", "full": "whole extraction"}


def articles(paths: list[Path], limit: int) -> list[Article]:
    found = [loaded.article for loaded in loading.load_paths(paths) if loaded.article is not None]
    return found[:limit]


def bare(language: spacy.Language, texts: list[str]) -> float:
    began = time.perf_counter()
    for _ in language.pipe(texts, batch_size=settings().batch_size):
        pass
    return time.perf_counter() - began


def whole(found: list[Article], extraction: str) -> float:
    os.environ["ONTHERECORD_EXTRACTION"] = extraction
    settings.cache_clear()
    began = time.perf_counter()
    for _ in pipeline.extract(found):
        pass
    return time.perf_counter() - began


def peak(side: str, paths: list[Path], limit: int) -> float:
    """Peak memory in MB of a fresh process that does one side once."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_peak, args=(side, paths, limit, queue))
    process.start()
    found = queue.get()
    process.join()
    return float(found)


def _peak(side: str, paths: list[Path], limit: int, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    found = articles(paths, limit)
    if side == "bare":
        bare(spacy.load(settings().model), [a.text for a in found])
    else:
        whole(found, side)
    queue.put(_own_peak())


def _own_peak() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: on Linux it begins with the parent's peak.
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _pinned() -> str:
    """Keep this process and its children on one core; says whether it could."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned to a core"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return "pinned to one core"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", type=Path, default=[settings().sample])
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    cores = _pinned()
    found = articles(given.paths, given.articles)
    texts = [ReadingText(a.text, a.repairs).text for a in found]
    words = sum(len(text.split()) for text in texts)
    language = spacy.load(settings().model)
    bare(language, texts[:5])
    for side in ("rules", "full"):
        whole(found[:5], side)
    times: dict[str, list[float]] = {side: [] for side in LABELS}
    for _ in range(given.rounds):
        times["bare"].append(bare(language, texts))
        for side in ("rules", "full"):
            times[side].append(whole(found, side))
    print(f"{len(found)} articles, {words:,} words, {given.rounds} rounds, model {settings().model}, {cores}\n")
    print(f"{'':24} {'words/s':>9} {'times bare':>11} {'peak MB':>9}")
    for side, label in LABELS.items():
        ratio = statistics.median(w / b for w, b in zip(times[side], times["bare"], strict=True))
        print(f"{label:24} {words / statistics.median(times[side]):>9,.0f} {ratio:>11.2f} {peak(side, given.paths, given.articles):>9,.0f}")


if __name__ == "__main__":
    main()
