"""Every problem a person can meet: a code, what happened, what to do.

A page or command shows ``str(problem)``, never a traceback. Codes are stable and listed in docs/errors.md (a test holds that).
L = loading, C = corpora, E = extraction, F = filters and links, S = settings, U = the app,
V = evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Code(Enum):
    """Code -> (what happened, what to do). Braces are filled from the problem's details."""

    L01 = ("Nothing was found at {path}.", "Check the spelling and that the drive is connected.")
    L02 = (
        "The folder {path} holds no file that can be read.",
        "Put articles in it: .txt, .docx, .pdf, .html, .csv, .xlsx, .json ... (docs/data-format.md lists all).",
    )
    L03 = ("{path} is not text: it could not be decoded.", "Save it as plain UTF-8 text, or leave it out.")
    L04 = ("{path} has no column that holds article text.", "Name one column text, body or content. Columns found: {columns}.")
    L05 = ("{path} could not be parsed as {format}: {detail}.", "Open it in an editor near the place named, repair it and load it again.")
    L06 = (
        "{path} has an ending that is not supported ({ending}).",
        "Supported: .txt .md .html .docx .rtf .pdf .eml .xml .csv .tsv .xlsx .json .jsonl .parquet; .gz, .zip, .tar.gz of these.",
    )
    L07 = ("{path} is empty.", "Leave it out, or check the export that made it.")
    L08 = (
        "The article {id} has {characters} characters, more than the {limit} that are read at once.",
        "Split it, or raise ONTHERECORD_MAX_CHARACTERS.",
    )
    L09 = ("The article {id} holds too few words to be read ({words}).", "Leave it out, or check whether its text was cut.")
    L10 = ("The id {id} stands twice; the later one was loaded as {new_id}.", "Give each article its own id to keep links stable.")
    L11 = ("The article {id} is the same text as {other} and was loaded once.", "Nothing to do.")
    L12 = ("The date {value!r} of {id} cannot be used: {reason}.", "Write it as 2025-03-14 in the source; the article was loaded as undated.")
    L13 = ("{path} could not be opened: {detail}.", "Check the file's permissions and that no other program holds it.")
    L14 = ("{path} is larger than the {limit} MB that are read from one file.", "Split it, or raise ONTHERECORD_MAX_FILE_MB.")
    L15 = ("The article {id} seems to be in {language}, not English.", "It was left out; only English is read so far.")
    L16 = ("{path} was not opened: {detail}.", "If it is what it should be, unpack or split it yourself and load what is in it.")
    L17 = ("{path} holds pictures of pages and no text.", "Run text recognition on it (OCRmyPDF, for instance), then load it again.")
    L18 = ("{path} names articles but does not hold their texts.", "Export them again with full text; a list of links cannot be read.")
    L19 = ("{path} has no column named {column!r} for {field}.", "Give one of these: {columns}. Columns known by their names were used.")
    L20 = ("No column of {path} is named as one of text; {column!r} was taken, which holds the longest.", "If it is another one, name it.")
    L21 = ("{path} is named {ending} but holds {format}; it was read as that.", "Nothing to do; a better name helps others.")
    L22 = ("{path} seems to be a note on the folder, not an article, and was left out.", "If it is an article, load the file by its own name.")
    L23 = (
        "Characters of {id} were lost or changed before it came here: {words}.",
        "Export it again as UTF-8 where you can; marks that are lost may be why quotes are missing.",
    )
    L24 = ("The text of {id} was cut by its source, which ends it with {mark!r}.", "Load the whole text where you can; what is there was read.")
    L25 = ("{path} has no column known as {fields}.", "Name one where there is one. Columns that were not used: {columns}.")
    L26 = ("{path} could not be read within {limit} seconds.", "Split it or load its text in another format, or raise ONTHERECORD_MAX_SECONDS.")
    L27 = ("{count} further rows of {path} could not be read.", "See the rows before; what is wrong with them is most often wrong with these.")
    L28 = ("The {field} of {id} has more than {limit:,} characters and was cut.", "Check the column: it may hold something else.")
    L29 = ("The address {url} of {id} is none of the web and was left out.", "Only http, https and ftp are kept.")
    C01 = ("There is no corpus named {name!r}.", "Choose one of these: {known}.")
    C02 = ("The corpus {name!r} was built by a newer version (format {found}, this is {known}).", "Update On the Record, or build the corpus again.")
    C03 = ("{name!r} cannot be the name of a corpus.", "Use letters, digits, hyphens and underscores, up to 60, starting with a letter or digit.")
    C04 = ("The corpus {name!r} is being built by another process.", "Wait until it has finished, then try again.")
    C05 = ("The corpus {name!r} is damaged: {detail}.", "Build it again from its articles; originals are untouched.")
    C06 = ("Nothing could be loaded, so the corpus {name!r} was not changed.", "See the report above for each file.")
    C07 = ("The corpus {name!r} has no build {version}.", "Leave the version out of the link to see the newest build, {newest}.")
    C08 = ("Corpora cannot be kept in {path}: its name holds {character}.", "Choose a folder without this character in ONTHERECORD_CORPORA.")
    C09 = (
        "The build {version} of the corpus {name!r} has been cleared away to save space.",
        "Leave the version out of the link to see the newest build, {newest}.",
    )
    C10 = ("There is a corpus named {name!r} already.", "Choose another name, or merge the two.")
    C11 = (
        "There was no room left on the disk to build the corpus {name!r} ({detail}).",
        "Free some space and build again: what was extracted is kept, and nothing half done is visible.",
    )
    C12 = ("The corpus {name!r} has no {what} {value!r}.", "Check the spelling; the load report lists articles, outlets and files.")
    C13 = ("The corpus {name!r} cannot be merged into itself.", "Name another corpus.")
    C14 = (
        "Some of the corpus {name!r} does not hold together and is left out: {what}.",
        "The rest is shown. Build it again from its articles; originals are untouched.",
    )
    E01 = (
        "The language model {model!r} is not installed.",
        "Run make setup, or: pip install -r requirements.txt; or choose an installed one in ONTHERECORD_MODEL.",
    )
    E02 = (
        "The article {id} could not be read by the extractor: {detail}.",
        "The rest was loaded. Please report it with the text, if you may share it.",
    )
    E03 = (
        "The spaCy pipeline gives this text no {missing}, which On the Record reads.",
        "Use a pipeline with a tagger, a lemmatizer, a parser and an entity recogniser, such as en_core_web_sm, and add “ontherecord” behind them.",
    )
    E04 = (
        "There are no trained parts in {path}.",
        "Check the folder, or leave it out to use those that come with On the Record; the mode “rules” needs none.",
    )
    F01 = ("{value!r} is not among the values of {field} in this corpus.", "It was left out of the filter; remove it or choose another.")
    F02 = ("{value!r} is not a date.", "Write dates as 2025-03-14.")
    F03 = ("The article {id!r} is not in this corpus.", "It may have been removed, or the link is for another corpus.")
    F04 = ("{value!r} is not an issue or a decision of this corpus.", "It may have been merged, taken back or rebuilt; choose another.")
    F05 = ("This cannot be done with “{name}”: {reason}.", "Nothing was changed; choose another name or other words.")
    S01 = ("The setting {name} cannot be {value!r}.", "See docs/install.md for what it may be.")
    S02 = ("The settings file {path} could not be read: {detail}.", "Repair it, or remove it to use the defaults.")
    U01 = ("The upload holds {size} MB, more than the {limit} MB taken at once.", "Load it in parts, or use python -m ontherecord build.")
    U02 = ("Something went wrong on this page.", "Reload it. If it happens again, report the link and what you did.")
    U03 = (
        "Port {port} is taken by another program (perhaps this app already runs: http://localhost:{port}).",
        "Stop it, or choose another port: ontherecord app --port {other}; with make: make run PORT={other}",
    )
    V01 = ("{path}, line {line}, cannot be used as labels: {detail}.", "docs/evaluation.md says what a line holds.")


@dataclass(eq=False)
class Problem(Exception):
    """An error for a person. ``Problem(Code.L01, path="news/")``."""

    code: Code
    details: dict[str, object]

    def __init__(self, code: Code, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        """A problem goes from one process to another as it is."""
        return _made, (self.code, self.details)

    def _fill(self, template: str) -> str:
        return template.format_map(_Known(self.details))

    @property
    def what(self) -> str:
        return self._fill(self.code.value[0])

    @property
    def todo(self) -> str:
        return self._fill(self.code.value[1])

    def __str__(self) -> str:
        return f"{self.code.name}: {self.what} {self.todo}"


def _made(code: Code, details: dict[str, object]) -> Problem:
    return Problem(code, **details)


class _Known(dict[str, object]):
    """Leaves a placeholder visible rather than raising when a detail was not given."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
