"""Whether a wording speaks of undoing something: who backs "lifting the sanctions" is against "the sanctions", though they share words."""

from __future__ import annotations

import re
from functools import lru_cache

from ontherecord.matters.stems import stem

_WORDS = """
abandon abandonment abolish abolition avert avoid avoidance ban banned banning block boycott breach break broken cancel cancellation closure curb
curtail cut cutting decline defeat defund delay denial deny derail dismantle ditch drop dropping ease easing eliminate elimination end ended ending
exit freeze freezing gut gutting halt kill lack leave leaving lift limit limitation moratoria moratorium obstruct obstruction oppose opposing
opposition overturn pause postpone postponement prevent prevention prohibit prohibition quit quitting reduce reduction refusal refuse reject
rejection relax removal remove renounce repeal rescind restrict restriction reversal reverse revocation revoke scrap scrapping scuttle shelve stop
stopping suspend suspension terminate termination undermine undo veto violate violation waive waiver weaken withdraw withdrawal withdrawn
"""
_STEMS = frozenset(map(stem, _WORDS.split()))
_PHRASES = re.compile(
    r"\b(?:(?:pull|back|walk|get)\w* (?:out|away)|(?:rip|tear)\w* up|vot\w* (?:against|down)|throw\w* out|rul\w* out|"
    r"(?:shut|turn|strik|tak)\w* down)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=100_000)
def undone(wording: str) -> bool:
    """True where an odd number of words undoes: "ending the war", "the troop withdrawal", "a ban on mining", not "lifting the ban on mining"."""
    return (sum(stem(word) in _STEMS for word in _WORD.findall(wording.casefold())) + len(_PHRASES.findall(wording))) % 2 == 1
