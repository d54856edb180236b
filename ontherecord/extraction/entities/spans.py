"""Where names stand: the recogniser's spans cleaned, its labels corrected by the tables, its misses added by patterns.

Everything here works on characters of ``doc.text``. No span crosses a line break, so none crosses a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from ontherecord import countries
from ontherecord.countries import read_table
from ontherecord.extraction.entities import names

KEPT = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})


@dataclass(slots=True)
class Found:
    """One name in the text. ``strong`` where it can be the reason for a person; a headline, byline or credit cannot."""

    start: int
    end: int
    label: str
    text: str
    strong: bool = True
    title: str = ""
    """Word right before it that marks a person ("Mr.", "Senator", "Pope"), as written."""


CALENDAR = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.", "Easter", "Christmas", "Ramadan"]
)
NOT_A_NAME = frozenset(
    ["University", "College", "School", "Institute", "Center", "Centre", "Street", "Avenue", "Road", "Act", "Bill", "Party", "News", "Post", "Times", "Journal", "Press", "House", "Senate", "Committee", "Commission", "Council", "Court", "Department", "Ministry", "Agency", "Association", "Foundation", "Fund", "Bank", "Group", "Company", "Corp", "Inc", "Co", "Ltd", "Airport", "Hospital", "Park", "Square", "Bridge", "River", "Lake", "Island", "Islands", "Mountain", "Valley", "County", "City", "Beach", "Union", "League", "Church", "Army", "Navy", "Force", "Forces", "Police", "Guard", "War", "Treaty", "Accord", "Agreement", "Plan", "Doctrine", "Administration", "Campaign", "Project", "Organization", "Organisation", "Network", "Channel", "Show", "Tonight", "Today", "Live", "Report", "Photo", "Image", "Images", "Story", "Stories", "Continued", "Video", "Read", "More", "Related", "Watch", "Share", "Email", "Twitter", "Facebook", "Instagram", "YouTube", "Tweet", "Tweets", "Getty", "Reuters", "AFP", "AP", "CNN", "MSNBC", "NBC", "ABC", "CBS", "NPR", "BBC", "PBS", "Fox", "FILE", "Follow", "Trending", "Advertisement", "Republican", "Republicans", "Democrat", "Democrats", "Democratic", "Christian", "Muslim", "Jewish", "Islamic", "Constitution", "Amendment", "Coronavirus", "Covid", "COVID-19", "Obamacare", "ObamaCare", "Brexit", "Medicare", "Medicaid", "Twitter's", "Google", "Apple", "Amazon", "Internet", "Google's", "Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.", "President", "Minister", "Senator", "Stadium", "Arena", "Cup", "Championship", "Olympics", "Games", "FC", "United", "Museum", "Theatre", "Theater", "Hotel", "Tower", "Building", "Palace", "Hall", "Airlines", "Airways", "Motors", "Bros", "Highway", "Square", "Tribune", "Herald", "Gazette", "Daily", "Caucus", "Coalition", "Alliance", "Institution", "Society", "Federation", "Front", "Movement", "Authority", "Office", "Bureau", "Service", "Services", "Board", "Trust", "Studies", "Policy", "Project", "Initiative", "Network", "Studios", "Records", "Books", "Law", "Rights", "Code", "Rule", "Rules", "Congress", "Parliament", "Capitol", "Hill's", "Summit", "Conference", "Convention", "Festival", "Day", "Week", "Year", "Award", "Awards", "Prize", "Medal", "Gate", "Wall", "Strip", "Coast", "Bay", "Gulf", "Sea", "Ocean", "Desert", "Syndrome", "Disease", "Virus", "Flu", "Pandemic", "Hurricane", "Tropical", "Storm", "Cyclone", "Typhoon", "Earthquake", "Online", "Magazine", "Podcast", "Media", "Inc.", "Corp.", "Co.", "Ltd.", "LLC", "Division", "Brigade", "Battalion", "Regiment", "Corps"]
)
_GOVERNMENTAL = re.compile(
    r"\b(?:Ministry|Ministries|Department|Army|Navy|Air Force|Armed Forces|Police|Parliament|Embassy|Consulate|Government|Supreme Court|High Court|Constitutional Court|Central Bank|"
    r"National Assembly|Senate|House of Representatives|Electoral Commission|Election Commission|Security Council|Coast Guard|Intelligence Service|Presidential Administration|Cabinet)\b"
)
_HILL_WIDGET = re.compile(r"(?<=[a-z.])(?=[A-Z])[^\n]{15,600}?\bMORE\b")
_CREDIT = re.compile(
    r"\((?:[^()\n]{0,60}\b(?:[Pp]hoto|Image|AP|Getty|Reuters|REUTERS|AFP|EPA)\b[^()\n]{0,60})\)|(?:Photo(?:graph)?s?|Image|Illustration|Video|Credit|Source)s?(?: by|:)[^\n.]{3,60}"
    r"|[^\n.]{0,60}(?:/|\||via )(?:AP|AFP|Reuters|REUTERS|Getty Images|Getty|EPA|Bloomberg|NPR|POLITICO)\b[^\n.]{0,30}"
    r"|(?:[Rr]eporting|[Ee]diting|[Ww]riting) by [^\n.]{3,120}|[^\n.]{3,160}contributed to this (?:report|story|article)|(?:Follow|Email|Contact) [^\n.]{3,80}(?: on Twitter|@| at )[^\n]{0,80}"
)
_BYLINE = re.compile(r"\s*(?:By|BY|Posted by|Written by|Reported by)\s+[A-Z]")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’')\]]*\s*$|[\"”]\s*$|,\s*$")

_NAME_WORD = r"(?:(?:[A-Z]\.){1,3}|(?:[dDlL]['’]|O['’])?[A-ZÀ-ÖØ-ÞŁŚŠŽĆČĐ][\w’'-]*[\w]\.?)"
_PARTICLE = r"(?:al|el|bin|ibn|abu|de|da|di|du|del|della|der|den|dos|das|la|le|van|von|ul|Al|El|ter|bint)"
NAME = rf"{_NAME_WORD}(?:[ ]+(?:{_PARTICLE}[ -]){{0,2}}{_NAME_WORD}){{0,4}}"
_CAMEL = re.compile(r"(?<![A-Z])(?<=[a-z]{2})(?=[A-Z])")
_CAMEL_OK = re.compile(r"(?:Mac|Mc|De|Di|La|Le|Du|Van|Von|Fitz|O['’]|Al-|El-|d['’]|Des|Del)$")
_PARTY_TAG = re.compile(rf"({NAME})(?:,)? ?\(?\b(?:R|D|I|Republican|Democrat)[-–—‐‑]\s?[A-Z][A-Za-z.]+")
_HONORIFIC_WORDS: frozenset[str]


@lru_cache(maxsize=1)
def titles() -> dict[str, dict[str, str]]:
    """Rows of titles.csv by lower-case word; a word that is both a head and a modifier counts as a head."""
    rows: dict[str, dict[str, str]] = {}
    for row in read_table("titles.csv"):
        known = rows.get(row["word"].lower())
        if not known or known["part"] == "modifier":
            rows[row["word"].lower()] = row
    return rows


@lru_cache(maxsize=1)
def _before_names() -> frozenset[str]:
    """Words that mark the capitalised word after them as a person, with the capital they need there."""
    strong = {row["word"] for row in titles().values() if row["part"] in ("head", "honorific")}
    return frozenset(
        strong
        - {
            "General",
            "Major",
            "Deputy",
            "Father",
            "Sister",
            "Captain",
            "Chief",
            "Justice",
            "Republican",
            "Democrat",
            "Official",
            "Attorney",
            "Director",
            "Officer",
            "Leader",
        }
    )


@lru_cache(maxsize=1)
def _title_then_name() -> re.Pattern[str]:
    words = sorted((w for w in _before_names() if w not in {"MP", "CEO"}), key=len, reverse=True)
    both = "|".join(re.escape(w) for w in words)
    lower = "|".join(
        w.lower()
        for w in words
        if w.isalpha()
        and w not in {"Mr", "Ms", "Mrs", "Dr", "Miss", "Lord", "Lady", "King", "Queen", "Prince", "Princess", "TD", "Host", "Chair", "Whip", "Sheikh"}
    )
    return re.compile(rf"(?<![\w.])(?P<title>{both}|{lower})\s(?P<name>{NAME})")


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, list[tuple[str, str]]]:
    """First word -> [(phrase, label)], longest phrase first: countries, nationalities, known organisations, buildings that stand for governments."""
    phrases: dict[str, str] = {}
    for row in read_table("metonyms.csv"):
        if not countries.capital(row["phrase"]) and row["phrase"] not in ("Chancellery", "Westminster"):
            phrases[row["phrase"]] = "ORG"
    for row in read_table("bodies.csv"):
        if row["phrase"] not in (
            "House",
            "Capitol",
            "Commons",
            "Labour",
            "Diet",
            "Fed",
            "Fox",
            "Bild",
            "Fars",
            "SEC",
            "ICE",
            "WHO",
            "Guardian",
            "Commonwealth",
            "Apple",
            "Amazon",
        ):
            label = {"event": "EVENT"}.get(row["kind"], "ORG")
            phrases[row["phrase"]] = (
                "NORP"
                if row["phrase"] in ("Republicans", "Democrats", "Republican", "Democrat", "Democratic", "Tories", "Tory", "Conservatives")
                else label
            )
    for row in read_table("countries.csv"):
        organisation = "ORG" if row["code"] in countries.BODIES else "GPE"
        for alias in [row["name"], *countries.several(row["aliases"])]:
            phrases[alias] = organisation
        for word in countries.several(row["demonyms"]):
            phrases.setdefault(word, "NORP")
    for ambiguous in (
        "Jordan",
        "Chad",
        "Georgia",
        "Turkey",
        "Niger",
        "Guinea",
        "CAR",
        "Pole",
        "Poles",
        "Dane",
        "Kiwi",
        "Kiwis",
        "Brit",
        "Scot",
        "Swede",
        "Finn",
        "Lao",
        "Emirates",
        "Dominica",
        "Polish",
    ):
        phrases.pop(ambiguous, None)
    phrases.update({"Polish": "NORP"})
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase, label in phrases.items():
        by_first.setdefault(re.split(r"[ ’']", phrase)[0], []).append((phrase, label))
    for options in by_first.values():
        options.sort(key=lambda option: -len(option[0]))
    return by_first


def weak_zones(doc: Doc) -> list[tuple[int, int]]:
    """Stretches whose names are mentions but never the only reason for a person: headline, bylines, credits, captions, link widgets, headings."""
    text = doc.text
    zones: list[tuple[int, int]] = []
    headline = doc._.headline
    if headline:
        zones.append((headline[0], headline[1]))
    for line in re.finditer(r"[^\n]+", text):
        words = line.group().split()
        if not words:
            continue
        if (_BYLINE.match(line.group()) and len(words) <= 14) or (len(words) <= 14 and not _SENTENCE_END.search(line.group())) or (len(words) > 1 and len(words) <= 14 and line.group().isupper()):
            zones.append(line.span())
    zones.extend(m.span() for m in _CREDIT.finditer(text))
    if "MORE" in text:
        zones.extend(m.span() for m in _HILL_WIDGET.finditer(text))
    return merged(zones)


def merged(zones: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(zones):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def inside(zones: list[tuple[int, int]], char: int) -> bool:
    i = bisect_right(zones, (char, float("inf"))) - 1
    return i >= 0 and zones[i][0] <= char < zones[i][1]


_EDGES = " \t\"“”‘’'«»()[]{},;:–—-*•…|/"


def trim(text: str, start: int, end: int, *, person: bool = False) -> tuple[int, int]:
    """Edges without spaces, quotes, brackets and possessives; one line only; for a person without "the"."""
    piece = text[start:end]
    if "\n" in piece:
        parts = [m for m in re.finditer(r"[^\n]+", piece) if m.group().strip()]
        if not parts:
            return start, start
        part = max(parts, key=lambda m: len(m.group()))
        start, end = start + part.start(), start + part.end()
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        for tail in ("'s", "’s", "´s", "39s"):
            if text[start:end].endswith(tail):
                end -= len(tail)
        for head in ("the ", "The ", "THE ", "a ", "A ", "an ", "this ", "our "):
            if text[start:end].startswith(head):
                start += len(head)
        if (
            end > start
            and text[end - 1] in ".!?"
            and not re.search(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St|Gov|Sen|[A-Z][a-z]{1,3})\.)$", text[start:end])
        ):
            end -= 1
        if person and end > start and text[end - 1] == "." and not re.search(r"(?:Jr|Sr|\b[A-Z])\.$", text[start:end]):
            end -= 1
        if (start, end) == before:
            return start, end


def _person_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The name inside a span that should hold a person: titles off its front, other words off its end."""
    start, end = trim(text, start, end, person=True)
    words = list(re.finditer(r"\S+", text[start:end]))
    camel = next((w.start() + m.start() for w in words for m in _CAMEL.finditer(w.group()) if not _CAMEL_OK.search(w.group()[: m.start()])), None)
    if camel is not None:
        end = start + camel
        words = list(re.finditer(r"\S+", text[start:end]))
    first = 0
    while first < len(words) - 1:
        word = words[first].group()
        bare = word.strip(_EDGES).removesuffix("'s").removesuffix("’s")
        row = titles().get(bare.lower())
        royal = bare.lower() in names.ROYAL and len(words) - first == 2
        if royal and row:
            break
        upper = bare[:1].isupper()
        if (
            (
                row
                and not (
                    bare in ("Major", "Chase", "Justice", "King", "Prince", "Bishop", "Pope", "Judge", "Fire", "Rose", "Chance")
                    and first == len(words) - 2
                    and False
                )
            )
            or (not upper and bare.lower() not in names.PARTICLES)
            or bare in CALENDAR
            or word.endswith(("'s", "’s", ","))
            or (countries.lookup(bare) and bare not in ("Jordan", "Chad", "Israel", "America", "Georgia", "Dominica"))
        ):
            first += 1
            continue
        break
    last = len(words)
    for i in range(first, last):
        bare = words[i].group().strip(_EDGES)
        ends = words[i].group().rstrip("”\"’'").endswith((",", ";", ":", "'s", "’s", ")"))
        suffix = i + 1 < last and names.fold(words[i + 1].group()).strip(".,") in names.SUFFIXES
        if i > first and ((bare.lower() not in names.PARTICLES and not bare[:1].isupper()) or bare in CALENDAR):
            last = i
            break
        if ends and not suffix:
            last = i + 1
            break
    while last > first + 1 and (words[last - 1].group().strip(_EDGES).lower() in names.PARTICLES and words[last - 1].group()[:1].islower()):
        last -= 1
    if first >= last:
        return start, start
    return trim(text, start + words[first].start(), start + words[last - 1].end(), person=True)


def looks_like_person(name: str) -> bool:
    """Capitalised words only, no digits, nothing from the lists of what names are not."""
    words = name.split()
    if not words or len(words) > 6 or any(c.isdigit() or c in "@/|_&#" for c in name) or len(name) < 2:
        return False
    if any(w in NOT_A_NAME or w in CALENDAR for w in words) and not (
        len(words) > 1
        and words[-1] in ("Park", "Hill", "Church", "Law", "Hall", "Post", "Day", "Bridge", "Lake", "Gates", "Rules", "Read")
        and names.is_first_name(words[0])
    ):
        return False
    if len(words) == 1:
        if name.isupper() and len(name) <= 5:
            return False
        if countries.lookup(name) or countries.us_state(name) or (countries.capital(name) and not names.known_alone(name)):
            return False
        return not (countries.body(name) and not names.known_alone(name))
    if countries.lookup(name) or countries.body(name) or countries.us_state(name) or countries.is_us_city(name) or countries.capital(name):
        return False
    capital = sum(w[:1].isupper() for w in words)
    return capital >= 2 or (capital == 1 and any(w.lower() in names.PARTICLES for w in words))


def _from_recogniser(doc: Doc, zones: list[tuple[int, int]]) -> Iterator[Found]:
    text = doc.text
    for ent in doc.ents:
        label = ent.label_
        if label not in KEPT:
            continue
        raw = ent.text
        if label == "PERSON" or (label in ("ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC", "NORP", "LOC") and _hidden_person(raw)):
            start, end = _person_span(text, ent.start_char, ent.end_char)
            name = text[start:end]
            if start < end and looks_like_person(name):
                yield Found(start, end, "PERSON", name, not inside(zones, start))
                continue
            if label == "PERSON":
                start, end = trim(text, ent.start_char, ent.end_char)
                label = _other_label(text[start:end], "ORG" if set(text[start:end].split()) & NOT_A_NAME else "")
                if not label:
                    continue
        start, end = trim(text, ent.start_char, ent.end_char)
        name = text[start:end]
        if (
            len(name) < 2
            or not any(c.isupper() for c in name)
            or name in CALENDAR
            or (len(name.split()) > 2 and name.isupper() and inside(zones, start))
            or "@" in name
            or "http" in name
        ):
            continue
        label = _other_label(name, label)
        yield Found(start, end, label, name, not inside(zones, start))


def _hidden_person(raw: str) -> bool:
    """A span that the recogniser calls an organisation or place but that holds a known person or starts with a given name."""
    words = raw.strip(_EDGES).split()
    if not words or set(words) & NOT_A_NAME:
        return False
    bare = " ".join(words).removesuffix("'s").removesuffix("’s")
    if names.known_alone(bare) and not countries.lookup(bare):
        return True
    return (
        2 <= len(words) <= 3
        and names.is_first_name(words[0])
        and all(w[:1].isupper() for w in words)
        and not countries.body(bare)
        and not countries.us_state(bare)
    )


def _other_label(name: str, label: str) -> str:
    if countries.country(name):
        return "ORG" if countries.is_body(countries.country(name) or "") else "GPE"
    if countries.nationality(name):
        return "NORP"
    known = countries.body(name)
    if known:
        return {"event": "EVENT"}.get(
            known.kind, "NORP" if known.kind == "party" and " " not in name and name.endswith(("s", "crat", "can", "tic")) else "ORG"
        )
    if countries.metonym(name) and not countries.capital(name):
        return "ORG"
    if countries.capital(name) or countries.us_state(name):
        return "GPE"
    if label in ("FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "NORP") and _GOVERNMENTAL.search(name):
        return "ORG"
    return label


def _from_gazetteer(text: str, zones: list[tuple[int, int]]) -> Iterator[Found]:
    table = _gazetteer()
    skip = 0
    for m in re.finditer(r"(?<![\w.])[A-Zda][\w.]*", text):
        if m.start() < skip:
            continue
        word = m.group()
        options = table.get(word) or table.get(word.rstrip(".")) or ()
        for phrase, label in options:
            end = m.start() + len(phrase)
            if text.startswith(phrase, m.start()) and not (end < len(text) and (text[end].isalnum() or text[end] == "_")):
                yield Found(m.start(), end, label, phrase, not inside(zones, m.start()))
                skip = end
                break


def _from_patterns(text: str, zones: list[tuple[int, int]]) -> Iterator[Found]:
    """Title and name ("Defense Minister Rustem Umerov"), and name with party and state ("Bob Corker (R-Tenn.)")."""
    for m in _title_then_name().finditer(text):
        start, end = _person_span(text, m.start("name"), m.end("name"))
        title = m.group("title")
        if title.lower() in names.ROYAL and " " not in text[start:end]:
            start = m.start("title")
        name = text[start:end]
        if start < end and looks_like_person(name) and not _stray_word(name):
            yield Found(start, end, "PERSON", name, not inside(zones, start), title)
    for m in _PARTY_TAG.finditer(text):
        start, end = _person_span(text, m.start(1), m.end(1))
        if start < end and looks_like_person(text[start:end]) and not _stray_word(text[start:end]):
            yield Found(start, end, "PERSON", text[start:end], not inside(zones, start), "party")


def _stray_word(name: str) -> bool:
    """A title followed by something else that is capitalised: "President General", "Leader Of"."""
    words = name.split()
    return len(words) == 1 and (
        len(name) < 3
        or name.lower() in titles()
        or names.fold(name) in {"the", "of", "for", "and", "is", "has", "was", "who", "in", "on", "at", "he", "she", "says", "said"}
    )


def find(doc: Doc) -> list[Found]:
    """All names of a Doc in text order, without overlaps. Needs ``doc.ents``; ``doc._.headline`` where there is one."""
    text = doc.text
    zones = weak_zones(doc)
    recognised = list(_from_recogniser(doc, zones))
    patterns = list(_from_patterns(text, zones))
    gazetteer = list(_from_gazetteer(text, zones))
    chosen: list[Found] = []
    taken: list[tuple[int, int]] = []

    def free(found: Found) -> bool:
        i = bisect_right(taken, (found.start, 0))
        return not ((i < len(taken) and taken[i][0] < found.end) or (i and taken[i - 1][1] > found.start))

    def take(found: Found) -> None:
        taken.insert(bisect_right(taken, (found.start, found.end)), (found.start, found.end))
        chosen.append(found)

    # a pattern with a title wins over the recogniser where both name a person; the longer one of two persons wins
    people = sorted([f for f in recognised if f.label == "PERSON"] + patterns, key=lambda f: (-(f.end - f.start), not f.title))
    rest = sorted([f for f in recognised if f.label != "PERSON"] + gazetteer, key=lambda f: -(f.end - f.start))
    longer = {(f.start, f.end) for f in rest if f.end - f.start > 0}
    for found in people:
        if any(
            s <= found.start and found.end <= e and (s, e) != (found.start, found.end)
            for s, e in longer
            if not found.title and s < found.end and e > found.start and " " not in found.text
        ):
            continue
        if free(found):
            take(found)
    for found in rest:
        if found.label and free(found):
            take(found)
    titled = {(f.start, f.end): f.title for f in patterns}
    for found in chosen:
        found.title = found.title or titled.get((found.start, found.end), "")
    return sorted(chosen, key=lambda f: f.start)


def occurrences(text: str, forms: Iterable[str], taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Further places where one of ``forms`` stands by itself: not inside a taken span nor beside another capitalised word."""
    options = sorted({form for form in forms if len(form) > 2}, key=len, reverse=True)
    if not options:
        return
    pattern = re.compile(rf"(?<![\w.’'-])(?:{'|'.join(re.escape(o) for o in options)})(?!\w)")
    for m in pattern.finditer(text):
        i = bisect_right(taken, (m.start(), 0))
        if (i < len(taken) and taken[i][0] < m.end()) or (i and taken[i - 1][1] > m.start()):
            continue
        yield m.span()


def counts(found: Iterable[Found]) -> Counter[str]:
    return Counter(f.text for f in found)
