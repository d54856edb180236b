"""Whether what is read of real news holds together: what breaks by kind, articles that could not be read, and articles a second.

    python benchmarks/invariants.py                          # the news in the folder that ONTHERECORD_SHARED names
    python benchmarks/invariants.py FILE ... [--limit 600] [--modes rules full] [--state kept.jsonl]

With ``--state`` every article's outcome is kept at once, and what another run has kept is not read again: a run may be stopped at any time.
Seconds are of the wall clock, one article after the other in one process. Ends with 1 where anything broke.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.extraction.version import version
from ontherecord.invariants import Inconsistent
from ontherecord.model import Article
from ontherecord.settings import settings

MODES = ("rules", "full")
SHOWN = 3
"""Examples of each kind."""


def outcome(article: Article) -> dict[str, Any]:
    """What became of one article: id, seconds, quotes, positions, and what broke as [kind, records, what]."""
    began = time.perf_counter()
    broken: list[list[str]] = []
    quotes = positions = 0
    try:
        (found,) = pipeline.extract([article], strict=True)
        quotes, positions = len(found.quotes), len(found.positions)
        broken = [["not read", "article", warning] for warning in found.warnings]
    except Inconsistent as error:
        broken = [[v.kind, v.records, v.what] for v in error.args[1]]
    return {"id": article.id, "seconds": time.perf_counter() - began, "quotes": quotes, "positions": positions, "broken": broken}


def read(articles: Iterable[Article], mode: str, state: Path | None) -> Iterator[dict[str, Any]]:
    """The outcome of each article by a mode, kept ones first looked up in ``state``."""
    os.environ["ONTHERECORD_EXTRACTION"] = mode
    settings.cache_clear()
    made = version()
    kept = {}
    if state is not None and state.is_file():
        rows = [json.loads(line) for line in state.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
        kept = {(row["id"], row["digest"]): row for row in rows if row["version"] == made}
    pipeline.nlp()  # not part of the first article
    with state.open("a", encoding="utf-8") if state is not None else nullcontext() as out:
        if out is not None:
            out.write("\n")  # behind half a line, where a run was killed
        for article in articles:
            row = kept.get((article.id, article.digest))
            if row is None:
                row = {"version": made, "digest": article.digest, **outcome(article)}
                if out is not None:
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
                    out.flush()
            yield row


def report(mode: str, rows: list[dict[str, Any]]) -> str:
    """The outcomes of a mode as lines to print."""
    seconds, quotes, positions = (sum(row[name] for row in rows) for name in ("seconds", "quotes", "positions"))
    found = [(kind, records, row["id"], what) for row in rows for kind, records, what in row["broken"]]
    lines = [f"{mode}: {len(rows):,} articles, {quotes:,} quotes, {positions:,} positions, {len(rows) / max(seconds, 1e-9):.2f} articles a second"]
    lines += [f"  {len({id for *_, id, _ in found}):,} articles hold something that breaks" if found else "  nothing breaks"]
    for (kind, records), count in Counter((kind, records) for kind, records, *_ in found).most_common():
        examples = [f"{id}: {what}" for k, r, id, what in found if (k, r) == (kind, records)]
        lines += [f"  {count:>6,} {kind} of {records}", *(f"           {example}" for example in examples[:SHOWN])]
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", type=Path)
    options.add_argument("--limit", type=int, default=None, help="read so many articles")
    options.add_argument("--modes", nargs="+", choices=MODES, default=MODES)
    options.add_argument("--state", type=Path, help="a file of JSON lines that keeps what was read")
    given = options.parse_args()
    paths = given.paths or [Path(os.environ.get("ONTHERECORD_SHARED", "shared")) / "corpora" / "news_5000.jsonl.gz"]
    broken = 0
    for mode in given.modes:
        articles = (one.article for one in loading.load_paths(paths) if one.article is not None)
        rows = list(read(islice(articles, given.limit), mode, given.state))
        broken += sum(len(row["broken"]) for row in rows)
        print(report(mode, rows), flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
