"""Title phrases around a name: where they stand and which country they name. Works on plain text and offsets.

"the former French Prime Minister |Name|", "national security adviser, |Name|", "Minister of Health |Name|", "|Name|, the mayor of Oslo,".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.countries import read_table, several
from ontherecord.extraction.entities.tables import CALENDAR, titles


class Speaks(NamedTuple):
    """A code and the plain reason for it. ``rank``: 3 names the country, 2 an office or institution of it, 1 goes by way of another."""

    code: str
    reason: str
    rank: int


class Setting(NamedTuple):
    """Where a story plays: the country that most of its places are in, and whether it names no other."""

    code: str
    alone: bool


_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\s,;:()\[\]“”\"—–]+|[,;:()\[\]“”\"—–]")
_LINKS = frozenset(["of", "for", "and", "the", "&", "then", "former", "ex", "acting", "a", "an", "to", "at", "in", "on", "from", "large"])
_SMALL_MODIFIERS = re.compile(
    r"(?:\w+-)+\w+|top|new|longtime|ruling|right|left|human|intelligence|counter|terror|economic|development|medical|scientific|nuclear|external"
    r"|internal"
    r"|gubernatorial|mayoral|senatorial|statewide|diplomatic|regional|provincial|local|central|assistant|lead|main|outgoing|incumbent|exiled|jailed|disgraced|ousted|presumptive|opposition"
    r"|state"
)
_END_OF_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!Sen|Rep|Gov|Gen|Col|Cpt|Maj|Rev|Sgt)(?<!Lt|Dr|Mr|Ms|St|Sr)(?<!Mrs|Adm|Pvt|Cpl)(?<!Capt|Reps|Sens|Brig|Cmdr|Prof)[.!?]['\"”’]?\s"
)
_OUTWARD = re.compile(
    r"\b(?:ambassador|envoy|representative|advis[eo]r|expert|specialist|emissary|delegate|attach[eé]|consul|negotiator|coordinator|liaison"
    r"|nominee|policy)\b.*?\b(to|for|in|on|with|at)\b",
    re.IGNORECASE,
)
# an ambassador at a body speaks for whoever sent him: "Kenya's UN ambassador"
_US_PARTY = re.compile(r"\b(?:Republicans?|Democrats?|GOP|Democratic)\b")
_ACCREDITED = re.compile(
    r"\b(?:U\.?N\.?|United Nations|EU|E\.U\.|European Union|NATO|Nato) ((?:[\w-]+ )?(?:ambassador|permanent representative)\b)", re.IGNORECASE
)
_COMMISSIONER = re.compile(r"\b(?:EU|European(?: Union)?) (?:[\w-]+ ){0,3}commissioner\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:['’]s)?\s+(?:expert|analyst|scholar|specialist|researcher|correspondent|watcher|bureau|desk|hand|editor|reporter|studies)\b", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"\b(?:University|College|School|Institute|Institution|Center|Centre|Foundation|Bank|Association|Federation of|PAC|magazine|Magazine|Journal"
    r"|Times|Post|News|Project|Forum|Fund|Society|Network"
    r"|Council on|Group|Capital|Inc|LLC|Ltd|Co|Corp|company|firm|think tank|nonprofit|charity|research|Research|Studies|studies|professor"
    r"|Professor|E-Trade|bank|brokerage|band|club|Club|FC)\b"
)
_US_OFFICE = re.compile(
    r"\b(?:(?:Senate|House) (?:\w+ ){0,4}(?:leader|whip|speaker|chair(?:man|woman)?|committee|republicans?|democrats?|member|manager)s?"
    r"|house speaker|speaker of the house|secretary of (?:state|defense|homeland|labor|commerce|energy|the treasury|veterans|agriculture"
    r"|(?:the )?interior|health|education|transportation)"
    r"|(?:treasury|defense|homeland security|labor|commerce|transportation|HUD|HHS|veterans affairs|education|energy|interior|agriculture"
    r"|health and human services|press) secretary"
    r"|(?:deputy |assistant )?attorney general|solicitor general|surgeon general|inspector general|(?:national|homeland) security (?:advis[eo]r"
    r"|secretary)|first lady|special counsel|^(?:former |then-|u\.s\. )?vice president$"
    r"|district attorney|state (?:sen(?:ator|\.)|rep(?:resentative|\.))|congress(?:man|woman)|sens?\.|reps?\.|govs?\.|governor|senators?"
    r"|representative|sheriff|superdelegate"
    r"|(?:majority|minority) (?:leader|whip)|supreme court justice|(?:chief )?justice|federal (?:judge|prosecutor)s?|(?:district|circuit"
    r"|appeals) (?:court )?judge|magistrate"
    r"|president-elect|presidential (?:candidate|nominee|hopeful|contender)|joint chiefs|(?:county|city) (?:commissioner|executive|clerk"
    r"|prosecutor|council\w*|attorney)|mayor|police chief"
    r"|national intelligence|assembly(?:man|woman)|(?:army|navy|marine|air force) (?:maj|gen|lt|col|adm|rear|sgt|capt|vice|brig)\.?.*"
    r"|white house|federal reserve chair\w*)(?!\w)",
    re.IGNORECASE,
)
_STRICT_US = re.compile(
    r"\b(?:Sens?\.|Reps?\.|Congress(?:man|woman)|(?:Senate|House) (?:Majority|Minority|majority|minority) (?:Leader|leader|Whip|whip)|White House"
    r"|[Ss]pecial [Cc]ounsel|House Speaker"
    r"|U\.S\. Attorney|Joint Chiefs|NTSB|Army (?:Maj|Gen|Lt|Col|Sgt|Capt)|Air Force (?:Gen|Lt|Col))(?!\w)"
)
_OFFICE = re.compile(
    r"\b(?:minister|ministry|president(?! of)|prime minister|premier|chancellor|parliament\w*|lawmaker|opposition leader|governor|mayor|police"
    r"|army|navy|air force|military|coast guard|general|colonel"
    r"|prosecutor|solicitor|attorney general|judge|court|defen[cs]e|foreign|interior|health|education|presidential|national security|cabinet"
    r"|government|council president|senat\w+|king|queen|prince(?:ss)?"
    r"|central bank|election commission|superintendent|admiral|deputy|MP|legislator|councillor|archbishop|magistrate|justice|commissioner|constable"
    r"|detective|sheriff|inspector|captain|lieutenant|sergeant|brigadier|commander|(?:gen|col|capt|lt|maj|adm|sgt|cmdr|brig)(?:\.|(?= |$))"
    r"|security (?:chief|official|spokes\w+)|press secretary|intelligence (?:chief|agent|officer)|fire (?:service|chief|department|brigade)"
    r"|coroner|ombudsman|embassy|head of state|congress|legislat\w+|provincial|ruling party|electoral|chief minister|state (?:secretary|minister)"
    r"|customs|immigration service|border guard|(?:wildlife|forest|health) (?:official|officer))(?!\w)",
    re.IGNORECASE,
)


_OUTWARD_OFFICE = re.compile(
    r"\b(?:president|premier|chancellor|foreign|defen[cs]e|finance|interior|minister|ministry|king|queen|prince(?:ss)?|head of state|army|navy"
    r"|air force|military|general|colonel|admiral|brigadier|gen|col|adm|brig|embassy|government|cabinet|central bank|national security"
    r"|intelligence"
    r"|presidential|opposition leader|spokes\w+|ruling party)\b",
    re.IGNORECASE,
)
"""Offices whose holders are met in stories about other countries as well: theirs is known only where the story names no other."""
_COMPANY_OFFICE = re.compile(r"\b(?:\w+ [Vv]ice [Pp]resident|[Vv]ice [Pp]resident (?:of|for|at|and)|[Cc]hief [Oo]perating|[Vv]eteran)\b")
_NOT_AMERICAN = re.compile(r"\b(?:minister|ministry|premier|parliament\w*|MP|king|queen|prince|princess)\b", re.IGNORECASE)


_BARE_OFFICE = re.compile(
    r"\b(?:ambassador|secretary(?!-general)|spokes(?:man|woman|person)|negotiator|delegate|envoy|lawmaker|commissioner)\b", re.IGNORECASE
)


_CALLING = re.compile(
    r"\b(?:author|scholar|professor|analyst|expert|fellow|columnist|journalist|editor|reporter|correspondent|lawyer|businessman|businesswoman"
    r"|strategist|economist|historian|researcher|academic|consultant|actor|actress|artist|attorney|activist|campaigner|coach|doctor|founder|producer"
    r"|anchor|host|pundit|commentator|contributor|brother|sister|son|daughter|wife|husband|mother|father|widow|friend|critic|victim|pollster)s?\b",
    re.IGNORECASE,
)
"""What somebody is without holding an office; "attorney general" and its like name their country before this is asked."""


def is_office(phrase: str, *, owned: bool) -> bool:
    """A public office: "Trade Minister" but not "Kelp Corp president". ``owned``: "its chief negotiator", where any head will do."""
    if _PRIVATE.search(phrase):
        return False
    if owned:
        return True
    named = (w for w in re.findall(r"[^\W\d_][\w-]*", phrase) if w[:1].isupper())
    return bool(_OFFICE.search(phrase) or _BARE_OFFICE.search(phrase)) and all(
        w.lower() in titles() or w in ("Of", "For", "The", "And") for w in named
    )


@lru_cache(maxsize=1)
def places() -> re.Pattern[str]:
    """Names of countries and bodies, adjectives and peoples, longest first; not the second half of "New Mexico"."""
    words: set[str] = set()
    for row in read_table("countries.csv"):
        words.update([row["name"], *several(row["aliases"]), *several(row["demonyms"])])
    words.discard("CAR")
    options = "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?<!New )(?<!Native )(?<!American (?=Indian))(?:{options})(?![\w-]|\.\w)")


@lru_cache(maxsize=1)
def institutions() -> re.Pattern[str]:
    """Known organisations that may stand in a title."""
    skip = {
        "House",
        "Commons",
        "Congress",
        "Senate",
        "Democratic",
        "Labour",
        "Capitol",
        "Commonwealth",
        "Guardian",
        "Salon",
        "Slate",
        "RT",
        "Fox",
        "Republican",
        "Democrat",
    }
    options = "|".join(sorted((re.escape(r["phrase"]) for r in read_table("bodies.csv") if r["phrase"] not in skip), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-])")


@lru_cache(maxsize=1)
def states() -> re.Pattern[str]:
    """States of the United States, but not those whose name means something else as well."""
    forms = {f for r in read_table("us_states.csv") for f in [r["name"], *several(r["short"])]} - {"Georgia", "Washington"}
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted((re.escape(f) for f in forms), key=len, reverse=True))})(?![\w-])")


@lru_cache(maxsize=1)
def _regions() -> re.Pattern[str]:
    """States and provinces of other countries."""
    forms = sorted((re.escape(row["name"]) for row in read_table("regions.csv")), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")


def _of_title(phrase: str) -> str | None:
    """Code of an office that one country or body alone has: "Taoiseach", "MEP", "First Minister"."""
    if "First Minister" in phrase:
        return "GB"
    codes = (
        row.code for word in re.findall(r"[^\W\d_]+", phrase) if word[:1].isupper() and (row := titles().get(word.lower())) and row.part == "head"
    )
    return next((code for code in codes if code and code != "US"), None)


def of_phrase(phrase: str, setting: Setting | None, american: Collection[str] = ()) -> Speaks | None:
    """Country of a title or apposition: "French President" -> FR. None where it does not say ("an expert on Iran", "professor at Ohio State").

    ``setting`` is used only for public offices that stand without a country; ``american`` are names of countries that mean places in the United
    States here ("Georgia").
    """
    home = setting.code if setting else None
    shown = " ".join(phrase.split()).strip(" ,")
    out = _OUTWARD.search(phrase)
    own = phrase[: out.start(1)] if out else phrase
    own = re.split(r"\b(?:which|that|after|against|between)\b", own)[0]
    own = _ACCREDITED.sub(r"\1", own)
    if _PRIVATE.search(own):
        return None
    if _COMMISSIONER.search(own):
        return Speaks("EU", f'title "{shown}"', 3)
    institution = None
    for m in institutions().finditer(own):
        body = countries.body(m.group())
        if body and body.code in countries.BODIES:
            return Speaks(str(body.code), f'title "{shown}"', 3)
        if body and body.kind in ("media", "private") and institution is None:
            return None
        institution = institution or (body.code if body else None)
    for m in places().finditer(own):
        code = countries.lookup(m.group())
        if m.group() in american:
            code = "US"
        if code and not _ABOUT.match(own[m.end() :]):
            return Speaks(code, f'title "{shown}"', 3)
    if institution or (institution := _of_title(own)):
        return Speaks(institution, f'title "{shown}"', 2)
    if (region := _regions().search(own)) and (_OFFICE.search(own) or _BARE_OFFICE.search(own)):
        return Speaks(str(countries.region(region.group())), f'title "{shown}": {region.group()}', 2)
    if states().search(own) or _US_PARTY.search(own):
        return Speaks("US", f'title "{shown}", a US state or party', 2)
    if _STRICT_US.search(own) or (home == "US" and _US_OFFICE.search(own)):
        return Speaks("US", f'title "{shown}", an office in the United States', 2)
    if setting is None or _CALLING.search(own) or not _OFFICE.search(own) or _COMPANY_OFFICE.search(own):
        return None
    if (_OUTWARD_OFFICE.search(own) and not setting.alone) or (home == "US" and _NOT_AMERICAN.search(own)):
        return None
    return Speaks(setting.code, f'public office "{shown}" where the story plays, {countries.name(setting.code)}', 1)


def _is_head(word: str) -> bool:
    row = titles().get(word.strip("“”\"'").lower())
    return row is not None and row.part in ("head", "calling")


_STATES = frozenset(["former", "then", "acting", "ex", "first", "top"])
_OPENERS = CALENDAR | {"said", "says", "According", "Accompanying", "Meanwhile", "&"}
"""Words that stand before a title and are none of it, as all words of grammar are: "But Foreign Minister", "On Monday Senator"."""


def _is_opener(word: str) -> bool:
    return word in _OPENERS or (word.lower() in STOP_WORDS and word != "US" and word.lower() not in _STATES)


def _is_honorific(word: str) -> bool:
    row = titles().get(word.lower())
    return row is not None and row.part == "honorific"


def _accepts(word: str) -> bool:
    bare = re.sub(r"['’]s?$", "", word)
    low = bare.lower()
    return bare[:1].isupper() or low in _LINKS or low in titles() or bool(_SMALL_MODIFIERS.fullmatch(bare))


def title_before(text: str, start: int, floor: int = 0) -> tuple[int, int] | None:
    """Span of the title phrase that ends right before a name (a comma may stand between), None without one. It begins behind ``floor``, where
    the name of somebody else ends."""
    left = text[max(floor, start - 130) : start]
    left = left[left.rfind("\n") + 1 :]
    ends = [m.end() for m in _END_OF_SENTENCE.finditer(left)]
    left = left[ends[-1] :] if ends else left
    if left.endswith("(") and _CLOSED.match(text, start):
        left = f"{left[:-1].rstrip():<{len(left)}}"  # "The Minister for Ports (|Ada Lind|)"
    return _walk_back(start, left)


_CLOSED = re.compile(r"[\w.'’ -]{2,60}\)")


def _walk_back(start: int, left: str) -> tuple[int, int] | None:
    offset = start - len(left)
    tokens = [(m.start() + offset, m.end() + offset, m.group()) for m in _WORD.finditer(left)]
    while tokens and (tokens[-1][2] == "," or _is_honorific(tokens[-1][2])):
        tokens.pop()  # "the minister, Dr |Name|"
    first = len(tokens)
    while first > 0 and _accepts(tokens[first - 1][2]) and tokens[first - 1][2] not in (",", "(", ")", ";", ":"):
        first -= 1
        if tokens[first][2].lower() in ("a", "an"):
            break
    phrase = tokens[first:]
    heads = [i for i, token in enumerate(phrase) if _is_head(token[2])]
    if not heads:
        return None
    after = phrase[heads[-1] + 1 :]
    if heads[0] > 1 and phrase[heads[0] - 1][2] in ("of", "by", "from"):
        phrase = phrase[heads[0] :]  # "Statement of Senator |Name|"
    # "Minister of Health |Name|", "Ambassador to Israel |Name|": whatever follows the head is linked to it
    if after and (after[0][2].lower() not in ("of", "to", "for", "at") or len(after) > 7):
        return None
    while phrase and _is_opener(phrase[0][2]):
        phrase = phrase[1:]
    return (phrase[0][0], phrase[-1][1]) if phrase else None


_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:,|\((?:[^()\n—–]{1,40}[—–]\s?)?|—|–|-|is|was|became|has been)\s*"
    r"(?:who (?:is|was|has been|served as|serves as|leads|heads|chairs|runs|represents|led|headed)\s+)?"
    r"(?:(?:the|an?|then|now|his|her|its|one of the|one of|also the|also a"
    r"|currently the)\s+)?(?P<phrase>[^.:;\n()“”\"—–]{3,120}(?:\.[A-Z]\.[^.:;\n()“”\"—–]{0,80})?)"
)
_VERB = re.compile(
    r"\s(?:and [a-z]+ed|and [a-z]+s (?:the|an?)"
    r"|who|which|said|says|told|has|had|have|will|would|was|were|is|are|when|after|before|as|but|while|where|whose|during|wrote|by|since"
    r"|because|until|tweeted|added|warned)\s"
)
_PUBLIC_VERB = re.compile(r"^,? who (?:leads|heads|chairs|runs|represents|led|headed)\b")
_PARTY = re.compile(r"^,?\s*\(?\s*(?:R|D|I|Republican|Democrat)(?:\.,\s|\s?[-–—‐‑]\s?|, )(?P<state>[A-Z][A-Za-z.]*(?: [A-Z][a-z]+)?)")
_OF_PLACE = re.compile(
    r"^,?(?: and [A-Z]\w+(?: [A-Z]\w+)?)?,? (?:(?:a|the) )?(?:Republican |Democrat |D |R )?(?:of"
    r"|from) (?:the )?(?P<place>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})|^ \((?P<state>[A-Z][\w.]+(?: [A-Z][\w.]+)?)\)"
)
_PLURAL_CHAIN = re.compile(r"\b(?:Sens\.|Reps\.|Govs\.|Senators|Representatives|Congressmen)\s(?:[A-Z(][\w.'’)-]*,?\s+|of\s+|and\s+)*$")


def title_after(text: str, end: int) -> tuple[int, int] | None:
    """Span of the apposition right after a name; it must hold a word for an office or a calling."""
    m = _AFTER.match(text[end : end + 170])
    if not m:
        return None
    take = ""
    for piece in m.group("phrase").split(","):
        longer = f"{take},{piece}" if take else piece
        if take and (has_head(take) or not re.match(r"\s+(?:and |the |an? |former )?[\w’'.-]+ ", piece)):
            break
        take = longer
        if _VERB.search(f" {take} "):
            break
    cut = _VERB.search(f"{take} ")
    take = (take[: cut.start()] if cut else take).rstrip(" ,")
    public = _PUBLIC_VERB.match(text[end : end + 20])
    if not public and not (has_head(take) and _is_apposition(take, text[end : end + m.start("phrase")])):
        return None
    start = end + m.start("phrase")
    return start, start + len(take)


_NO_APPOSITION = re.compile(
    r"(?:and|but|or|so|then|who|which|what|where|when|while|because|if|in|on|at|by|from|with|for|after|before|during|of|to|as|not|has|have|had|he|she|they|it|we|I"
    r"|there|[a-z]+ing|[a-z]+ed|[a-z]+ly)\b(?!-)"
)
_CLAUSE = re.compile(r"\b(?:I|we|he|she|they|it|him|them|[a-z]+(?:ed|izes|bes) (?:his|her|the|an?))\b")
_IS = re.compile(r"\b(?:is|was|became|been)\s*$")
_FURTHEST_HEAD = 7


def _is_apposition(phrase: str, before: str) -> bool:
    """A noun phrase that says what somebody is, not a clause that goes on: "in Oslo, her husband", "was moved by the mayor"."""
    if _NO_APPOSITION.match(phrase) or (_IS.search(before) and not phrase[:1].isupper() and not _is_head(phrase.split()[0])):
        return False
    words = re.findall(r"[\w-]+(?:\.(?=\s|$))?", phrase)
    head = next((i for i, w in enumerate(words) if _is_head(w)), len(words))
    return head <= _FURTHEST_HEAD and not _CLAUSE.search(phrase[: phrase.find(words[head])])


def has_head(phrase: str) -> bool:
    return any(_is_head(w) for w in re.findall(r"[\w-]+(?:\.(?=\s|$))?", phrase))


def party_after(text: str, end: int, american: Collection[str] = ()) -> Speaks | None:
    """ "(R-Tenn.)", ", D-N.Y.,", "(Utah)" right after a name, or a state or country by "of": "Mike Doe of Ohio"."""
    right = text[end : end + 60].split("\n")[0]
    m = _PARTY.match(right)
    if (m and countries.us_state(m.group("state").rstrip(","))) or (m and "-" in m.group()):
        return Speaks("US", f'party and state "{right[: m.end()].strip(" ,(")}"', 3)
    m = _OF_PLACE.match(right)
    if not m:
        return None
    words = (m.group("place") or m.group("state")).rstrip(".,").split()
    place = " ".join(words)
    shown = " ".join(right[: m.end()].split()).strip(" ,.")
    if countries.us_state(place) or countries.us_state(place + "."):
        return Speaks("US", f'"{shown}", a US state', 2)
    code = countries.country(place) if m.group("place") else None
    if code and place in american:
        code = "US"
    return Speaks(code, f'"{shown}"', 3) if code else None


_OF_BODY = re.compile(r"^,? (?:of|from|with|at) (?:the )?")
_PUBLIC_KINDS = frozenset(["government", "parliament", "body", "party", "court", "group"])


def body_after(text: str, end: int) -> Speaks | None:
    """A public body by "of" or "with": "Mary Doe of the World Health Organization"."""
    m = _OF_BODY.match(text[end : end + 12])
    found = institutions().match(text, end + m.end()) if m else None
    if found is None:
        return None
    body = countries.body(found.group())
    if body is None or body.code is None or body.kind not in _PUBLIC_KINDS or text[found.end() : found.end() + 2].strip()[:1].isupper():
        return None
    return Speaks(body.code, f'"{text[end : found.end()].strip(" ,")}"', 2)


_PEOPLE_BEFORE = re.compile(r"(?:^|[^\w-])([A-Z][a-z]+(?:[ -][A-Z][a-z]+)?) $")
_PEOPLE_AFTER = re.compile(r"^, (?:an?|the) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= (?:who|by birth|citizen|national)\b|[,.])")


def nationality_beside(text: str, start: int, end: int) -> Speaks | None:
    """A nationality that stands for the person: "American Mary Doe", "Mary Doe, the American who ..."."""
    before = _PEOPLE_BEFORE.search(text[max(0, start - 32) : start])
    after = _PEOPLE_AFTER.match(text[end : end + 48])
    for words in ((before.group(1), before.group(1).split()[-1]) if before else ()) + ((after.group(1),) if after else ()):
        if (code := countries.nationality(words)) is not None:
            return Speaks(code, f'"{words}" beside the name', 3)
    return None


def plural_before(text: str, start: int) -> Speaks | None:
    """A list under one title: "Sens. Ann Doe of Ohio and |Name|"."""
    left = text[max(0, start - 160) : start].split("\n")[-1]
    m = _PLURAL_CHAIN.search(left)
    return Speaks("US", f'listed under "{m.group().split()[0]}", an office in the United States', 2) if m else None


def possessive_before(text: str, start: int, american: Collection[str] = ()) -> Speaks | None:
    """ "France's |Macron|": a country that has the name."""
    m = re.search(r"((?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)['’]s?\s+$", text[max(0, start - 40) : start].split("\n")[-1])
    if not m:
        return None
    code = countries.country(m.group(1)) or countries.country(m.group(1).split()[-1])
    if code and m.group(1).split()[-1] in american:
        code = "US"
    if code:
        return Speaks(code, f'"{m.group().strip()}" before the name', 3)
    body = countries.body(m.group(1)) or countries.body(m.group(1).split()[-1])
    return Speaks(body.code, f'"{m.group().strip()}" before the name', 2) if body and body.code else None
