"""The name of a matter: of all wordings, the neutral noun phrase that a stranger understands best."""

from __future__ import annotations

import math
import re
from collections import Counter

from ontherecord import countries
from ontherecord.matters.keys import NOTHING, Key
from ontherecord.matters.synonyms import concepts
from ontherecord.matters.terms import POINTING, QUALIFIERS, in_codes, terms

LONG = 6
"""Words beyond which a name counts as long."""
LONGEST = 12
UNNAMED = "unnamed matter"
_ODD = re.compile(r"[\[\]:;“”\"]|\d\d:\d\d")
_SMALL = "the|a|an|this|that|these|those|his|her|its|their|our|my|your|any|some|being|all"
_ALONG = "up|out|down|off|back|away|of|in|on|for|with|against|from"
_VERB = re.compile(
    rf"^(?:[Tt]o [a-z]+(?:\s(?:{_ALONG})\b)*|(?:[Tt]o )?[A-Za-z]{{2,}}ing(?:(?:\sto [a-z]+|\s(?:{_ALONG})\b)+|(?=\s(?:(?:{_SMALL})\b|[A-Z]))))\s+"
)
"""A verb before the thing itself: "tearing up the treaty", "to close schools". A "fishing ban" has none."""
_BEGINS = re.compile(rf"^(?:(?:{_SMALL})\s+)+", re.I)
_FOLLOWS = frozenset(
    """
    of on in for to with against over from by at under about into through after before until since during between among across toward towards
    and or but as that which who while if unless when where because than
    """.split()  # noqa: SIM905 - a list of quoted words cannot be read
)
"""Words before which a phrase may end."""

Text = tuple[str, str]
"""A wording, and the longer one that it may be cut from."""


def name(wordings: Counter[Text], key: Key = NOTHING) -> str:
    """The best of the wordings (counted), freed of what stands before the thing itself, with the country that tells it from others.

    A wording that is a short noun phrase, and has the words of the key, is better; so is a frequent one. Never empty.
    """
    offered: Counter[Text] = Counter()
    for (words, whole), count in wordings.items():
        bare = {choice for choice in (_bare(words), _bare(whole)) if not _FOLLOWS & set(choice.casefold().split()[:1])}
        for choice in {words, *bare}:
            if any(c.isalnum() for c in choice):
                offered[choice.strip(" ,.;:-"), whole] += count
    best = max(offered, key=lambda text: (_worth(text, offered[text], key), -len(text[0]), text), default=("", ""))[0]
    return _with_country(" ".join(best.split()[:LONGEST]) or UNNAMED, key.by)


def _bare(words: str) -> str:
    """A wording without what stands before the thing itself."""
    return _BEGINS.sub("", _VERB.sub("", words))


def _with_country(words: str, by: str) -> str:
    code = by[1:-1].upper()
    if by != f"q{code.lower()}q" or countries.name(code) == code or by in in_codes(words).casefold():
        return words
    return f"{countries.name(code)} {words[0].lower() + words[1:] if words[1:2].islower() else words}"


def _worth(text: Text, count: int, key: Key) -> float:
    """What speaks for a wording as a name."""
    words, whole = text
    found, low = terms(words), words.casefold().split()
    has = {concepts().get(w, w) for w in found.strong | found.weak} | found.names
    wanted = {w for w in (key.kind, key.by, *key.topic) if w}
    worth = 0.3 * math.log(count) + len(wanted & has) / (len(wanted) or 1)
    worth -= 0.1 * len(has - wanted) * bool(wanted) + 0.15 * max(len(low) - LONG, 0)
    worth -= 0.3 if len(low) == 1 and not found.names else 0.0  # "withdrawal"
    worth -= 0.6 if found.empty else 0.0  # "text", "the deal": of which matter?
    worth -= 0.3 if found.names and not found.strong and not found.weak - QUALIFIERS else 0.0  # a country alone is no matter
    worth -= 0.5 if _ODD.search(words) else 0.0  # a stray bracket, a time of day
    worth -= 0.5 if POINTING & set(low) else 0.0  # "changing it" names nothing
    worth -= 0.5 if _cut(words, whole) else 0.0
    worth -= 0.5 if _bare(words) != words else 0.0
    return worth - (0.15 if found.years or found.weak & QUALIFIERS else 0.0)  # "a temporary halt" is the halt


def _cut(words: str, whole: str) -> bool:
    """Whether a wording breaks off inside a phrase of the whole: "calling on Senate Majority Leader Mitch" (McConnell)."""
    start = whole.casefold().find(words.casefold())
    after = whole[start + len(words) :].lstrip("'’s ").split() if start >= 0 else []
    return bool(after) and after[0][0].isalnum() and after[0].casefold() not in _FOLLOWS
