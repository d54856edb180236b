"""JSON: a list of articles, an object that holds such a list, or one article; and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.nesting import loads
from ontherecord.loading.readers.tables import SAMPLE, named, unknown
from ontherecord.loading.records import NAMES, Raw, body, from_fields, plain, recognise, text_column

Found = Raw | tuple[int | None, Problem]
Given = Mapping[str, str]
MOST_SHAPES = 1_000


def read_json(text: str, path: str, given: Given) -> Iterator[Found]:
    try:
        found = _parse(text, path)
    except Problem:
        if not _is_lines(text):
            raise
        yield from read_lines(text, path, given)
        return
    if isinstance(found, dict):
        fields = recognise(found, given)
        listed = None if body(found.get(fields.get("text"))) else _list_inside(found, given)
        if listed is None:
            yield _alone(found, path, given)
            return
        found = listed
    if not isinstance(found, list):
        raise Problem(Code.L05, path=path, format="JSON", detail="it holds neither an object nor a list of objects")
    yield from _items(enumerate(found, start=1), path, given)


def _alone(found: dict[Any, Any], path: str, given: Given) -> Raw:
    """The one article that an object is, or holds at some depth. Raises Problem L04."""
    inner: dict[Any, Any] | None = flat(found, given)
    for value in found.values():
        if inner is None and isinstance(value, dict):
            with suppress(Problem):
                return _alone(value, path, given)
    if inner is None:
        raise Problem(Code.L04, path=path, columns=named(found))
    return from_fields(inner, recognise(inner, given), None)


def flat(item: dict[Any, Any], given: Given) -> dict[Any, Any] | None:
    """An object with its text among its own keys: as it is, else with the keys of the object inside it that holds the text.

    ``{"webTitle": ..., "fields": {"bodyText": ...}}``, ``{"_id": ..., "_source": {...}}``, ``{"id": ..., "attributes": {...}}``; None without text.
    """
    if _holds_text(item, given):
        return item
    inner = next((value for value in item.values() if isinstance(value, dict) and _holds_text(value, given)), None)
    return {**{key: value for key, value in item.items() if value is not inner}, **inner} if inner else None


def _holds_text(item: dict[Any, Any], given: Given) -> bool:
    name = recognise(item, given).get("text")
    return name is not None and not isinstance(item[name], dict)


def read_lines(text: str, path: str, given: Given) -> Iterator[Found]:
    """One object a line. A line that is broken is reported and the rest is read."""
    if text.lstrip().startswith("[") and not _is_lines(text):
        with suppress(Problem):  # a list, all the same
            found = _parse(text, path)
            yield from _items(enumerate(found, start=1), path, given)
            return
    yield from _items(lines_of(text, path), path, given)


def sample(text: str, path: str, given: Given, most: int) -> list[dict[str, Any]]:
    """The first objects of a list, of lines or of what holds a list; one article alone is no table. Raises Problem L05."""
    if text.lstrip().startswith("{") and (_is_lines(text) or "\n" not in text.strip()):
        return [item for _, item in islice(lines_of(text, path), most) if isinstance(item, dict)]
    found = _parse(text, path)
    if isinstance(found, dict):
        found = _list_inside(found, given) or []
    return [flat(item, given) or item for item in islice(found, most) if isinstance(item, dict)] if isinstance(found, list) else []


def _is_lines(text: str) -> bool:
    """JSON lines under the name of JSON: the first line is an object of its own."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(loads(first), dict)
    except (ValueError, RecursionError):
        return False


def lines_of(text: str, path: str) -> Iterator[tuple[int, Any]]:
    """Number of each line that holds something, and its value or the Problem that it is."""
    # Not splitlines(): a line separator may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _parse(line, path, number)
            except Problem as problem:
                yield number, problem


def _items(items: Iterator[tuple[int, Any]], path: str, given: Given) -> Iterator[Found]:
    names: dict[str, None] = {}  # in the order met
    held = False
    empty: list[int] = []  # objects without any text field, told only if others have one; else the whole file lacks it
    known: dict[tuple[str, ...], dict[str, Any]] = {}  # most objects of a file have the same keys
    items = ((number, (flat(item, given) or item) if isinstance(item, dict) else item) for number, item in items)
    first = list(islice(items, SAMPLE))
    given, notes = _checked([item for _, item in first if isinstance(item, dict)], path, given)
    for number, item in chain(first, items):
        if isinstance(item, Problem):
            yield number, item
        elif not isinstance(item, dict):
            yield number, Problem(Code.L05, path=path, format="JSON", detail=f"item {number} is not an object")
        else:
            keys = tuple(item)
            if (fields := known.get(keys)) is None:
                fields = known.setdefault(keys, recognise(item, given)) if len(known) < MOST_SHAPES else recognise(item, given)
            if "text" in fields:
                held = True
                yield replace(from_fields(item, fields, number), problems=notes)
                notes = ()
            else:
                names.update(dict.fromkeys(str(name) for name in item))
                empty.append(number)
    if held:
        for number in empty:
            yield number, Problem(Code.L07, path=f"{path}#{number}")
    elif empty:
        found = recognise(names)
        raise Problem(Code.L18 if {"title", "url"} <= found.keys() else Code.L04, path=path, columns=named(names))


def _checked(sample: list[dict[str, Any]], path: str, given: Given) -> tuple[Given, tuple[Problem, ...]]:
    """``given`` with a text field that was found by its content, and what a person should know of it."""
    names = {name: None for item in sample for name in item}
    found = recognise(names, given)
    known = {plain(str(name)) for name in names}
    notes = [
        Problem(Code.L19, path=path, field=field, column=column, columns=named(names))
        for field, column in given.items()
        if field in NAMES and sample and plain(column) not in known
    ]
    if "text" not in found and (column := text_column(sample, but=found.values())) is not None:
        given = {**given, "text": column}
        notes.append(Problem(Code.L20, path=path, column=column))
    scalar = {name for item in sample for name, value in item.items() if isinstance(value, str | int | float)}
    notes.extend(unknown([name for name in names if name in scalar], recognise(names, given), path))
    return given, tuple(notes)


def _list_inside(found: dict[Any, Any], given: Given, depth: int = 4) -> list[Any] | None:
    """The list of articles in {"status": "ok", "articles": [...]}; objects under their ids ({"a1": {...}}) count as such a list, too."""
    for inner in found.values():
        if isinstance(inner, list) and any(isinstance(item, dict) and flat(item, given) for item in inner):
            return inner
    for inner in found.values():
        if depth and isinstance(inner, dict) and (listed := _list_inside(inner, given, depth - 1)) is not None:
            return listed
    if found and all(isinstance(item, dict) and _holds_text(item, given) for item in found.values()):
        return [{"id": key, **item} for key, item in found.items()]
    return None


def _parse(text: str, path: str, line: int | None = None) -> Any:
    try:
        return loads(text)
    except json.JSONDecodeError as error:
        detail = f"line {line or error.lineno}, column {error.colno}: {error.msg}"
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        detail = f"line {line}" if line else "it is nested too deeply or holds a number too long"
    raise Problem(Code.L05, path=path, format="JSON", detail=detail)
