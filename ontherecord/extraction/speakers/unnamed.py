"""Sources that the text leaves without a name: their canonical description and the country they speak for."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span, Token

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context, code_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase

LONGEST = 9
"""Words of a canonical description; a longer one ends at its first preposition."""


def can_speak(reading: SourcePhrase) -> bool:
    """People, bodies, works, counted people ("40 percent") and names speak; talks, drones and a friction do not."""
    head = reading.head
    lemma = head.lemma_.lower()
    if (
        head.pos_ not in {"NOUN", "PROPN"}
        or (head.text[:1].isupper() and not (head.pos_ == "NOUN" and head.is_sent_start))
        or lemma.startswith("percent")
    ):
        return True
    return pat.is_human(lemma) or lemma in pat.ORG_NOUNS or lemma in pat.WORK_NOUNS or lemma in pat.VOICE_NOUNS or lemma in pat.PARTITIVE


def name_of(reading: SourcePhrase) -> str:
    """ "a senior White House official who asked not to be named" -> "senior White House official"."""
    doc = reading.span.doc
    if len(reading.span) == 1 and reading.head.lower_ in pat.COUNTED and (whole := _counted(reading.head)) is not None:
        return whole
    tokens = list(reading.core)
    if len(tokens) > 1 and tokens[0].lower_ in pat.RELATIVE | {"what"}:
        tokens.pop(0)  # "what an adviser called ..."
    while len(tokens) > 1 and (tokens[0].lower_ in pat.DROPPED_FIRST or (tokens[0].like_num and tokens[1].lower_ not in {"percent", "-", "%"})):
        tokens.pop(0)
    if not tokens:
        return reading.core.text
    end = _phrase_end(reading)
    text = doc[tokens[0].i : end].text if end > tokens[0].i else reading.core.text
    return " ".join(text.split()).strip(' ,.;:"“”')


def _counted(token: Token) -> str | None:
    """The whole of "some" in "some of the protesters", where the source is only its first word."""
    doc = token.doc
    i = token.i + 1
    if i + 1 >= len(doc) or doc[i].lower_ != "of":
        return None
    noun = next(
        (t for t in doc[i + 1 : i + 7] if t.pos_ in {"NOUN", "PROPN"} and doc[min(t.i + 1, len(doc) - 1)].pos_ not in {"NOUN", "PROPN"}), None
    )
    return f"{token.text} {doc[i : noun.i + 1].text}" if noun is not None else None


def _phrase_end(reading: SourcePhrase) -> int:
    """Token index after the description: a following "of ..., for ..., familiar with ..., briefed on ..." phrase belongs to it."""
    doc, core = reading.span.doc, reading.core
    start, limit = core.end, reading.span.end
    added = doc[start] if start + 1 < len(doc) else None
    if added is not None and (added.tag_ == "JJ" or added.lower_ in {"briefed", "involved"}) and added.nbor().pos_ == "ADP":
        start, limit = start + 1, max(limit, added.right_edge.i + 1)  # "officials briefed on the matter": what defines them
    if start >= limit or doc[start].lower_ not in {"of", "for", "from", "in", "at", "to", "with", "on", "by"}:
        return core.end
    end = start + 1
    first = core.end  # where the first of several phrases ends: "an executive at a trading house |with a stake in it"
    while end < limit and end - core.start < LONGEST + 3:
        token = doc[end]
        if (
            token.lower_ in pat.ENDS_PHRASE
            or token.text in {"(", "—", "–", ";"}
            or token.pos_ in {"VERB", "AUX"}
            or _ends_at_comma(token, reading.span)
        ):
            break
        if token.pos_ == "ADP" and token.lower_ != "of" and first == core.end and end - start > 1:
            first = end
        end += 1
    while end > core.end and (doc[end - 1].pos_ in {"ADP", "DET", "PUNCT", "PART"}):
        end -= 1
    return end if end - core.start <= LONGEST else first if first - core.start <= LONGEST else core.end


def _ends_at_comma(token: Token, span: Span) -> bool:
    """A comma ends a description, except inside a list of names: "leaders of France, Germany and Britain"."""
    if token.text != ",":
        return False
    rest = span.doc[token.i + 1 : span.end]
    return not (len(rest) and rest[0].pos_ == "PROPN" and any(t.lower_ == "and" for t in rest[:6]))


def country_of(context: Context, reading: SourcePhrase) -> tuple[str, str] | None:
    """(code, reason) of the country that an unnamed source speaks for, by its description; None for experts and companies."""
    head = reading.head.lemma_.lower()
    # Experts and private people speak for nobody, but a nationality beside them counts ("American experts").
    private = head in pat.EXPERT_NOUNS and reading.kind != "document"
    if _with_others(reading):
        return None
    # "The Polish ambassador to Oslo" speaks for Poland: what follows counts only where the description itself names no country.
    found = _countries_in(context, reading.core, private)
    if not found and not private:
        found = _countries_in(context, _relevant(reading), private)
    if len(found) == 1:
        code, words = next(iter(found.items()))
        return code, f"{words} in its description"
    if found or (private and not any(t.lower_ in pat.US_WORDS for t in reading.core)):
        return None
    for token in reading.core:
        if token.lower_ in pat.US_WORDS or token.lemma_.lower() in pat.US_WORDS:
            return "US", f'"{token.text}" in its description'
    home = context.home
    elsewhere = any(context.kind(m.entity) == "place" for m in context.mentions_in(reading.span.start_char, reading.span.end_char))
    if home is None or elsewhere:  # "Birmingham police" are of Birmingham, wherever that is
        return None
    for token in reading.core:
        forms = {token.lower_, token.lemma_.lower()}
        if forms & pat.LOCAL_WORDS or (home.alone and forms & pat.PUBLIC_WORDS) or (head in pat.STATE_WORKS and token.i == reading.head.i):
            where = "the only country that the article names" if home.alone else "where the story plays"
            return home.code, f'"{token.text}", {where}: {countries.name(home.code)}'
    return None


def _countries_in(context: Context, span: Span, private: bool) -> dict[str, str]:
    """Codes in a phrase, each with the words that give it: of names in it, of countries, offices and bodies."""
    found: dict[str, str] = {}
    covered: set[int] = set()
    for mention in context.mentions_in(span.start_char, span.end_char):
        entity = context.entities[mention.entity]
        tokens = context.span(mention.start, mention.end)
        if private and mention.label != "NORP" and entity.kind != "country":
            continue
        if entity.country and entity.kind in {"person", "organisation", "country", "place", "group"}:
            found.setdefault(entity.country, f'"{context.text[mention.start : mention.end]}"')
            covered.update(t.i for t in tokens or ())
    for code, words, taken in _named(span):
        if not taken & covered:
            found.setdefault(code, f'"{words}"')
    return found


def _with_others(reading: SourcePhrase) -> bool:
    """ "the U.S. and its allies": more than one side."""
    words = [t.lower_ for t in reading.span]
    return any(a == "and" and b in {"its", "his", "her", "their", "other", "others", "multiple", "some"} for a, b in pairwise(words))


def _relevant(reading: SourcePhrase) -> Span:
    """The description with the phrase right after it, without relative clauses: "officials in Kyiv who met the Americans" is Ukrainian."""
    doc, core = reading.span.doc, reading.core
    end = core.end
    start = reading.span.start if core.start - reading.span.start <= 4 else core.start
    while end < reading.span.end and end - core.end < 7:
        token = doc[end]
        if (
            token.lower_ in pat.ENDS_PHRASE
            or token.text in {",", "(", "—", "–"}
            or token.pos_ in {"VERB", "AUX"}
            or token.lower_ in {"about", "on", "against"}
        ):
            break
        end += 1
    return doc[start:end]


def _named(span: Span) -> list[tuple[str, str, set[int]]]:
    """Countries and offices named in a phrase: (code, words, token indices); two words before one."""
    out: list[tuple[str, str, set[int]]] = []
    used: set[int] = set()
    for width in (3, 2):
        for i in range(span.start, span.end - width + 1):
            words = span.doc[i : i + width]
            taken = {t.i for t in words}
            if used & taken or not any(t.text[:1].isupper() for t in words):
                continue
            if (code := _code(words.text)) is not None:
                out.append((code, words.text, taken))
                used |= taken
    for token in span:
        if token.i not in used and token.text[:1].isupper() and (code := _code(token.text)) is not None:
            out.append((code, token.text, {token.i}))
    return out


def _code(text: str) -> str | None:
    """Code of a country, a metonym or a public body."""
    if (code := code_of(text)) is not None:
        return code
    if (found := countries.metonym(text)) is not None:
        return found.code
    body = countries.body(text)
    return body.code if body is not None else None


def country_of_phrase(span: Span) -> str | None:
    """The one country that a phrase names, None for none or several."""
    codes = {code for code, _, _ in _named(span)}
    return codes.pop() if len(codes) == 1 else None


def gender_of(head: Token, plural: bool) -> str | None:
    low = head.lemma_.lower()
    if plural:
        return "p"
    return "f" if low in pat.FEMALE_NOUNS else "m" if low in pat.MALE_NOUNS else None
