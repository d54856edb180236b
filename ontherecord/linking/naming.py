"""Names and ids of issues: plain words that the corpus itself uses."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from ontherecord.linking.context import Text
from ontherecord.linking.links import slug
from ontherecord.linking.synonyms import concepts
from ontherecord.linking.terms import POINTING, QUALIFIERS, bare, terms

NAME_WORDS = 7
"""Words that a name may have before it counts as long."""


_ODD = re.compile(r"[\[\]:;“”\"]|^being\b")
_STARTS = frozenset(["to", "that", "which", "whether", "including", "included", "based", "according", "part", "kind", "all", "any", "every", "both"])
_FOLLOWS = frozenset(
    """
    of on in for to with against over from by at under about into through after before until since during between among across toward towards
    and or but as that which who while if unless when where because than
    """.split()  # noqa: SIM905 - a list of quoted words cannot be read
)
"""Words before which a phrase may end."""


class Unnamed(NamedTuple):
    """An issue to be named: how often it is worded how, in which articles how often, how central a wording is (0 to 1); its id and name, if any."""

    wordings: Counter[Text]
    articles: Counter[Hashable]
    near: Callable[[Text], float]
    id: str = ""
    name: str = ""


def name(issues: Sequence[Unnamed]) -> list[tuple[str, str]]:
    """Id and name of each issue: those that it has, else its most central short wording and the slug of that. Ids are unique.

    A wording that says nothing by itself ("text") is named with what its articles are mostly about: "text (harbour tax)".
    """
    taken = {issue.id for issue in issues if issue.id}
    central = [issue.name or _central(issue) for issue in issues]
    telling = [not terms(words).empty for words in central]
    mostly: dict[Hashable, tuple[int, int]] = {}
    for place, issue in enumerate(issues):
        for article, count in issue.articles.items() if telling[place] else ():
            mostly[article] = max(mostly.get(article, (0, 0)), (count, -place))
    out: list[tuple[str, str]] = []
    bare: dict[str, str] = {}
    for place, (issue, words) in enumerate(zip(issues, central, strict=True)):
        if issue.id:
            out.append((issue.id, issue.name))
            continue
        about = Counter(-mostly[article][1] for article in issue.articles if article in mostly)
        if not telling[place] and about:
            words = f"{words} ({central[max(about, key=lambda p: (about[p], -p))]})"
            if words in bare:  # nothing tells the two apart
                out.append((bare[words], words))
                continue
        base, number = slug(words), 1
        while (found := base if number == 1 else f"{base}-{number}") in taken:
            number += 1
        taken.add(found)
        if not telling[place]:
            bare[words] = found
        out.append((found, words))
    return out


def _central(issue: Unnamed) -> str:
    """The wording that is near the centre and whose words most of the issue's positions share; frequent and short ones first among equals."""
    held: Counter[str] = Counter()
    for text, count in issue.wordings.items():
        for word in {_kind(w) for part in text for w in _content(part)}:
            held[word] += count
    total = issue.wordings.total() or 1

    def worth(choice: tuple[str, Text]) -> tuple[float, int, str]:
        words, text = choice
        content = _content(words)
        shared = sum(held[_kind(w)] for w in content) / (len(content) * total) if content else 0.0
        return (issue.near((words, text[1])) + 0.05 * math.log(issue.wordings[text] or 1) + 0.5 * shared - _less(words, text[1]), -len(words), words)

    choices = {(words, text) for text in issue.wordings for words in (text[0], _without_article(text[1])) if words}
    words = max(choices, key=worth)[0] if choices else ""
    return " ".join(words.split()[:12]) or "unnamed matter"


def _content(words: str) -> frozenset[str]:
    """What a wording says besides names: a country or a person alone is no matter."""
    found = terms(words)
    return found.strong or found.weak - QUALIFIERS


def _kind(word: str) -> str:
    return concepts().get(word, word)


def _less(words: str, target: str) -> float:
    """What speaks against a wording as a name."""
    found, low = terms(words), words.casefold().split()
    less = 0.1 * max(len(low) - NAME_WORDS, 0)
    less += 0.35 if len(low) == 1 and not found.names else 0.0  # "withdrawal"
    less += 0.6 if found.empty else 0.0  # "text", "the deal": of which matter?
    less += 0.25 if found.names and not found.strong and len(found.weak - QUALIFIERS) == 0 else 0.0  # "part of the Iranians"
    less += 0.2 if bare(words) else 0.0  # "a ban"
    less += 0.3 if _ODD.search(words) else 0.0  # a stray bracket, a time of day
    less += 0.3 if POINTING & set(low) else 0.0  # "changing it" names nothing
    less += 0.3 if _cut(words, target) else 0.0
    less += 0.15 if found.years or found.weak & QUALIFIERS else 0.0  # "a temporary halt" is the halt
    less += 0.15 if low and (low[0].endswith("ing") or low[0] in _STARTS) and len(low) > 1 else 0.0
    return less


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)


def _cut(words: str, target: str) -> bool:
    """Whether a wording breaks off inside a phrase of the target: "calling on Senate Majority Leader Mitch" (McConnell)."""
    start = target.casefold().find(words.casefold())
    after = target[start + len(words) :].lstrip("'’s ").split() if start >= 0 else []
    return bool(after) and after[0][0].isalnum() and after[0].casefold() not in _FOLLOWS
