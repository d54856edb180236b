"""JSON: a list of articles, an object that holds such a list, or one article; and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.records import Raw, body, from_fields, recognise

Found = Raw | tuple[int | None, Problem]


def read_json(text: str, path: str) -> Iterator[Found]:
    found = _parse(text, path)
    if isinstance(found, dict):
        fields = recognise(found)
        listed = None if body(found.get(fields.get("text"))) else _list_inside(found)
        if listed is None and "text" not in fields:
            raise Problem(Code.L04, path=path, columns=_named(found))
        if listed is None:
            yield from_fields(found, fields, None)
            return
        found = listed
    if not isinstance(found, list):
        raise Problem(Code.L05, path=path, format="JSON", detail="it holds neither an object nor a list of objects")
    yield from _items(enumerate(found, start=1), path)


def read_lines(text: str, path: str) -> Iterator[Found]:
    """One object a line. A line that is broken is reported and the rest is read."""
    yield from _items(_lines(text, path), path)


def _lines(text: str, path: str) -> Iterator[tuple[int, Any]]:
    # Not splitlines(): a line separator may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _parse(line, path, number)
            except Problem as problem:
                yield number, problem


def _items(items: Iterator[tuple[int, Any]] | enumerate[Any], path: str) -> Iterator[Found]:
    names: dict[str, None] = {}  # in the order met
    held = False
    empty: list[int] = []  # objects without any text field, told only if others have one; else the whole file lacks it
    for number, item in items:
        if isinstance(item, Problem):
            yield number, item
        elif not isinstance(item, dict):
            yield number, Problem(Code.L05, path=path, format="JSON", detail=f"item {number} is not an object")
        elif "text" in (fields := recognise(item)):
            held = True
            yield from_fields(item, fields, number)
        else:
            names.update(dict.fromkeys(str(name) for name in item))
            empty.append(number)
    if held:
        for number in empty:
            yield number, Problem(Code.L07, path=f"{path}#{number}")
    elif empty:
        raise Problem(Code.L04, path=path, columns=_named(names))


def _list_inside(found: dict[Any, Any], depth: int = 4) -> list[Any] | None:
    """The list of articles in {"status": "ok", "articles": [...]}; objects under their ids ({"a1": {...}}) count as such a list, too."""
    for inner in found.values():
        if isinstance(inner, list) and any(isinstance(item, dict) and "text" in recognise(item) for item in inner):
            return inner
    for inner in found.values():
        if depth and isinstance(inner, dict) and (listed := _list_inside(inner, depth - 1)) is not None:
            return listed
    if found and all(isinstance(item, dict) and "text" in recognise(item) for item in found.values()):
        return [{"id": key, **item} for key, item in found.items()]
    return None


def _named(found: dict[Any, Any]) -> str:
    return ", ".join(str(name)[:60] for name in list(found)[:30]) or "none"


def _parse(text: str, path: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        detail = f"line {line or error.lineno}, column {error.colno}: {error.msg}"
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        detail = f"line {line}" if line else "it is nested too deeply or holds a number too long"
    raise Problem(Code.L05, path=path, format="JSON", detail=detail)
