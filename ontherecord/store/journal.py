"""What a build has extracted so far: kept batch by batch outside of the corpus, so that a build that is stopped, killed or out of disk goes on
where it was.

A batch is one file: the tables of :data:`schema.EXTRACTED` as Arrow streams, one after the other, and a digest of them. It appears whole or not
at all (written under another name, forced to disk, then renamed) and is never seen by readers of the corpus.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ontherecord import disk
from ontherecord.store import schema

Tables = dict[str, pa.Table]
Made = tuple[str, str]
"""What an extraction was made of: the article's digest and the version of the extraction."""


class Journal:
    """The batches of one corpus, in a folder of their own. Only who holds the corpus's lock may use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._batches: dict[Path, dict[str, Made]] = {}
        self.damaged = 0
        """Batches that could not be read when it was opened: their articles are extracted again."""

    def open(self) -> None:
        """Look at what is there. A file that is not as it was written (by a failing disk) is removed, and counted in ``damaged``."""
        self._batches, self.damaged = {}, 0
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            if path.suffix != ".arrows":
                path.unlink(missing_ok=True)  # what a killed process had not finished writing
                continue
            try:
                articles = _read(path)["articles"]
                self._batches[path] = {
                    id: (digest, version)
                    for id, digest, version in zip(*(articles[name].to_pylist() for name in ("article_id", "digest", "version")), strict=True)
                }
            except (OSError, ValueError, KeyError):  # Arrow's own errors are ValueErrors
                self.damaged += 1
                path.unlink(missing_ok=True)

    def known(self) -> dict[str, Made]:
        """article_id -> what its kept extraction was made of; of several, the last."""
        return {id: made for batch in self._batches.values() for id, made in batch.items()}

    def keep(self, tables: Tables) -> None:
        """Keep a batch. Once this returns, it outlives the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.stem) for path in self._batches), default=0) + 1
        path = self.folder / f"{number:08}.arrows"
        unfinished = path.with_suffix(".unfinished")
        try:
            with unfinished.open("wb") as file:
                for name in schema.EXTRACTED:
                    with pa.ipc.new_stream(file, schema.SCHEMAS[name]) as stream:
                        stream.write_table(tables[name])
            with unfinished.open("r+b") as file:
                found = hashlib.file_digest(file, "sha256").digest()
                file.write(found)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)  # on a full disk the room is needed
            raise
        unfinished.replace(path)
        disk.sync(self.folder)
        columns = (tables["articles"][name].to_pylist() for name in ("article_id", "digest", "version"))
        self._batches[path] = {id: (digest, version) for id, digest, version in zip(*columns, strict=True)}

    def take(self, wanted: Mapping[str, Made], at_once: int) -> Iterator[Tables]:
        """The kept extractions of these articles, each once, about ``at_once`` articles at a time."""
        last = {id: path for path, batch in self._batches.items() for id, made in batch.items() if wanted.get(id) == made}
        held: list[Tables] = []
        size = 0
        for path, batch in self._batches.items():
            ids = [id for id in batch if last.get(id) == path]
            if not ids:
                continue
            held.append({name: _only(table, ids) for name, table in _read(path).items()})
            size += len(ids)
            if size >= at_once:
                yield _joined(held)
                held, size = [], 0
        if held:
            yield _joined(held)

    def tidy(self, written: Mapping[str, Made], version: str) -> None:
        """Remove the batches that nobody needs any more: all of whose articles are in the corpus as they are here, or of another version."""
        for path, batch in list(self._batches.items()):
            if all(written.get(id) == made or made[1] != version for id, made in batch.items()):
                path.unlink(missing_ok=True)
                del self._batches[path]
        with contextlib.suppress(OSError):
            self.folder.rmdir()  # only where it is empty

    def forget(self) -> None:
        """Remove all batches."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.folder)
        self._batches = {}

    def move(self, other: Journal) -> None:
        """Let another corpus have what is kept here, in the place of what it had."""
        if self.folder.is_dir():
            self.folder.rename(other.folder)
        self._batches = {}


def _read(path: Path) -> Tables:
    found = {}
    with path.open("rb") as file:
        for name in schema.EXTRACTED:
            with pa.ipc.open_stream(file) as stream:
                table = stream.read_all()
            if table.schema != schema.SCHEMAS[name]:
                raise ValueError(f"{path.name} is of another layout")
            found[name] = table
        end, written = file.tell(), file.read()
        file.seek(0)
        if written and hashlib.sha256(file.read(end)).digest() != written:  # an older program wrote no digest
            raise ValueError(f"{path.name} is not as it was written")
    return found


def _only(table: pa.Table, ids: list[str]) -> pa.Table:
    return table.filter(pc.is_in(table["article_id"], value_set=pa.array(ids, table.schema.field("article_id").type)))


def _joined(parts: list[Tables]) -> Tables:
    return {name: pa.concat_tables([part[name] for part in parts]) for name in schema.EXTRACTED}
