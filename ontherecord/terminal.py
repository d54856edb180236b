"""What a command shows on the terminal beside its result: progress, and files that are written."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontherecord.errors import Code, Problem
from ontherecord.pace import Pace

if TYPE_CHECKING:
    from ontherecord.building import Progress, Say


@contextlib.contextmanager
def progress(kind: str) -> Iterator[tuple[Progress, Say]]:
    """Two callbacks: (stage, done, total) shows how far a build has come, (sentence) what a person should know meanwhile.

    ``kind``: ``bar`` for people, ``json`` for a program (lines on standard output), ``none``."""
    if kind == "json":
        yield _lines(), lambda sentence: print(json.dumps({"note": sentence}), flush=True)
    elif kind == "bar":
        with _bars() as callbacks:
            yield callbacks
    else:
        yield lambda stage, done, total: None, lambda sentence: print(sentence, file=sys.stderr)


def _lines() -> Progress:
    pace = Pace()

    def line(stage: str, done: int, total: int | None) -> None:
        rate, left = pace(stage, done, total)
        print(json.dumps({"stage": stage, "done": done, "total": total, "rate": rate, "left_s": left}), flush=True)

    return line


@contextlib.contextmanager
def _bars() -> Iterator[tuple[Progress, Say]]:
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def bar(stage: str, done: int, total: int | None) -> None:
        if stage not in bars:
            for other in bars.values():
                other.close()
            # Linking and writing are one step each: a name and the time they take say all.
            style: dict[str, Any] = {} if total != 1 else {"bar_format": "{desc}  {elapsed}"}
            label = stage.capitalize().ljust(11)
            bars[stage] = tqdm(total=total, initial=done, desc=label, unit=" articles", file=sys.stderr, dynamic_ncols=True, **style)
        bars[stage].total = total
        bars[stage].update(done - bars[stage].n)

    def say(sentence: str) -> None:
        with tqdm.external_write_mode(file=sys.stderr):
            print(sentence, file=sys.stderr)

    try:
        yield bar, say
    finally:
        for shown in bars.values():
            shown.close()


def write(path: Path, content: bytes) -> None:
    """Write a file. Raises Problem L13 where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Problem(Code.L13, path=path, detail=error.strerror) from error
