"""``python -m ontherecord``: everything without a browser."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontherecord.commands import parser
from ontherecord.errors import Code, Problem
from ontherecord.pace import Pace

if TYPE_CHECKING:
    from ontherecord.building import Progress, Say
    from ontherecord.store import CorpusInfo


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 nothing could be done, 2 the command's words are off."""
    options = parser().parse_args(argv)
    try:
        return _RUN[options.command](options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing of this run is visible, and what was there before is untouched. A build goes on from here.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone
        sys.stderr.close()
        return 0


def _app(options: argparse.Namespace) -> int:
    from ontherecord.launch import launch

    launch(options.port)


def _build(options: argparse.Namespace) -> int:
    from ontherecord.building import build, update

    more: dict[str, Any] = {"processes": options.processes}
    try:
        columns = _columns(options.columns)
    except ValueError as error:
        print(f"--columns: {error}", file=sys.stderr)
        return 2
    with _progress(options.progress) as (progress, say):
        if options.paths:
            outcome = build(options.paths, options.corpus, notice=options.notice, columns=columns, progress=progress, say=say, **more)
        else:
            outcome = update(options.corpus, progress=progress, say=say, **more)
    if options.report == "json":
        print(json.dumps(outcome.as_json(), ensure_ascii=False, default=str), flush=True)
    else:
        print(outcome.as_text(), flush=True)
    return 1 if outcome.problem else 0


def _columns(given: str | None) -> dict[str, str] | None:
    """``text=Body,date=When`` as a mapping, or the same as JSON (for names with commas); None where nothing was given."""
    if given is None:
        return None
    if given.strip() in ("", "none"):
        return {}
    from ontherecord.loading.records import NAMES
    from ontherecord.loading.run import FILE_NAME

    if given.lstrip().startswith("{"):
        found = json.loads(given)
        pairs = {str(field): str(column) for field, column in found.items()} if isinstance(found, dict) else {}
    else:
        pairs = {field.strip(): column.strip() for field, _, column in (part.partition("=") for part in given.split(","))}
    known = [*NAMES, FILE_NAME]
    for field, column in pairs.items():
        if field not in known or not column:
            raise ValueError(f"write FIELD=COLUMN, such as text=Body; fields: {', '.join(known)}")
    return pairs


@contextlib.contextmanager
def _progress(kind: str) -> Iterator[tuple[Progress, Say]]:
    """Two callbacks: (stage, done, total) shows how far a build has come, (sentence) what a person should know meanwhile."""
    if kind == "none":
        yield lambda stage, done, total: None, lambda sentence: print(sentence, file=sys.stderr)
        return
    if kind == "json":
        pace = Pace()

        def line(stage: str, done: int, total: int | None) -> None:
            rate, left = pace(stage, done, total)
            row = {"stage": stage, "done": done, "total": total, "rate": rate, "left_s": left}
            print(json.dumps(row), flush=True)

        yield line, lambda sentence: print(json.dumps({"note": sentence}), flush=True)
        return
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def bar(stage: str, done: int, total: int | None) -> None:
        if stage not in bars:
            for other in bars.values():
                other.close()
            # Linking and writing are one step each: a name and the time they take say all.
            style: dict[str, Any] = {} if total != 1 else {"bar_format": "{desc}  {elapsed}"}
            bars[stage] = tqdm(
                total=total, initial=done, desc=stage.capitalize().ljust(11), unit=" articles", file=sys.stderr, dynamic_ncols=True, **style
            )
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


def _extract(options: argparse.Namespace) -> int:
    from ontherecord import loading
    from ontherecord.export import as_line
    from ontherecord.extraction.pipeline import extract

    printed = 0

    def articles() -> Iterator[Any]:
        for loaded in loading.load_paths(options.paths, duplicates=True):
            for problem in loaded.problems:
                print(f"{loaded.location}: {problem}", file=sys.stderr)
            if loaded.article is not None:
                yield loaded.article

    for extraction in extract(articles(), processes=options.processes):
        for warning in extraction.warnings:
            print(warning, file=sys.stderr)
        print(as_line(extraction), flush=True)
        printed += 1
    return 0 if printed else 1


def _evaluate(options: argparse.Namespace) -> int:
    from ontherecord.evaluation import as_table, evaluate

    with _progress(options.progress) as (progress, _):
        scores = evaluate(options.gold, progress=lambda done, total: progress("reading", done, total), processes=options.processes)
    print(as_table(scores))
    if options.json:
        _write(options.json, (json.dumps(scores.layers, indent=1) + "\n").encode())
    if options.errors:
        _write(options.errors, "".join(json.dumps(error._asdict(), ensure_ascii=False) + "\n" for error in scores.errors).encode())
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Problem(Code.L13, path=path, detail=error.strerror) from error


def _report(options: argparse.Namespace) -> int:
    from ontherecord.building.report import as_lines
    from ontherecord.queries import Corpus, report

    rows = report(Corpus.open(options.corpus))
    if options.only:
        rows = rows[rows["outcome"].isin([name.replace("-", " ") for name in options.only])]
    if options.format == "json":
        rows["published_on"] = rows["published_on"].dt.strftime("%Y-%m-%d")
        print(rows.to_json(orient="records", force_ascii=False))
        return 0
    for line in as_lines({str(name): value for name, value in row.items()} for row in rows.to_dict("records")):
        print(line)
    return 0


def _issues(options: argparse.Namespace) -> int:
    from ontherecord.queries import Corpus, Filters, deciding, issue_counts

    corpus = Corpus.open(options.corpus)
    for name in ("rename", "merge", "split", "define", "undo"):
        if given := getattr(options, name):
            getattr(deciding, name)(corpus, *([given] if isinstance(given, str) else given))
            print("Done. It is seen at once, and holds for later builds.")
            return 0
    if options.decisions:
        for d in deciding.decided(options.corpus):
            print(f"{d.id}  {d.made_at:%Y-%m-%d %H:%M} UTC  {d.words} ({d.positions:,} positions)")
        return 0
    for row in issue_counts(corpus, Filters(), limit=None).to_dict("records"):
        print(f"{row['passages']:>7,}  {row['issue_id']:40}  {row['issue']}")
    return 0


def _correct(options: argparse.Namespace) -> int:
    from ontherecord.building import Correction, correct

    given = {field: value for field, value in (("date", options.date), ("outlet", options.outlet)) if value is not None}
    if not given and not options.undo:
        print("Nothing to correct: name --date, --outlet or --undo.", file=sys.stderr)
        return 2
    correct(
        options.corpus,
        [
            *(Correction(id, field, None if value == "none" else value) for id in options.articles for field, value in given.items()),
            *(Correction(id, field, undone=True) for id in options.articles for field in options.undo),
        ],
    )
    print(f"Corrected in {options.corpus}; what was loaded stays as it was.")
    return 0


def _decisions(options: argparse.Namespace) -> int:
    from ontherecord.queries import Corpus
    from ontherecord.review import exchange

    corpus = Corpus.open(options.corpus)
    if options.export:
        made = exchange.table(corpus) if options.export.suffix.lower() == ".csv" else exchange.lines(corpus)
        _write(options.export, made.encode())
        return 0
    for line in exchange.take_file(corpus, options.given, options.by, dry_run=options.dry_run):
        print(line)
    return 0


def _corpora(options: argparse.Namespace) -> int:
    from ontherecord import store

    if options.remove:
        return _remove(options)
    if options.rename:
        store.rename_corpus(*options.rename)
        print("The corpus {} is now called {}.".format(*options.rename))
        return 0
    if options.merge:
        from ontherecord.building import merge

        source, target = options.merge
        with _progress(options.progress) as (progress, _):
            done = merge(source, target, progress=progress)
        renamed = f", {done['renamed']:,} of them under another id" if done["renamed"] else ""
        print(f"{done['added']:,} articles of {source} were added to {target}{renamed}; {done['there']:,} were there already. {source} stays.")
        return 0
    found = [_as_pages_count(info) for info in store.list_corpora()]
    if options.json:
        print(json.dumps([c._asdict() for c in found], default=str))
        return 0
    if not found:
        print("No corpora yet. Make one: python -m ontherecord build PATH --corpus NAME")
        return 0
    print(f"{'corpus':24} {'articles':>9} {'quotes':>9} {'positions':>9}  built")
    for c in found:
        built = f"{c.built_at:%Y-%m-%d %H:%M} UTC" if c.built_at else c.problem
        print(f"{c.name:24} {c.articles:>9,} {c.quotes:>9,} {c.positions:>9,}  {built}")
    return 0


def _as_pages_count(info: CorpusInfo) -> CorpusInfo:
    """With the numbers that the app shows: quotes that were said, positions above the line. One that cannot be read has its problem instead."""
    from ontherecord.queries.counts import said_and_shown

    if info.problem:
        return info
    try:
        quotes, positions = said_and_shown(info.name)
    except Problem as problem:
        return type(info)(info.name, problem=str(problem))
    return replace(info, quotes=quotes, positions=positions)


def _remove(options: argparse.Namespace) -> int:
    """Remove a corpus or a part of it, after saying what goes. Without a terminal to ask at, only with --yes."""
    from ontherecord import store
    from ontherecord.building import part, remove

    name = options.remove
    chosen = next(((kind, values) for kind in ("article", "outlet", "file") if (values := getattr(options, kind))), None)
    what = part(name, *chosen) if chosen else None
    if not options.yes:
        print(what.sentence() if what else _whole(name), file=sys.stderr)
        if not sys.stdin.isatty():
            print("Nothing was removed. Add --yes to remove it.", file=sys.stderr)
            return 1
        if input("Remove it? [y/N] ").strip().casefold() not in ("y", "yes"):
            print("Nothing was removed.")
            return 1
    if what is None:
        store.delete_corpus(name)
        print(f"The corpus {name} was removed.")
        return 0
    with _progress(options.progress) as (progress, _):
        number = remove(what, progress=progress)
    print(f"Removed: {len(what.articles):,} articles. Build {number} of {name} is without them.")
    return 0


def _whole(name: str) -> str:
    from ontherecord import store

    info = next((found for found in store.list_corpora() if found.name == name), None)
    if info is None:
        return str(Problem(Code.C01, name=name, known=", ".join(store.corpus_names()) or "none"))
    return (
        f"This removes the corpus {name} for good: {info.articles:,} articles, {info.quotes:,} quotes and {info.positions:,} positions, "
        "all its builds and corrections. The files it was loaded from are not touched."
    )


def _export(options: argparse.Namespace) -> int:
    from ontherecord.export import TOOLS, export
    from ontherecord.queries import Corpus, Filters, check

    params: dict[str, list[str]] = {}
    for given in options.filter:
        field, _, value = given.partition("=")
        params.setdefault(field, []).append(value)
    filters, problems = Filters.from_params(params)
    corpus = Corpus.open(options.corpus)
    filters, unknown = check(corpus, filters)
    for problem in [*corpus.problems, *problems, *unknown]:
        print(problem, file=sys.stderr)
    if options.what in TOOLS:
        made = TOOLS[options.what](corpus, filters)
    else:
        made = export(corpus, filters, what=options.what, format=options.format).encode()
    if options.output:
        _write(options.output, made)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
    return 0


_RUN = {
    "app": _app,
    "build": _build,
    "evaluate": _evaluate,
    "extract": _extract,
    "report": _report,
    "issues": _issues,
    "correct": _correct,
    "decisions": _decisions,
    "corpora": _corpora,
    "export": _export,
}
