"""Every regular expression of the package: those that modules keep, and those that stand in their code."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ontherecord

CALLS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})


def modules() -> list[str]:
    found = (info.name for info in pkgutil.walk_packages(ontherecord.__path__, "ontherecord."))
    return sorted(name for name in found if not name.endswith("__main__"))


def patterns() -> dict[tuple[str, int, bool], str]:
    """(pattern, flags, whether it is looked for anywhere, or only matched where it is put) -> where it stands: "module:name" or "module:line"."""
    found: dict[tuple[str, int, bool], str] = {}
    public = _uses(Path(ontherecord.__path__[0]).rglob("*.py"), private=False)
    for name in modules():
        module = importlib.import_module(name)
        used = {**public, **_uses([Path(str(module.__file__))], private=True)}
        for key, value in vars(module).items():
            for pattern in _within(value, 3):
                text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
                found.setdefault((text, pattern.flags, not used.get(key, CALLS) <= MATCHES), f"{name}:{key}")
        for text, flags, call, line in _written(Path(str(module.__file__))):
            found.setdefault((text, re.compile(text, flags).flags, call not in MATCHES), f"{name}:{line}")
    return found


MATCHES = frozenset({"match", "fullmatch"})


def _uses(paths: Iterable[Path], *, private: bool) -> dict[str, frozenset[str]]:
    """Name of a pattern -> what is called of it in these files; a name that is used in any other way as well is not in it."""
    calls: dict[str, set[str]] = {}
    names: Counter[str] = Counter()
    called: Counter[str] = Counter()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        others = {
            name.id
            for line in tree.body
            if isinstance(line, ast.Assign) and not isinstance(line.value, ast.Call)
            for target in line.targets
            for name in ast.walk(target)
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in others:
                continue  # something else of the same name
            if (name := _name(node)) is not None and isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
                names[name] += 1
            if isinstance(node, ast.Attribute) and node.attr in CALLS and (of := _name(node.value)) is not None:
                calls.setdefault(of, set()).add(node.attr)
                called[of] += 1
    return {name: frozenset(found) for name, found in calls.items() if name.startswith("_") == private and names[name] == called[name]}


def _name(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, Mapping):
        for inner in (*value.keys(), *value.values()):
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("ontherecord"):
        for inner in vars(value).values():
            yield from _within(inner, depth - 1)


def _written(path: Path) -> Iterator[tuple[str, int, str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS and node.args:
            text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "compile" and isinstance(text, str):
                yield text, _flags(node), node.func.attr, node.lineno


def _flags(node: ast.Call) -> int:
    names = [n.attr for part in (*node.args[1:], *(k.value for k in node.keywords)) for n in ast.walk(part) if isinstance(n, ast.Attribute)]
    return int(sum(getattr(re, name) for name in set(names) if name in ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII")))
