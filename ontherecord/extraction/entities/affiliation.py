"""Whom a person or organisation speaks for, and why, in words a reader can check. Never from mere co-occurrence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ontherecord import countries
from ontherecord.extraction.entities.people import Person
from ontherecord.extraction.entities.tables import titles
from ontherecord.model import Role


class Speaks(NamedTuple):
    """A code and the plain reason for it. ``rank`` orders evidence: 3 says the country outright, 2 an office or institution, 1 by way of another."""

    code: str
    reason: str
    rank: int


_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\s,;:()\[\]“”\"—–]+|[,;:()\[\]“”\"—–]")
_LOWER_TITLES = frozenset(
    [
        "president",
        "premier",
        "minister",
        "secretary",
        "undersecretary",
        "chancellor",
        "senator",
        "representative",
        "congressman",
        "congresswoman",
        "governor",
        "mayor",
        "speaker",
        "ambassador",
        "envoy",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chairman",
        "chairwoman",
        "chair",
        "chief",
        "director",
        "head",
        "leader",
        "whip",
        "adviser",
        "advisor",
        "aide",
        "lawmaker",
        "lawmakers",
        "legislator",
        "deputy",
        "judge",
        "justice",
        "prosecutor",
        "attorney",
        "lawyer",
        "counsel",
        "solicitor",
        "sheriff",
        "general",
        "lieutenant",
        "colonel",
        "captain",
        "commander",
        "admiral",
        "sergeant",
        "officer",
        "detective",
        "inspector",
        "marshal",
        "king",
        "queen",
        "prince",
        "princess",
        "emir",
        "sheikh",
        "sultan",
        "pope",
        "cardinal",
        "archbishop",
        "bishop",
        "candidate",
        "nominee",
        "official",
        "negotiator",
        "diplomat",
        "politician",
        "activist",
        "dissident",
        "journalist",
        "reporter",
        "correspondent",
        "photographer",
        "economist",
        "professor",
        "analyst",
        "expert",
        "scholar",
        "researcher",
        "historian",
        "author",
        "writer",
        "businessman",
        "businesswoman",
        "billionaire",
        "oligarch",
        "tycoon",
        "commissioner",
        "councillor",
        "treasurer",
        "member",
        "parliamentarian",
        "senator-elect",
        "president-elect",
        "vice-president",
        "vice-premier",
        "co-chair",
        "coach",
        "player",
        "striker",
        "footballer",
        "singer",
        "actor",
        "actress",
        "director-general",
        "secretary-general",
        "counterpart",
        "strongman",
        "dictator",
        "ruler",
        "cleric",
        "ayatollah",
        "soldier",
        "pilot",
        "astronaut",
        "cosmonaut",
        "scientist",
        "physicist",
        "lobbyist",
        "strategist",
        "republican",
        "democrat",
        "conservative",
        "mp",
        "mep",
        "citizen",
        "national",
        "wife",
        "husband",
        "son",
        "daughter",
        "brother",
        "sister",
        "widow",
        "father",
        "mother",
        "inventor",
        "engineer",
        "doctor",
        "teacher",
        "student",
        "veteran",
        "resident",
        "native",
        "pastor",
        "priest",
        "negotiators",
        "regulator",
        "veteran",
        "boss",
        "teenager",
        "woman",
        "man",
    ]
)
_LINKS = frozenset(["of", "for", "and", "the", "&", "then", "former", "ex", "acting", "a", "an", "to", "at", "in", "on", "from"])
_OUTWARD = re.compile(
    r"\b(?:ambassador|envoy|representative|adviser|advisor|expert|specialist|emissary|delegate|attach[eé]|consul|negotiator|coordinator)\b.*?\b(to|for|in|on|with|at)\b",
    re.I,
)
_ABOUT = re.compile(
    r"^\s+(?:expert|analyst|scholar|specialist|researcher|correspondent|watcher|bureau|desk|policy|program|programme|director at|studies|hand|summit|talks|war|deal|crisis)\b",
    re.I,
)
_US_OFFICE = re.compile(
    r"\b(?:(?:Senate|House) (?:[A-Z]?\w+ ){0,4}(?:Leader|leader|Whip|whip|Speaker|speaker|Chairman|chairman|Chairwoman|chairwoman|Chair|chair|Committee|committee|Republican|Republicans|Democrat|Democrats|member|manager)"
    r"|House Speaker|[Ss]peaker of the House|[Ss]ecretary of (?:[Ss]tate|[Dd]efense|[Hh]omeland|[Ll]abor|[Cc]ommerce|[Ee]nergy|the [Tt]reasury|[Vv]eterans|[Aa]griculture|[Ii]nterior|[Hh]ealth)"
    r"|(?:Treasury|Defense|Homeland Security|Labor|Commerce|Transportation|HUD|HHS|Veterans Affairs|Education|Energy|Interior|Agriculture|Health and Human Services|Press) [Ss]ecretary"
    r"|[Aa]ttorney [Gg]eneral|[Ss]olicitor [Gg]eneral|[Ss]urgeon [Gg]eneral|[Nn]ational [Ss]ecurity [Aa]dvis[eo]r|[Ff]irst [Ll]ady|[Ss]pecial [Cc]ounsel|[Vv]ice [Pp]resident|[Pp]ress [Ss]ecretary"
    r"|[Dd]istrict [Aa]ttorney|[Ss]tate (?:[Ss]enator|[Ss]en\.|[Rr]ep\.|[Rr]epresentative)|U\.S\. [Aa]ttorney|[Cc]ongress(?:man|woman)|Sen\.|Sens\.|Rep\.|Reps\.|Gov\.|[Gg]overnor|[Ss]enator|[Ss]heriff"
    r"|(?:majority|minority) (?:leader|whip)|(?:Majority|Minority) (?:Leader|Whip)|Supreme Court Justice|[Cc]hief [Jj]ustice|[Ss]uperdelegate|federal (?:judge|prosecutor)s?|(?:district|circuit|federal appeals) (?:court )?judge"
    r"|[Pp]resident-elect|presidential (?:candidate|nominee|hopeful|contender)|[Jj]oint [Cc]hiefs|FBI|CIA|NSA|(?:county|County) (?:commissioner|executive|clerk|prosecutor)|assembly(?:man|woman)|[Mm]ayor|[Pp]olice [Cc]hief|[Cc]ity [Cc]ouncil(?:man|woman|member)?"
    r"|[Nn]ational [Ii]ntelligence)\b"
)
_STRICT_US = re.compile(
    r"\b(?:Sen\.|Sens\.|Rep\.|Reps\.|Gov\.|[Cc]ongress(?:man|woman)|(?:Senate|House) (?:Majority|Minority|majority|minority) (?:Leader|leader|Whip|whip)|White House|special counsel|House Speaker|U\.S\. Attorney|FBI|CIA|NSA|Joint Chiefs)\b"
)
_FAMILY = frozenset(
    [
        "wife",
        "husband",
        "son",
        "daughter",
        "brother",
        "sister",
        "widow",
        "father",
        "mother",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "adviser",
        "advisor",
        "lawyer",
        "attorney",
        "counsel",
        "chief",
        "manager",
        "strategist",
        "ally",
        "press",
        "secretary",
        "deputy",
        "staff",
        "campaign",
    ]
)
_GOVERNMENT = re.compile(
    r"\b(?:[Gg]overnment|[Mm]inistry|[Mm]inister|[Pp]arliament|[Pp]resident|[Pp]residency|[Cc]abinet|[Aa]rmy|[Nn]avy|[Mm]ilitary|[Aa]ir [Ff]orce|[Pp]olice|[Ee]mbassy|[Cc]onsulate|[Cc]ourt|[Cc]ommission|[Cc]ouncil|[Aa]gency|[Aa]uthority|[Dd]epartment|"
    r"[Pp]arty|[Ss]enate|[Cc]ongress|[Aa]ssembly|[Bb]ank|[Gg]uard|[Ii]ntelligence|[Aa]dministration|[Oo]ffice|[Ss]ecretariat|[Ll]egislature|[Ff]orces?|[Bb]ureau|[Cc]oast [Gg]uard|state (?:media|television|TV))\b"
)


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    """Countries, adjectives, bodies and organisations that may stand in a title phrase, longest first."""
    words: set[str] = set()
    for row in countries.read_table("countries.csv"):
        words.update([row["name"], *countries.several(row["aliases"]), *countries.several(row["demonyms"])])
    words.discard("CAR")
    options = "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-]|\.\w)")


@lru_cache(maxsize=1)
def _institutions() -> re.Pattern[str]:
    rows = [
        r
        for r in countries.read_table("bodies.csv")
        if r["phrase"] not in ("House", "Commons", "Congress", "Senate", "Diet", "Democratic", "Labour", "Capitol", "Commonwealth")
    ]
    options = "|".join(sorted((re.escape(r["phrase"]) for r in rows), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-])")


@lru_cache(maxsize=1)
def _states() -> re.Pattern[str]:
    rows = countries.read_table("us_states.csv")
    forms = {f for r in rows for f in [r["name"], *countries.several(r["short"])]} - {"Georgia", "Washington"}
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted((re.escape(f) for f in forms), key=len, reverse=True))})(?![\w-])")


def of_phrase(phrase: str, american: bool) -> Speaks | None:
    """Country of a title or apposition: "French President" -> FR; "ambassador to Israel" says nothing; None where it does not say."""
    shown = " ".join(phrase.split()).strip(" ,")
    own = phrase
    out = _OUTWARD.search(phrase)
    if out:
        own = phrase[: out.start(1)]
    institution = None
    for m in _institutions().finditer(own):
        body = countries.body(m.group())
        if body and body.code in countries.BODIES:
            return Speaks(body.code, f'title "{shown}"', 3)
        if body and body.kind in ("media", "private", "state media") and institution is None:
            return None
        if body and body.code and institution is None:
            institution = body.code
    for m in _places().finditer(own):
        code = countries.lookup(m.group())
        if not code or (countries.country(m.group()) and _ABOUT.match(own[m.end() :])):
            continue
        if countries.is_body(code) or not _ABOUT.match(own[m.end() :]) or countries.nationality(m.group()):
            return Speaks(code, f'title "{shown}"', 3)
    if institution:
        return Speaks(institution, f'title "{shown}"', 2)
    state = _states().search(own)
    if state and re.search(r"\b(?:[A-Z]\w+)?\b", own):
        return Speaks("US", f'title "{shown}", a US state', 2)
    if re.search(r"\b(?:Republicans?|Democrats?|GOP|Democratic)\b", own):
        return Speaks("US", f'title "{shown}", a US party', 2)
    if _STRICT_US.search(own) or (american and _US_OFFICE.search(own)):
        return Speaks("US", f'title "{shown}", an office in the United States', 2)
    return None


def title_before(text: str, start: int) -> tuple[int, int] | None:
    """Span of the title phrase that ends right before a name: "the former French Prime Minister |Name|", "national security adviser, |Name|"."""
    floor = max(0, start - 130)
    left = text[floor:start]
    cut = max(
        left.rfind("\n"),
        left.rfind(". ") if not re.search(r"(?:U\.S|U\.N|[A-Z]|Sen|Rep|Gov|Gen|Lt|Col|Dr|Mr)\. [^.]*$", left) else -1,
        left.rfind("; "),
        left.rfind(") "),
    )
    left = left[cut + 1 :]
    offset = start - len(left)
    tokens = [(m.start() + offset, m.end() + offset, m.group()) for m in _WORD.finditer(left)]
    if not tokens:
        return None
    i = len(tokens) - 1
    comma = tokens[i][2] == ","
    if comma:
        i -= 1
    if i < 0 or not _head(tokens[i][2]):
        return None
    end = tokens[i][1]
    if comma and tokens[i][2][:1].isupper() and tokens[i][2].endswith("."):
        return None
    first = i
    while i > 0:
        word = tokens[i - 1][2]
        bare = re.sub(r"['’]s?$", "", word)
        if word in ("“", '"', "(", ")", ":", "—", "–", ";", "[", "]", ","):
            break
        if (
            bare[:1].isupper()
            or bare.lower() in _LINKS
            or bare.lower() in titles()
            or bare.lower() in _LOWER_TITLES
            or re.fullmatch(
                r"(?:\w+-)+\w+|top|new|longtime|ruling|right|far-right|left|foreign|defen[cs]e|prime|vice|human|trade|finance|interior|opposition|energy|health|campaign|national|security|press|party|political|military|nuclear|chief|senior|deputy|presidential|executive|managing|general|intelligence|government|ministry|state|staff|affairs|policy|economic",
                bare,
            )
        ):
            i -= 1
            if bare.lower() not in ("the", "a", "an", "and", "to", "of", "for", "in", "on", "at", "from") or bare.lower() == "of":
                first = i
            if bare.lower() in ("a", "an"):
                break
            continue
        break
    while first < len(tokens) and tokens[first][2].lower() in _LINKS - {"former", "then", "acting", "ex"}:
        first += 1
    begin = tokens[first][0] if first < len(tokens) else end
    return (begin, end) if begin < end else None


def _head(word: str) -> bool:
    bare = word.strip("“”\"'").lower()
    row = titles().get(bare)
    return bool(row and row.part in ("head", "calling")) or bare in _LOWER_TITLES or bare in ("lady", "general", "chief")


_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:,|\(|—|–|-|is|was|who is|who was|who has been|became|has been)\s*(?:who (?:is|was|served as|serves as|leads|heads|chairs|runs|represents|led|headed)\s+)?(?:(?:the|a|an|then|now|his|her|its|one of the|one of|also the|also a|currently the)\s+)?"
    r"(?P<phrase>[^.;\n()“”\"—–]{3,120})"
)
_PARTY_AFTER = re.compile(r"^,?\s*\(?\s*(?:R|D|I|Republican|Democrat)\s?[-–—‐‑]\s?(?P<state>[A-Z][A-Za-z.]*(?: [A-Z][a-z]+)?)")
_OF_STATE = re.compile(r"^,? (?:a |the )?(?:[\w-]+ ){0,4}(?:of|from|for) (?P<place>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})")


def title_after(text: str, end: int) -> tuple[int, int] | None:
    """Span of the apposition right after a name: "Name, |the prime minister of Hungary|,"; must hold a word for an office or a calling."""
    right = text[end : end + 160]
    m = _AFTER.match(right)
    if not m:
        return None
    phrase = m.group("phrase")
    pieces = phrase.split(",")
    take = pieces[0]
    for piece in pieces[1:3]:
        # "the foreign minister of X, said" stops; "chief executive, Acme," goes no further either
        if (
            re.match(r"\s+(?:and |the |a )?(?:[A-Z]|former)", piece)
            and not re.search(r"\b(?:said|told|says|has|had|was|is|will|would|who)\b", take)
            and not _heads_in(take)
        ):
            take += "," + piece
        else:
            break
    take = re.split(
        r"\s(?:who|which|that|said|says|told|has|had|have|will|would|was|were|is|are|when|after|before|as|but|while|where|whose|during|wrote|by)\s",
        take + " ",
    )[0].rstrip()
    if not _heads_in(take):
        return None
    start = end + m.start("phrase")
    return start, start + len(take)


def _heads_in(phrase: str) -> bool:
    return any(_head(w) for w in re.findall(r"[\w.-]+", phrase)) or bool(re.search(r"\b(?:R|D)-[A-Z]", phrase))


def evidence(text: str, person: Person, american: bool) -> tuple[list[Speaks], list[Role], list[str]]:
    """All that the text says about a person's office: reasons, roles, and the phrases that name another person ("Smith's spokesman")."""
    reasons: list[Speaks] = []
    roles: list[Role] = []
    phrases: list[str] = []
    for f in person.found:
        own = f.text.split()[0] if f.text.split()[0].lower() in ("king", "queen", "prince", "princess", "pope", "emir") else ""
        party = _PARTY_AFTER.match(text[f.end : f.end + 30])
        if party:
            shown = text[f.end : f.end + party.end()].strip(" ,(")
            reasons.append(Speaks("US", f'party and state "{shown}"', 3))
        for span in (title_before(text, f.start), title_after(text, f.end)):
            if not span:
                continue
            phrase = text[span[0] : span[1]]
            speaks = of_phrase(phrase, american)
            roles.append(Role(" ".join(phrase.split()), speaks.code if speaks else None, span[0], span[1]))
            phrases.append(phrase)
            if speaks:
                reasons.append(speaks)
        if own:
            of = re.match(r"\s+of\s+([A-Z]\w+(?: [A-Z]\w+)?)", text[f.end : f.end + 40])
            code = countries.lookup(of.group(1)) if of else None
            if code and of:
                reasons.append(Speaks(code, f'title "{text[f.start : f.end + of.end()]}"', 3))
        possessive = re.search(r"((?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)['’]s?\s+$", text[max(0, f.start - 40) : f.start].split("\n")[-1])
        if possessive:
            code = countries.country(possessive.group(1)) or countries.country(possessive.group(1).split()[-1])
            if code:
                reasons.append(Speaks(code, f'"{possessive.group(1)}’s {f.text}"', 3))
    return reasons, roles, phrases


def decide(person: Person, reasons: list[Speaks]) -> Speaks | None:
    """The best supported country. A known person's own country wins over weaker or contrary evidence unless the table leaves a choice."""
    votes: dict[str, float] = {}
    for reason in reasons:
        votes[reason.code] = votes.get(reason.code, 0) + 10 ** (reason.rank - 2)
    best = max(votes, key=lambda code: votes[code]) if votes else None
    if person.known:
        allowed = person.known.codes
        choice = best if best in allowed else allowed[0]
        stated = next((r for r in sorted(reasons, key=lambda r: -r.rank) if r.code == choice), None)
        return stated or Speaks(choice, f"well known: {person.known.name} speaks for {countries.name(choice)}", 2)
    if best is None:
        return None
    return max((r for r in reasons if r.code == best), key=lambda r: r.rank)


def by_way_of(phrases: list[str], before: str, others: dict[str, tuple[str, str]]) -> Speaks | None:
    """Through the person served: "a spokesman for Smith", "Smith’s lawyer". ``others``: short form -> (name, code)."""
    for phrase in [*phrases, before]:
        words = set(re.findall(r"[\w-]+", phrase.lower()))
        if not words & _FAMILY:
            continue
        for form, (name, code) in others.items():
            if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", phrase):
                return Speaks(code, f'"{" ".join(phrase.split())}": serves {name}', 1)
    return None


def is_american(text: str) -> bool:
    """The article reads as American: many words of its public life, more than of any other country's. Needed where an office has no country beside it."""
    cues = len(
        re.findall(
            r"\b(?:U\.S\.|US|American|Americans|America|Senate|Congress|White House|Republicans?|Democrats?|GOP|Capitol|Sen\.|Rep\.|Gov\.|Obama|Trump|Biden|FBI|Pentagon)(?!\w)",
            text,
        )
    )
    cues += len(_states().findall(text))
    others: dict[str, int] = {}
    for m in _places().finditer(text):
        code = countries.lookup(m.group())
        if code and code != "US":
            others[code] = others.get(code, 0) + 1
    return cues >= 3 and cues >= max(others.values(), default=0) * 0.7


def of_organisation(name: str, before: str, american: bool) -> Speaks | None:
    """Country of an organisation: a known body, a nationality in or right before its name; companies and outlets have none."""
    body = countries.body(name)
    if body:
        return Speaks(body.code, f"{name} is known to belong to {countries.name(body.code)}", 2) if body.code else None
    metonym = countries.metonym(name)
    if metonym and not countries.capital(name):
        return Speaks(metonym.code, f"{name} stands for {countries.name(metonym.code)}", 2)
    if re.search(
        r"\b(?:University|College|Institute|Inc|Corp|News|Times|Post|Journal|Airlines|Airways|Group|Company|Foundation|Center|Centre|Union of|Club|FC|School|Hospital|Church)\b",
        name,
    ):
        return None
    institution = _institutions().search(name)
    if institution:
        known = countries.body(institution.group())
        if known and known.code in countries.BODIES:
            return Speaks(str(known.code), f"{institution.group()} in its name", 2)
    if not _GOVERNMENT.search(name):
        return None
    for m in _places().finditer(name):
        code = countries.lookup(m.group())
        if code:
            return Speaks(code, f'"{m.group()}" in its name', 3)
    m2 = re.search(r"(?:(?P<of>[\w.]+(?: [\w.]+)?)['’]s?|(?P<adj>[\w.]+(?: [\w.]+)?)) (?:the )?$", before)
    if m2:
        word = m2.group("of") or m2.group("adj")
        for candidate in (word, word.split()[-1]):
            code = countries.lookup(candidate)
            if code:
                return Speaks(code, f'"{candidate}" right before it', 3)
    if _states().search(name):
        return Speaks("US", "a US state in its name", 2)
    if institution:
        known = countries.body(institution.group())
        if known and known.code:
            return Speaks(known.code, f"{institution.group()} in its name", 2)
    return None
