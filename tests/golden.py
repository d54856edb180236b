"""What the rules alone find in the sample articles, as digests: tells whether a change changed any record, meant or not.

python -m tests.golden          compare, and say which records changed
python -m tests.golden --renew  take what is found now as what should be found (make golden)
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ontherecord import loading, places
from ontherecord.extraction import pipeline
from ontherecord.model import Extraction
from ontherecord.settings import settings

FILE = Path(__file__).with_name("golden.json")
TABLES = ("entities", "mentions", "quotes", "positions", "sentences")
SHOWN = 12
"""Changed records that a message shows in full."""

Records = dict[str, dict[str, list[str]]]
"""Article -> table -> its records, each as one line of JSON."""


def found() -> Records:
    """What is found now, under the setting ``extraction = "rules"``."""
    articles = (one.article for one in loading.load_paths([places.DATA / "sample" / "articles"], duplicates=True) if one.article)
    return {extraction.article.id: records(extraction) for extraction in pipeline.extract(articles)}


def records(extraction: Extraction) -> dict[str, list[str]]:
    return {table: [json.dumps(asdict(r), default=str, ensure_ascii=False) for r in getattr(extraction, table)] for table in TABLES}


def digests(now: Records) -> dict[str, Any]:
    """What is stored: a SHA-256 of each table, a short one of each record, and what read the articles."""
    tables = {t: hashlib.sha256("\n".join(line for id in sorted(now) for line in (id, *now[id][t])).encode()).hexdigest() for t in TABLES}
    short = {id: {table: " ".join(map(_short, now[id][table])) for table in TABLES} for id in sorted(now)}
    return {"made_with": made_with(), "tables": tables, "records": short}


def made_with() -> dict[str, str]:
    """Another version of these may part a sentence elsewhere."""
    return {name: importlib.metadata.version(name) for name in ("spacy", settings().model.replace("_", "-"))}


def _short(record: str) -> str:
    return hashlib.sha256(record.encode()).hexdigest()[:5]


def changes(stored: Mapping[str, Any], now: Records) -> Iterator[str]:
    """A line for each record that changed, came or went. A record that went is known by its place only."""
    for id in sorted({*stored["records"], *now}):
        for table in TABLES:
            before = stored["records"].get(id, {}).get(table, "").split()
            lines = now.get(id, {}).get(table, [])
            for what, a, b, c, d in SequenceMatcher(None, before, [_short(line) for line in lines], autojunk=False).get_opcodes():
                if what == "delete":
                    yield f"{id}: {table} {_places(a, b)} of before: gone"
                elif what != "equal":
                    yield from (f"{id}: {table} {i}: {'new' if what == 'insert' else 'changed'}: {lines[i]}" for i in range(c, d))
                    if b - a > d - c and what == "replace":
                        yield f"{id}: {table}: {b - a - (d - c)} fewer than before here"


def _places(start: int, end: int) -> str:
    return f"{start}" if end == start + 1 else f"{start} to {end - 1}"


def told(lines: Iterable[str]) -> str:
    """The message for a person."""
    every = list(lines)
    rest = f"\n... and {len(every) - SHOWN} more: python -m tests.golden" if len(every) > SHOWN else ""
    return f"{len(every)} records of the sample changed. If that is meant: make golden\n" + "\n".join(every[:SHOWN]) + rest


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--renew", action="store_true")
    os.environ["ONTHERECORD_EXTRACTION"] = "rules"
    renew, now = options.parse_args().renew, found()
    lines = list(changes(json.loads(FILE.read_text(encoding="utf-8")), now)) if FILE.is_file() else []
    print(*lines, sep="\n")
    if renew:
        FILE.write_text(json.dumps(digests(now), indent=0) + "\n", encoding="utf-8")
    elif lines:
        sys.exit(1)


if __name__ == "__main__":
    main()
