"""The index of the words of a corpus: SQLite's FTS5, which comes with Python, ranks by BM25 and asks nobody outside.

(DuckDB's own full-text extension would have to be fetched at run time.) The index is one file for a build of a corpus, made by the build of a
large one, else when it is first needed, and kept beside the corpus's tables; where that folder cannot be written, in a temporary one. Words go
by their stems (Porter) and without accents, so that "tariff" finds "tariffs" and "Beranger" finds "Béranger".
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.request import pathname2url

from ontherecord import disk
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Repair, Span
from ontherecord.queries.asking import Term
from ontherecord.quoted import Quoted
from ontherecord.settings import settings
from ontherecord.text import fold

if TYPE_CHECKING:
    from ontherecord.queries.corpus import Corpus

LAYOUT = 3
"""Raise it when what the file holds changes; files of another layout are not read."""
OPEN, CLOSE = "\x02", "\x03"
"""Put around what was found, in texts that cannot hold them: they are taken out of what is indexed."""
SHIFT = 20
"""A quote's row is ``aid << SHIFT | number``."""
NEAR, SAME = 80, 84
"""How alike (0 to 100) two spellings in the variants of one entity, or a word typed and a name, must be to be taken for one name."""
Table = Literal["articles", "quotes"]
COLUMNS: dict[Table, tuple[str, ...]] = {"articles": ("title", "body"), "quotes": ("content", "speaker")}
_WEIGHTS = {"articles": "4.0, 1.0", "quotes": "1.0, 0.6"}
_FTS = 'CREATE VIRTUAL TABLE {table} USING fts5({columns}, tokenize = "porter unicode61 remove_diacritics 2", prefix = "1 2");'
_TABLES = """
CREATE TABLE spellings (word TEXT, other TEXT, PRIMARY KEY (word, other)) WITHOUT ROWID;
CREATE TABLE names (word TEXT PRIMARY KEY, uses INTEGER) WITHOUT ROWID;
"""
_SPOKEN = """SELECT q.aid, q.number, q.content, q.pieces, concat_ws(' ', q.speaker_name, q.source_text, array_to_string(n.variants, ' ')) AS speaker
    FROM {quotes} q LEFT JOIN nodes n USING (eid)"""
_MACHINES = "(SELECT * FROM quotes WHERE finding IS NULL UNION ALL SELECT * FROM before_quotes)"
_DECIDED = "(SELECT * FROM quotes WHERE finding IS NOT NULL)"
"""Quotes as the machine wrote them, which the file holds; and those that people decided about, which are indexed apart."""
RANKED = 10_000
"""Rows up to which matches are ranked."""


class Index:
    """Ask it which rows hold words, and where in a row they stand. Safe for many threads: each question opens the file anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{pathname2url(str(self.path))}?mode=ro&immutable=1", uri=True)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, table: Table, wanted: Sequence[str], unwanted: Sequence[str], ranked: bool = True) -> dict[int, float]:
        """Row -> score (the lower, the better) of all rows that hold every expression of ``wanted`` and none of ``unwanted``, best first.

        Expressions are those of :func:`expression`. ``wanted`` must not be empty. Where more than :data:`RANKED` rows match, or it is not to be
        ``ranked``, all scores are 0: what nearly everything holds says nothing of what is best, and takes long to weigh.
        """
        asked = " AND ".join(f"({part})" for part in wanted) + "".join(f" NOT ({part})" for part in unwanted)
        with self._open() as connection:
            found = {row: 0.0 for (row,) in connection.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", [asked])}
            if not ranked or len(found) > RANKED:
                return found
            sql = f"SELECT rowid, bm25({table}, {_WEIGHTS[table]}) AS score FROM {table} WHERE {table} MATCH ? ORDER BY score, rowid"
            return dict(connection.execute(sql, [asked]).fetchall())

    def count(self, table: Table, wanted: Sequence[str], unwanted: Sequence[str], among: Collection[int] | None = None) -> int:
        """How many rows :meth:`rows` gives, in far less time; with ``among`` only of these."""
        if among is not None and not among:
            return 0
        asked = " AND ".join(f"({part})" for part in wanted) + "".join(f" NOT ({part})" for part in unwanted)
        with self._open() as connection:
            return _count(connection, table, asked, among)

    def without_rank(self, table: Table, wanted: Sequence[str]) -> set[int]:
        """The rows that hold any expression of ``wanted``."""
        with self._open() as connection:
            found = connection.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", [" OR ".join(f"({part})" for part in wanted)])
            return {row for (row,) in found}

    def marked(self, table: Table, rows: Sequence[int], wanted: Sequence[str]) -> dict[int, tuple[str, ...]]:
        """Row -> its columns with :data:`OPEN` and :data:`CLOSE` around the words of ``wanted``; only rows that hold one.

        The few rows are indexed anew, in memory: in the whole index, the beginning of a word would be looked up once for every row.
        """
        if not wanted or not rows:
            return {}
        names = COLUMNS[table]
        columns = ", ".join(f"highlight({table}, {i}, '{OPEN}', '{CLOSE}')" for i in range(len(names)))
        asked = " OR ".join(f"({part})" for part in wanted)
        marks = ", ".join(map(str, rows))
        with self._open() as connection, contextlib.closing(sqlite3.connect(":memory:")) as few:
            few.execute(_FTS.format(table=table, columns=", ".join(names)))
            texts = connection.execute(f"SELECT rowid, {', '.join(names)} FROM {table} WHERE rowid IN ({marks})")
            few.executemany(f"INSERT INTO {table} (rowid, {', '.join(names)}) VALUES (?{', ?' * len(names)})", texts)
            return {row: tuple(found) for row, *found in few.execute(f"SELECT rowid, {columns} FROM {table} WHERE {table} MATCH ?", [asked])}

    def holds(self, expression: str) -> bool:
        """Whether any row of either table matches."""
        with self._open() as connection:
            return any(connection.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", [expression]).fetchone() for table in COLUMNS)

    def spellings(self, word: str) -> list[str]:
        """How else the corpus spells a name: other forms among the variants of the same entity."""
        with self._open() as connection:
            return [other for (other,) in connection.execute("SELECT other FROM spellings WHERE word = ? LIMIT 8", [fold(word)])]

    def nearest(self, word: str, limit: int = 3, alike: int = SAME) -> list[str]:
        """Words of names that are spelled nearly so, the nearest first."""
        from rapidfuzz import fuzz, process

        asked = fold(word)
        with self._open() as connection:
            known = [
                name for (name,) in connection.execute("SELECT word FROM names WHERE length(word) BETWEEN ? AND ?", [len(asked) - 3, len(asked) + 3])
            ]
        return [name for name, *_ in process.extract(asked, known, scorer=fuzz.ratio, score_cutoff=alike, limit=limit)]


def _count(connection: sqlite3.Connection, table: Table, asked: str, among: Collection[int] | None) -> int:
    some = "" if among is None else f" AND rowid IN ({', '.join(map(str, among))})"
    return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?{some}", [asked]).fetchone()[0])


def expression(term: Term, others: Iterable[str] = (), column: str = "") -> str:
    """A term as FTS5 reads it; ``others`` are spellings that will do as well."""
    words = [f'"{_quoted(term.text)}"' + ("*" if term.starts else ""), *(f'"{_quoted(word)}"' for word in others)]
    any_of = " OR ".join(words)
    return f"{{{column}}} : ({any_of})" if column else any_of


def _quoted(text: str) -> str:
    return text.replace('"', '""').replace("\x00", " ")


class Changed(Index):
    """An index of which some quotes were decided about: their rows are looked up in ``decided``, whatever the file says of them."""

    def __init__(self, base: Index, gone: set[int], decided: Index) -> None:
        super().__init__(base.path)
        self.gone, self.decided = gone, decided

    def rows(self, table: Table, wanted: Sequence[str], unwanted: Sequence[str], ranked: bool = True) -> dict[int, float]:
        found = super().rows(table, wanted, unwanted, ranked)
        if table == "articles":
            return found
        kept = {row: score for row, score in found.items() if row not in self.gone} | self.decided.rows(table, wanted, unwanted, ranked)
        return dict(sorted(kept.items(), key=lambda item: (item[1], item[0]))) if ranked else kept

    def count(self, table: Table, wanted: Sequence[str], unwanted: Sequence[str], among: Collection[int] | None = None) -> int:
        if table == "articles":
            return super().count(table, wanted, unwanted, among)
        old = self.gone if among is None else self.gone & set(among)
        kept = super().count(table, wanted, unwanted, among) - super().count(table, wanted, unwanted, old)
        return kept + self.decided.count(table, wanted, unwanted, among)

    def without_rank(self, table: Table, wanted: Sequence[str]) -> set[int]:
        found = super().without_rank(table, wanted)
        return found if table == "articles" else (found - self.gone) | self.decided.without_rank(table, wanted)

    def marked(self, table: Table, rows: Sequence[int], wanted: Sequence[str]) -> dict[int, tuple[str, ...]]:
        if table == "articles":
            return super().marked(table, rows, wanted)
        kept = super().marked(table, [row for row in rows if row not in self.gone], wanted)
        return kept | self.decided.marked(table, rows, wanted)


_made: weakref.WeakKeyDictionary[Corpus, Index] = weakref.WeakKeyDictionary()
_changed: weakref.WeakKeyDictionary[Corpus, tuple[int, Index]] = weakref.WeakKeyDictionary()
_making = threading.Lock()


def index_of(corpus: Corpus) -> Index:
    """The index of a corpus, made where there is none yet (about 2 s for 5,000 articles), with what people have decided until now."""
    with _making:
        if (found := _made.get(corpus)) is None:
            found = _made[corpus] = Index(_file(corpus))
        if not corpus.decisions:
            return found
        number, changed = _changed.get(corpus, (-1, found))
        if number != corpus.decisions:
            changed = _with_decisions(corpus, found)
            _changed[corpus] = (corpus.decisions, changed)
        return changed


def _with_decisions(corpus: Corpus, base: Index) -> Index:
    sql = "SELECT aid, number FROM before_quotes UNION SELECT aid, number FROM quotes WHERE finding IS NOT NULL"
    gone = {aid << SHIFT | number for aid, number in corpus.rows(sql)}
    if not gone:
        return base
    beside = tempfile.TemporaryDirectory(prefix="ontherecord-search-")
    path = Path(beside.name) / "decided.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(_FTS.format(table="quotes", columns=", ".join(COLUMNS["quotes"])))
        connection.executemany("INSERT INTO quotes (rowid, content, speaker) VALUES (?, ?, ?)", _quotes(corpus, _DECIDED))
        connection.commit()
    found = Changed(base, gone, Index(path))
    weakref.finalize(found, beside.cleanup)
    return found


def _file(corpus: Corpus) -> Path:
    stamp = f"{corpus.built_at:%Y%m%dT%H%M%S%f}" if corpus.built_at else ""
    if stamp:  # a corpus on disk
        folder = settings().corpora.expanduser().absolute() / corpus.name / "search"
        begins = f"{LAYOUT}-{corpus.version}-{stamp}-"
        # The name ends with the digest of what it holds: a torn file, or one with a flipped bit, is made again.
        with contextlib.suppress(OSError):
            for path in folder.glob(f"{begins}*.sqlite"):
                if path.stem == begins + disk.digest(path):
                    return path
        try:
            folder.mkdir(exist_ok=True)
            part = folder / f"{begins}{os.getpid()}.part"
            _write(corpus, part)
            path = folder / f"{begins}{disk.digest(part)}.sqlite"
            disk.sync(part)
            part.replace(path)
        except (OSError, sqlite3.OperationalError):
            pass  # a folder that only may be read, or a full disk
        else:
            for old in folder.glob("*.sqlite"):
                if old != path:
                    with contextlib.suppress(OSError):  # somebody reads it still
                        old.unlink()
            return path
    with disk.told(corpus.name):
        beside = tempfile.TemporaryDirectory(prefix="ontherecord-search-")
        weakref.finalize(corpus, beside.cleanup)
        path = Path(beside.name) / "index.sqlite"
        _write(corpus, path)
    return path


def _write(corpus: Corpus, part: Path) -> None:
    """Write the index to ``part``; on a full disk nothing stays of it."""
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        for table, names in COLUMNS.items():
            connection.execute(_FTS.format(table=table, columns=", ".join(names)))
        rows = corpus.rows("SELECT aid, label, coalesce(reading, text) FROM articles JOIN texts USING (aid) ORDER BY aid")
        connection.executemany("INSERT INTO articles (rowid, title, body) VALUES (?, ?, ?)", ((aid, _clean(a), _clean(b)) for aid, a, b in rows))
        connection.executemany("INSERT INTO quotes (rowid, content, speaker) VALUES (?, ?, ?)", _quotes(corpus, _MACHINES))
        uses: dict[str, int] = {}
        pairs: set[tuple[str, str]] = set()
        for name, variants in corpus.rows("SELECT name, variants FROM nodes"):
            words = {word for text in (name, *(variants or ())) for word in _words(text)}
            for word in words:
                uses[word] = uses.get(word, 0) + 1
            pairs.update(_alike(words))
        connection.executemany("INSERT INTO names VALUES (?, ?)", uses.items())
        connection.executemany("INSERT INTO spellings VALUES (?, ?)", pairs)
        for table in COLUMNS:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.commit()
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    finally:
        connection.close()


def _quotes(corpus: Corpus, quotes: str) -> Iterator[tuple[int, str, str]]:
    """Row, words and speaker's names of each quote. The words are those of the reading text: nobody types what a wrong encoding left."""
    mended = {
        aid: Quoted(ReadingText(text, (Repair(**repair) for repair in repairs)))
        for aid, text, repairs in corpus.rows("SELECT aid, text, repairs FROM texts WHERE len(repairs) > 0")
    }
    for aid, number, content, pieces, speaker in corpus.rows(_SPOKEN.format(quotes=quotes)):
        if (words := mended.get(aid)) is not None:
            content = words.as_read(Span(piece["start"], piece["end"]) for piece in pieces)
        yield aid << SHIFT | number, _clean(content), _clean(speaker)


def _clean(text: str | None) -> str:
    return (text or "").replace(OPEN, " ").replace(CLOSE, " ").replace("\x00", " ")


def _words(name: str) -> list[str]:
    return [word for word in "".join(c if c.isalnum() else " " for c in fold(name)).split() if len(word) > 3 and not word.isdigit()]


def _alike(words: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that spell one name in two ways: Zelensky, Zelenskyy."""
    if len(words) < 2:
        return
    from rapidfuzz import fuzz

    for one in words:
        for other in words:
            if one != other and one[0] == other[0] and len(one) > 4 and len(other) > 4 and fuzz.ratio(one, other) >= NEAR:
                yield one, other
