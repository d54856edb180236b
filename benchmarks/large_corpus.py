"""Make a corpus of a given size from another, for benchmarks: its articles again and again, each copy with ids, names and days of its own.

    python benchmarks/large_corpus.py sample large --quotes 100000

Every tenth copy keeps the names, so that some people are in many articles, as in real news; the others get names that differ in a number. It is
written like any other corpus; only linking is left out, since what it would find is known.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd

from ontherecord.linking.links import Links
from ontherecord.model import Extraction
from ontherecord.queries import Corpus, extractions
from ontherecord.store import Writer

KEEPS_NAMES = 10
AT_ONCE = 2000


def copied(found: Extraction, number: int) -> Extraction:
    """One article again, on another day, its people others (every tenth time the same)."""
    article = found.article
    day = article.published_on + timedelta(days=number % 700) if article.published_on else None
    changed = replace(article, id=f"{article.id}-{number}", digest=f"{article.digest[:50]}-{number}", published_on=day, story=None)
    if number % KEEPS_NAMES == 0:
        return replace(found, article=changed)
    people = tuple(replace(e, name=f"{e.name} {number}") if e.kind == "person" and e.named else e for e in found.entities)
    return replace(found, article=changed, entities=people)


def copies(base: list[Extraction], quotes: int) -> Iterator[Extraction]:
    """As many copies as hold that many quotes."""
    made = number = 0
    while made < quotes:
        for found in base:
            yield copied(found, number)
            made += len(found.quotes)
        number += 1


def links(ids: pd.DataFrame, of: str) -> Links:
    """One node for each name (``of`` "entity") or issue, by its words."""
    name = ids["name"]
    nodes = ids.drop_duplicates("name").assign(**{f"{of}_id": lambda rows: rows["name"].str.casefold().str.replace(r"\W+", "-", regex=True)})
    nodes = nodes.drop_duplicates(f"{of}_id")
    known = ids.assign(**{f"{of}_id": name.str.casefold().str.replace(r"\W+", "-", regex=True)})
    return Links(nodes.drop(columns=["article_id"]), known[["article_id", "key" if of == "entity" else "number", f"{of}_id"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--quotes", type=int, default=100_000)
    options = parser.parse_args()
    opened = Corpus.open(options.source)
    base = list(extractions(opened, [row[0] for row in opened.rows("SELECT article_id FROM articles ORDER BY 1")]).values())
    with Writer(options.target) as writer:
        entities: list[tuple[object, ...]] = []
        positions: list[tuple[object, ...]] = []
        batch: list[Extraction] = []

        def write() -> None:
            writer.add(batch)
            batch.clear()

        for found in copies(base, options.quotes):
            batch.append(found)
            entities += [(found.article.id, e.key, e.name, e.kind, e.country, e.country_reason, e.named) for e in found.entities]
            positions += [(found.article.id, p.number, p.matter) for p in found.positions]
            if len(batch) == AT_ONCE:
                write()
        write()
        people = pd.DataFrame(entities, columns=["article_id", "key", "name", "kind", "country", "country_reason", "named"]).assign(variants=None)
        issues = pd.DataFrame(positions, columns=["article_id", "number", "name"])
        writer.link(links(people, "entity"), links(issues, "issue"))
        writer.report([])
        print(f"{options.target}: build {writer.commit()}, {len(people):,} entities, {len(issues):,} positions")


if __name__ == "__main__":
    main()
