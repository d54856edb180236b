"""Stance words for reading by rules alone: which stance a word takes toward which part of its sentence. Patterns only; :mod:`.rules` reads them.

The idea of a predicate with a direction toward its argument follows FrameNet and the polarity of implicative verbs (Karttunen 1971). The list is
our own and short on purpose: the trained reader knows the rest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ontherecord.extraction.positions.lists import listed
from ontherecord.model import Commitment, Stance


class Entry(NamedTuple):
    stance: Stance
    takes: tuple[str, ...]
    """Where the target stands, tried in order: ``obj``, ``to`` (an infinitive), ``ing``, ``that`` (a finite clause), or a preposition."""


_TABLE = """
support  obj ing that  support back endorse favor favour champion applaud welcome praise hail defend approve propose recommend ratify sign demand
support  to obj  vow pledge promise plan intend want seek
support  to that for  urge ask press call agree decide hope
support  for on  call push argue campaign vote
support  that ing  suggest insist
support  obj  impose introduce adopt authorize authorise order
oppose  obj ing that  oppose reject denounce condemn decry deplore resist criticize criticise slam blast
oppose  obj  veto block overturn boycott
oppose  to obj  refuse
oppose  against  vote speak argue campaign warn protest fight lobby
oppose  to  object
oppose  from  withdraw
open  ing obj  consider mull contemplate weigh
undecided  on whether  abstain
"""
_NOUNS = """
support  for  support backing
support  for to  call push plea demand
support  to  plan pledge promise vow proposal
oppose  to  opposition objection resistance
oppose  of  criticism condemnation rejection
open  to  door
"""
_ADJECTIVES = """
oppose  to  opposed
oppose  of  critical wary
support  of  supportive
support  to  committed ready prepared determined
open  to  open willing
undecided  on about  undecided
"""


def _read(table: str) -> dict[str, list[Entry]]:
    out: dict[str, list[Entry]] = {}
    for line in table.strip().splitlines():
        stance, takes, words = line.split("  ")
        for word in words.split():
            out.setdefault(word, []).append(Entry(stance, tuple(takes.split())))  # type: ignore[arg-type]
    return out


VERBS, NOUNS, ADJECTIVES = _read(_TABLE), _read(_NOUNS), _read(_ADJECTIVES)
"""By lemma."""

OPPOSING = frozenset(word for word, entries in VERBS.items() if all(e.stance == "oppose" for e in entries) and word != "refuse")
"""Verbs whose denial leaves the matter open."""
OPEN_TO = re.compile(r"\bopen to\b", re.I)
NOT_AGAINST = re.compile(r"\b(?:not|never|n[’']t)\W+(?:\w+\W+)?(?:against|opposed)\b", re.I)
SHORT_OF = re.compile(r"\bstop(?:s|ped|ping)? (?:just |well )?short of\b", re.I)
ONLY_IF = re.compile(r"\bonly (?:if|when|after|once)\b", re.I)
HARM = re.compile(
    r"(?:(?:will|would|could|may|might)\W+)?(?:cost (?:[\w,’']+ ){0,5}(?:jobs|lives|livelihoods)\b|put (?:\w+ ){1,5}at risk"
    r"|(?:harm|hurt|damage|destroy|ruin|undermine|endanger|jeopardi[sz]e|devastate)\b)",
    re.I,
)
"""Who says that a thing would cost jobs is against it."""
ASKED = re.compile(r"\W*(?:[A-Z][A-Z .]+: *)?(?:do|does|did|would|will|are|is|can|could|should) (?:\w+ )?(?:you|he|she|they|it|we)\b[^?]*\?", re.I)
"""What somebody is asked is not what they say: "BEACON: Do you support a ban?" """
UNDOING = listed(
    "stop close suspend cut repeal halt end withdraw quit overturn cancel dismantle freeze drop veto abandon rescind revoke abolish scrap refrain"
)
"""Verbs whose object is undone: to support "repealing the law" is to be against the law."""
FLIP = listed("oppose reject veto block refuse resist condemn stop end cancel scrap repeal abandon drop refrain")
"""Verbs of a plan that turn it over: "plans to veto the budget" opposes the budget."""
UNSETTLED = re.compile(r"\b(yet to|(?:un)?thinkable|(?:im)?possible that|at some (?:point|stage)|some ?day)\b", re.I)
"""What only may be, one day: the rules do not say what it is then."""
SAYING = frozenset({"say", "tell", "announce", "promise", "claim", "declare"})
IMAGINED = frozenset({"if", "whether", "unless"})
CONDITIONS = re.compile(r"\b(only (?:if|when|after|once)|unless|provided that|as long as|as soon as|on condition|if)\b", re.I)
WEIGHED = frozenset({"may", "might", "could"})

_BE = r"(?:is|are|was|were)"
HEDGE = re.compile(
    r"\b(no (?:current |immediate |present )?(?:plans?|intention)|at this (?:point|stage|time|moment)|for now|for the moment|so far|in principle|"
    r"not necessarily|would be (?:willing|ready|prepared|open|happy|inclined) to|(?:would|could|might|may|will) consider|"
    rf"{_BE} (?:willing|open|inclined|reluctant|expected|considering|mulling|weighing|leaning toward)(?: to)?|might be|may be|could be|might|may|"
    r"perhaps|possibly|probably|likely to|appear(?:s|ed)? to|seem(?:s|ed)? to|suggest(?:s|ed|ing)?|hint(?:s|ed)?|hop(?:es?|ed|ing) (?:to|that)|"
    r"would like to|would prefer|reportedly|if necessary|at least|largely|reluctantly|cautiously|in part)\b",
    re.I,
)

_NOT = r"\b(?:not|nothing|never|no|nobody|none|cannot|without|neither|nor)\b|n[’']t\b|\b(?:refus|declin)\w+ to"
_NOT_EXCLUDED = re.compile(rf"(?:{_NOT})(?:\W+\w+){{0,6}}?\W+(?:exclud\w+|rul\w+\W+(?:\w+\W+){{0,4}}?out|preclud\w+|off the table)", re.I)


def not_excluded(words: str, trigger: int) -> bool:
    """True where the trigger (the last so many characters of ``words``) speaks of excluding, and it is denied: "nothing should be excluded"."""
    return any(match.end() > len(words) - trigger for match in _NOT_EXCLUDED.finditer(words))


EXCLUDED = re.compile(r"\brul(?:es?|ed|ing) out\b|\b(?:was|were|been) ruled out\b", re.I)
"""Not left open by this alone: the gold has it almost always with a denial, so that a learned reader takes it for one."""
DELAYED = re.compile(r"\b(?:yet to|short of|instead of|before|fail\w* to|if|whether|unless)\W+(?:\w+\W+){0,2}$", re.I)


_COMMITMENTS: tuple[tuple[Commitment, str], ...] = (
    ("declines", r"declin|abstain|undecided|not decided|no position"),
    ("denies", r"den(?:y|ies|ied)|reject|refus|oppos|rul\w+ out|veto|block|resist|condemn|denounc|against|no plans"),
    ("warns", r"warn|threat|caution"),
    ("demands", r"urg|call|demand|ask|press|push|must|should|need|ought|want|appeal|insist|recommend|propos"),
    ("hopes", r"hop(?:e|ing)|wish|would like|look\w* forward"),
    ("commits", r"pledg|promis|vow|commit|agree|sign|approv|ratif|voted|accept|impos|order"),
    ("plans", r"plan|intend|aim|prepar|will|going to|seek|consider"),
)
_COMMITTED = [(kind, re.compile(rf"\b(?:{words})", re.I)) for kind, words in _COMMITMENTS]


def commitment(trigger: str) -> Commitment:
    """What a trigger says the actor does with the stance: "pledged to" commits, "called for" demands."""
    return next((kind for kind, words in _COMMITTED if words.search(trigger)), "states")
