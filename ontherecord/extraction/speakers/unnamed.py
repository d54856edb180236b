"""Sources that the text leaves without a name: their canonical description and the country they speak for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon
from ontherecord.extraction.speakers.context import Context, code_of
from ontherecord.extraction.speakers.coreference import description_words
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.source_phrase import SourcePhrase
from ontherecord.model import Entity, EntityKind

LONGEST = 9
"""Words of a canonical description; a longer one ends at its first preposition."""


_OTHERS = frozenset({"its", "his", "her", "their", "other", "others", "multiple", "some"})
_DEFINES = frozenset({"of", "for", "from", "in", "at", "to", "with", "on", "by"})
"""Prepositions that tell which one it is: "an executive at a trading house"."""


def answer(discourse: Discourse, phrase: SourcePhrase, owner: int | None = None) -> Answer:
    """A source without a name: its description is its name. ``owner``: the entity that "his" or "its" before it means."""
    if phrase.plural and (earlier := spoken_before(discourse, phrase)) is not None:
        return discourse.again(earlier, phrase)
    if not can_speak(phrase):
        return Answer(None, "none", f'"{phrase.core.text}" is nothing that speaks', 0.0, phrase=phrase)
    context, name = discourse.context, name_of(phrase)
    country = country_of(context, phrase)
    if owner is not None:
        whose = context.entities[owner]
        # "its foreign minister" is the Polish one, "his lawyer" is Ivo Marek's
        adjective = countries.demonym(whose.country) if whose.kind == "country" and whose.country else None
        name = f"{adjective or whose.name + chr(39) + 's'} {phrase.core[1:].text}"
        # "its ambassador to Norway" speaks for whose ambassador it is
        if whose.country and phrase.lemma not in lexicon.EXPERTS and country_of_phrase(phrase.core) is None:
            country = whose.country, f"{whose.name} in its description"
    elif country is None and (house := _house(context, phrase)) is not None:
        name = f"{house.name} {name}"
        country = (house.country, f"{house.name}, of which the sentence tells") if house.country else None
    kind: EntityKind = "group" if phrase.plural else "person"
    key = discourse.entity(name, kind, country, named=False, gender=_gender(phrase))
    discourse.kinds.setdefault(key, "unnamed")
    return Answer(key, "unnamed", f'described as "{name}", not named', 0.78, phrase=phrase)


def spoken_before(discourse: Discourse, phrase: SourcePhrase) -> int | None:
    """An unnamed source with the same head that has spoken before: "an official" ... "the official"."""
    if not phrase.definite:
        return None
    stem = phrase.lemma[:-1] if len(phrase.lemma) > 4 else phrase.lemma
    proper = {t.lower_ for t in phrase.span if t.pos_ == "PROPN"}
    code = country_of_phrase(phrase.core)
    for before in reversed(discourse.spoken):
        entity = discourse.context.entities[before.entity]
        words = [word.removesuffix("'s").removesuffix("’s") for word in entity.name.lower().split()]
        if entity.named or not proper <= set(words):
            continue  # "Fatah's spokesman" is none of Hamas
        same_number = phrase.plural == (discourse.context.genders.get(entity.key) == "p")
        if same_number and any(w.startswith(stem) for w in words) and (code is None or entity.country in {None, code}):
            return entity.key
    return None


def _house(context: Context, phrase: SourcePhrase) -> Entity | None:
    """ "The ministry praised the move, with a spokeswoman saying": bare spokespeople are those of the body that is the sentence's subject."""
    if phrase.lemma not in lexicon.HOUSE_VOICES or len(description_words(phrase)[1]) > 1:
        return None
    at = phrase.span.start_char
    start, _ = context.sentence_span(at)

    subjects = (p for p in reversed(context.places) if start <= p.start < at and p.part == "subject" and not p.inside)
    return next((context.entities[p.entity] for p in subjects if context.kind(p.entity) in {"organisation", "country"}), None)


def _gender(phrase: SourcePhrase) -> str | None:
    if phrase.plural:
        return "p"
    return "f" if phrase.lemma in lexicon.FEMALE_NOUNS else "m" if phrase.lemma in lexicon.MALE_NOUNS else None


def can_speak(phrase: SourcePhrase) -> bool:
    """People, bodies, counted people ("40 percent") and names speak; talks, drones and a friction do not."""
    head = phrase.head
    if head.pos_ not in {"NOUN", "PROPN"} or (head.text[:1].isupper() and not (head.pos_ == "NOUN" and head.is_sent_start)):
        return True
    return lexicon.is_human(phrase.lemma) or phrase.lemma in lexicon.BODIES | lexicon.PARTITIVES


# --- its name ------------------------------------------------------------------------------------------------------------------------


def name_of(phrase: SourcePhrase) -> str:
    """ "a senior White House official who asked not to be named" -> "senior White House official"."""
    if len(phrase.span) == 1 and phrase.head.lower_ in lexicon.COUNTED and (whole := _counted(phrase.head)) is not None:
        return whole
    first, last = phrase.core.start, phrase.core.end - 1
    doc = phrase.span.doc
    while first < last and (
        doc[first].lower_ in lexicon.DROPPED_FIRST or (doc[first].like_num and doc[first + 1].lower_ not in {"percent", "-", "%"})
    ):
        first += 1
    return " ".join(doc[first : _phrase_end(phrase)].text.split()).strip(' ,.;:"“”')


def _counted(token: Token) -> str | None:
    """The whole of "some" in "some of the protesters", where the source is only its first word."""
    doc, of = token.doc, token.i + 1
    if of + 1 >= len(doc) or doc[of].lower_ != "of":
        return None
    nouns = {"NOUN", "PROPN"}
    last = next((t.i for t in doc[of + 1 : of + 7] if t.pos_ in nouns and doc[min(t.i + 1, len(doc) - 1)].pos_ not in nouns), None)
    return doc[token.i : last + 1].text if last is not None else None


def _phrase_end(phrase: SourcePhrase) -> int:
    """Token index after the description: a following "of ..., for ..., familiar with ..., briefed on ..." phrase belongs to it."""
    doc, core = phrase.span.doc, phrase.core
    start, limit = core.end, phrase.span.end
    added = doc[start] if start + 1 < len(doc) else None
    if added is not None and added.tag_ == "JJ" and added.nbor().pos_ == "ADP":
        start, limit = start + 1, max(limit, added.right_edge.i + 1)  # "officials familiar with the matter": what defines them
    if start >= limit or doc[start].lower_ not in _DEFINES:
        return core.end
    end = start + 1
    first = core.end  # where the first of several phrases ends: "an executive at a trading house |with a stake in it"
    while end < limit and not _ends_phrase(doc[end], phrase.span):
        if doc[end].pos_ == "ADP" and doc[end].lower_ != "of" and first == core.end:
            first = end
        end += 1
    while doc[end - 1].pos_ in {"ADP", "DET", "PUNCT", "PART"}:
        end -= 1
    return end if end - core.start <= LONGEST else first if first - core.start <= LONGEST else core.end


def _ends_phrase(token: Token, span: Span) -> bool:
    """A comma ends a description, except inside a list of names: "leaders of France, Germany and Britain"."""
    if token.text == ",":
        rest = span.doc[token.i + 1 : span.end]
        return not (len(rest) and rest[0].pos_ == "PROPN" and any(t.lower_ == "and" for t in rest[:6]))
    return token.lower_ in lexicon.ENDS_PHRASE or token.text in {"(", "—", "–", ";"} or token.pos_ in {"VERB", "AUX"}


# --- its country ---------------------------------------------------------------------------------------------------------------------


def country_of(context: Context, phrase: SourcePhrase) -> tuple[str, str] | None:
    """(code, reason) of the country that an unnamed source speaks for, by its description; None for experts and companies."""
    private = phrase.lemma in lexicon.EXPERTS
    # "The Polish ambassador to Oslo" speaks for Poland: what follows counts only where the description itself names no country.
    if any(a.lower_ == "and" and b.lower_ in _OTHERS for a, b in pairwise(phrase.span)):
        return None  # "the U.S. and its allies": more than one side
    found = _countries_in(context, phrase.core, private)
    if not found and not private:
        found = _countries_in(context, _near(phrase), private)
    if len(found) == 1:
        code, words = next(iter(found.items()))
        return code, f"{words} in its description"
    american = next((t for t in phrase.core if t.lower_ in lexicon.US_WORDS), None)
    if found or (private and american is None):
        # Experts and private people speak for nobody, but a nationality beside them counts ("American experts").
        return None
    return ("US", f'"{american.text}" in its description') if american is not None else _at_home(context, phrase)


def _at_home(context: Context, phrase: SourcePhrase) -> tuple[str, str] | None:
    """Those who serve where they are: of the country in which the story plays."""
    home = context.home
    if home is None:
        return None
    public = lexicon.LOCAL_WORDS | (lexicon.PUBLIC_WORDS if home.alone else frozenset())
    for token in phrase.core:
        if {token.lower_, token.lemma_.lower()} & public or phrase.lemma in lexicon.STATE_WORKS:
            where = "the only country that the article names" if home.alone else "where the story plays"
            return home.code, f'"{token.text}", {where}: {countries.name(home.code)}'
    return None


def _countries_in(context: Context, span: Span, private: bool) -> dict[str, str]:
    """Codes in a phrase, each with the words that give it: of names in it, of countries, offices and bodies."""
    found: dict[str, str] = {}
    covered: set[int] = set()
    for mention in context.mentions_in(span.start_char, span.end_char):
        entity = context.entities[mention.entity]
        if entity.country and (not private or mention.label == "NORP" or entity.kind == "country"):
            found.setdefault(entity.country, f'"{context.text[mention.start : mention.end]}"')
            covered.update(t.i for t in context.span(mention.start, mention.end) or ())
    for code, words in _named(span):
        if not covered & {t.i for t in words}:
            found.setdefault(code, f'"{words.text}"')
    return found


def _near(phrase: SourcePhrase) -> Span:
    """The description with the phrase right after it, without relative clauses: "officials in Kyiv who met the Americans" is Ukrainian."""
    behind = phrase.span.doc[phrase.core.end : min(phrase.span.end, phrase.core.end + 7)]
    end = next((t.i for t in behind if t.lower_ in lexicon.ENDS_PHRASE or t.text in {",", "(", "—", "–"}), behind.end)
    return phrase.span.doc[phrase.core.start : end]


def _named(span: Span) -> Iterator[tuple[str, Span]]:
    """Countries and offices named in a phrase, each with its words; the longest first."""
    used: set[int] = set()
    for width in (3, 2, 1):
        for i in range(span.start, span.end - width + 1):
            words = span.doc[i : i + width]
            taken = {t.i for t in words}
            if not used & taken and any(t.text[:1].isupper() for t in words) and (code := _code(words.text)) is not None:
                used |= taken
                yield code, words


def _code(text: str) -> str | None:
    """Code of a country, a metonym or a public body."""
    if (code := code_of(text)) is not None:
        return code
    found = countries.metonym(text) or countries.body(text)
    return found.code if found is not None else None


def country_of_phrase(span: Span) -> str | None:
    """The one country that a phrase names, None for none or several."""
    codes = {code for code, _ in _named(span)}
    return codes.pop() if len(codes) == 1 else None
