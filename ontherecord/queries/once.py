"""What is made of a corpus once, whatever the filters, and remembered until people decide something."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ontherecord.queries.corpus import Corpus

T = TypeVar("T")


class Once(Generic[T]):
    """Decorates a function of a corpus. What it gives is shared: do not change it."""

    def __init__(self, make: Callable[[Corpus], T]) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        self.made: weakref.WeakKeyDictionary[Corpus, tuple[int, T]] = weakref.WeakKeyDictionary()

    def __call__(self, corpus: Corpus) -> T:
        held = self.made.get(corpus)
        if held is None or held[0] != corpus.decisions:
            held = self.made[corpus] = (corpus.decisions, self.make(corpus))
        return held[1]
