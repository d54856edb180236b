"""The words of the command line: each command with its options, its help and examples. What they do: :mod:`ontherecord.cli`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ontherecord import __version__


def parser() -> argparse.ArgumentParser:
    """All commands; ``command`` of what it parses is the command's name."""
    words = argparse.ArgumentParser(
        prog="python -m ontherecord",
        description="On the Record: who said what, when, and where they stand.",
        epilog="Each command has its own --help with examples.",
    )
    words.add_argument("--version", action="version", version=__version__)
    commands = words.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")

    app = _command(
        commands,
        "app",
        "open the dashboard in the browser",
        """
        python -m ontherecord app
        python -m ontherecord app --port 8600
        """,
    )
    app.add_argument("--port", type=int, default=8501, metavar="N", help="port of this machine that it answers at (default: 8501)")

    build = _command(
        commands,
        "build",
        "load files and folders into a corpus",
        """
        python -m ontherecord build news/ --corpus spring
        python -m ontherecord build export.csv more.jsonl.gz --corpus spring
        python -m ontherecord build export.csv --corpus spring --columns "text=Body,date=When,outlet=Where"
        python -m ontherecord build news/ --corpus spring --report json > report.json
        python -m ontherecord build --corpus spring       (reads again, from kept originals, what an older version has read)
        """,
    )
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="file or folder; without any: bring the corpus up to date")
    build.add_argument("--corpus", required=True, metavar="NAME", help="the corpus to make or add to")
    build.add_argument("--notice", metavar="TEXT", help="a line that the app shows with this corpus, such as: fiction")
    build.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="what columns of tables hold, where they are not recognised: text=Body,date=When; remembered with the corpus. none: forget them",
    )
    build.add_argument("--report", choices=("text", "json"), default="text", help="how the load report is printed (default: text)")
    build.add_argument("--progress", choices=("bar", "json", "none"), default="bar", help="bar on the terminal, or JSON lines for a program")
    build.add_argument("--processes", type=int, default=0, metavar="N", help="processes that extract (default: one fewer than the cores)")

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

    evaluate = _command(
        commands,
        "evaluate",
        "score the extraction on labels of your own",
        """
        python -m ontherecord evaluate gold.jsonl
        python -m ontherecord evaluate gold.jsonl --json scores.json --errors errors.jsonl
        """,
    )
    evaluate.add_argument("gold", type=Path, metavar="GOLD", help="articles with labels, one JSON object a line (docs/evaluation.md)")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    evaluate.add_argument("--errors", type=Path, metavar="FILE", help="write what is missed or wrong there, one JSON object a line")
    evaluate.add_argument("--progress", choices=("bar", "json", "none"), default="bar", help="bar on the terminal, or JSON lines for a program")
    evaluate.add_argument("--processes", type=int, default=1, metavar="N")

    report = _command(
        commands,
        "report",
        "print the load report of a corpus: a row for each article and file",
        """
        python -m ontherecord report spring
        python -m ontherecord report spring --only left-out --only duplicate
        python -m ontherecord report spring --format json > report.json
        """,
    )
    report.add_argument("corpus", metavar="NAME")
    report.add_argument("--format", choices=("text", "json"), default="text", help="text (default), or JSON: a list of rows")
    report.add_argument("--only", action="append", default=[], choices=("loaded", "duplicate", "left-out"), help="may be given several times")

    issues = _command(
        commands,
        "issues",
        "list the issues of a corpus; define, rename, merge or split them",
        """
        python -m ontherecord issues spring
        python -m ontherecord issues spring --rename text "text of the treaty"
        python -m ontherecord issues spring --merge a-halt halt-to-mining
        python -m ontherecord issues spring --split sanctions "oil, tanker" "oil embargo"
        python -m ontherecord issues spring --define "enrich, uranium, centrifuge" "uranium enrichment"
        python -m ontherecord issues spring --decisions           (what people decided, with the id to take it back by)
        python -m ontherecord issues spring --undo 3f2a9c0d11ee
        """,
    )
    issues.add_argument("corpus", metavar="NAME")
    what = issues.add_mutually_exclusive_group()
    what.add_argument("--rename", nargs=2, metavar=("ISSUE", "NAME"))
    what.add_argument("--merge", nargs=2, metavar=("ISSUE", "INTO"))
    what.add_argument("--split", nargs=3, metavar=("ISSUE", "WORDS", "NAME"), help="positions on the issue that have all the words; a comma: or")
    what.add_argument("--define", nargs=2, metavar=("WORDS", "NAME"), help="all positions that have the words")
    what.add_argument("--decisions", action="store_true", help="list what people decided")
    what.add_argument("--undo", metavar="DECISION")

    correct = _command(
        commands,
        "correct",
        "correct the date or outlet of articles; what was loaded stays as it was",
        """
        python -m ontherecord correct spring article-7 --date 2025-03-14
        python -m ontherecord correct spring article-7 article-8 --outlet "Valley Post"
        python -m ontherecord correct spring article-7 --undo date
        """,
    )
    correct.add_argument("corpus", metavar="NAME")
    correct.add_argument("articles", nargs="+", metavar="ARTICLE", help="ids, as the load report names them")
    correct.add_argument("--date", metavar="DATE", help="day of publication, as 2025-03-14; none: it is not known")
    correct.add_argument("--outlet", metavar="NAME", help="none: it is not known")
    correct.add_argument("--undo", action="append", default=[], choices=("date", "outlet"), help="take a correction back")

    decisions = _command(
        commands,
        "decisions",
        "what people decided: write it to a file, or take in what a colleague decided",
        """
        python -m ontherecord decisions spring --export spring.jsonl
        python -m ontherecord decisions spring --export checked.csv
        python -m ontherecord decisions spring --import colleague.jsonl --dry-run
        python -m ontherecord decisions spring --import labelstudio.json --by Ida
        """,
    )
    decisions.add_argument("corpus", metavar="NAME")
    way = decisions.add_mutually_exclusive_group(required=True)
    way.add_argument("--export", type=Path, metavar="FILE", help=".jsonl: the log; .csv: a table with one row a finding")
    way.add_argument("--import", dest="given", type=Path, metavar="FILE", help=".jsonl: a log; .json: annotations of Label Studio")
    decisions.add_argument("--dry-run", action="store_true", help="with --import: only say what would be taken")
    decisions.add_argument("--by", default="", metavar="NAME", help="with --import of annotations: who made them, where the file does not say")

    corpora = _command(
        commands,
        "corpora",
        "list the corpora; remove, rename or merge them, or remove parts of one",
        """
        python -m ontherecord corpora
        python -m ontherecord corpora --json
        python -m ontherecord corpora --remove spring
        python -m ontherecord corpora --remove spring --article article-7
        python -m ontherecord corpora --remove spring --outlet "Valley Post"
        python -m ontherecord corpora --remove spring --file export.csv --yes
        python -m ontherecord corpora --rename spring spring-2025
        python -m ontherecord corpora --merge spring summer       (adds all of spring to summer; spring stays)
        """,
    )
    corpora.add_argument("--json", action="store_true", help="as JSON")
    what = corpora.add_mutually_exclusive_group()
    what.add_argument("--remove", metavar="NAME", help="delete a corpus, or a part of it, with all that hangs on it")
    what.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"), help="give a corpus another name")
    what.add_argument("--merge", nargs=2, metavar=("NAME", "INTO"), help="add all of one corpus to another")
    part = corpora.add_mutually_exclusive_group()
    part.add_argument("--article", action="append", metavar="ID", help="with --remove: only this article; may be given several times")
    part.add_argument("--outlet", action="append", metavar="NAME", help="with --remove: only the articles of this outlet")
    part.add_argument("--file", action="append", metavar="FILE", help="with --remove: only what came from this file, as the load report names it")
    corpora.add_argument("--yes", action="store_true", help="with --remove: do not ask")
    corpora.add_argument("--progress", choices=("bar", "json", "none"), default="bar", help="bar on the terminal, or JSON lines for a program")

    export = _command(
        commands,
        "export",
        "write quotes, positions, entities or articles of a corpus, or all of it for an annotation tool",
        """
        python -m ontherecord export sample --what quotes --format csv > quotes.csv
        python -m ontherecord export sample --what positions --filter country=FR --filter since=2025-03-01
        python -m ontherecord export sample --what labelstudio --output tasks.json
        python -m ontherecord export sample --what inception --output articles.zip
        """,
    )
    export.add_argument("corpus", metavar="NAME")
    export.add_argument(
        "--what",
        choices=("quotes", "positions", "entities", "articles", "labelstudio", "inception", "dna", "gold"),
        default="quotes",
        help="a table (default: quotes); articles to correct in an annotation tool (docs/annotation.md); dna: positions for the Discourse Network "
        "Analyzer; gold: checked articles as labels (docs/evaluation.md)",
    )
    export.add_argument("--format", choices=("csv", "json"), default="csv", help="of a table: csv (default) or json")
    export.add_argument("--filter", action="append", default=[], metavar="FIELD=VALUE", help="as in a link of the app; may be given several times")
    export.add_argument("--output", type=Path, metavar="FILE", help="write there instead of printing")
    return words


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
