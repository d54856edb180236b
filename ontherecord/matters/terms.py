"""Wordings taken apart: stems of what they are about, names, words that fit any matter, spans of years."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ontherecord import countries
from ontherecord.matters.stems import stem

_STOP = """
the a an of to in on for with and or by from at as its their his her our any being is are be that this it all not no into over about against after
before until than then so such these those more most other some only new own up out off us under between within without during through per via
having making taking doing getting giving using keeping going coming putting letting bringing seeing continuing working trying helping
supporting opposing backing ensuring allowing moving holding setting acting providing responding
will would should could must may might can have has had do does did who what which when where how whether if because while
year years month months week weeks day days time way thing people part number
he she him hers them they me you your my mine us we himself herself themselves itself myself sort kind lot both two three one ones
mr mrs ms dr sen rep gov sir lord million billion
four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands half several few many
"""
STOP = frozenset(_STOP.split())
"""Words that say nothing of the matter."""
_WEAK = """
bill law act legislation deal plan agreement pact accord text draft proposal measure amendment policy decision move action step effort idea
issue question change call fight report paper letter statement comment remark speech claim argument view condition option case matter
problem situation process program programme project system reform cut increase support help work money fund funds funding cost opposition
vote election candidate nominee campaign party government administration president minister leader lawmaker official member senator senate
congress house court judge state country nation world people public citizen voter family child man woman community group company business
side team office right role power force use need result end start stop begin keep make take get give go put let hold raise kill repeal
replace pass sign approve reject block review consider discuss look talk think say tell ask know show try continue provide allow remain
become back return meet join leave lead run build create protect respond address new old big major good bad great full total final next last
first second early late proposed current former federal national international made same much able limited political illegal legal military
presidential executive approach response term charge close closing debate rule order ruling release hearing limit
"""
_POINTING = "it them this that these those him her his their its my our your they he she between"
POINTING = frozenset(_POINTING.split())
_NEWSY = "republican democrat democratic gop white qusq qgbq qeuq qunq"
"""Names that stand in every kind of matter."""
_QUALIFIERS = """
temporary permanent precautionary immediate partial complete fixed long short shorter longer lengthy brief formal minimum least possible future
unconditional indefinite global worldwide through back door any form kind version proposed less
better best bad worse worst terrible horrible disastrous dangerous strong stronger weak tough tougher landmark historic controversial unpopular
popular flawed broad broader comprehensive sweeping ambitious initial tentative preliminary interim provisional eventual potential
so-called such certain
additional further fresh extra similar whole entire overall actual original existing ongoing upcoming planned recent latest
current important
significant serious major meaningful huge massive real true fair good great big small little wrong right clear very really simply
"""
_COUNTRY = re.compile(r"Q[a-z]{2,4}q")
_COUNTED = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split(), 1)}
_YEARS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})[- ](years?|months?|weeks?|days?)\b", re.I)

_CAPITALS = re.compile(r"\b(?:U\.\s?[SKN]\.?(?!\w)|[A-Z][\w’'-]*(?: (?:and |of )?[A-Z][\w’'-]*)*)")
_JOINED = re.compile(r"(?<=\w)[-–](?=[A-Z][a-z])")
"""Between two names: "US-South Korean exercises"."""
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")

QUALIFIERS = frozenset(stem(word) for word in _QUALIFIERS.split())
"""Stems that say how a thing is, hardly which: a "temporary halt" is the halt."""
WEAK = frozenset(stem(word.replace(".", "")) for word in (_WEAK + _NEWSY).split()) | QUALIFIERS
"""Stems that fit any matter: two wordings that share nothing else are not about one thing."""


def _code(word: str) -> str | None:
    """ "Iran", "Iranian", "Iranians", "Tehran" -> one word that stands for them all. Such a word has no ending for :func:`stem` to take."""
    word = word.removesuffix("'s").removesuffix("’s")
    code = countries.lookup(word) or countries.capital(word)
    return f"Q{code.lower()}q" if code else None


@lru_cache(maxsize=100_000)
def in_codes(text: str) -> str:
    """A wording with the names, peoples and capitals of countries as one word for each country."""
    text = _JOINED.sub(" ", text)

    def put(match: re.Match[str]) -> str:
        words = match.group().split(" ")
        out = []
        while words:
            for size in range(min(4, len(words)), 0, -1):
                if (code := _code(" ".join(words[:size]))) is not None:
                    possessive = words[size - 1].endswith(("'s", "’s"))
                    out.append(code + ("'s" if possessive else ""))
                    words = words[size:]
                    break
            else:
                out.append(words.pop(0))
        return " ".join(out)

    return _CAPITALS.sub(put, text)


class Terms(NamedTuple):
    """Stems of a wording. ``strong``: what it is about; ``names``: names in it; ``weak``: the rest; ``years``: spans of time such as "5 year"."""

    strong: frozenset[str]
    names: frozenset[str]
    weak: frozenset[str]
    years: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not (self.strong or self.names)


@lru_cache(maxsize=100_000)
def terms(text: str) -> Terms:
    years = frozenset(f"{_NUMBERS.get(n.casefold(), n)} {unit.casefold().rstrip('s')}" for n, unit in _YEARS.findall(text))
    text = in_codes(_YEARS.sub(" ", text).strip())
    strong, names, weak = set(), set(), set()
    for match in _WORD.finditer(text):
        whole = match.group().replace(".", "")
        word = whole.removesuffix("'s").removesuffix("’s")
        low = word.casefold()
        if low in STOP or low.isdigit() or len(low) < 2:
            continue
        root = stem(low)
        if root in WEAK or (word != whole and word[:1].isupper()):
            weak.add(root)  # "Velden's proposal" is not about Velden
        elif (word[:1].isupper() and match.start() > 0) or word.isupper() or _COUNTRY.fullmatch(word):
            names.add(root)
        elif match.start() == 0 and low.endswith("ing"):
            weak.add(root)  # "sending troops" is about troops
        else:
            strong.add(root)
    if not strong and not names:
        verb = {t for t in weak if t not in WEAK}  # "mining"
        return Terms(frozenset(verb), frozenset(), frozenset(weak - verb), years)
    return Terms(frozenset(strong), frozenset(names), frozenset(weak - strong - names), years)
