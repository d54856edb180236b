"""What is done to a corpus after it was built: parts are removed with what hangs on them, another corpus is merged in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ontherecord import store
from ontherecord.building.corrections import carry, corrections_of, redated, take_back
from ontherecord.building.run import Progress, link
from ontherecord.building.searching import index
from ontherecord.errors import Code, Problem
from ontherecord.store import Writer, schema

KINDS = ("article", "outlet", "file")
NO_OUTLET = ""


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """A part of a corpus: its articles, and what goes with them."""

    corpus: str
    kind: str
    """article | outlet | file"""
    value: str
    articles: tuple[str, ...]
    titles: tuple[str, ...]
    quotes: int
    positions: int
    corrections: int
    locations: tuple[str, ...]
    """Rows of the load report that go, too."""

    def sentence(self) -> str:
        """What goes, for a person to confirm."""
        number = len(self.articles)
        which = {"article": "the article", "outlet": "all articles of the outlet", "file": "everything from the file"}[self.kind]
        counts = {"article": number, "quote": self.quotes, "position": self.positions}
        if self.corrections:
            counts["correction"] = self.corrections
        parts = [f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in counts.items()]
        name = self.titles[0] if self.kind == "article" and self.titles else self.value or "(no outlet)"
        return (
            f"This removes {which} “{name}” from the corpus {self.corpus}: {', '.join(parts[:-1])} and {parts[-1]}. "
            "The files they were loaded from are not touched; loading them again brings them back."
        )


def part(corpus: str, kind: str, values: str | Iterable[str]) -> CorpusPart:
    """What belongs to an article (id), an outlet (as corrected) or a file (as the load report names it). Raises Problem C01 to C05, C12."""
    wanted = {values} if isinstance(values, str) else set(values)
    shown = ", ".join(sorted(wanted))
    build = store.read_build(corpus)
    articles = store.read_table(build, "articles", ["article_id", "label", "outlet", "location"]).to_pylist()
    corrected = corrections_of(corpus, store.read_table(build, "corrections").to_pylist())
    for row in articles:
        row["outlet"] = corrected.get(row["article_id"], {}).get("outlet", row["outlet"]) or NO_OUTLET
    belongs = {
        "article": lambda row: row["article_id"] in wanted,
        "outlet": lambda row: row["outlet"] in wanted,
        "file": lambda row: _file(row["location"]) in wanted or row["location"] in wanted,
    }[kind]
    gone = [row for row in articles if belongs(row)]
    ids = {row["article_id"] for row in gone}
    locations = {
        row["location"]
        for row in store.read_table(build, "report", ["location", "article_id"]).to_pylist()
        if row["article_id"] in ids or (kind == "file" and (_file(row["location"]) in wanted or row["location"] in wanted))
    }
    if not gone and not locations:
        raise Problem(Code.C12, name=corpus, what=kind, value=shown)
    return CorpusPart(
        corpus=corpus,
        kind=kind,
        value=shown,
        articles=tuple(row["article_id"] for row in gone),
        titles=tuple(row["label"] for row in gone),
        quotes=_belonging(store.read_table(build, "quotes", ["article_id"]), ids),
        positions=_belonging(store.read_table(build, "positions", ["article_id"]), ids),
        corrections=sum(len(fields) for id, fields in corrected.items() if id in ids),
        locations=tuple(sorted(locations)),
    )


def _file(location: str | None) -> str:
    """The file of a location: "export.csv" of "export.csv#12"."""
    place = location or ""
    head, mark, number = place.rpartition("#")
    return head if mark and number.isdigit() else place


def _belonging(table: pa.Table, ids: set[str]) -> int:
    return sum(id in ids for id in table["article_id"].to_pylist())


def remove(what: CorpusPart, *, progress: Progress | None = None) -> int:
    """Take a part out with its quotes, positions, mentions, corrections and rows of the report; the number of the build without it.

    Earlier builds still hold it until they are cleared away. Raises Problem C01 to C05, C11."""
    tell = progress or (lambda stage, done, total: None)
    with Writer(what.corpus) as writer:
        if not writer.version:
            raise Problem(Code.C01, name=what.corpus, known="build it from files first")
        tell("removing", 0, 1)
        corrected = writer.corrections()
        take_back(what.corpus, what.articles)
        writer.correct(
            {"article_id": id, "field": field, "value": None, "undone": True} for id in what.articles for field in sorted(corrected.get(id, ()))
        )
        writer.remove(what.articles)
        writer.unreport(what.locations)
        link(writer, tell)
        writer.redate(redated(writer))
        tell("writing", 0, 1)
        number = writer.commit()
        index(writer)
        tell("writing", 1, 1)
        return number


def merge(source: str, target: str, *, progress: Progress | None = None) -> dict[str, int]:
    """Add all articles of one corpus, with what was found in them and corrected, to another. The source stays as it is.

    What both have (the same text and details) is there once. Another article of the same id comes in under a new id.
    Returns how many articles were "added", "there" already, and "renamed". Raises Problem C01 to C05, C11, C13.
    """
    if source == target:
        raise Problem(Code.C13, name=source)
    tell = progress or (lambda stage, done, total: None)
    build = store.read_build(source)
    tables = {name: store.read_table(build, name) for name in (*schema.EXTRACTED, "report", "corrections")}
    with Writer(target) as writer:
        if not writer.version:
            raise Problem(Code.C01, name=target, known=", ".join(store.corpus_names()))
        tell("merging", 0, 1)
        known = {id: digest for id, (digest, _) in writer.known().items()}
        digests = {digest: id for id, digest in known.items()}
        names: dict[str, str] = {}  # id in the source -> id in the target
        added: list[str] = []
        count: Counter[str] = Counter(added=0, there=0, renamed=0)
        coming = dict(zip(*(tables["articles"][name].to_pylist() for name in ("article_id", "digest")), strict=True))
        for id, digest in coming.items():
            if digest and digest in digests:
                names[id] = digests[digest]
                count["there"] += 1
                continue
            free, number = id, 1
            while free in known or (number > 1 and free in coming):
                number += 1
                free = f"{id}-{number}"
            names[id], known[free] = free, digest
            added.append(id)
            count.update(added=1, renamed=int(free != id))
        new = set(added)
        found = {name: _renamed(_of(tables[name], added), "article_id", names) for name in schema.EXTRACTED}
        # A file of the same name is another file: its articles are said to come from "source/file".
        taken = {row["location"] for row in writer.rows("report")} | set(writer.places().values())
        moved = {place: f"{source}/{place}" for place in tables["articles"]["location"].to_pylist() if place in taken}
        found["articles"] = _renamed(_renamed(found["articles"], "story", names), "location", moved)
        writer.add_tables(found)
        writer.report(
            {**row, "article_id": names.get(row["article_id"], row["article_id"]), "location": moved.get(row["location"], row["location"])}
            for row in tables["report"].to_pylist()
            if row["article_id"] in new or (row["location"] not in taken and row["article_id"] not in names)
        )
        writer.correct(
            {"article_id": names[id], "field": field, "value": value}
            for id, fields in store.effective(tables["corrections"].to_pylist()).items()
            if id in new
            for field, value in fields.items()
        )
        link(writer, tell)
        writer.redate(redated(writer))
        tell("writing", 0, 1)
        writer.commit()
        index(writer)
        carry(source, target, {id: names[id] for id in new})
        tell("writing", 1, 1)
    return dict(count)


def _of(table: pa.Table, ids: list[str]) -> pa.Table:
    return table.filter(pc.is_in(table["article_id"], value_set=pa.array(ids, schema.TEXT)))


def _renamed(table: pa.Table, column: str, names: dict[str, str]) -> pa.Table:
    """The table with other values in a column of text; those without another stay."""
    at = table.schema.get_field_index(column)
    values: list[Any] = [names.get(value, value) for value in table[column].to_pylist()]
    return table.set_column(at, table.schema.field(at), pa.array(values, schema.TEXT))
