"""Labels: one article a line, as docs/evaluation.md describes. Gold and predictions are made into the same records to compare."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.model import QUOTE_TYPES, SIDES, STANCES

Letters = frozenset[int]
"""Places of the letters and digits of a passage: marks, punctuation and white space never count."""


@dataclass(frozen=True, slots=True)
class LabelledQuote:
    content: Letters
    type: str
    source: Letters
    speaker: str | None
    country: str | None
    words: str


@dataclass(frozen=True, slots=True)
class LabelledPerson:
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class LabelledPosition:
    """A position, or a statement, which has one sentence of evidence. ``matter``, ``toward``, ``doubtful`` are of gold statements only,
    ``confidence`` of predictions."""

    actor: str
    stance: str
    target: str
    evidence: Letters
    words: str
    matter: str = ""
    toward: str = "neither"
    doubtful: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """One article with what somebody, or a program, marked in it."""

    id: str
    text: str
    quotes: tuple[LabelledQuote, ...] = ()
    people: tuple[LabelledPerson, ...] = ()
    positions: tuple[LabelledPosition, ...] = ()
    statements: tuple[LabelledPosition, ...] = ()


def read_gold(path: Path) -> list[Document]:
    """The articles of a JSON-lines file (.jsonl, .jsonl.gz). Raises Problem L13 (no such file), V01 for a line that cannot be used."""
    found: list[Document] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    found.append(_read(line, path, number))
    except UnicodeDecodeError as error:
        raise Problem(Code.V01, path=path, line=len(found) + 1, detail="it is not UTF-8 text") from error
    except (OSError, EOFError) as error:
        raise Problem(Code.L13, path=path, detail=getattr(error, "strerror", None) or error) from error
    if not found:
        raise Problem(Code.V01, path=path, line=1, detail="the file is empty")
    return found


def _read(line: str, path: Path, number: int) -> Document:
    try:
        return document(json.loads(line))
    except KeyError as error:
        raise Problem(Code.V01, path=path, line=number, detail=f"{error.args[0]!r} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Problem(Code.V01, path=path, line=number, detail=error) from error


def document(row: dict[str, Any]) -> Document:
    """One line of gold. KeyError, ValueError, TypeError say what is wrong with it."""
    text = row["text"]
    if not isinstance(text, str) or not isinstance(row["doc_id"], str):
        raise ValueError("'doc_id' and 'text' must be text")
    return Document(
        row["doc_id"],
        text,
        tuple(_quote(text, q, q.get("source_span")) for q in row.get("quotes") or ()),
        people(row),
        tuple(_stand(text, p, p["evidence"]) for p in row.get("positions") or ()),
        tuple(_stand(text, s, [s["evidence"]]) for s in row.get("statements") or ()),
    )


def prediction(text: str, row: dict[str, Any]) -> Document:
    """What ``ontherecord extract`` prints of an article, as a Document: each sentence of a position is a statement, too."""
    positions = row["positions"]
    return Document(
        row["doc_id"],
        text,
        tuple(quote for q in row["quotes"] if (quote := _quote(text, q, q["source"])).content),
        people(row),
        tuple(_stand(text, p, p["evidence"]) for p in positions),
        tuple(_stand(text, p, [sentence]) for p in positions for sentence in p["evidence"]),
    )


def people(row: dict[str, Any]) -> tuple[LabelledPerson, ...]:
    return tuple(LabelledPerson(person["name"], person.get("country")) for person in row.get("people") or ())


def _quote(text: str, q: dict[str, Any], source: Sequence[int] | None) -> LabelledQuote:
    spans = q["spans"]
    type = _one_of(QUOTE_TYPES, q["type"], "type")
    return LabelledQuote(
        _letters(text, spans), type, _letters(text, [source] if source else ()), q.get("speaker"), q.get("country"), _words(text, spans)
    )


def _stand(text: str, p: dict[str, Any], spans: Sequence[Sequence[int]]) -> LabelledPosition:
    return LabelledPosition(
        p["actor"],
        _one_of(STANCES, p["stance"], "stance"),
        p.get("target") or "",
        _letters(text, spans),
        _words(text, spans),
        p.get("matter") or "",
        _one_of(SIDES, p.get("toward") or "neither", "toward"),
        bool(p.get("doubtful")),
        p.get("confidence") or 0.0,
    )


def _one_of(known: Sequence[str], value: object, field: str) -> str:
    if value not in known:
        raise ValueError(f"{field} is {value!r}; it must be one of {', '.join(known)}")
    return str(value)


def _letters(text: str, spans: Iterable[Sequence[int]]) -> Letters:
    found: set[int] = set()
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"[{start}, {end}] lies outside of the text, which has {len(text)} characters")
        found.update(i for i in range(start, end) if text[i].isalnum())
    return frozenset(found)


def _words(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " [..] ".join(text[start:end] for start, end in spans)
