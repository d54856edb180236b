"""docs/architecture.md is true: who imports whom, and the doors of the rooms."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FILES = sorted(path for folder in ("ontherecord", "components", "pages") for path in (ROOT / folder).rglob("*.py"))
FREE = {"__init__", "__main__"}


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert found, f"docs/architecture.md has no section {title!r}"
    return found[1]


def test_what_the_plan_of_the_house_names_is_there() -> None:
    plan = TEXT.partition("```\n")[2].partition("```")[0]
    named = [(bool(inner), path) for inner, names in re.findall(r"^(  )?([^\s,]+(?:, [^\s,]+\.py)*) ", plan, re.M) for path in names.split(", ")]
    missing = [path for inner, path in named if not (ROOT / ("ontherecord" if inner else "") / path).exists()]
    assert len(named) > 20
    assert not missing


# Who may import whom


def rules(text: str) -> dict[str, set[str]]:
    """Room -> the rooms it may import, itself among them, from the rows of a table."""
    rows = [(re.findall(r"`(\w+)`", left), right) for left, right in re.findall(r"^\| (.*?`.*?) \| (.*?) \|$", text, re.M)]
    base = set(rows[0][0])
    return {room: {room} | set(re.findall(r"`(\w+)`", right)) | (base if "base" in right else set()) for rooms, right in rows for room in rooms}


def room_of(module: str) -> str | None:
    """ "queries" of "ontherecord.queries.filters", "pages" of "pages.main"; None of other people's packages and of the package itself."""
    root, _, rest = module.partition(".")
    if root == "ontherecord":
        return rest.partition(".")[0] or None
    return root if root in ("components", "pages") else None


def imported(source: str) -> Iterator[str]:
    """Modules that a source imports anywhere in it. Of "from ontherecord import x", ontherecord.x."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute in this project"
            deeper = node.module in ("ontherecord", "components", "pages")
            yield from (f"{node.module}.{alias.name}" for alias in node.names) if deeper else [node.module or ""]


def rooms_imported(source: str) -> set[str]:
    return {room for module in imported(source) if (room := room_of(module)) and room not in ("__version__",)}


def home(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "ontherecord" else parts[0]


RULES = rules(section("Who may import whom"))


def test_every_room_is_in_the_table_and_every_row_is_a_room() -> None:
    assert set(RULES) == {home(path) for path in FILES} - FREE
    assert set().union(*RULES.values()) <= set(RULES)


def test_no_two_rooms_import_each_other() -> None:
    base = RULES["errors"]
    pairs = [(a, b) for a, allowed in RULES.items() for b in allowed if a < b and a in RULES[b] and not {a, b} <= base]
    assert not pairs


@pytest.mark.parametrize("path", [path for path in FILES if home(path) not in FREE], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    found = rooms_imported(path.read_text(encoding="utf-8"))
    assert found <= RULES[home(path)], f"{home(path)} may not import {', '.join(sorted(found - RULES[home(path)]))} (docs/architecture.md)"


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("from ontherecord.queries.filters import Filters", {"queries"}),
        ("from ontherecord import store, model as m", {"store", "model"}),
        ("import ontherecord.linking.issues", {"linking"}),
        ("def late():\n    from ontherecord.building import build", {"building"}),
        ("if TYPE_CHECKING:\n    from components.charts import bars", {"components"}),
        ("from ontherecord import __version__", set()),
        ("import pandas, pagesize, componentsx.y", set()),
    ],
)
def test_imports_are_found_wherever_they_stand(source: str, rooms: set[str]) -> None:
    assert rooms_imported(source) == rooms


# Doors


class Door(NamedTuple):
    """A name in a code block: where it stands, its path, and the text between its brackets (None: an attribute)."""

    room: str
    path: str
    parameters: str | None


def doors(text: str) -> Iterator[Door]:
    """Of a section with a heading for each room. A line that none of the forms fits is an error, so that nothing goes unchecked."""
    for room, body in re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", text, re.M | re.S):
        for block in re.findall(r"^```python\n(.*?)^```$", body, re.M | re.S):
            without_comments = re.sub(r"\s+# .*$", "", block, flags=re.M)
            for line in re.sub(r"\n\s+", " ", without_comments).splitlines():  # a line that is indented goes on
                yield from doors_of(room, line)


_NAME = re.compile(r"([A-Za-z_][\w.]*)")


def doors_of(room: str, line: str) -> Iterator[Door]:
    """``name(parameters) .method(parameters) .attribute -> returns``."""
    start = _NAME.match(line)
    assert start, f"not a door: {line!r}"
    path, rest = start[1], line[start.end() :]
    owner = path
    first = True
    while True:
        parameters, rest = bracketed(rest) if rest.startswith("(") else (None, rest)
        yield Door(room, path, parameters)
        if first:  # "Loaded.title .outlet": what follows belongs to Loaded; "Reader(text) .words": to Reader
            owner = path if parameters is not None and path.rpartition(".")[2][0].isupper() else path.rpartition(".")[0]
            first = False
        following = re.match(r" +\.(\w+)", rest)
        if not following:
            break
        path, rest = f"{owner}.{following[1]}", rest[following.end() :]
    assert re.fullmatch(r"( -> .+)?", rest), f"not a door: {line!r}"


def bracketed(text: str) -> tuple[str, str]:
    """What stands in the brackets that a text begins with, and what follows them."""
    depth = 0
    for i, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            return text[1:i], text[i + 1 :]
    raise AssertionError(f"a bracket is not closed: {text!r}")


DOORS = list(doors(section("Doors")))


def find(door: Door) -> tuple[Any, Any]:
    """The thing that a door names, and what it belongs to. A door's path begins in its room, or with a room."""
    names = door.path.split(".")
    start = f"ontherecord.{door.room}"
    if names[0] in RULES and not hasattr(importlib.import_module(start), names[0]):
        start, names = f"ontherecord.{names[0]}", names[1:]
    owner: Any = None
    thing: Any = importlib.import_module(start)
    for name in names:
        owner, thing = thing, member(thing, name)
    return thing, owner


def member(thing: Any, name: str) -> Any:
    if isinstance(thing, ModuleType):
        inner = f"{thing.__name__}.{name}"
        return getattr(thing, name) if hasattr(thing, name) else importlib.import_module(inner)
    assert hasattr(thing, name) or name in fields(thing), f"{thing.__name__} has no {name}"
    return getattr(thing, name, None)


@cache
def fields(kind: type) -> set[str]:
    """Names that objects of a class have: annotated ones, and those that its methods set."""
    set_in_methods = set(re.findall(r"\bself\.(\w+)(?:, self\.\w+)*(?:: [^=\n]+)? = ", inspect.getsource(kind)))
    return {name for base in kind.__mro__ for name in inspect.get_annotations(base)} | set_in_methods


def written(parameters: str) -> tuple[list[tuple[str, str | None, bool]], bool]:
    """(name, default as it is written, by keyword only) of each parameter; and whether "..." says that there are more."""
    more = bool(re.search(r"(?<!\w)\.\.\.", parameters))
    given = ast.parse(f"def door({re.sub(r'(, )?[.]{3}(, )?', lambda m: ', ' if m[1] and m[2] else '', parameters).removesuffix(', *')}): pass").body[
        0
    ]
    assert isinstance(given, ast.FunctionDef)
    plain = [*given.args.posonlyargs, *given.args.args]
    defaults = [None] * (len(plain) - len(given.args.defaults)) + [ast.unparse(d) for d in given.args.defaults]
    keywords = zip(given.args.kwonlyargs, given.args.kw_defaults, strict=True)
    return [
        *((argument.arg, default, False) for argument, default in zip(plain, defaults, strict=True)),
        *((argument.arg, ast.unparse(default) if default else None, True) for argument, default in keywords),
    ], more


def real(thing: Any, owner: Any) -> list[tuple[str, str | None, bool]]:
    """The same of what the door leads to, without ``self``."""
    found = list(inspect.signature(thing).parameters.values())
    if inspect.isclass(owner) and inspect.isfunction(thing):
        found = found[1:]
    return [(p.name, None if p.default is p.empty else repr(p.default), p.kind is p.KEYWORD_ONLY) for p in found]


def differs(parameters: str, thing: Any, owner: Any = None) -> str:
    """What is wrong with the parameters that are written; "" where they are right."""
    here, more = written(parameters)
    there = real(thing, owner)
    if more:
        names = {name for name, _, _ in here}
        there = [parameter for parameter in there if parameter[0] in names]
    return "" if here == there else f"written: {here}; true: {real(thing, owner)}"


@pytest.mark.parametrize("door", DOORS, ids=lambda d: f"{d.room}: {d.path}")
def test_a_door_is_as_it_is_written(door: Door) -> None:
    thing, owner = find(door)
    if door.parameters is not None:
        assert callable(thing)
        assert not differs(door.parameters, thing, owner)


def test_every_room_of_the_core_that_others_call_has_doors() -> None:
    assert {door.room for door in DOORS} >= {"loading", "extraction", "linking", "store", "queries", "export", "evaluation", "building"}


def example(one: str, two: int = 2, *, three: str = "c", four: float | None = None) -> None: ...


@pytest.mark.parametrize(
    ("parameters", "right"),
    [
        ('one, two=2, *, three="c", four=None', True),
        ("one, two=2, *, ...", True),
        ("one, ...", True),
        ("...", True),
        ("one, *, ..., four=None", True),
        ("one, two=2", False),  # more are there
        ('two, one=2, *, three="c", four=None', False),
        ('one, two=3, *, three="c", four=None', False),
        ('one, two=2, three="c", four=None', False),
        ("one, five, ...", False),
        ("one, four=None, ...", False),
    ],
)
def test_parameters_are_compared(parameters: str, right: bool) -> None:
    assert (not differs(parameters, example)) is right


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("load(paths) -> Iterator[Loaded]", ["load"]),
        ("Loaded.title .outlet", ["Loaded.title", "Loaded.outlet"]),
        ("repair.Text(a, b=()) .words .at(i) -> Span", ["repair.Text", "repair.Text.words", "repair.Text.at"]),
        ("Writer.add(rows) .remove(ids)", ["Writer.add", "Writer.remove"]),
    ],
)
def test_doors_of_a_line(line: str, paths: list[str]) -> None:
    assert [door.path for door in doors_of("loading", line)] == paths


@pytest.mark.parametrize("line", ["load(paths", "load(paths); store(paths)", "with Writer(name) as writer:", "load(paths) or nothing"])
def test_a_line_of_another_form_is_an_error(line: str) -> None:
    with pytest.raises(AssertionError):
        list(doors_of("loading", line))
