"""``python -m ontherecord``: everything without a browser. A command is a function here; its help is the function's docstring."""

# Annotations are not postponed: typer reads them of every command, and would have to evaluate each of them several times.

import functools
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ontherecord import __version__, disk, terminal
from ontherecord.errors import Code, Problem

if TYPE_CHECKING:
    from ontherecord.store import CorpusInfo

_ME = "python -m ontherecord"
_app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class _Outcome(StrEnum):
    loaded = "loaded"
    duplicate = "duplicate"
    left_out = "left-out"


class _Correctable(StrEnum):
    date = "date"
    outlet = "outlet"


def _path(given: str) -> Path:
    """A path as it was written. ``Path("")`` is the folder that one is in: a variable that is not set would load it whole, or be overwritten."""
    if not given.strip():
        raise typer.BadParameter("it is empty")
    return Path(given)


CorpusName = Annotated[str, typer.Argument(metavar="NAME")]
Paths = Annotated[list[Path], typer.Argument(parser=_path, metavar="PATH", help="Files or folders.")]
Progress = Annotated[Literal["bar", "json", "none"], typer.Option(help="A bar on the terminal, or JSON lines for a program.")]
Processes = Annotated[int, typer.Option(metavar="N", help="Processes that extract.")]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 nothing could be done, 2 the command's words are off, 130 stopped."""
    try:
        _app(args=argv, prog_name=_ME)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def command(examples: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Make a command of a function that gives the exit status. What goes wrong is told in a sentence, never as a traceback."""

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def told(**options: Any) -> int:
            raise typer.Exit(_run(function, options))

        lines = "\n".join(f"  {_ME} {line.strip()}" for line in examples.strip().splitlines())
        _app.command(function.__name__, epilog=f"\b\nExamples:\n{lines}")(told)
        return function

    return decorate


def _run(function: Callable[..., int], options: dict[str, Any]) -> int:
    try:
        return function(**options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing of this run is visible, and what was there before is untouched. A build goes on from here.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone
        sys.stderr.close()
        return 0
    except (OSError, sqlite3.Error) as error:
        if (found := disk.problem(error, str(options.get("corpus") or "all"))) is None:
            raise
        print(found, file=sys.stderr)
        return 1


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@_app.callback(epilog="Each command has its own --help with examples.")
def everything(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,
) -> None:
    """On the Record: who said what, when, and where they stand."""


@command("""
    app
    app --port 8600
    app --address 0.0.0.0       (whoever can reach this machine can open it: there is no password)
""")
def app(
    port: Annotated[int, typer.Option(metavar="N", help="Port of this machine that it answers at.")] = 8501,
    address: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where to listen. Without it: on this machine alone.")] = None,
) -> int:
    """Open the dashboard in the browser."""
    from ontherecord.launch import launch

    launch(port, address)


@command("""
    build news/ --corpus spring
    build export.csv more.jsonl.gz --corpus spring
    build export.csv --corpus spring --columns "text=Body,date=When,outlet=Where"
    build news/ --corpus spring --report json > report.json
    build --corpus spring       (reads again, from kept originals, what an older version has read)
""")
def build(
    corpus: Annotated[str, typer.Option(metavar="NAME", help="The corpus to make or add to.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(parser=_path, metavar="PATH", help="Files or folders. Without any: bring the corpus up to date.")
    ] = None,
    notice: Annotated[str | None, typer.Option(metavar="TEXT", help="A line that the app shows with this corpus, such as: fiction.")] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=COLUMN,...",
            help="What the columns of tables hold, where they are not recognised: text=Body,date=When. Kept with the corpus; none: forget them.",
        ),
    ] = None,
    report: Annotated[Literal["text", "json"], typer.Option(help="How the load report is printed.")] = "text",
    progress: Progress = "bar",
    processes: Annotated[int, typer.Option(metavar="N", help="Processes that extract. 0: one fewer than the cores.")] = 0,
) -> int:
    """Load files and folders into a corpus."""
    from ontherecord.building import build, update

    try:
        given = _columns(columns)
    except ValueError as error:
        print(f"--columns: {error}", file=sys.stderr)
        return 2
    with terminal.progress(progress) as (show, say):
        if paths:
            outcome = build(paths, corpus, notice=notice, columns=given, progress=show, say=say, processes=processes)
        else:
            outcome = update(corpus, progress=show, say=say, processes=processes)
    print(json.dumps(outcome.as_json(), ensure_ascii=False, default=str) if report == "json" else outcome.as_text(), flush=True)
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


@command("""
    extract article.txt
    extract docs/*.txt --format jsonl > pred.jsonl
""")
def extract(
    paths: Paths,
    format: Annotated[Literal["jsonl"], typer.Option(help="One document a line.")] = "jsonl",
    processes: Processes = 1,
) -> int:
    """Print what is found in articles, one JSON line a document."""
    from ontherecord import loading
    from ontherecord.export import as_line
    from ontherecord.extraction.pipeline import extract

    printed = 0

    def articles() -> Iterator[Any]:
        for loaded in loading.load_paths(paths, duplicates=True):
            for problem in loaded.problems:
                print(f"{loaded.location}: {problem}", file=sys.stderr)
            if loaded.article is not None:
                yield loaded.article

    for extraction in extract(articles(), processes=processes):
        for warning in extraction.warnings:
            print(warning, file=sys.stderr)
        print(as_line(extraction), flush=True)
        printed += 1
    return 0 if printed else 1


@command("""
    evaluate gold.jsonl
    evaluate gold.jsonl --json scores.json --errors errors.jsonl
""")
def evaluate(
    gold: Annotated[Path, typer.Argument(parser=_path, metavar="GOLD", help="Articles with labels, one JSON object a line (docs/evaluation.md).")],
    json_file: Annotated[Path | None, typer.Option("--json", parser=_path, metavar="FILE", help="Write the figures there, too.")] = None,
    errors: Annotated[
        Path | None, typer.Option(parser=_path, metavar="FILE", help="Write there what is missed or wrong, one JSON object a line.")
    ] = None,
    progress: Progress = "bar",
    processes: Processes = 1,
) -> int:
    """Score the extraction on labels of your own."""
    from ontherecord.evaluation import as_table, evaluate

    with terminal.progress(progress) as (show, _):
        scores = evaluate(gold, progress=lambda done, total: show("reading", done, total), processes=processes)
    print(as_table(scores))
    if json_file:
        terminal.write(json_file, (json.dumps(scores.layers, indent=1) + "\n").encode())
    if errors:
        terminal.write(errors, "".join(json.dumps(error._asdict(), ensure_ascii=False) + "\n" for error in scores.errors).encode())
    return 0


@command("""
    report spring
    report spring --only left-out --only duplicate
    report spring --format json > report.json
""")
def report(
    corpus: CorpusName,
    format: Annotated[Literal["text", "json"], typer.Option(help="Text, or JSON: a list of rows.")] = "text",
    only: Annotated[list[_Outcome] | None, typer.Option(help="May be given several times.")] = None,
) -> int:
    """Print the load report of a corpus: a row for each article and file."""
    from ontherecord.building.report import as_lines
    from ontherecord.queries import Corpus, report

    rows = report(Corpus.open(corpus))
    if only:
        rows = rows[rows["outcome"].isin([name.replace("-", " ") for name in only])]
    if format == "json":
        rows["published_on"] = rows["published_on"].dt.strftime("%Y-%m-%d")
        print(rows.to_json(orient="records", force_ascii=False))
        return 0
    for line in as_lines({str(name): value for name, value in row.items()} for row in rows.to_dict("records")):
        print(line)
    return 0


@command("""
    issues spring
    issues spring --rename text "text of the treaty"
    issues spring --merge a-halt halt-to-mining
    issues spring --split sanctions "oil, tanker" "oil embargo"
    issues spring --define "enrich, uranium, centrifuge" "uranium enrichment"
    issues spring --decisions           (what people decided, with the id to take it back by)
    issues spring --undo 3f2a9c0d11ee
""")
def issues(
    corpus: CorpusName,
    rename: Annotated[tuple[str, str] | None, typer.Option(metavar="ISSUE NAME")] = None,
    merge: Annotated[tuple[str, str] | None, typer.Option(metavar="ISSUE INTO")] = None,
    split: Annotated[
        tuple[str, str, str] | None,
        typer.Option(metavar="ISSUE WORDS NAME", help="Positions on the issue that have all the words. A comma means or."),
    ] = None,
    define: Annotated[tuple[str, str] | None, typer.Option(metavar="WORDS NAME", help="All positions that have the words.")] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help="List what people decided.")] = False,
    undo: Annotated[str | None, typer.Option(metavar="DECISION")] = None,
) -> int:
    """List the issues of a corpus; define, rename, merge or split them."""
    from ontherecord.queries import Corpus, Filters, deciding, issue_counts

    changes = {"rename": rename, "merge": merge, "split": split, "define": define, "undo": (undo,) if undo else None}
    one_of(**changes, decisions=decisions)
    opened = Corpus.open(corpus)
    for name, given in changes.items():
        if given:
            getattr(deciding, name)(opened, *given)
            print("Done. It is seen at once, and holds for later builds.")
            return 0
    if decisions:
        for d in deciding.decided(corpus):
            print(f"{d.id}  {d.made_at:%Y-%m-%d %H:%M} UTC  {d.words} ({d.positions:,} positions)")
        return 0
    for row in issue_counts(opened, Filters(), limit=None).to_dict("records"):
        print(f"{row['positions']:>7,}  {row['issue_id']:40}  {row['issue']}")
    return 0


def one_of(**options: object) -> None:
    """Raise typer.BadParameter where more than one of these options was given."""
    given = [f"--{name}" for name, value in options.items() if value]
    if len(given) > 1:
        raise typer.BadParameter(f"{given[1]} cannot be given together with {given[0]}.")


@command("""
    correct spring article-7 --date 2025-03-14
    correct spring article-7 article-8 --outlet "Valley Post"
    correct spring article-7 --undo date
""")
def correct(
    corpus: CorpusName,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Ids, as the load report names them.")],
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, as 2025-03-14; none: it is not known.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="none: it is not known.")] = None,
    undo: Annotated[list[_Correctable] | None, typer.Option(help="Take a correction back.")] = None,
) -> int:
    """Correct the date or outlet of articles; what was loaded stays as it was."""
    from ontherecord.building import Correction, correct

    given = {field: value for field, value in (("date", date), ("outlet", outlet)) if value is not None}
    if not given and not undo:
        print("Nothing to correct: name --date, --outlet or --undo.", file=sys.stderr)
        return 2
    correct(
        corpus,
        [
            *(Correction(id, field, None if value == "none" else value) for id in articles for field, value in given.items()),
            *(Correction(id, field, undone=True) for id in articles for field in undo or ()),
        ],
    )
    print(f"Corrected in {corpus}; what was loaded stays as it was.")
    return 0


@command("""
    decisions spring --export spring.jsonl
    decisions spring --export checked.csv
    decisions spring --import colleague.jsonl --dry-run
    decisions spring --import labelstudio.json --by Ida
""")
def decisions(
    corpus: CorpusName,
    export: Annotated[Path | None, typer.Option(parser=_path, metavar="FILE", help=".jsonl: the log; .csv: a table with one row a finding.")] = None,
    given: Annotated[
        Path | None, typer.Option("--import", parser=_path, metavar="FILE", help=".jsonl: a log; .json: annotations of Label Studio.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --import: only say what would be taken.")] = False,
    by: Annotated[str, typer.Option(metavar="NAME", help="With --import of annotations: who made them, where the file does not say.")] = "",
) -> int:
    """Write what people decided to a file, or take in what a colleague decided."""
    from ontherecord.queries import Corpus
    from ontherecord.review import exchange

    one_of(export=export, **{"import": given})
    opened = Corpus.open(corpus)
    if given is not None:
        for line in exchange.take_file(opened, given, by, dry_run=dry_run):
            print(line)
        return 0
    if export is None:
        raise typer.BadParameter("name --export FILE or --import FILE")
    made = exchange.table(opened) if export.suffix.lower() == ".csv" else exchange.lines(opened)
    terminal.write(export, made.encode())
    return 0


@command("""
    corpora
    corpora --json
    corpora --remove spring
    corpora --remove spring --article article-7
    corpora --remove spring --outlet "Valley Post"
    corpora --remove spring --file export.csv --yes
    corpora --rename spring spring-2025
    corpora --merge spring summer       (adds all of spring to summer; spring stays)
    corpora --check spring              (every byte of it, against the digests that were kept)
    corpora --backup spring spring.zip
    corpora --restore spring.zip
    corpora --restore spring.zip --name spring-again
""")
def corpora(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    remove: Annotated[str | None, typer.Option(metavar="NAME", help="Delete a corpus, or a part of it, with all that hangs on it.")] = None,
    rename: Annotated[tuple[str, str] | None, typer.Option(metavar="NAME NEW", help="Give a corpus another name.")] = None,
    merge: Annotated[tuple[str, str] | None, typer.Option(metavar="NAME INTO", help="Add all of one corpus to another.")] = None,
    check: Annotated[
        str | None, typer.Option(metavar="NAME", help="Compare all files of a corpus with their digests, and read all decisions.")
    ] = None,
    backup: Annotated[tuple[str, Path] | None, typer.Option(metavar="NAME FILE", help="Write a corpus with its decisions to one file.")] = None,
    restore: Annotated[Path | None, typer.Option(metavar="FILE", help="Make the corpus of such a file anew.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NEW", help="With --restore: under this name.")] = None,
    article: Annotated[list[str] | None, typer.Option(metavar="ID", help="With --remove: only this article. May be given several times.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(metavar="NAME", help="With --remove: only the articles of this outlet.")] = None,
    file: Annotated[list[str] | None, typer.Option(metavar="FILE", help="With --remove: only what came from this file of the load report.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --remove: do not ask.")] = False,
    progress: Progress = "bar",
) -> int:
    """List the corpora; remove, rename, merge, check, back up or restore them, or remove parts of one."""
    from ontherecord import store

    one_of(remove=remove, rename=rename, merge=merge, check=check, backup=backup, restore=restore)
    one_of(article=article, outlet=outlet, file=file)
    if remove:
        for kind, values in (("article", article), ("outlet", outlet), ("file", file)):
            if values:
                return _remove_part(remove, kind, values, yes, progress)
        return _remove_corpus(remove, yes)
    if rename:
        store.rename_corpus(*rename)
        print("The corpus {} is now called {}.".format(*rename))
        return 0
    if check:
        files, decided = store.check(check)
        compared = f"{files:,} files are as they were written" if files else "its files can be read (an older program kept no digests)"
        print(f"The corpus {check} is whole: {compared}; {decided:,} decisions.")
        return 0
    if backup:
        number = store.backup(*backup)
        print(f"Build {number} of {backup[0]} with all decisions is in {backup[1]}.")
        return 0
    if restore:
        print(f"The corpus {store.restore(restore, name)} is there again.")
        return 0
    if merge:
        from ontherecord import building

        source, target = merge
        with terminal.progress(progress) as (show, _):
            done = building.merge(source, target, progress=show)
        renamed = f", {done['renamed']:,} of them under another id" if done["renamed"] else ""
        print(f"{done['added']:,} articles of {source} were added to {target}{renamed}; {done['there']:,} were there already. {source} stays.")
        return 0
    _list_corpora([_as_pages_count(info) for info in store.list_corpora()], as_json)
    return 0


def _list_corpora(found: Sequence["CorpusInfo"], as_json: bool) -> None:
    if as_json:
        print(json.dumps([c._asdict() for c in found], default=str))
        return
    if not found:
        print(f"No corpora yet. Make one: {_ME} build PATH --corpus NAME")
        return
    print(f"{'corpus':24} {'articles':>9} {'quotes':>9} {'positions':>9}  built")
    for c in found:
        built = f"{c.built_at:%Y-%m-%d %H:%M} UTC" if c.built_at else c.problem
        print(f"{c.name:24} {c.articles:>9,} {c.quotes:>9,} {c.positions:>9,}  {built}")


def _as_pages_count(info: "CorpusInfo") -> "CorpusInfo":
    """With the numbers that the app shows: quotes that were said, positions above the line. One that cannot be read has its problem instead."""
    from dataclasses import replace

    from ontherecord.queries.counts import said_and_shown

    if info.problem:
        return info
    try:
        quotes, positions = said_and_shown(info.name)
    except Problem as problem:
        return type(info)(info.name, problem=str(problem))
    return replace(info, quotes=quotes, positions=positions)


def _remove_corpus(name: str, yes: bool) -> int:
    from ontherecord import store

    if not yes:
        info = next((found for found in store.list_corpora() if found.name == name), None)
        if info is None:
            raise Problem(Code.C01, name=name, known=", ".join(store.corpus_names()) or "none")
        goes = (
            f"This removes the corpus {name} for good: {info.articles:,} articles, {info.quotes:,} quotes and {info.positions:,} positions, "
            "all its builds and corrections. The files it was loaded from are not touched."
        )
        if not _agreed(goes):
            return 1
    store.delete_corpus(name)
    print(f"The corpus {name} was removed.")
    return 0


def _remove_part(corpus: str, kind: str, values: Sequence[str], yes: bool, shown: str) -> int:
    from ontherecord.building import part, remove

    what = part(corpus, kind, values)
    if not yes and not _agreed(what.sentence()):
        return 1
    with terminal.progress(shown) as (show, _):
        number = remove(what, progress=show)
    print(f"Removed: {len(what.articles):,} articles. Build {number} of {corpus} is without them.")
    return 0


def _agreed(what: str) -> bool:
    """Say what goes, and ask. Where there is no terminal to ask at, the answer is no."""
    print(what, file=sys.stderr)
    if not sys.stdin.isatty():
        print("Nothing was removed. Add --yes to remove it.", file=sys.stderr)
        return False
    if not typer.confirm("Remove it?"):
        print("Nothing was removed.")
        return False
    return True


@command("""
    export sample --what quotes --format csv > quotes.csv
    export sample --what positions --filter country=FR --filter since=2025-03-01
    export sample --what sources --output sources.csv
    export sample --what labelstudio --output tasks.json
    export sample --what inception --output articles.zip
""")
def export(
    corpus: CorpusName,
    what: Annotated[
        Literal["quotes", "positions", "entities", "articles", "labelstudio", "inception", "dna", "gold", "sources", "voices"],
        typer.Option(
            help="A table; articles to correct in an annotation tool (docs/annotation.md); dna: positions for the Discourse Network Analyzer; "
            "gold: checked articles as labels (docs/evaluation.md); sources: who is quoted, as counts and shares; "
            "voices: who speaks of whom, as GraphML."
        ),
    ] = "quotes",
    format: Annotated[Literal["csv", "json"], typer.Option(help="Of a table.")] = "csv",
    filter: Annotated[list[str] | None, typer.Option(metavar="FIELD=VALUE", help="As in a link of the app. May be given several times.")] = None,
    output: Annotated[Path | None, typer.Option(parser=_path, metavar="FILE", help="Write there instead of printing.")] = None,
) -> int:
    """Write quotes, positions, entities or articles of a corpus, or all of it for an annotation tool."""
    from ontherecord.export import TOOLS, export
    from ontherecord.queries import Corpus, Filters, check

    params: dict[str, list[str]] = {}
    for given in filter or ():
        field, _, value = given.partition("=")
        params.setdefault(field, []).append(value)
    filters, problems = Filters.from_params(params)
    opened = Corpus.open(corpus)
    filters, unknown = check(opened, filters)
    for problem in [*opened.problems, *problems, *unknown]:
        print(problem, file=sys.stderr)
    if what in ("quotes", "positions", "entities", "articles"):
        made = export(opened, filters, what=what, format=format).encode()
    else:
        made = TOOLS[what](opened, filters)
    if output:
        terminal.write(output, made)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
    return 0
