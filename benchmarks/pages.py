"""How long each page takes to run, and each kind of search: on any corpora that are there.

    python benchmarks/pages.py sample news5000

Prints two tables in Markdown, in milliseconds, the median of several runs.

"New question": a filter that nobody has asked for before, so that every number is counted anew. "Asked before": what a click costs that changes
no number. What is measured is processor time (of all threads, so that other work on the machine counts little) of the script of the page, under
Streamlit's AppTest; the way to the browser and its drawing come on top. Searches are timed by themselves, on the clock, the index being there.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import statistics
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("overview", "search", "quotes", "positions", "people", "countries", "compare", "sources", "network", "articles")
RUNS = 5
SEARCHES = ("a rare word", "two words", "a phrase", "a word and one without", "speaker:", "said:", "the most common word", "one letter and a star")


@contextmanager
def scripts() -> Iterator[list[float]]:
    """Seconds of processor time that each script takes which runs meanwhile: without what the test client makes of it."""
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    run, taken = ScriptRunner._run_script, []

    def timed(self: Any, *given: Any) -> None:
        began = time.process_time()
        try:
            run(self, *given)
        finally:
            taken.append(time.process_time() - began)

    ScriptRunner._run_script = timed  # type: ignore[method-assign, assignment]
    try:
        yield taken
    finally:
        ScriptRunner._run_script = run  # type: ignore[method-assign]


def page_times(corpus: str, page: str) -> tuple[float, float]:
    """Milliseconds of a run with filters not asked before, and of the same once more."""
    from streamlit.testing.v1 import AppTest

    from components import corpora

    new, again = [], []
    for number in range(RUNS + 1):
        at = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=300)
        at.query_params["corpus"] = corpus
        for name, value in _parameters(corpus).get(page, {}).items():
            at.query_params[name] = value
        at.query_params["since"] = f"19{50 + number}-01-01"  # lets everything dated through, and is another question each time
        at.run()
        at.switch_page(f"{page}.py")
        corpora.forget()
        with scripts() as taken:
            at.run()
            at.run()
        if at.exception:
            raise RuntimeError(f"{page}: {at.exception[0].value}")
        if number:  # the first run also imports and opens
            new.append(taken[0])
            again.append(taken[1])
        gc.collect()  # as the app does when it starts: nothing that is there already is walked through again
        gc.freeze()
    return 1000 * statistics.median(new), 1000 * statistics.median(again)


@cache
def _parameters(corpus: str) -> dict[str, dict[str, str | list[str]]]:
    """What makes a page show all it has: a search, a person, a country, two sides."""
    from ontherecord.queries import Corpus, Filters, country_counts, speaker_counts

    opened = Corpus.open(corpus)
    ids = [str(id) for id in speaker_counts(opened, Filters(), limit=2)["speaker_id"]]
    country = str(country_counts(opened, Filters())["country"].iloc[0])
    return {"search": {"q": "government"}, "people": {"id": ids[0]}, "countries": {"of": country}, "compare": {"side": ids}}


def search_times(corpus: str) -> dict[str, tuple[str, float, int]]:
    """For each kind of search: what was asked, milliseconds (both pages of results and the count), quotes found."""
    from ontherecord.queries import Corpus, Filters, search, speaker_counts

    opened = Corpus.open(corpus)
    speaker = str(speaker_counts(opened, Filters(), limit=1)["speaker"].iloc[0]).split()[-1]
    asked = dict(
        zip(
            SEARCHES, ("moratorium", "oil price", '"climate change"', "government -the", f"speaker:{speaker}", "said:never", "the", "t*"), strict=True
        )
    )
    found = {}
    for kind, text in asked.items():
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            search(opened, Filters(), text, "quotes", limit=0)
            count = search(opened, Filters(), text, "quotes").count
            times.append(1000 * (time.perf_counter() - began))
        found[kind] = (text, statistics.median(times), count)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", help="names of corpora")
    names = parser.parse_args().corpora
    warnings.filterwarnings("ignore")
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")
    logging.disable(logging.WARNING)
    from ontherecord.queries import Corpus

    sizes = {}
    for name in names:
        opened = Corpus.open(name)
        counts = {table: opened.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("articles", "quotes", "positions", "nodes")}
        sizes[name] = f"{counts['articles']:,} articles, {counts['quotes']:,} quotes, {counts['positions']:,} positions, {counts['nodes']:,} names"
    print("| page, ms of processor time | " + " | ".join(f"{name}: new question | asked before" for name in names) + " |")
    print("| --- |" + " --- | --- |" * len(names))
    for page in PAGES:
        shown = [f"{ms:,.0f}" for name in names for ms in page_times(name, page)]
        print(f"| {page} | " + " | ".join(shown) + " |", flush=True)
    times = {name: search_times(name) for name in names}
    print("\n| search, ms | " + " | ".join(f"{name} | quotes found" for name in names) + " |")
    print("| --- |" + " --- | --- |" * len(names))
    for kind in SEARCHES:
        cells = [cell for name in names for cell in (f"{times[name][kind][1]:,.0f}", f"{times[name][kind][2]:,}")]
        print(f"| {kind}: `{times[names[0]][kind][0]}` | " + " | ".join(cells) + " |")
    print("\n" + "; ".join(f"{name}: {size}" for name, size in sizes.items()))


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(ROOT))
    main()
