"""What resolution knows about an article: where everyone is named, in which role of the sentence, inside or outside speech, with which words.

Built once a Doc; grows while quotes are resolved, since a resolved "he" is a place where that person stands, too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Literal

from spacy.tokens import Doc, Span, Token

from ontherecord import countries
from ontherecord.extraction.document import starts_of
from ontherecord.extraction.entities.names import east_asian, parse
from ontherecord.extraction.entities.offices import Setting
from ontherecord.extraction.entities.people import gender_of_title
from ontherecord.extraction.speakers import lexicon
from ontherecord.model import Entity, Mention, Quote

_NEAR = 500
"""Places before and behind a description among which whom it means is looked for."""
Part = Literal["subject", "object", "possessor", "modifier", "other"]
Inside = Literal["", "direct", "reported"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One place where an entity stands: a name, or a pronoun or description already resolved."""

    start: int
    end: int
    entity: int = field(compare=False)
    sentence: int = field(compare=False)
    paragraph: int = field(compare=False)
    part: Part = field(compare=False)
    inside: Inside = field(compare=False)
    quote: int = field(compare=False)
    """Index of the quote whose content holds it, -1 for none."""
    opens: bool = field(compare=False)
    """First mention of its paragraph."""
    named: bool = field(compare=False)


class Context:
    """Raises nothing; a Doc without entities or quotes gives an empty context."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        """Kept, since a Doc puts its text together anew on every access."""
        self.entities: list[Entity] = doc._.entities if doc._.entities is not None else []
        self.quotes: list[Quote] = list(doc._.quotes or ())
        self.mentions: list[Mention] = sorted(doc._.mentions or (), key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]
        self._token_starts = starts_of(doc)
        self._paragraph_starts = [p.start for p in doc._.paragraphs] or [0]
        sentences = {s.start_char for s in doc.sents} if doc.has_annotation("SENT_START") else set()
        self._sentence_starts = sorted(sentences | set(self._paragraph_starts))
        pieces = sorted((p.start, p.end, i) for i, q in enumerate(self.quotes) for p in q.pieces)
        self._piece_starts = [p[0] for p in pieces]
        self._pieces = pieces
        self.places: list[Place] = []
        self.of: dict[int, list[Place]] = defaultdict(list)
        self.counts: Counter[int] = Counter(m.entity for m in self.mentions)
        self.genders: dict[int, str | None] = {e.key: e.gender for e in self.entities}
        self._descriptors: dict[int, Counter[str]] = {}
        self._fullest: dict[int, Place] = {}
        self.introduced: tuple[Counter[int], set[int]] | None = None
        """Of an interview: whom the words before its first turn name, with how often, and who of them asks; None until somebody wants to know."""
        opened: set[int] = set()
        for mention in self.mentions:
            paragraph = self.paragraph(mention.start)
            self.add(mention.start, mention.end, mention.entity, opens=paragraph not in opened, named=True)
            opened.add(paragraph)
        for entity in self.entities:
            if entity.kind == "person" and self.genders[entity.key] is None:
                self.genders[entity.key] = self._gender(entity.key)

    # --- where things are -----------------------------------------------------------------------------------------------

    def paragraph(self, char: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, char) - 1)

    def sentence(self, char: int) -> int:
        return max(0, bisect_right(self._sentence_starts, char) - 1)

    def sentence_span(self, char: int) -> tuple[int, int]:
        """Characters of the sentence that holds a character; a sentence never crosses a paragraph's start."""
        i = self.sentence(char)
        end = self._sentence_starts[i + 1] if i + 1 < len(self._sentence_starts) else len(self.text)
        return self._sentence_starts[i], end

    def paragraph_span(self, paragraph: int) -> tuple[int, int]:
        starts = self._paragraph_starts
        return starts[paragraph], starts[paragraph + 1] if paragraph + 1 < len(starts) else len(self.text)

    def content(self, char: int) -> int:
        """Index of the quote whose content holds a character, -1 for none."""
        i = bisect_right(self._piece_starts, char) - 1
        # Pieces hardly ever nest; looking back at two is enough.
        for start, end, quote in reversed(self._pieces[max(0, i - 1) : i + 1]):
            if start <= char < end:
                return quote
        return -1

    def span(self, start: int, end: int) -> Span | None:
        """Tokens that overlap the characters."""
        first = bisect_right(self._token_starts, start) - 1
        if first >= 0 and self._token_starts[first] + len(self.doc[first]) <= start:
            first += 1
        last = bisect_left(self._token_starts, end)
        return self.doc[max(first, 0) : last] if last > max(first, 0) else None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Outermost mentions that begin in the characters, in text order; one that runs over the end is cut there."""
        out: list[Mention] = []
        for mention in self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if not out or mention.start >= out[-1].end:
                out.append(mention if mention.end <= end else replace(mention, end=end))
        return out

    def kind(self, key: int) -> str:
        return self.entities[key].kind

    @property
    def home(self) -> Setting | None:
        """Where the story plays, by its places; None where they leave it open."""
        return self.doc._.home

    def bearers(self, name: str) -> list[int]:
        """Keys of the named people whose name ends with (or is) this one word."""
        return self._bearers.get(name.casefold(), [])

    @cached_property
    def labelled(self) -> set[int]:
        """Keys of those whom the label of a turn names."""
        return {m.entity for turn in self.doc._.turns if turn.name is not None for m in self.mentions_in(*turn.name)}

    @cached_property
    def _bearers(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for entity in self.entities:
            if entity.kind == "person" and entity.named and entity.name:
                words = entity.name.split()
                # A family name stands last, in East Asia first.
                for word in {words[-1], words[0] if east_asian(parse(entity.name)) else words[-1]}:
                    out.setdefault(word.casefold(), []).append(entity.key)
        return out

    # --- places ---------------------------------------------------------------------------------------------------------

    def add(self, start: int, end: int, entity: int, *, opens: bool = False, named: bool = False) -> Place:
        quote = self.content(start)
        inside: Inside = "" if quote < 0 else "direct" if self.quotes[quote].type == "direct" else "reported"
        span = self.span(start, end)
        part = part_of(span.root) if span is not None else "other"
        place = Place(start, end, entity, self.sentence(start), self.paragraph(start), part, inside, quote, opens, named)
        fullest = self._fullest.get(entity)
        if named and (fullest is None or (end - start, -start) > (fullest.end - fullest.start, -fullest.start)):
            self._fullest[entity] = place
        if not self.places or self.places[-1] <= place:
            self.places.append(place)
            self.of[entity].append(place)
        else:
            insort(self.places, place)
            insort(self.of[entity], place)
        return place

    def people(self) -> Iterator[Entity]:
        """Persons, unnamed sources of one person among them."""
        return (e for e in self.entities if e.kind == "person")

    def people_near(self, char: int) -> list[Entity]:
        """Persons with a place near a character, in the order of their keys: all but in an article of a thousand names and more."""
        at = bisect_left(self.places, char, key=lambda p: p.start)
        keys = {p.entity for p in self.places[max(0, at - _NEAR) : at + _NEAR]}
        return [entity for key in sorted(keys) if (entity := self.entities[key]).kind == "person"]

    def beside(self, key: int, char: int, quote: int) -> tuple[Place | None, Place | None]:
        """The last place of an entity before a character and the first one from it on, those in the words of a quote left out."""
        places = self.of.get(key, [])
        at = bisect_left(places, char, key=lambda p: p.start)
        before = next((places[n] for n in range(at - 1, -1, -1) if places[n].quote != quote), None)
        return before, next((p for p in islice(places, at, None) if p.quote != quote), None)

    def canonical_place(self, key: int) -> Place | None:
        """Where the entity is named most fully; the first such place."""
        return self._fullest.get(key)

    def place_at(self, key: int, start: int) -> Place | None:
        """The entity's place that begins at a character."""
        places = self.of.get(key, [])
        at = bisect_left(places, start, key=lambda p: p.start)
        return places[at] if at < len(places) and places[at].start == start else None

    # --- what the text says of a person -----------------------------------------------------------------------------------

    def descriptors(self, key: int) -> Counter[str]:
        """Words that the text puts beside the person's names: titles before, apposition after, "is a ...", and roles. Lower case."""
        if key not in self._descriptors:
            bag: Counter[str] = Counter()
            entity = self.entities[key]
            if not entity.named:
                bag.update(_words(entity.name))
            for role in entity.roles:
                bag.update(_words(role.title))
            bag.update(w for form in (entity.name, *entity.variants) for w in _words(form) if w in lexicon.TITLES)
            for place in self.of.get(key, ()):
                if place.named:
                    bag.update(beside(self.span(place.start, place.end)))
            self._descriptors[key] = bag
        return self._descriptors[key]

    def country_words(self, key: int) -> set[str]:
        """Codes of the countries that stand among the person's descriptors."""
        return {code for word in self.descriptors(key) if (code := code_of(word))}

    def _gender(self, key: int) -> str | None:
        words = self.descriptors(key)
        female = sum(n for w, n in words.items() if gender_of_title(w) == "f" or w in lexicon.FEMALE_NOUNS)
        male = sum(n for w, n in words.items() if gender_of_title(w) == "m" or w in lexicon.MALE_NOUNS)
        return "f" if female > male else "m" if male > female else None

    def called(self, key: int, gender: str) -> None:
        """Remember that somebody was called "he" (m) or "she" (f): nobody is both."""
        if self.genders.get(key) is None:
            self.genders[key] = gender


def _words(text: str) -> list[str]:
    return [w.strip(",;:()'’") for w in text.lower().replace("’s", " ").replace("'s", " ").split()]


def part_of(token: Token) -> Part:
    """The role of a mention in its sentence, by its head token."""
    for _ in range(4):
        if token.dep_ in {"appos", "conj", "flat"} and token.head is not token:
            token = token.head
        else:
            break
    if token.dep_ in {"nsubj", "nsubjpass", "csubj", "ROOT", "expl"}:
        return "subject"
    if token.dep_ in {"dobj", "iobj", "dative", "pobj", "attr", "oprd"}:
        return "object"
    if token.dep_ == "poss":
        return "possessor"
    if token.dep_ in {"compound", "amod", "nmod"}:
        return "modifier"
    return "other"


_NOUNY = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LINKS = frozenset({"'s", "’s", "of", "the", "-", "for", "to"})
_ADDS = frozenset({",", "(", "-", "—", "–"})
_ENDS_ADDED = frozenset({",", ")", ".", ";", ":", "—", "–"})


def beside(span: Span | None) -> list[str]:
    """Words before a name ("French President ..."), and after it ("..., a Tennessee Republican,", "(R-Tenn.)", "is a former diplomat")."""
    if span is None:
        return []
    return [w for w in (*_before(span), *_behind(span)) if w not in {"'s", "’s", "the", "a", "an", "of", "and", "-", "to", "for", ","}]


def _before(span: Span) -> list[str]:
    """Leftward, the nearest word first; an apposition goes on over its comma ("the lawyer, Max Orr")."""
    out = []
    apposed = span.root.dep_ == "appos"
    for token in reversed(span.doc[max(0, span.start - 10) : span.start]):
        low = token.lower_
        if token.pos_ not in _NOUNY and low not in _LINKS and low.rstrip(".") not in lexicon.TITLES and not (low == "," and apposed):
            break
        out.append(low)
    return out


def _behind(span: Span) -> list[str]:
    doc = span.doc
    after = doc[span.end] if span.end < len(doc) else None
    out: list[str] = []
    if after is not None and after.text in _ADDS:
        for token in doc[span.end + 1 : span.end + 14]:
            if token.text in _ENDS_ADDED or token.pos_ in {"VERB", "AUX", "PRON"} or token.lower_ in lexicon.RELATIVES:
                break
            out.extend(_words(token.lower_.replace("-", " ")) if after.text == "(" else [token.lower_])
    elif after is not None and after.lower_ in {"of", "is", "was"}:
        for token in doc[span.end + 1 : span.end + 9]:
            if token.pos_ not in _NOUNY and token.pos_ not in {"DET", "ADP"}:
                break
            out.append(token.lower_)
    return out


def code_of(text: str) -> str | None:
    """Country that a word or phrase names or is an adjective of."""
    return countries.lookup(text)
