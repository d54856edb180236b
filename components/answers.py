"""Answers to questions, kept for the next click: the newest used ones, as many as a number of bytes holds.

``st.cache_data`` took most of the time of a click that asks nothing new: it walks through every argument to hash it, and pickles every answer.
Here a key is a tuple, and an answer is handed out as a copy that shares its data (pandas copies on write).
"""

from __future__ import annotations

import copy
import dataclasses
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ontherecord.queries.ready import Ready

MOST = 200_000_000
"""Bytes of all answers together; the one used longest ago goes first."""
_ATOMS = (str, bytes, int, float, bool, date, type(None), frozenset, Ready)


class _Held(NamedTuple):
    value: Any
    size: int
    fixed: bool
    """Nobody can change it, so that everybody may have the same."""


class Answers:
    """By key. Any number of threads may ask; what several want at once is made once."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The answer kept under a key, else what ``make`` gives, from now on kept. A copy: change it freely. What ``make`` raises is not kept."""
        found = self._find(key)
        if found is None:
            with self._lock:
                making = self._making.setdefault(key, threading.Lock())
            with making:
                found = self._find(key)
                if found is None:
                    try:
                        value = make()
                    finally:
                        with self._lock:
                            self._making.pop(key, None)
                    found = _Held(value, size_of(value), is_fixed(value))
                    self._keep(key, found)
        return found.value if found.fixed else fresh(found.value)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    def _find(self, key: Hashable) -> _Held | None:
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def _keep(self, key: Hashable, held: _Held) -> None:
        with self._lock:
            if key in self._held:
                self.size -= self._held.pop(key).size
            self._held[key] = held
            self.size += held.size
            while self.size > self.most:
                self.size -= self._held.popitem(last=False)[1].size


def key_of(value: Any) -> Hashable:
    """The same for equal options: lists and dicts as tuples."""
    if isinstance(value, dict):
        return tuple(sorted((name, key_of(held)) for name, held in value.items()))
    if isinstance(value, list | tuple):
        return tuple(map(key_of, value))
    return frozenset(value) if isinstance(value, set) else value  # type: ignore[no-any-return]


def is_fixed(value: Any) -> bool:
    """Whether nothing in a value can be changed."""
    if isinstance(value, tuple):
        return all(map(is_fixed, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        frozen = value.__dataclass_params__.frozen  # type: ignore[attr-defined]
        return frozen and all(is_fixed(getattr(value, f.name)) for f in dataclasses.fields(value))
    return isinstance(value, _ATOMS)


def fresh(value: Any) -> Any:
    """A copy of which any part may be changed or replaced; the data of frames is shared until then."""
    if isinstance(value, _ATOMS):
        return value
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=False)
    if isinstance(value, list):
        return [fresh(one) for one in value]
    if isinstance(value, dict):
        return type(value)(value) if all(isinstance(one, _ATOMS) for one in value.values()) else {name: fresh(one) for name, one in value.items()}
    if isinstance(value, tuple):
        parts = [fresh(one) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = copy.copy(value)
        for field in dataclasses.fields(value):
            object.__setattr__(made, field.name, fresh(getattr(value, field.name)))
        return made
    return copy.deepcopy(value)


def size_of(value: Any) -> int:
    """About how many bytes a value takes."""
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(deep=True).sum())
    if isinstance(value, pd.Series):
        return int(value.memory_usage(deep=True))
    if hasattr(value, "nbytes"):
        return int(value.nbytes)
    own = sys.getsizeof(value, 64)
    if isinstance(value, dict):
        return own + sum(size_of(name) + size_of(one) for name, one in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return own + sum(map(size_of, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return own + sum(size_of(getattr(value, f.name)) for f in dataclasses.fields(value))
    return own
