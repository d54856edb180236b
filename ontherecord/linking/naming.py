"""Names and ids of issues: plain words that the corpus itself uses."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from ontherecord.linking.context import Text
from ontherecord.linking.links import slug
from ontherecord.linking.terms import POINTING, QUALIFIERS, terms

NAME_WORDS = 7
"""Words that a name may have before it counts as long."""


_ODD = re.compile(r"[\[\]:;“”\"]|^being\b")


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
    """The wording nearest to the centre; frequent and short ones first among equals."""

    def worth(text: Text) -> tuple[float, int, str]:
        words = len(text[0].split())
        found = terms(text[0])
        low = text[0].casefold().split()
        less = 0.1 * max(words - NAME_WORDS, 0)
        less += 0.25 if words == 1 else 0.0
        less += 0.6 if found.empty else 0.0  # "text", "the deal": of which matter?
        less += 0.3 if _ODD.search(text[0]) else 0.0  # a stray bracket, a time of day
        less += 0.3 if POINTING & set(low) else 0.0  # "changing it" names nothing
        less += 0.15 if found.years or found.weak & QUALIFIERS else 0.0  # "a temporary halt" is the halt
        less += 0.1 if low and low[0].endswith("ing") and words > 1 else 0.0
        return (issue.near(text) + 0.05 * math.log(issue.wordings[text] or 1) - less, -words, text[0])

    words = max(issue.wordings, key=worth)[0]
    return " ".join(words.split()[:12]) or "unnamed matter"
