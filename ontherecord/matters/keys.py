"""What a matter is called across articles: the few words that tell it from others, read off its own article alone.

A key has a kind (what it is: a deal, sanctions, a law) and what tells it from others of its kind: a country or a name, else a topic. "Iran
nuclear deal", "the nuclear agreement with Tehran" and "the deal" in an article about Iran are one key. What tells depends on the kind
(``data/resources/matter_synonyms.csv``): sanctions are told apart by the country that they are on, laws by their topic; a halt or a withdrawal
is what is done to something, and counts only where nothing else is named. Nothing is asked of other articles, so that the order in which
articles come does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ontherecord.matters.stems import stem
from ontherecord.matters.synonyms import concepts, plain, told_by
from ontherecord.matters.terms import QUALIFIERS, STOP, WEAK, in_codes, terms

OBJECT = 1.5
"""What a name behind a preposition ("strikes on Syria") counts beside one before it."""
EVERYWHERE = 0.25
"""What the United States and bodies of many states count: they stand in news of every kind, and mostly act rather than are the matter."""
TOPICS = 2
"""Words that tell a matter of no known kind; one suffices where the kind is known."""
MAIN = 0.3
"""Share of what an article says of countries that one must have for "the deal" to be the deal with it."""
MOSTLY = 0.2
"""Share of an article's positions that must be on one matter for "the text" to be on it too."""

_COUNTRY = re.compile(r"q[a-z]{2,4}q")
_EVERYWHERE = frozenset({"qusq", "qeuq", "qunq", "qnatoq"})
_ENDS = re.compile(r"\b(?:on|with|against|in|into|from|to|for|toward|towards|over|of|between|by|at|about|under|after|before|that|and)\b")
"""Words that end a noun phrase."""
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?:^|(?<=[\s-]))([A-Z][\w-]*?)(?:['’]s?)?(?=[\s-]|$)")


class PositionWords(NamedTuple):
    """One position: what it is on, as the extraction and as the article word it, and the sentences that show it."""

    matter: str
    target: str = ""
    evidence: str = ""


class Key(NamedTuple):
    """``kind``: a concept ("~sanctions") or none; ``by``: a country or name; ``topic``: stems; ``alone``: set where nothing tells it from others."""

    kind: str = ""
    by: str = ""
    topic: tuple[str, ...] = ()
    alone: str = ""


NOTHING = Key()


def keys(article: str, said: Sequence[PositionWords]) -> dict[str, Key]:
    """Matter -> its key, for all positions of one article. What says nothing is what the article is mostly about, or else stands alone."""
    on: dict[str, list[str]] = {}
    around: Counter[str] = Counter()
    for one in said:
        on.setdefault(one.matter, []).append(one.target)
        around.update(_countries(frozenset().union(*(terms(text).names for text in one))))
    main = _main(said)
    found = {matter: key(matter, targets, around) for matter, targets in on.items()}
    found |= {matter: _told_apart(k, main) for matter, k in found.items() if terms(matter).empty}
    mostly = Counter[Key]()
    for matter, targets in on.items():
        mostly[found[matter]] += len(targets)
    del mostly[NOTHING]
    most = min(mostly, key=lambda k: (-mostly[k], k), default=NOTHING)
    if mostly[most] <= MOSTLY * len(said):
        most = NOTHING
    return {matter: next(k for k in (found[matter], most, Key(alone=f"{article}\n{matter}")) if k != NOTHING) for matter in on}


def _told_apart(found: Key, main: Sequence[str]) -> Key:
    """ "The bill" alone is no matter that two articles share: it is the bill on what its article is mainly about, else nothing."""
    if not found.kind or found.by or found.topic:
        return found
    topic = next((word for word in main if word != found.kind), "")
    return found._replace(topic=(topic,)) if topic else NOTHING


def _main(said: Sequence[PositionWords]) -> list[str]:
    """The telling words (or concepts) that a good part of an article's sentences and targets have, most of them first."""
    counts: Counter[str] = Counter()
    for one in said:
        found = terms(f"{one.target}. {one.evidence}")
        counts.update({concepts().get(word, word) for word in found.strong - found.names})
    return sorted((word for word, n in counts.items() if n >= max(2, MAIN * len(said))), key=lambda word: (-counts[word], word))


def key(matter: str, targets: Sequence[str] = (), around: Mapping[str, float] | None = None) -> Key:
    """The key of one matter; of its commonest target where it says nothing, and :data:`NOTHING` where none says anything.

    ``around``: countries that its article names, and how much each counts. They tell which deal "the deal" is.
    """
    wordings = [matter, *sorted(set(targets), key=lambda t: (-targets.count(t), t))]
    return next((k for words in wordings if (k := _key(plain(words), targets, around or {})) != NOTHING), NOTHING)


def _key(words: str, targets: Sequence[str], around: Mapping[str, float]) -> Key:
    kind, names = _kind(words), _names(words)
    tells, countries = told_by().get(kind, ""), _countries(names)
    if tells == "country" or (tells == "deed" and countries):
        near = Counter(name for target in targets for name in terms(target).names)
        if by := _abroad(countries) or _abroad(_countries(near)) or _most(_names_alone(words)) or _abroad(around, MAIN):
            return Key(kind, by)
    elif tells == "person" and names:
        return Key(kind, _most({name: n for name, n in names.items() if name not in countries}) or _most(names))
    topics = [topic for topic in _topics(words) if topic != kind] or _deed_in_front(words)
    if kind:
        return Key(kind, topic=tuple((topics or [_most(names)])[:1]) if topics or names else ())
    others = sorted(set(names) - set(countries))
    if not topics:
        return Key("", _most(countries), (*others[:TOPICS], *(_last(words) if names else ())))
    return Key("", _most(countries), tuple(sorted((topics + others)[:TOPICS])))


def _kind(words: str) -> str:
    """The concept of the first noun phrase that has one, of its last word that has one; what is done to something only where there is no other."""
    deed = ""
    for phrase in _ENDS.split(in_codes(words)):
        for word in reversed(_WORD.findall(phrase)):
            kind = concepts().get(stem(word.casefold()), "")
            if kind and told_by()[kind] != "deed":
                return kind
            deed = deed or kind
    return deed


def _topics(words: str) -> list[str]:
    """Words that are no names, the telling first: concepts, then the last ones of the first noun phrase."""
    strong = terms(words).strong - _capitals(words)
    roots = (stem(word.casefold()) for phrase in _ENDS.split(in_codes(words)) for word in reversed(_WORD.findall(phrase)))
    found = dict.fromkeys(concepts().get(root, root) for root in roots if root in strong)
    return sorted(found, key=lambda topic: not topic.startswith("~"))


def _deed_in_front(words: str) -> list[str]:
    """The "whaling" of "whaling ban", which mostly is but a deed ("sending troops")."""
    first, *more = words.casefold().split() or [""]
    return [stem(first)] if more and first.endswith("ing") and stem(first) not in WEAK and first not in STOP else []


def _last(words: str) -> list[str]:
    """The word that a phrase about a name ends in: a name alone is no matter, "Syria policy" and "action in Syria" are two."""
    roots = [stem(word.casefold()) for word in _WORD.findall(_ENDS.split(words, maxsplit=1)[0])]
    return [root for root in roots if root in WEAK - QUALIFIERS][-1:]


def _names(words: str) -> dict[str, float]:
    """Names and how much each counts."""
    behind = _ENDS.split(in_codes(words), maxsplit=1)[1:]
    objects = terms("- " + behind[0]).names if behind else frozenset()
    found, capitals = terms(words), _capitals(words)
    names = found.names | (capitals & found.strong) or capitals - WEAK
    return {name: _worth(name) * (OBJECT if name in objects else 1.0) for name in names}


def _capitals(words: str) -> frozenset[str]:
    """Names at the start and with a possessive, which elsewhere are no sure names: "Romney's candidacy"."""
    return frozenset(stem(name.casefold()) for name in _NAME.findall(in_codes(words)))


def _names_alone(words: str) -> dict[str, float]:
    """Names that are no countries: "the Paris accord"."""
    return {name: 1.0 for name in terms(words).names if not _COUNTRY.fullmatch(name)}


def _abroad(countries: Mapping[str, float], share: float = 0.0) -> str:
    """The country that counts most, where it has that share."""
    by = _most({name: n for name, n in countries.items() if name not in _EVERYWHERE})
    return by if by and countries[by] >= share * sum(countries.values()) else ""


def _countries(names: Iterable[str]) -> dict[str, float]:
    weights = names if isinstance(names, Mapping) else {name: _worth(name) for name in names}
    return {name: n for name, n in weights.items() if _COUNTRY.fullmatch(name)}


def _worth(name: str) -> float:
    return EVERYWHERE if name in _EVERYWHERE else 1.0


def _most(counts: Mapping[str, float]) -> str:
    return max(counts, key=lambda word: (counts[word], word), default="")
