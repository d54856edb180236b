"""Whose position it is: from the subject of a stance word to an entity of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from spacy.tokens import Doc, Token

from ontherecord import countries
from ontherecord.extraction.document import Text, add_entity, paragraph_at
from ontherecord.extraction.positions.grammar import CUT, MODIFIERS, SUBJECTS, child, wording
from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.spans import Spans
from ontherecord.model import Entity, EntityKind, Quote

FIRST = frozenset({"i", "we", "me", "us", "our", "my"})
POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
HOUSES = frozenset({"government", "administration", "ministry", "delegation", "cabinet", "party", "company", "group", "department"})
ACTING = frozenset({"person", "organisation", "country", "group"})
FORMER = re.compile(r"\b(?:former|ex-|then-|onetime)", re.I)
SPOKES = re.compile(r"\b(spokes(man|woman|person|people)|press secretary|speaking for|communications director)\b", re.I)

_NAME = r"[A-Z][\w.\-]{1,40}+(?: [A-Z][\w.\-]{1,40}+){0,3}"
_SPOKEN_FOR = re.compile(
    rf"(?P<before>{_NAME})(?:['’]s)? (?:spokes(?:man|woman|person)|press secretary)|spokes(?:man|woman|person) (?:for|of) (?P<behind>{_NAME})$"
)

PEOPLE = listed(
    "nominee candidate contender "
    "official leader lawmaker senator minister ally protester demonstrator activist resident critic expert republican democrat conservative liberal "
    "member diplomat negotiator adviser advisor aide envoy ambassador general commander governor mayor councillor legislator politician advocate "
    "supporter opponent voter worker teacher doctor union executive official prosecutor lawyer judge justice campaigner group rebel hardliner "
    "moderate parliamentarian delegate deputy mp congressman congresswoman representative chairman chairwoman chief head director president premier "
    "chancellor king queen prince secretary spokesman spokeswoman spokesperson farmer student scientist analyst regulator authority mediator"
)
BODIES = listed(
    "administration government party committee council court parliament ministry department agency commission congress senate house cabinet office "
    "military army police coalition alliance union association federation organization organisation bloc campaign board assembly board company "
    "foundation church bank bureau opposition movement country nation state city jury legislature regime team kingdom bloc institute university"
)
TITLES = listed(
    "president minister premier chancellor senator governor mayor leader secretary king queen pope chairman chairwoman chief ambassador congressman "
    "congresswoman commissioner official spokesman spokeswoman spokesperson director general republican democrat lawmaker candidate nominee"
)


_NEAR = 1_000
"""Subjects before a word among which the one that a pronoun or title means is looked for."""
_OF_SOMETHING = frozenset({"country", "nation", "state", "group", "company", "board", "movement", "member", "head", "chief", "union"})
"""Nobody in particular unless it is said of what."""
_OF_SOME_KIND = frozenset({"member", "group", "company", "state", "country", "leader", "head", "king", "justice", "voter", "resident"})
"""In the plural nobody in particular unless it is said of which kind."""


def _says_of_what(noun: Token) -> bool:
    return any(
        c.dep_ in {"amod", "compound", "nmod"} or (c.dep_ == "poss" and c.pos_ != "PRON") or (c.lower_ == "of" and child(c, "pobj") is not None)
        for c in noun.children
    )


class _Places:
    """Quotes by where they stand, so that an article of a thousand quotes is not walked for each word."""

    def __init__(self, places: list[tuple[int, int, Quote]]) -> None:
        self._places = sorted(places, key=lambda p: p[:2])
        self._starts = [start for start, *_ in self._places]
        self._longest = max((end - start for start, end, _ in places), default=0)

    def over(self, start: int, end: int) -> list[Quote]:
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return list({q.number: q for _, stop, q in self._places[first:last] if stop > start}.values())


class Actors:
    """Entities of one Doc by token, and the reading of subjects into them."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, Text(doc)
        self.at: dict[int, int] = {}
        for m in doc._.mentions or ():
            for t in self.text.tokens(m.start, m.end):
                self.at.setdefault(t.i, m.entity)
        self._principals: dict[int, int] = {}
        quotes = list(doc._.quotes or ())
        self._pieces = _Places([(p.start, p.end, q) for q in quotes for p in q.pieces])
        self._cues = _Places([(q.cue.start, q.cue.end, q) for q in quotes if q.cue is not None])
        self._sources: Spans[Quote] = Spans()
        for q in quotes:
            if q.source is not None and q.speaker is not None:
                self._sources.add(q.source.start, q.source.end, q)
        self.subjects = [(i, self.at[i]) for i in sorted(self.at) if doc[i].dep_ in SUBJECTS]

    def quotes(self, start: int, end: int) -> list[Quote]:
        """Quotes whose content overlaps the characters, in text order."""
        return self._pieces.over(start, end)

    def cued(self, start: int, end: int) -> list[Quote]:
        """Quotes whose cue overlaps the characters, in text order."""
        return self._cues.over(start, end)

    def entity(self, key: int) -> Entity:
        found: Entity = self.doc._.entities[key]
        return found

    def name(self, key: int) -> str:
        return self.entity(key).name

    def speaker(self, quote: Quote) -> int | None:
        """Whose stance a quote carries: its speaker, or the body whom a spokesperson speaks for."""
        return None if quote.speaker is None else self.spoken_for(quote.speaker)

    def spoken_for(self, key: int) -> int:
        """The body whom a spokesperson speaks for, where their title names it; everybody else speaks for themselves."""
        if key not in self._principals:
            entity = self.entity(key)
            titles = [entity.name if not entity.named else "", *(r.title for r in entity.roles)]
            found = next((p for t in titles if SPOKES.search(t) and not FORMER.search(t) and (p := self._principal(t)) is not None), None)
            self._principals[key] = key if found is None else found
        return self._principals[key]

    def unnamed(self, key: int) -> bool:
        """True for "an official", "Norwegian ministers"; a "White House official" has a house of their own."""
        entity = self.entity(key)
        return not entity.named and entity.kind in {"person", "group"} and self._principal(entity.name) is None

    def own_house(self, token: Token) -> bool:
        """True for "the government", "our ministry": inside a quote, the speaker's own body."""
        return (
            token.lemma_.lower() in HOUSES
            and token.i not in self.at
            and any(c.dep_ in {"det", "poss"} and c.lower_ in {"the", "our", "my", "his", "her", "this"} for c in token.children)
            and not any(c.dep_ in {"amod", "compound", "prep", "relcl"} or (c.dep_ == "poss" and c.pos_ != "PRON") for c in token.children)
        )

    def _principal(self, title: str) -> int | None:
        """Whom a spokesperson of this title speaks for: a body that it names, or a person ("Lind's spokesman", "a spokeswoman for Lind")."""
        if (whose := _SPOKEN_FOR.search(title)) is not None:
            name = (whose.group("before") or whose.group("behind")).casefold()
            for e in self.doc._.entities:
                if e.kind == "person" and e.named and name in {e.name.casefold(), e.name.split()[-1].casefold()}:
                    return int(e.key)
        best, length = None, 2
        low = title.casefold()
        for e in self.doc._.entities:
            if e.kind in {"organisation", "country"}:
                for name in (e.name, *e.variants):
                    if (len(name) > length and name.casefold() in low) or (best is None and name.isupper() and name in title.split()):
                        best, length = e.key, len(name)  # "EU spokeswoman"
        if best is None and (
            found := re.search(r"\b(White House|State Department|Pentagon|Kremlin|[A-Z]\w+ (?:[Mm]inistry|[Dd]epartment|[Gg]overnment))\b", title)
        ):
            return add_entity(self.doc, found.group(), "organisation")
        return best

    def read(self, token: Token | None, quote: Quote | None) -> int | None:
        """Entity of a subject token, None where it stays unclear. ``quote`` is the quotation that the token stands in."""
        if token is None:
            return None
        low = token.lower_
        if low in FIRST:
            return self.speaker(quote) if quote else None
        if token.pos_ == "PRON" or low in {"he", "she", "they", "it"}:
            return self._pronoun(token, quote)
        if token.i in self.at:
            key = self.at[token.i]
            kind = self.entity(key).kind
            if kind == "group" and token.tag_ in {"NN", "NNP"} and (named := self._named_beside(token)) is not None:
                return named  # "a Republican, Ada Lind, backed it"
            if token.dep_ in MODIFIERS and kind == "group" and (code := countries.nationality(token.text)) is not None:
                # "Norwegian demands" are those of Norway
                return add_entity(self.doc, countries.name(code), "country", country=code, country_reason=f"“{token.text}”")
            if kind == "place" and token.dep_ in SUBJECTS | {"pobj", "poss", "conj"}:
                return self._seat(self.name(key))
            return self.spoken_for(key) if kind == "person" else key if kind in ACTING else None
        if token.pos_ not in {"NOUN", "PROPN"}:
            return None
        if (named := self._named_beside(token)) is not None:
            return named
        if (meant := (self.doc._.meant or {}).get(token.idx)) is not None:
            return self.spoken_for(meant)
        if token.pos_ == "PROPN" and token.dep_ in SUBJECTS and len(list(token.children)) == 0 and (seat := self._seat(token.text)) is not None:
            return seat
        return self._description(token)

    def _named_beside(self, token: Token) -> int | None:
        """ "The club's owner, Ada Lind, rejected it", "Egypt, the pact's first sponsor, withdrew it": the name is who acts, not its description."""
        doc, first, last = self.doc, token.left_edge.i, token.right_edge.i
        before = self.at.get(first - 2) if first > 1 and doc[first - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text == "," else None
        behind = next((self.at[c.i] for c in token.children if c.dep_ == "appos" and c.i in self.at), None)
        plural = token.tag_ in {"NNS", "NNPS"}
        key = behind if behind is not None else before
        if key is None or plural or self.entity(key).kind not in {"person", "organisation", "country"}:
            return None
        return self.spoken_for(key)

    def _seat(self, place: str) -> int | None:
        """ "Athens expelled the envoy": a capital that acts stands for its country."""
        code = countries.capital(place)
        return None if code is None else add_entity(self.doc, countries.name(code), "country", country=code, country_reason=f"“{place}”")

    def _own_body(self, token: Token, lemma: str) -> int | None:
        """ "The government", "the administration" alone: that of the country, or of the president, last named before."""
        for i in range(token.i - 1, max(-1, token.i - 250), -1):
            key = self.at.get(i)
            if key is None:
                continue
            e = self.entity(key)
            if (
                lemma == "administration"
                and e.kind == "person"
                and any("president" in r.title.lower() and not FORMER.search(r.title) for r in e.roles)
            ):
                return add_entity(self.doc, f"{e.name.split()[-1]} administration", "organisation", country=e.country)
            code = e.country if e.kind == "country" or (e.kind == "group" and countries.nationality(e.name)) else None
            if lemma == "government" and code and (adjective := countries.demonym(code)):
                return add_entity(self.doc, f"{adjective} government", "organisation", country=code, country_reason=f"“{e.name}”")
        return None

    def _pronoun(self, token: Token, quote: Quote | None) -> int | None:
        low = POSSESSIVE.get(token.lower_, token.lower_) if token.dep_ == "poss" else token.lower_
        if low not in {"he", "she", "they", "it"}:
            return None
        if quote is not None and quote.type != "direct" and (meant := (self.doc._.meant or {}).get(token.idx)) is not None:
            return self.spoken_for(meant)
        if quote is not None:
            # "He said he would veto it": inside a paraphrase the pronoun is the speaker; inside marks it is somebody else.
            if quote.type == "direct" or quote.speaker is None:
                return None
            entity = self.entity(quote.speaker)
            if low == "it":
                if entity.kind in {"organisation", "country"}:
                    return self.speaker(quote)  # "Nauru said that it would vote against"
                # "Norway had not decided, she said, but it did not exclude it": a country or body named before in the sentence
                named = takewhile(lambda subject: subject[0] >= token.sent.start, self._before(token))
                return next((k for _, k in named if self.entity(k).kind in {"organisation", "country"}), None)
            return self.speaker(quote) if low == "they" or entity.kind == "person" else None
        for q in self._sources.touching(token.idx, token.idx + 1):
            return self.speaker(q)
        if low in {"he", "she"}:
            # "He warned against it, which he said would ...": the same pronoun beside a cue of the sentence has been resolved there.
            beside = self._sources.touching(token.sent.start_char, token.sent.end_char)
            twin = next((q for q in beside if q.source is not None and self._twin(q.source.start, token)), None)
            if twin is not None:
                return self.speaker(twin)
        if (meant := (self.doc._.meant or {}).get(token.idx)) is not None:
            return self.spoken_for(meant)
        kinds = {"person"} if low in {"he", "she"} else {"organisation", "country", "group"}
        gender = {"he": "f", "she": "m"}.get(low)
        found = next(((i, k) for i, k in self._near(token) if self.entity(k).kind in kinds and self.entity(k).gender != gender), None)
        # A paragraph further back is too far to be sure.
        return found[1] if found is not None and paragraph_at(self.doc, token.idx) - paragraph_at(self.doc, self.doc[found[0]].idx) <= 1 else None

    def _before(self, token: Token) -> Iterator[tuple[int, int]]:
        """The subjects before a word, the nearest first."""
        last = bisect_left(self.subjects, token.i, key=lambda subject: subject[0])
        return (self.subjects[n] for n in range(last - 1, -1, -1))

    def _near(self, token: Token) -> Iterator[tuple[int, int]]:
        """Those that are near enough for a pronoun to mean them."""
        return islice(self._before(token), _NEAR)

    def _twin(self, start: int, token: Token) -> bool:
        sentence = token.sent
        return (
            sentence.start_char <= start < sentence.end_char
            and self.text.text[start : start + len(token)].lower() == token.lower_
            and not self.text.text[start + len(token)].isalpha()
        )

    def _description(self, token: Token) -> int | None:
        lemma = token.lemma_.lower()
        if lemma in {"government", "administration", "country", "office", "party"} and any(
            c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children
        ):
            return None
        plural = token.tag_ in {"NNS", "NNPS"}
        definite = any(c.dep_ in {"det", "poss"} and c.lower_ in {"the", "his", "her", "their", "its"} for c in token.children)
        inner = [c for c in token.children if c.dep_ in {"compound", "amod", "poss", "nmod", "nummod", "prep", "acl"}]
        if lemma in TITLES and not plural and definite:
            if (holder := self._in_office(token, lemma)) is not None:
                return self.spoken_for(holder)
            if not any(c.dep_ in {"prep", "amod", "compound"} for c in token.children):
                return None
        if lemma not in PEOPLE and lemma not in BODIES:
            return None
        if not plural and definite and not inner:
            for e in self.doc._.entities:
                if e.kind == "organisation" and lemma in e.name.casefold().split():
                    return int(e.key)
            return self._own_body(token, lemma) if lemma in {"government", "administration"} and inner == [] else None
        if (lemma in _OF_SOMETHING and not _says_of_what(token)) or (plural and not inner and lemma in _OF_SOME_KIND):
            return None
        name = self.described(token)
        if SPOKES.search(name) and (principal := self._principal(name)) is not None:
            return principal
        if not 2 < len(name) <= 60:
            return None
        return self._unnamed(token, name, "organisation" if lemma in BODIES and not plural else "group" if plural else "person")

    def _in_office(self, token: Token, lemma: str) -> int | None:
        """Who is known by this title: the last one who was a subject before, else the first of the article."""

        def holds(key: int) -> bool:
            return self.entity(key).kind == "person" and any(lemma in r.title.lower() for r in self.entity(key).roles)

        found = next((key for _, key in self._near(token) if holds(key)), None)
        return found if found is not None else next((int(e.key) for e in self.doc._.entities if holds(e.key)), None)

    def _unnamed(self, token: Token, name: str, kind: EntityKind) -> int:
        country = next((self.entity(self.at[t.i]).country for t in token.subtree if t.i in self.at and self.entity(self.at[t.i]).country), None)
        named = kind == "organisation"
        reason = f"“{name}”" if country else None
        return add_entity(self.doc, name, kind, country=country, country_reason=reason, named=named)

    @staticmethod
    def described(token: Token) -> str:
        """Name of an unnamed actor: its noun phrase without article and side clauses."""
        left = token.left_edge
        keep = list(token.doc[left.i : token.i + 1])
        dash = next((i for i in range(len(keep) - 1, -1, -1) if keep[i].text in {"-", "–", "—"} and keep[i].whitespace_), None)
        if dash is not None:
            keep = keep[dash + 1 :] or keep  # what stands before it is a dateline
        while (
            keep
            and (
                keep[0].dep_ in {"det", "predet", "punct", "nummod", "quantmod", "advmod"}
                or keep[0].like_num
                or keep[0].lower_ in {"the", "a", "an", "some", "many", "most", "several", "other", "both", "his", "her", "their"}
            )
            and len(keep) > 1
            and not (keep[1].text == "-" and not keep[0].whitespace_)  # "high-ranking"
        ):
            keep.pop(0)
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "for", "to"} and c.i == token.i + 1), None)
        if of is not None and (end := child(of, "pobj")) is not None and not any(t.dep_ in CUT for t in end.subtree):
            keep += list(token.doc[of.i : end.i + 1])
        return wording(keep)
