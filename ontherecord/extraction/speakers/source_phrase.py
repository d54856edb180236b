"""SourcePhrase a source mention: a name, several names, a pronoun, a description, an unnamed person, an organisation or a document.

:func:`read` looks only at the words of the mention (and, for "who", at what it hangs on); whom they mean is for :mod:`coreference`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context
from ontherecord.model import Mention

_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
_COMPARED = frozenset({("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("up", "to")})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
Kind = Literal["person", "joint", "pronoun", "description", "unnamed", "organisation", "document", "nobody"]


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """``core`` is the noun phrase without what only adds to it ("an official" of "an official familiar with the talks")."""

    kind: Kind
    span: Span
    core: Span
    head: Token
    mentions: tuple[Mention, ...] = ()
    """The names meant: one for a person or organisation, several when joint, the maker for a document."""
    definite: bool = False
    plural: bool = False
    owner: Span | None = None
    """Who possesses or issues the head: "Iran" of "Iran's foreign minister", "his" of "his lawyer"."""


def read(context: Context, start: int, end: int) -> SourcePhrase | None:
    """The reading of a source at characters ``start`` to ``end``; None where no word stands there."""
    span = context.span(start, end)
    if span is None:
        return None
    span = _strip(span)
    if span is None:
        return None
    first = span[0].lower_
    if len(span) == 1 and first in pat.RELATIVE and not span.text.isupper():  # "the WHO" is a body
        return _relative(context, span)
    if len(span) == 1 and (first in pat.PRONOUN_GENDER or first in pat.FIRST_PERSON or first in pat.QUANTIFIERS):
        return SourcePhrase("pronoun", span, span, span[0], plural=pat.PRONOUN_GENDER.get(first) == "p")
    if len(span) == 1 and span.text.startswith(("@", ".@")):
        return SourcePhrase("organisation", span, span, span[0])
    people, others = _heads(context, span)
    core = core_of(context, span)
    head = _head(core)
    if people and not (head.lemma_.lower() in pat.VOICE_NOUNS and people[0].end < head.idx):
        if len(people) > 1:
            return SourcePhrase("joint", span, span, head, tuple(people), plural=True)
        if _and_others(context.text, span, people[0]):
            return SourcePhrase("unnamed", span, span, head, tuple(people), plural=True)
        return SourcePhrase("person", span, core, head, tuple(people))
    return _common(context, span, core, head, others)


def _common(context: Context, span: Span, core: Span, head: Token, others: list[Mention]) -> SourcePhrase:
    """A source without a person's name as its head."""
    lemma = head.lemma_.lower()
    offices = [t for t in core[:-1] if t.lower_ == "office" and t.nbor().lower_ == "of"]
    if offices and offices[0].i < head.i:
        return SourcePhrase("organisation", span, core, offices[0], (), True)  # "the Office of the Vice President" is not the vice president
    plural = head.tag_ in {"NNS", "NNPS"} or " and " in f" {core.text} "
    owner = _owner(core, head)
    definite = span[0].lower_ in pat.DEFINITE or owner is not None
    document = lemma in pat.VOICE_NOUNS or lemma in pat.WORK_NOUNS
    covering = [m for m in others if m.start <= head.idx < m.end]
    # "the Washington Post", "the Law Institute": a proper name that ends in such a word is no document
    if document and not (covering and head.text[:1].isupper() and context.kind(covering[0].entity) in {"organisation", "other"}):
        return SourcePhrase("document", span, core, head, (), definite, plural, owner)
    if len(others) > 1 and _coordinated(context.text, others, span) and all(context.kind(m.entity) != "person" for m in others):
        return SourcePhrase("joint", span, core, head, tuple(others), definite, plural=True)
    if not covering and not plural and head.text[:1].isupper() and len(bearers := context.bearers(head.text)) == 1 and lemma not in pat.HUMAN_NOUNS:
        # A name that the recogniser missed here but found elsewhere.
        return SourcePhrase("person", span, core, head, (Mention(head.idx, head.idx + len(head), "PERSON", bearers[0]),))
    named = _apposition(context, span, core, others)
    if named is not None and lemma not in pat.HUMAN_NOUNS:
        return SourcePhrase("organisation", span, core, head, (named,), definite, plural)
    office = bool(covering) and " of " in context.text[covering[0].start : covering[0].end] and context.kind(covering[0].entity) == "organisation"
    if covering and (lemma not in pat.HUMAN_NOUNS or office):
        return SourcePhrase("organisation", span, core, head, (covering[0],), definite, plural, owner)
    if lemma in pat.HUMAN_NOUNS or head.lower_ in pat.HUMAN_NOUNS:
        if plural or not definite:
            # "Iran's foreign minister" is definite by its owner; "French president" without any determiner names one person, too.
            bare = span[0].lower_ not in pat.INDEFINITE and not plural and span[0].pos_ != "NUM" and lemma in pat.EXECUTIVE_GENERIC
            return SourcePhrase("description" if bare else "unnamed", span, core, head, (), definite or bare, plural, owner)
        return SourcePhrase("description", span, core, head, (), definite, plural, owner)
    if lemma in pat.ORG_NOUNS or head.lower_ in pat.ORG_NOUNS:
        return SourcePhrase("organisation", span, core, head, (), definite, plural, owner)
    if not any(t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} for t in core) and not covering:
        # A name that the tagger did not know is still written with a capital.
        return SourcePhrase("organisation" if head.text[:1].isupper() and not head.is_sent_start else "nobody", span, core, head)
    if head.pos_ == "PROPN" and not plural:
        return SourcePhrase("organisation", span, core, head, tuple(covering[:1]), definite, plural, owner)
    if definite and not plural:
        return SourcePhrase("description", span, core, head, (), definite, plural, owner)
    return SourcePhrase("unnamed", span, core, head, (), definite, plural, owner)


def core_of(context: Context, span: Span) -> Span:
    """The noun phrase up to its first relative clause, preposition or comma; a name is never cut, a partitive ("a number of") is skipped."""
    doc = span.doc
    begin, stop, i = span.start, span.end, span.start
    if len(span) > 3 and (span[0].lower_, span[1].lower_) in _COMPARED:
        begin = i = i + 2  # "more than 95 % of the participants"
    names = [(m.start, m.end) for m in context.mentions_in(span.start_char, span.end_char)]
    while i < span.end:
        token = doc[i]
        inside = any(s < token.idx < e for s, e in names)
        if inside:
            i += 1
            continue
        low = token.lower_
        if low == "of" and begin < i and doc[i - 1].lemma_.lower() in pat.PARTITIVE and i + 1 < span.end:
            begin = i + 1
        elif (
            (
                i > begin
                and (
                    (low in pat.ENDS_PHRASE and not token.text.isupper())
                    or (token.pos_ == "ADP" and doc[i - 1].text not in {"-", "–"})
                    or token.text in {",", "(", "—", "–", "--", ";", ":"}
                    or _when(token)
                )
            )
            or (i > begin and token.pos_ == "VERB" and token.dep_ in {"acl", "relcl", "ROOT", "advcl"} and doc[i - 1].pos_ in {"NOUN", "PROPN"})
            or (i > begin and low == "to" and token.pos_ == "PART")
        ):
            stop = i
            break
        i += 1
    return doc[begin : max(stop, begin + 1)]


def _when(token: Token) -> bool:
    """ "a reporter here Tuesday": where and when it was said is no part of who said it; "the Tuesday paper" is."""
    if token.lower_ in {"here", "there", "today", "yesterday", "tonight"}:
        return True
    return token.lower_ in _DAYS and (token.i + 1 >= len(token.doc) or token.nbor().pos_ not in {"NOUN", "PROPN", "PART", "ADJ"})


def _head(core: Span) -> Token:
    """Last noun of the core; "'s" at its end does not count."""
    if core.text.endswith("-in-law") and len(core) >= 5:
        return core[-5]
    for token in reversed(core):
        if token.pos_ in {"NOUN", "PROPN"} and token.tag_ != "POS":
            return token
    for token in reversed(core):
        if token.pos_ in {"ADJ", "NUM", "PRON", "VERB"} or token.is_alpha:
            return token
    return core.root


def _heads(context: Context, span: Span) -> tuple[list[Mention], list[Mention]]:
    """Person mentions that the source is about (not possessors, not objects of "of" or "for"), and the other mentions."""
    people: list[Mention] = []
    others: list[Mention] = []
    for mention in context.mentions_in(span.start_char, span.end_char):
        if context.kind(mention.entity) != "person":
            others.append(mention)
            continue
        tokens = context.span(mention.start, mention.end)
        if tokens is None or _possesses(context.text, mention, span) or _premodifies(tokens, span):
            continue
        if people:
            if _joined(people[-1], tokens, span):
                people.append(mention)
            continue
        if not _governed(tokens, span):
            people.append(mention)
    return people, others


def _possesses(text: str, mention: Mention, span: Span) -> bool:
    """ "Trump's lawyer": the possessor is not the source, unless nothing follows ("Ms. Lam's" beside "admission")."""
    rest = text[mention.end : span.end_char]
    marked = next((mark for mark in ("'s", "’s", "'", "’") if rest.startswith(mark)), None)
    if marked is not None:
        return any(c.isalpha() for c in rest[len(marked) :])
    return text[mention.start : mention.end].endswith(("'s", "’s", "s'", "s’")) and any(c.isalpha() for c in rest)


def _premodifies(tokens: Span, span: Span) -> bool:
    """ "a McCain spokeswoman", "the Trump administration"."""
    if tokens.end >= span.end:
        return False
    after = span.doc[tokens.end]
    if after.text in {"-", "–"}:
        return True
    if (
        after.tag_ in {"NN", "NNS"}
        and after.text.islower()
        and after.i + 1 < span.end
        and any(t.pos_ == "PROPN" for t in span.doc[after.i + 1 : span.end])
    ):
        return True  # "a Trump loyalist, Ada Lind": whatever it is, it is the loyalist's
    return (
        after.pos_ in {"NOUN", "PROPN"}
        and after.tag_ != "POS"
        and (
            after.lemma_.lower() in pat.HUMAN_NOUNS
            or after.lemma_.lower() in pat.ORG_NOUNS
            or after.lemma_.lower() in pat.VOICE_NOUNS
            or after.lemma_.lower() in pat.WORK_NOUNS
        )
    )


def _governed(tokens: Span, span: Span) -> bool:
    """Whether the name is the object of a preposition or stands in a relative clause: "a spokesman for President X", "critics of X"."""
    doc = span.doc
    for i in range(tokens.start - 1, span.start - 1, -1):
        token = doc[i]
        low = token.lower_
        if token.pos_ == "SCONJ" or low in {"since", "after", "before", "as", "when", "while"}:
            return True
        if token.text == "," and i == tokens.start - 1:
            # "a spokesman for the ministry, Igor K.": an apposition, unless the comma only continues a list
            return any(t.lower_ in pat.RELATIVE for t in doc[span.start : i])
        if token.pos_ == "ADP" or low in {"of", "for", "to", "from", "by", "with", "including", "like"}:
            between = doc[i + 1 : tokens.start]
            # "Secretary of State X", "Minister of Health X": what stands between is itself the preposition's object
            if any(t.tag_ == "POS" for t in between):
                return True
            own = [t for t in between if t.pos_ not in {"DET", "ADJ"} and t.lower_ not in pat.TITLES and t.lower_.rstrip(".") not in pat.TITLES]
            return not own
        if low in pat.RELATIVE or (
            token.pos_ in {"VERB", "AUX"} and token.text.islower() and token.dep_ not in {"amod", "compound"} and low not in pat.TITLES
        ):
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
    group = "title" if found["title"] is not None else "listed"
    title = doc.char_span(*found.span(group), alignment_mode="contract")
    if title is None:
        return True
    nearest = next((t for t in reversed(title) if t.pos_ not in {"DET", "ADJ", "SPACE"}), None)
    return (nearest is None or nearest.pos_ != "ADP") and all(
        t.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PRON", "PART", "ADP", "SPACE"} or t.text in {",", "-", "."} for t in title
    )


def _and_others(text: str, span: Span, person: Mention) -> bool:
    """ "Trump and his supporters": more than the person."""
    rest = text[person.end : span.end_char]
    return rest.startswith((" and ", " & ", " or ")) and "," not in rest


def _coordinated(text: str, mentions: list[Mention], span: Span) -> bool:
    """ "Iran and Russia", "Japan, India and Australia": nothing but names, commas, articles and "and"."""
    cursor = span.start_char
    for i, mention in enumerate(mentions):
        gap = text[cursor : mention.start].strip(" ,\n").lower()
        if gap not in ({"", "the", "both", "both the"} if i == 0 else {"and", "and the", "", "&", "as well as", "the"}):
            return False
        cursor = mention.end
    return not text[cursor : span.end_char].strip(" ,")


def _apposition(context: Context, span: Span, core: Span, others: list[Mention]) -> Mention | None:
    """ "the company, Acme Holdings": the name set after a comma."""
    if core.end >= span.end or span.doc[core.end].text != ",":
        return None
    comma = span.doc[core.end].idx
    for mention in others:
        after = context.token(mention.end + 1)
        if (
            comma < mention.start <= comma + 6
            and context.kind(mention.entity) == "organisation"
            and (mention.end >= span.end_char or after is None or after.pos_ not in _NOUNS)
        ):
            return mention
    return None


def _owner(core: Span, head: Token) -> Span | None:
    """The possessor before the head: "Iran" in "Iran's foreign minister", "his" in "his lawyer"."""
    doc = core.doc
    if core[0].lower_ in pat.PRONOUN_GENDER and core[0].i < head.i:
        return doc[core.start : core.start + 1]
    for i in range(head.i - 1, core.start - 1, -1):
        if doc[i].tag_ == "POS" and i > core.start:
            return doc[core.start : i]
    return None


def maker_of(context: Context, reading: SourcePhrase) -> tuple[int, int] | None:
    """Characters that name whose document it is: before it ("a White House statement") or after "by", "from", "of"."""
    doc, span, core, head = reading.span.doc, reading.span, reading.core, reading.head
    if reading.owner is None:
        before = [
            m
            for m in context.mentions_in(core.start_char, head.idx)
            if m.end <= head.idx and (m.label not in {"NORP", "GPE"} or (m.end + 1 == head.idx and head.lemma_.lower() in pat.ISSUED))
        ]
        if before:
            return before[-1].start, before[-1].end
        body = next((i for i in range(core.start, head.i) if doc[i].lemma_.lower() in pat.ORG_NOUNS), None)
        if body is not None and head.lemma_.lower() in pat.ISSUED:
            return doc[core.start].idx, doc[body].idx + len(doc[body])
    for i in range(head.i + 1, span.end):
        if doc[i].lower_ in {"by", "from", "of"} and i + 1 < span.end:
            return doc[i + 1].idx, span.end_char
    return _maker_behind(context, span) if head.lemma_.lower() in pat.VOICE_NOUNS or head.lemma_.lower() in pat.WORK_NOUNS else None


def _maker_behind(context: Context, span: Span) -> tuple[int, int] | None:
    """Whose it is, where the source ends before it: "a statement| released on Monday by the ministry"."""
    doc = span.doc
    for i in range(span.end, min(span.end + 6, len(doc) - 1)):
        token = doc[i]
        if token.lower_ in {"by", "from"}:
            end = max(token.right_edge.i, i + 1) if token.right_edge.i - i <= 12 else i + 1
            named = context.mentions_in(doc[i + 1].idx, doc[end].idx + len(doc[end]))
            return (doc[i + 1].idx, doc[end].idx + len(doc[end])) if named or doc[end].lemma_.lower() in pat.ORG_NOUNS else None
        if token.text in {",", ".", ";", ":"} or token.pos_ in {"AUX", "SCONJ", "CCONJ", "PRON"} or (token.pos_ == "VERB" and token.tag_ != "VBN"):
            return None
    return None


def _relative(context: Context, span: Span) -> SourcePhrase | None:
    """ "..., who said": the noun phrase that the relative clause hangs on; by the parse, else the words just before."""
    doc, token = span.doc, span[0]
    verb = token.head
    anchor = verb.head if verb.dep_ in {"relcl", "acl"} and verb.head.i < token.i else None
    if anchor is None:
        i = token.i - 1
        while i > 0 and (doc[i].is_punct or doc[i].is_space):
            i -= 1
        anchor = doc[i]
    left = anchor.left_edge.i if token.i - anchor.left_edge.i < 15 else anchor.i
    end = token.i
    while end > left + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if end <= left:
        return None
    names = [m for m in context.mentions_in(doc[left].idx, token.idx) if m.start <= anchor.idx < m.end or m.end >= doc[end - 1].idx]
    if names and context.kind(names[-1].entity) == "person":
        return SourcePhrase("person", span, span, anchor, (names[-1],))
    if names and anchor.i > 0 and names[-1].start <= anchor.idx < names[-1].end:
        return SourcePhrase("organisation", span, span, anchor, (names[-1],), True)
    inner = read(context, doc[left].idx, doc[end - 1].idx + len(doc[end - 1])) if not (end - left == 1 and doc[left].lower_ in pat.RELATIVE) else None
    return inner


def _strip(span: Span) -> Span | None:
    """Without white space, commas and quotation marks at either end."""
    start, end = span.start, span.end
    while start < end and (span.doc[start].is_space or span.doc[start].is_quote or span.doc[start].text in {",", "—", "–", "-", "“", "”", '"'}):
        start += 1
    while end > start and (
        span.doc[end - 1].tag_ == "POS"
        or span.doc[end - 1].is_space
        or span.doc[end - 1].is_quote
        or span.doc[end - 1].text in {",", ".", ":", "—", "–", "“", "”", '"'}
    ):
        end -= 1
    return span.doc[start:end] if end > start else None
