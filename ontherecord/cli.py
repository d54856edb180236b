"""``python -m ontherecord``: everything without a browser."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ontherecord import __version__
from ontherecord.errors import Code, Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 nothing could be done, 2 the command's words are off."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing of this run is visible; what was there before is untouched.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ontherecord",
        description="On the Record: who said what, when, and where they stand.",
        epilog="Each command has its own --help with examples.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = _command(
        commands,
        "build",
        "load files and folders into a corpus",
        """
        python -m ontherecord build news/ --corpus spring
        python -m ontherecord build export.csv more.jsonl.gz --corpus spring
        python -m ontherecord build news/ --corpus spring --report json > report.json
        """,
    )
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder: .txt .md .csv .tsv .json .jsonl and .gz of these")
    build.add_argument("--corpus", required=True, metavar="NAME", help="the corpus to make or add to")
    build.add_argument("--notice", metavar="TEXT", help="a line that the app shows with this corpus, such as: fiction")
    build.add_argument("--report", choices=("text", "json"), default="text", help="how the load report is printed (default: text)")
    build.add_argument("--progress", choices=("bar", "json", "none"), default="bar", help="bar on the terminal, or JSON lines for a program")
    build.add_argument("--processes", type=int, default=0, metavar="N", help="processes that extract (default: one fewer than the cores)")
    build.set_defaults(run=_build)

    extract = _command(
        commands,
        "extract",
        "print what is found in articles, one JSON line a document",
        """
        python -m ontherecord extract article.txt
        python -m ontherecord extract docs/*.txt --format jsonl > pred.jsonl
        """,
    )
    extract.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    extract.add_argument("--format", choices=("jsonl",), default="jsonl", help="jsonl: one document a line (default)")
    extract.add_argument("--processes", type=int, default=1, metavar="N")
    extract.set_defaults(run=_extract)

    corpora = _command(
        commands,
        "corpora",
        "list the corpora, or remove one",
        """
        python -m ontherecord corpora
        python -m ontherecord corpora --json
        python -m ontherecord corpora --remove spring
        """,
    )
    corpora.add_argument("--json", action="store_true", help="as JSON")
    corpora.add_argument("--remove", metavar="NAME", help="delete a corpus with all that hangs on it")
    corpora.set_defaults(run=_corpora)

    export = _command(
        commands,
        "export",
        "write quotes, positions, entities or articles of a corpus",
        """
        python -m ontherecord export sample --what quotes --format csv > quotes.csv
        python -m ontherecord export sample --what positions --filter country=FR --filter since=2025-03-01
        """,
    )
    export.add_argument("corpus", metavar="NAME")
    export.add_argument("--what", choices=("quotes", "positions", "entities", "articles"), default="quotes")
    export.add_argument("--format", choices=("csv", "json"), default="csv")
    export.add_argument("--filter", action="append", default=[], metavar="FIELD=VALUE", help="as in a link of the app; may be given several times")
    export.add_argument("--output", type=Path, metavar="FILE", help="write there instead of printing")
    export.set_defaults(run=_export)
    return parser


def _command(commands: Any, name: str, summary: str, examples: str) -> argparse.ArgumentParser:
    lines = "\n".join("  " + line.strip() for line in examples.strip().splitlines())
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog="examples:\n" + lines,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _build(options: argparse.Namespace) -> int:
    from ontherecord.building import build

    with _progress(options.progress) as progress:
        outcome = build(options.paths, options.corpus, notice=options.notice, progress=progress, processes=options.processes)
    if options.report == "json":
        print(json.dumps(outcome.as_json(), ensure_ascii=False, default=str), flush=True)
    else:
        print(outcome.as_text(), flush=True)
    return 1 if outcome.problem else 0


@contextlib.contextmanager
def _progress(kind: str) -> Iterator[Any]:
    """A callback (stage, done, total) that shows how far a build has come."""
    if kind == "none":
        yield lambda stage, done, total: None
        return
    if kind == "json":
        import time

        began: dict[str, float] = {}

        def line(stage: str, done: int, total: int | None) -> None:
            now = time.monotonic()
            rate = done / max(now - began.setdefault(stage, now), 1e-3)
            left = (total - done) / rate if total and rate and done else None
            row = {"stage": stage, "done": done, "total": total, "rate": round(rate, 1), "left_s": None if left is None else round(left, 1)}
            print(json.dumps(row), flush=True)

        yield line
        return
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def bar(stage: str, done: int, total: int | None) -> None:
        if stage not in bars:
            for other in bars.values():
                other.close()
            # Linking and writing are one step each: a name and the time they take say all.
            style: dict[str, Any] = {} if total != 1 else {"bar_format": "{desc}  {elapsed}"}
            bars[stage] = tqdm(total=total, desc=stage.capitalize().ljust(11), unit=" articles", file=sys.stderr, dynamic_ncols=True, **style)
        bars[stage].update(done - bars[stage].n)

    try:
        yield bar
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


def _corpora(options: argparse.Namespace) -> int:
    from ontherecord.store import delete_corpus, list_corpora

    if options.remove:
        delete_corpus(options.remove)
        print(f"The corpus {options.remove} was removed.")
        return 0
    found = list_corpora()
    if options.json:
        print(json.dumps([vars(c) if hasattr(c, "__dict__") else c._asdict() for c in found], default=str))
        return 0
    if not found:
        print("No corpora yet. Make one: python -m ontherecord build PATH --corpus NAME")
        return 0
    print(f"{'corpus':24} {'articles':>9} {'quotes':>9} {'positions':>9}  built")
    for c in found:
        print(f"{c.name:24} {c.articles:>9,} {c.quotes:>9,} {c.positions:>9,}  {c.built_at:%Y-%m-%d %H:%M} UTC")
    return 0


def _export(options: argparse.Namespace) -> int:
    from ontherecord.export import export
    from ontherecord.queries import Corpus, Filters, check

    params: dict[str, list[str]] = {}
    for given in options.filter:
        field, _, value = given.partition("=")
        params.setdefault(field, []).append(value)
    filters, problems = Filters.from_params(params)
    corpus = Corpus.open(options.corpus)
    filters, unknown = check(corpus, filters)
    for problem in [*problems, *unknown]:
        print(problem, file=sys.stderr)
    text = export(corpus, filters, what=options.what, format=options.format)
    if options.output:
        try:
            options.output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Problem(Code.L13, path=options.output, detail=error.strerror) from error
    else:
        print(text, end="")
    return 0
