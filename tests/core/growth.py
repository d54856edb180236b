"""How the work of a regular expression grows with the text: a small backtracking matcher that counts its steps, and texts that make one go back.

Counted, not timed: the same on every machine. Python's own engine takes short cuts that this one does not, but the same way back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Then = Callable[[int], bool]
Step = Callable[[int, Then], bool]
POOL = " \na1A,.“\"'’-(:[*<>/=|?#&;_\t"
"""Characters that stand for their kinds."""
SHORT, LONG = 30, 1_000
sys.setrecursionlimit(max(sys.getrecursionlimit(), 100_000))


class Enough(Exception):
    """More steps than a text of this length is worth."""


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


def _accepts(node: tuple[Any, Any], flags: int) -> Callable[[str], bool] | None:
    """Which characters a node of one character takes; None for any other node."""
    op, given = node
    if op is sre.ANY:
        return (lambda c: True) if flags & re.DOTALL else (lambda c: c != "\n")
    if op is sre.LITERAL or op is sre.NOT_LITERAL:
        inner, negated = [(sre.LITERAL, given)], op is sre.NOT_LITERAL
    elif op is sre.IN:
        negated = given[0][0] is sre.NEGATE
        inner = given[1:] if negated else given
    else:
        return None
    known: dict[str, bool] = {}

    def one(c: str) -> bool:
        for kind, value in inner:
            if kind is sre.LITERAL and ord(c) == value:
                return True
            if kind is sre.RANGE and value[0] <= ord(c) <= value[1]:
                return True
            if kind is sre.CATEGORY and re.match(_CATEGORIES[value], c):
                return True
        return False

    def test(c: str) -> bool:
        if c not in known:
            cases = {c, c.lower(), c.upper()} if flags & re.IGNORECASE else {c}
            known[c] = any(one(case) for case in cases if len(case) == 1) != negated
        return known[c]

    return test


class Matcher:
    """A pattern, ready to be tried on texts. ``count`` gives the steps that finding all its matches takes."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.tree = parser.parse(pattern, flags & ~re.DEBUG)
        self.flags = self.tree.state.flags
        self.text = ""
        self.steps = 0
        self.most = 0
        self.groups: dict[int, tuple[int, int]] = {}
        self.run = self._sequence(list(self.tree), self.flags)

    def count(self, text: str, most: int, *, anywhere: bool = True) -> int:
        self.text, self.steps, self.most, self.groups = text, 0, most, {}
        ends: list[int] = []

        def found(i: int) -> bool:
            ends.append(i)
            return True

        start = 0
        try:
            while start <= (len(text) if anywhere else 0):
                self._tick(1)
                start = max(ends[-1], start + 1) if self.run(start, found) else start + 1
        except Enough:
            return most + 1
        return self.steps

    def _tick(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self.most:
            raise Enough

    def _sequence(self, nodes: list[Any], flags: int) -> Step:
        steps = [self._step(node, flags) for node in nodes]

        def at(number: int, i: int, then: Then) -> bool:
            if number == len(steps):
                return then(i)
            return steps[number](i, lambda j: at(number + 1, j, then))

        if len(steps) == 1:
            return steps[0]
        return lambda i, then: at(0, i, then)

    def _step(self, node: tuple[Any, Any], flags: int) -> Step:
        op, given = node
        if (test := _accepts(node, flags)) is not None:
            return lambda i, then: self._one(i, then, test)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, body = given
            return self._repeat(op, least, most, body, flags)
        if op is sre.BRANCH:
            branches = [self._sequence(list(branch), flags) for branch in given[1]]
            return lambda i, then: any(branch(i, then) for branch in branches)
        if op is sre.SUBPATTERN:
            return self._group(given, flags)
        if op is sre.ATOMIC_GROUP:
            inner = self._sequence(list(given), flags)
            return lambda i, then: (end := self._end(inner, i)) is not None and then(end)
        if op is sre.AT:
            return lambda i, then: self._at(given, i, flags) and then(i)
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return self._look(op is sre.ASSERT, given[0], given[1], flags)
        if op is sre.GROUPREF:
            return lambda i, then: self._again(given, i, then)
        if op is sre.GROUPREF_EXISTS:
            yes, no = (self._sequence(list(part or []), flags) for part in given[1:])
            return lambda i, then: (yes if given[0] in self.groups else no)(i, then)
        if op is sre.FAILURE:
            return lambda i, then: False
        raise NotImplementedError(op)

    def _one(self, i: int, then: Then, test: Callable[[str], bool]) -> bool:
        self._tick(1)
        return i < len(self.text) and test(self.text[i]) and then(i + 1)

    def _end(self, inner: Step, i: int) -> int | None:
        ends: list[int] = []

        def found(j: int) -> bool:
            ends.append(j)
            return True

        return ends[-1] if inner(i, found) else None

    def _repeat(self, op: Any, least: int, most: int, body: Any, flags: int) -> Step:
        nodes = list(body)
        test = _accepts(nodes[0], flags) if len(nodes) == 1 else None
        if test is not None:
            return lambda i, then: self._characters(op, least, most, test, i, then)
        inner = self._sequence(nodes, flags)

        def greedy(done: int, i: int, then: Then) -> bool:
            self._tick(1)
            if done < most and inner(i, lambda j: (j > i or done < least) and greedy(done + 1, j, then)):
                return True
            return done >= least and then(i)

        def lazy(done: int, i: int, then: Then) -> bool:
            self._tick(1)
            if done >= least and then(i):
                return True
            return done < most and inner(i, lambda j: (j > i or done < least) and lazy(done + 1, j, then))

        if op is sre.POSSESSIVE_REPEAT:

            def possessive(i: int, then: Then) -> bool:
                done = 0
                while done < most and (end := self._end(inner, i)) is not None:
                    self._tick(1)
                    if end == i:
                        done = max(done, least)
                        break
                    i, done = end, done + 1
                return done >= least and then(i)

            return possessive
        return (lambda i, then: greedy(0, i, then)) if op is sre.MAX_REPEAT else (lambda i, then: lazy(0, i, then))

    def _characters(self, op: Any, least: int, most: int, test: Callable[[str], bool], i: int, then: Then) -> bool:
        text, end = self.text, min(len(self.text), i + most)
        if op is sre.MIN_REPEAT:
            j = i
            while True:
                self._tick(1)
                if j - i >= least and then(j):
                    return True
                if j >= end or not test(text[j]):
                    return False
                j += 1
        j = i
        while j < end and test(text[j]):
            j += 1
        self._tick(j - i + 1)
        if op is sre.POSSESSIVE_REPEAT:
            return j - i >= least and then(j)
        while j - i >= least:
            self._tick(1)
            if then(j):
                return True
            j -= 1
        return False

    def _group(self, given: Any, flags: int) -> Step:
        number, added, removed, body = given
        inner = self._sequence(list(body), (flags | added) & ~removed)
        if number is None:
            return inner

        def step(i: int, then: Then) -> bool:
            before = self.groups.get(number)

            def closed(j: int) -> bool:
                self.groups[number] = (i, j)
                return then(j)

            if inner(i, closed):
                return True
            if before is None:
                self.groups.pop(number, None)
            else:
                self.groups[number] = before
            return False

        return step

    def _again(self, number: int, i: int, then: Then) -> bool:
        start, end = self.groups.get(number, (0, -1))
        self._tick(1)
        return end >= start and self.text.startswith(self.text[start:end], i) and then(i + end - start)

    def _look(self, wanted: bool, direction: int, body: Any, flags: int) -> Step:
        inner = self._sequence(list(body), flags)
        back = body.getwidth()[0] if direction < 0 else 0

        def step(i: int, then: Then) -> bool:
            self._tick(1)
            seen = i >= back and (self._end(inner, i - back) is not None)
            return seen == wanted and then(i)

        return step

    def _at(self, where: Any, i: int, flags: int) -> bool:
        self._tick(1)
        text = self.text
        if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            return i == 0 or (where is sre.AT_BEGINNING and bool(flags & re.MULTILINE) and text[i - 1] == "\n")
        if where is sre.AT_END:
            return i == len(text) or text[i:] == "\n" or (bool(flags & re.MULTILINE) and text[i] == "\n")
        if where is sre.AT_END_STRING:
            return i == len(text)
        before = i > 0 and bool(re.match(r"\w", text[i - 1]))
        behind = i < len(text) and bool(re.match(r"\w", text[i]))
        return (before != behind) == (where is sre.AT_BOUNDARY)


# Texts


def sample(nodes: Any, prefer: str, flags: int) -> str:
    """A short text that the nodes match, of the preferred character where one can be chosen; looks to neither side."""
    parts = []
    for node in nodes:
        op, given = node
        if (test := _accepts(node, flags)) is not None:
            if op is sre.LITERAL:
                parts.append(chr(given))
            else:
                parts.append(next((c for c in (prefer, *POOL) if test(c)), _any_of(node)))
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            parts.append(sample(given[2], prefer, flags) * min(given[0], 3))
        elif op is sre.BRANCH:
            branches = [sample(branch, prefer, flags) for branch in given[1]]
            parts.append(next((branch for branch in branches if branch[:1] == prefer), branches[0]))
        elif op is sre.SUBPATTERN:
            parts.append(sample(given[3], prefer, flags))
        elif op is sre.ATOMIC_GROUP:
            parts.append(sample(given, prefer, flags))
    return "".join(parts)


def _any_of(node: tuple[Any, Any]) -> str:
    op, given = node
    for kind, value in given if op is sre.IN else ():
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
    return "\x01"


def repeats(nodes: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every part that may stand many times: what goes before it, and its body."""
    for number, node in enumerate(nodes):
        op, given = node
        ahead = (*before, *list(nodes)[:number])
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if given[1] > SHORT:
                yield ahead, given[2]
            yield from repeats(given[2], ahead)
        elif op is sre.BRANCH:
            for branch in given[1]:
                yield from repeats(branch, ahead)
        elif op is sre.SUBPATTERN:
            yield from repeats(given[3], ahead)
        elif op is sre.ATOMIC_GROUP:
            yield from repeats(given, ahead)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(given[1], ahead)


def _single(nodes: Any) -> Iterator[Any]:
    """All nodes of one character."""
    for node in nodes:
        op, given = node
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _single(given[2])
        elif op is sre.BRANCH:
            for branch in given[1]:
                yield from _single(branch)
        elif op is sre.SUBPATTERN:
            yield from _single(given[3])
        elif op is sre.ATOMIC_GROUP:
            yield from _single(given)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _single(given[1])
        elif op in (sre.IN, sre.NOT_LITERAL, sre.LITERAL, sre.ANY):
            yield node


def kinds(tree: Any, flags: int) -> list[str]:
    """Of the pool, one character of each kind that the pattern tells apart."""
    tests = [test for node in _single(tree) if (test := _accepts(node, flags)) is not None]
    return list({(c == "\n", c.isalnum(), *(test(c) for test in tests)): c for c in reversed(POOL)}.values())


def texts(tree: Any, flags: int) -> Iterator[Callable[[int], str]]:
    """Texts that go on and on and then do not end as the pattern would have it, each of any length."""
    seen: set[tuple[str, str]] = set()
    preferred = kinds(tree, flags)
    for before, body in repeats(tree):
        for prefer in preferred:
            head, pump = sample(before, prefer, flags), sample(body, prefer, flags)
            for first, again in ((head, pump), ("", head + pump), ("", head), ("", pump)):
                if again and (first, again) not in seen:
                    seen.add((first, again))
                    for tail in ("\x01", "a"):
                        yield lambda n, first=first, again=again, tail=tail: first + again * (n // len(again) + 1) + tail  # type: ignore[misc]


def worst(pattern: str, flags: int = 0, *, anywhere: bool = True) -> tuple[str, int] | None:
    """A text (its beginning) whose matching takes more steps than in proportion to its length, and the steps; None where none was found."""
    matcher = Matcher(pattern, flags)
    for text in islice(texts(matcher.tree, matcher.flags), 4_000):
        short = text(SHORT)
        first = matcher.count(short, 200_000, anywhere=anywhere)
        if first <= 200_000 and matcher.count(text(2 * SHORT), 400_000, anywhere=anywhere) <= 2.6 * first:
            continue
        half = matcher.count(text(LONG // 2), 400_000, anywhere=anywhere)
        whole = matcher.count(text(LONG), 1_500_000, anywhere=anywhere)
        if half > 400_000 or whole > 2.6 * half:
            return short, whole
    return None
