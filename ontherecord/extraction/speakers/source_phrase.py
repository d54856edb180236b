"""Reading a source mention: a name, several names, a pronoun, a description, an unnamed person, an organisation or a document.

:func:`read` looks only at the words of the mention; whom they mean is for :mod:`resolution`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from spacy.tokens import Span, Token

from ontherecord.extraction.speakers import lexicon
from ontherecord.extraction.speakers.context import Context
from ontherecord.model import Mention

Kind = Literal["person", "joint", "pronoun", "description", "unnamed", "organisation", "document", "nobody"]
_NOUNS = frozenset({"NOUN", "PROPN"})
_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON", "PART", "ADP", "SPACE"})
"""What may stand before the name of an equal."""
_EDGES = frozenset({",", ".", ":", "—", "–", "-", "“", "”", '"', "‘"})
_BREAKS = frozenset({",", "(", "—", "–", "--", ";", ":"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_HERE = frozenset({"here", "there", "today", "yesterday", "tonight"})


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """``core`` is the noun phrase without what only adds to it ("an official" of "an official familiar with the talks")."""

    kind: Kind
    span: Span
    core: Span
    head: Token
    mentions: tuple[Mention, ...] = ()
    """The names meant: one for a person or organisation, several when joint."""
    definite: bool = False
    plural: bool = False
    owner: Span | None = None
    """Who possesses or issues the head: "Iran" of "Iran's foreign minister", "his" of "his lawyer"."""

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()

    @property
    def own_pronoun(self) -> str | None:
        """The possessive pronoun that opens it: "his" of "his lawyer"."""
        owner = self.owner
        return owner[0].lower_ if owner is not None and len(owner) == 1 and owner[0].lower_ in lexicon.PRONOUN_GENDER else None


def read(context: Context, start: int, end: int) -> SourcePhrase | None:
    """The reading of a source at characters ``start`` to ``end``; None where no word stands there."""
    found = context.span(start, end)
    span = None if found is None else _stripped(found)
    if span is None:
        return None
    first = span[0].lower_
    if len(span) == 1 and first in lexicon.PRONOUN_GENDER.keys() | lexicon.FIRST_PERSON | lexicon.INDEFINITE:
        return SourcePhrase("pronoun", span, span, span[0], plural=lexicon.PRONOUN_GENDER.get(first) == "p")
    people, others = _heads(context, span)
    core = core_of(context, span)
    head = next((t for t in reversed(core) if t.pos_ in _NOUNS), None) or next((t for t in reversed(core) if t.is_alpha), core.root)
    if len(people) > 1:
        return SourcePhrase("joint", span, span, head, tuple(people), plural=True)
    if people and _and_others(context.text, span, people[0]):
        return SourcePhrase("unnamed", span, span, head, tuple(people), plural=True)
    if people:
        return SourcePhrase("person", span, core, head, tuple(people))
    return _without_person(_Words(context, span, core, head, others))


# --- a source without a person's name as its head ------------------------------------------------------------------------------------


class _Words(NamedTuple):
    """The words of a source that names no person at its head."""

    context: Context
    span: Span
    core: Span
    head: Token
    names: list[Mention]

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()

    @property
    def plural(self) -> bool:
        return self.head.tag_ in ("NNS", "NNPS")

    @property
    def covering(self) -> tuple[Mention, ...]:
        """The name that holds the head."""
        return tuple(m for m in self.names if m.start <= self.head.idx < m.end)[:1]


def _without_person(words: _Words) -> SourcePhrase:
    """By the first row that says what it is."""
    owner = _owner(words.core, words.head)
    definite = words.span[0].lower_ in lexicon.DEFINITE or owner is not None
    for kind_of in _KINDS:
        if (found := kind_of(words, definite)) is not None:
            kind, mentions = found
            plural = kind == "joint" or words.plural
            return SourcePhrase(kind, words.span, words.core, words.head, mentions, definite, plural, owner)
    return SourcePhrase("unnamed", words.span, words.core, words.head, (), definite, words.plural, owner)


_Found = tuple[Kind, tuple[Mention, ...]] | None


def _account(words: _Words, definite: bool) -> _Found:
    return ("organisation", ()) if words.core.text.startswith(("@", ".@")) else None


def _document(words: _Words, definite: bool) -> _Found:
    """ "The Washington Post", "the Law Institute": a proper name that ends in such a word is no document."""
    return ("document", ()) if words.lemma in lexicon.VOICES | lexicon.WORKS and not words.covering else None


def _office_of(words: _Words, definite: bool) -> _Found:
    """ "The Office of the Vice President" is not the vice president."""
    return ("organisation", ()) if any(t.lower_ == "office" and t.nbor().lower_ == "of" for t in words.core[:-1]) else None


def _joint(words: _Words, definite: bool) -> _Found:
    """ "Iran and Russia", "Japan, India and Australia": nothing but names, commas, articles and "and"."""
    cursor, text = words.span.start_char, words.context.text
    for mention in words.names:
        gap = text[cursor : mention.start].strip(" ,\n").lower()
        if gap not in ("", "the", "both", "both the", "and", "and the", "&", "as well as"):
            return None
        cursor = mention.end
    return ("joint", tuple(words.names)) if len(words.names) > 1 and not text[cursor : words.span.end_char].strip(" ,") else None


def _bearer(words: _Words, definite: bool) -> _Found:
    """A name that the recogniser missed here but found elsewhere."""
    bearers = words.context.bearers(words.head.text)
    if words.covering or words.plural or not words.head.text[:1].isupper() or len(bearers) != 1:
        return None
    return "person", (Mention(words.head.idx, words.head.idx + len(words.head), "PERSON", bearers[0]),)


def _named_behind(words: _Words, definite: bool) -> _Found:
    """ "The company, Acme Holdings": the name set after a comma."""
    doc, end = words.span.doc, words.core.end
    if words.covering or end >= words.span.end or doc[end].text != ",":
        return None
    return next((("organisation", (m,)) for m in words.names if doc[end].idx < m.start <= doc[end].idx + 6), None)


def _name(words: _Words, definite: bool) -> _Found:
    return ("organisation", words.covering) if words.covering and not lexicon.is_human(words.lemma) else None


def _people(words: _Words, definite: bool) -> _Found:
    """ "The minister" is somebody; "ministers", "a minister" are not named. "French president" without any determiner names one person, too."""
    if not (lexicon.is_human(words.lemma) or lexicon.is_human(words.head.lower_)):
        return None
    bare = words.span[0].lower_ not in lexicon.INDEFINITE and words.lemma in lexicon.EXECUTIVES
    return ("description" if not words.plural and (definite or bare) else "unnamed"), ()


def _body(words: _Words, definite: bool) -> _Found:
    return ("organisation", ()) if words.lemma in lexicon.BODIES or words.head.lower_ in lexicon.BODIES else None


def _no_noun(words: _Words, definite: bool) -> _Found:
    """Nobody; but a name that the tagger did not know is still written with a capital."""
    if any(t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") for t in words.core):
        return None
    return ("organisation" if words.head.text[:1].isupper() and not words.head.is_sent_start else "nobody"), ()


def _proper(words: _Words, definite: bool) -> _Found:
    return ("organisation", ()) if words.head.pos_ == "PROPN" else None


_KINDS: tuple[Callable[[_Words, bool], _Found], ...] = (
    *(_account, _document, _office_of, _joint, _bearer, _named_behind, _name, _people, _body, _no_noun, _proper),
)
"""The first that fits; else an unnamed source."""


# --- parts of a source ---------------------------------------------------------------------------------------------------------------


def core_of(context: Context, span: Span) -> Span:
    """The noun phrase up to its first relative clause, preposition or comma; a name is never cut, a partitive ("a number of") is skipped."""
    doc, begin = span.doc, span.start
    names = [(m.start, m.end) for m in context.mentions_in(span.start_char, span.end_char)]
    for token in span:
        if any(s < token.idx < e for s, e in names):
            continue
        if token.lower_ == "of" and token.nbor(-1).lemma_.lower() in lexicon.PARTITIVES:
            begin = min(token.i + 1, span.end - 1)
        elif token.i > begin and _ends_core(token):
            return doc[begin : token.i]
    return doc[begin : span.end]


def _ends_core(token: Token) -> bool:
    ends = (
        (token.pos_ == "ADP" and token.lower_ != "than")
        or token.text in _BREAKS
        or (token.lower_ in lexicon.ENDS_PHRASE and not token.text.isupper())
    )
    return ends or _tells_when(token)


def _tells_when(token: Token) -> bool:
    """ "a reporter here Tuesday": where and when it was said is no part of who said it; "the Tuesday paper" is."""
    if token.lower_ in _HERE:
        return True
    return token.lower_ in _DAYS and (token.i + 1 >= len(token.doc) or token.nbor().pos_ not in {"NOUN", "PROPN", "PART", "ADJ"})


def _owner(core: Span, head: Token) -> Span | None:
    """The possessor before the head: "Iran" in "Iran's foreign minister", "his" in "his lawyer"."""
    if core[0].lower_ in lexicon.PRONOUN_GENDER and core[0].i < head.i:
        return core[:1]
    mark = next((t for t in reversed(core) if t.tag_ == "POS" and core.start < t.i < head.i), None)
    return core.doc[core.start : mark.i] if mark is not None else None


def _stripped(span: Span) -> Span | None:
    """Without white space, commas and quotation marks at either end."""
    words = [t for t in span if not (t.is_space or t.text in _EDGES or t.tag_ == "POS")]
    return span.doc[words[0].i : words[-1].i + 1] if words else None


# --- names in a source ---------------------------------------------------------------------------------------------------------------


def _heads(context: Context, span: Span) -> tuple[list[Mention], list[Mention]]:
    """Person mentions that the source is about (not possessors, not objects of "of" or "for"), and the other mentions."""
    people: list[Mention] = []
    others: list[Mention] = []
    for mention in context.mentions_in(span.start_char, span.end_char):
        tokens = context.span(mention.start, mention.end)
        if context.kind(mention.entity) != "person":
            others.append(mention)
        elif tokens is None or _possesses(context.text, mention, span) or _premodifies(tokens, span):
            continue
        elif _joined(people[-1], tokens, span) if people else not _governed(tokens, span):
            people.append(mention)
    return people, others


def _possesses(text: str, mention: Mention, span: Span) -> bool:
    """ "Trump's lawyer": the possessor is not the source, unless nothing follows ("Ms. Lam's" beside "admission")."""
    rest = text[mention.end : span.end_char]
    marked = re.match(r"['’]s?", rest)
    if marked is None and not text[mention.start : mention.end].endswith(("'s", "’s", "s'", "s’")):
        return False
    return any(c.isalpha() for c in rest[marked.end() if marked else 0 :])


def _premodifies(tokens: Span, span: Span) -> bool:
    """ "a McCain spokeswoman", "the Trump administration"."""
    return tokens.end < span.end and span.doc[tokens.end].pos_ in _NOUNS


def _governed(tokens: Span, span: Span) -> bool:
    """Whether the name is the object of a preposition or stands in a relative clause: "a spokesman for President X", "one who met X"."""
    doc = span.doc
    for token in reversed(doc[span.start : tokens.start]):
        if token.text == ",":
            # "a spokesman for the ministry, Igor K.": an apposition, unless the comma only continues a list
            return any(t.lower_ in lexicon.RELATIVES for t in doc[span.start : token.i])
        if token.pos_ == "ADP":
            # "Secretary of State X", "Minister of Health X": what stands between is itself the preposition's object
            return all(t.pos_ in {"DET", "ADJ"} or t.lower_ in lexicon.TITLES for t in doc[token.i + 1 : tokens.start])
        if token.lower_ in lexicon.RELATIVES or (token.pos_ == "VERB" and token.dep_ not in {"amod", "compound"} and token.text.islower()):
            return True
    return False


_JOINS = re.compile(
    r"(?:\s(?:of|from)\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)*|\s\([^()]*\))?(?:,.*,\s|\s|,\s)"
    r"(?:and|&|or|nor|along with|together with|as well as|joined by)(?P<title>\s.*)|,(?P<listed>\s.*)",
    re.DOTALL,
)
"""What parts a name from the next one as its equal: "and", after a place or what is added to the first between commas, or the comma of
a list."""


def _joined(first: Mention, tokens: Span, span: Span) -> bool:
    """Whether a second name stands beside the first as an equal: "X and Y", "X, a doctor, and Y", "X, French President Y and Z".

    What is added to the first names others, too: "X, daughter of Y and Z", "X, formerly Y". Only a title may stand before an equal's name.
    """
    doc = span.doc
    found = _JOINS.fullmatch(doc.text, first.end, tokens.start_char)
    if found is None or (found["title"] is None and not re.search(r"\b(?:and|or|nor)\b|&", doc.text[tokens.end_char : span.end_char])):
        return False
    title = doc.char_span(*found.span("listed" if found["title"] is None else "title"), alignment_mode="contract") or ()
    nearest = next((t for t in reversed(title) if t.pos_ not in {"DET", "ADJ", "SPACE"}), None)
    return (nearest is None or nearest.pos_ != "ADP") and all(t.pos_ in _TITLE or t.text in {",", "-", "."} for t in title)


def _and_others(text: str, span: Span, person: Mention) -> bool:
    """ "Trump and his supporters": more than the person."""
    return text[person.end : span.end_char].startswith((" and ", " & ", " or "))


def maker_of(context: Context, phrase: SourcePhrase) -> tuple[int, int] | None:
    """Characters that name whose document it is: before it ("a White House statement"), after "by", "from", "of", or behind the source ("a
    statement| released on Monday by the ministry")."""
    doc, span, core, head = phrase.span.doc, phrase.span, phrase.core, phrase.head
    before = [m for m in context.mentions_in(core.start_char, head.idx) if m.label not in {"NORP", "GPE"}]
    if phrase.owner is None and before:
        return before[-1].start, before[-1].end
    by = next((t for t in doc[head.i + 1 : span.end - 1] if t.lower_ in {"by", "from", "of"}), None)
    if by is not None:
        return by.nbor().idx, span.end_char
    for token in doc[span.end : min(span.end + 6, len(doc) - 1)]:
        if token.lower_ in {"by", "from"}:
            end = doc[max(token.right_edge.i, token.i + 1) if token.right_edge.i - token.i <= 12 else token.i + 1]
            start, stop = token.nbor().idx, end.idx + len(end)
            return (start, stop) if context.mentions_in(start, stop) else None
        if token.is_punct or token.pos_ in {"AUX", "SCONJ", "CCONJ", "PRON"} or (token.pos_ == "VERB" and token.tag_ != "VBN"):
            return None
    return None
