"""Kill builds with signal 9 at random moments, build again, and compare with a corpus that was built in one go.

    python benchmarks/kills.py --kills 20

Half of the builds are first builds; the others add to and change a corpus that is there. After each kill, readers must see exactly what they saw
before. Loading, the journal, the store and linking are the real ones; extraction is a stand-in of a few milliseconds an article, so that kills
fall into every stage.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ontherecord import linking, loading
from ontherecord.building import run
from ontherecord.extraction import pipeline
from ontherecord.extraction.version import version
from ontherecord.model import Article, Entity, Extraction, Mention, Position, Quote, Sentence, Span, Statement
from ontherecord.settings import settings
from ontherecord.store import read_build, read_table, schema
from ontherecord.store.schema import SCHEMAS

PEOPLE = ("Ada Brandt", "Luc Marchand", "Oda Lund", "Rui Paz", "Mira Castell", "Ivo Tamm", "Nell Harker")
MATTERS = ("the dam", "the harbour tax", "a pause in mining", "the border road", "new ferry rules")


def extraction(article: Article) -> Extraction:
    """What the stand-in finds: the person and the matter that the article was made with."""
    text = article.text
    who = next(name for name in PEOPLE if name in text)
    matter = next(name for name in MATTERS if name in text)
    at, cue, about = text.index(who), text.index(" said ") + 1, text.index(matter)
    content = Span(text.index("“") + 1, text.index("”"))
    statement = Statement(Span(0, len(text.rstrip())), "oppose", matter, "against", trigger=Span(about, about + len(matter)))
    return Extraction(
        article,
        sentences=(Sentence(0, len(text.rstrip()), 0),),
        entities=(Entity(0, who, "person"),),
        mentions=(Mention(at, at + len(who), "PERSON", 0),),
        quotes=(Quote(0, (content,), "direct", Span(cue, cue + 4), Span(at, at + len(who)), speaker=0, source_kind="named"),),
        positions=(Position(0, 0, (statement,), matter, "against"),),
        version=version(),
    )


def extract(articles: Iterable[Article], *, processes: int = 1, apart: bool = False) -> Iterator[Extraction]:
    """In the place of the pipeline's."""
    for article in articles:
        until = time.process_time() + 0.003
        while time.process_time() < until:
            pass
        yield extraction(article)


def write(folder: Path, numbers: Iterable[int], *, changed: bool = False) -> None:
    """Made-up articles as files; with ``changed`` the text of every seventh is another."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in numbers:
        rng = random.Random(i + (10_000 if changed and i % 7 == 0 else 0))
        who, matter = rng.choice(PEOPLE), rng.choice(MATTERS)
        why = " ".join(rng.choice(("north", "slow", "costly", "early", "empty", "loud", "narrow", "old", "grey")) for _ in range(40))
        (folder / f"2025-03-{i % 28 + 1:02}-{i:04}.txt").write_text(
            f"News of day {i}\n\n{who} said {matter} would be “{why} {i}” for all.\n", encoding="utf-8"
        )


def in_child(action: Callable[[], object]) -> int:
    """Run in a process of its own; its id. A fork: everything is imported already, and nothing of the tables was touched before."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        action()
        status = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def used(pid: int) -> float:
    """Seconds of processor time that a process has used: on a busy machine a better measure of how far it is than the clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return math.inf
    return math.inf if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def finish(pid: int) -> int:
    """Its exit status; negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def build(folder: Path, told: Path | None = None) -> None:
    """One build with the stand-in, in this process. ``told`` is a file that names the stage that it is in."""
    pipeline.extract = extract  # type: ignore[assignment]
    run.KEPT_AFTER, run.WRITTEN_AT_ONCE = 0.05, 40

    def progress(stage: str, done: int, total: int | None) -> None:
        if told:
            told.write_text(stage)

    outcome = run.build([folder], "corpus", progress=progress)
    assert outcome.problem is None, outcome.problem


def contents(name: str = "corpus") -> dict[str, list[str]]:
    """All rows of the newest build that readers see, in an order of their own."""
    found = read_build(name)
    return {
        table: sorted(json.dumps(row, default=str, sort_keys=True) for row in read_table(found, table).to_pylist())
        for table in SCHEMAS
        if table not in ("corrections", "redated")
    }


def seen(corpora: Path) -> dict[str, Any]:
    """What a reader in a process of its own sees in a folder of corpora; nothing where there is no corpus."""
    result = corpora.with_suffix(".seen")

    def look() -> None:
        _use(corpora)
        names = (corpora / "corpus" / "builds" / "_delta_log").glob("*.json") if corpora.is_dir() else []
        result.write_text(json.dumps(contents() if any(names) else {}), encoding="utf-8")

    assert finish(in_child(look)) == 0, "the corpus cannot be read"
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def _use(corpora: Path) -> None:
    os.environ["ONTHERECORD_CORPORA"] = str(corpora)
    settings.cache_clear()


def _warm(folder: Path) -> None:
    """Have imported, compiled and read whatever a build needs when it needs it, but for the tables: every build is a fork of this process."""
    write(folder, range(3))
    articles = [item.article for item in loading.load_paths([folder]) if item.article]
    tables = schema.tables(map(extraction, articles))
    assert len(loading.stories(articles)) == 3
    linking.link_entities(tables["entities"].to_pandas())
    linking.link_issues(tables["positions"].to_pandas())


def try_kills(kills: int, place: Path, *, articles: int = 300, seed: int = 1, say: Callable[[str], None] = print) -> Counter[str]:
    """Kill that many builds and compare; the stages in which kills fell. Raises AssertionError where something was lost or half visible."""
    _warm(place / "warm")
    rng = random.Random(seed)
    first, then = place / "first", place / "then"
    write(first, range(articles // 2))
    write(then, range(articles), changed=True)

    def start(corpora: Path, folder: Path, told: Path | None = None) -> int:
        def whole_build() -> None:
            _use(corpora)
            build(folder, told)

        return in_child(whole_build)

    base = place / "base"
    assert finish(start(base, first)) == 0
    whole: dict[bool, dict[str, Any]] = {}
    takes: dict[bool, float] = {}
    for fresh in (True, False):
        corpora = place / f"whole-{fresh}"
        if not fresh:
            shutil.copytree(base, corpora)
        _, status, usage = os.wait4(start(corpora, then), 0)
        assert status == 0
        takes[fresh] = usage.ru_utime + usage.ru_stime
        whole[fresh] = seen(corpora)
    stages: Counter[str] = Counter()
    number = 0
    while stages.total() < kills:
        number += 1
        fresh = number % 2 == 1
        corpora, told = place / f"kill-{number}", place / f"stage-{number}"
        told.write_text("starting")
        if not fresh:
            shutil.copytree(base, corpora)
        before = seen(corpora)
        wait = rng.uniform(0, takes[fresh])
        pid = start(corpora, then, told)
        while used(pid) < wait:
            time.sleep(0.001)
        os.kill(pid, signal.SIGKILL)
        if finish(pid) != -signal.SIGKILL:  # it was over before
            shutil.rmtree(corpora)
            continue
        stage = told.read_text() or "between stages"
        stages[stage] += 1
        after = seen(corpora)
        assert after in (before, whole[fresh]), f"kill {number} ({stage}): something half done is visible"
        left = sum(1 for _ in (corpora / ".unfinished").rglob("*.arrows"))
        began = time.monotonic()
        assert finish(start(corpora, then)) == 0
        say(
            f"kill {stages.total():2}: {'first build' if fresh else 'second build'}, after {wait:.2f} s, {stage}; {left} batches kept; "
            f"resumed in {time.monotonic() - began:.1f} s"
        )
        now = seen(corpora)
        for table, rows in whole[fresh].items():
            assert now[table] == rows, f"kill {number} ({stage}): {table} differs from a corpus built in one go"
        assert not list((corpora / ".unfinished").rglob("*")), "the journal was not emptied"
        shutil.rmtree(corpora)
    return stages


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        found = try_kills(options.kills, Path(temporary), articles=options.articles, seed=options.seed)
    print(f"{options.kills} kills, every corpus equal to one built in one go. Kills by stage: {dict(found)}")
