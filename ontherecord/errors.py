"""Every problem a person can meet: a code, what happened, what to do.

A page or command shows ``str(problem)``, never a traceback. Codes are stable and listed in docs/errors.md (a test holds that).
L = loading, C = corpora, E = extraction, F = filters and links, S = settings, U = the app,
V = evaluation, R = the review desk.
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
        "The article {id} has {characters} characters; at most {limit} are read.",
        "Split it, or raise ONTHERECORD_MAX_CHARACTERS.",
    )
    L09 = ("The article {id} has too few words to be read ({words}).", "Leave it out, or check whether its text was cut off.")
    L10 = ("Two articles have the id {id}; the second was loaded as {new_id}.", "Give each article its own id, so that links stay the same.")
    L11 = ("The article {id} has the same text as {other}; it was loaded once.", "Nothing to do.")
    L12 = ("The date {value!r} of {id} cannot be used: {reason}.", "Write it as 2025-03-14 in the source. The article was loaded without a date.")
    L13 = ("{path} could not be opened: {detail}.", "Check the file's permissions and that no other program holds it.")
    L14 = ("{path} is larger than {limit} MB, the most that is read from one file.", "Split it, or raise ONTHERECORD_MAX_FILE_MB.")
    L15 = ("The article {id} seems to be in {language}, not English.", "It was left out: only English can be read so far.")
    L16 = ("{path} was not opened: {detail}.", "If you trust the file, unpack or split it yourself and load what is in it.")
    L17 = ("{path} contains only pictures of pages, no text.", "Run text recognition on it (OCRmyPDF, for instance), then load it again.")
    L18 = ("{path} lists articles but does not contain their texts.", "Export them again with the full texts; a list of links cannot be read.")
    L19 = ("{path} has no column named {column!r} for {field}.", "Choose one of these: {columns}. Columns whose names are known were used.")
    L20 = (
        "No column of {path} has a name that says text; {column!r} was used, which has the longest texts.",
        "If that is wrong, say which column holds the text.",
    )
    L21 = ("{path} is named {ending} but contains {format}; it was read as {format}.", "Nothing to do. A better name helps others.")
    L22 = ("{path} looks like a note about the folder, not an article; it was left out.", "If it is an article, load this file by itself.")
    L23 = (
        "Some characters of {id} were lost or changed before it was loaded: {words}.",
        "Export it again as UTF-8 if you can. Quotes may be missing because their marks were lost.",
    )
    L24 = ("The text of {id} was cut off by its source; it ends with {mark!r}.", "Load the whole text if you can. What is there was read.")
    L25 = ("{path} has no column that is known as {fields}.", "If there is one, say which. Columns that were not used: {columns}.")
    L26 = ("{path} could not be read within {limit} seconds.", "Split it or load its text in another format, or raise ONTHERECORD_MAX_SECONDS.")
    L27 = ("{count} further rows of {path} could not be read.", "See the rows before; what is wrong with them is most often wrong with these.")
    L28 = ("The {field} of {id} has more than {limit:,} characters and was cut.", "Check the column: it may hold something else.")
    L29 = ("The address {url} of {id} is none of the web and was left out.", "Only http, https and ftp are kept.")
    C01 = ("There is no corpus named {name!r}.", "Choose one of these: {known}.")
    C02 = ("The corpus {name!r} was built by a newer version (format {found}, this is {known}).", "Update On the Record, or build the corpus again.")
    C03 = ("{name!r} cannot be the name of a corpus.", "Use letters, digits, hyphens and underscores, up to 60, starting with a letter or digit.")
    C04 = ("The corpus {name!r} is being built by another process.", "Wait until it has finished, then try again.")
    C05 = ("The corpus {name!r} is damaged: {detail}.", "Build it again from its articles. Their files are not touched.")
    C06 = ("Nothing could be loaded, so the corpus {name!r} was not changed.", "See the report above for each file.")
    C07 = ("The corpus {name!r} has no build {version}.", "To see the newest build ({newest}), leave the version out of the link.")
    C08 = ("Corpora cannot be kept in {path}: its name contains {character}.", "Set ONTHERECORD_CORPORA to a folder without this character.")
    C09 = (
        "Build {version} of the corpus {name!r} was deleted to save space.",
        "To see the newest build ({newest}), leave the version out of the link.",
    )
    C10 = ("There is a corpus named {name!r} already.", "Choose another name, or merge the two.")
    C11 = (
        "The disk is full: the corpus {name!r} could not be written ({detail}).",
        "Free some space and try again. What a build has extracted is kept, and nothing half done is visible.",
    )
    C12 = ("The corpus {name!r} has no {what} {value!r}.", "Check the spelling; the load report lists articles, outlets and files.")
    C13 = ("The corpus {name!r} cannot be merged into itself.", "Name another corpus.")
    C14 = (
        "Some records of the corpus {name!r} are inconsistent and are left out: {what}.",
        "The rest is shown. Build it again from its articles. Their files are not touched.",
    )
    C15 = (
        "The corpus {name!r} cannot be written, or not be read, where it is: {detail}.",
        "Check that its folder may be written and that its disk is sound, then try again. Nothing half done is visible.",
    )
    C16 = ("{action} is not possible here: this server is read-only.", "Ask whoever runs it, or use an installation of your own.")
    C17 = ("{path} cannot be restored: {detail}.", "Choose a file that corpora --backup has written. Nothing was changed.")
    C18 = ("{action} needs the role {needed}; yours is {role}.", "Ask whoever runs this server.")
    E01 = (
        "The language model {model!r} is not installed.",
        "Run make setup, or: pip install -r requirements.txt; or choose an installed one in ONTHERECORD_MODEL.",
    )
    E02 = (
        "The article {id} could not be read by the extractor: {detail}.",
        "The rest was loaded. Please report this, with the text if you may share it.",
    )
    E03 = (
        "The spaCy pipeline gives this text no {missing}, which On the Record needs.",
        "Use a pipeline with a tagger, a lemmatizer, a parser and an entity recogniser, such as en_core_web_sm, and add “ontherecord” after them.",
    )
    E04 = (
        "The folder {path} contains no trained parts.",
        "Check the folder, or leave it out to use those that come with On the Record. The mode “rules” needs none.",
    )
    F01 = ("{value!r} is not among the values of {field} in this corpus.", "The filter ignores it. Remove it, or choose another.")
    F02 = ("{value!r} is not a date.", "Write dates as 2025-03-14.")
    F03 = ("The article {id!r} is not in this corpus.", "It may have been removed, or the link is for another corpus.")
    F04 = ("{value!r} is not an issue or a decision of this corpus.", "It may have been merged, taken back or rebuilt. Choose another.")
    F05 = ("This cannot be done with “{name}”: {reason}.", "Nothing was changed. Choose another name or other words.")
    F06 = (
        "This takes longer than {limit} seconds to count and was stopped.",
        "Narrow it: fewer days, outlets, people or issues, or rarer words. Whoever runs this server can raise ONTHERECORD_MAX_QUESTION_SECONDS.",
    )
    S01 = ("The setting {name} cannot be {value!r}.", "docs/install.md lists what it can be.")
    S02 = ("The settings file {path} could not be read: {detail}.", "Repair it, or remove it to use the defaults.")
    U01 = ("The upload has {size} MB; at most {limit} MB can be uploaded at once.", "Load it in parts, or use python -m ontherecord build.")
    U02 = ("Something went wrong on this page.", "Reload it. If it happens again, report the link and what you did.")
    U03 = (
        "Port {port} is taken by another program (perhaps this app is already running: http://localhost:{port}).",
        "Stop it, or choose another port: ontherecord app --port {other}; with make: make run PORT={other}",
    )
    U04 = (
        "The pasted text has {characters:,} characters; at most {limit:,} are read on the page.",
        "Save it as a text file and load that under Files: it is then read in a process of its own.",
    )
    R01 = ("Nothing can be decided here: this corpus is not kept.", "Keep the article in a corpus first; then its findings can be checked.")
    R02 = ("{field} cannot be {value!r}.", "Choose one of the values that are offered.")
    R03 = ("{count:,} findings are more than can be decided at once ({limit:,}).", "Narrow the filters, and decide about fewer.")
    R04 = (
        "{path}, line {line}, is not a decision: {detail}.",
        "docs/review.md says what a line holds. Nothing of the file was taken in.",
    )
    V01 = ("In {path}, line {line} cannot be used as labels: {detail}.", "docs/evaluation.md says what a line must contain.")


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
