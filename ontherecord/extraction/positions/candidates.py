"""Who might take a position in which sentence: many candidates, of which the trained part keeps few.

A candidate is an actor and a sentence, with the clauses that tell what the actor says or does there. The rules' findings belong to the
candidate of their actor and sentence. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import frames
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.grammar import SUBJECTS, child, preposition, subject
from ontherecord.extraction.positions.reading import Finding
from ontherecord.model import Quote

MOST = 12
"""Candidates of one sentence."""
LEADING = frozenset({"prompt", "lead", "force", "compel", "push", "drive", "oblige", "persuade", "convince", "get", "cause", "see"})
"""What somebody is led to do is done, unlike what somebody is urged to do (implicative verbs, Karttunen 1971)."""
NOBODY = frozenset({"others", "some", "many", "several", "most", "no one", "nobody", "people"})
"""Names of unnamed speakers that tell nobody who it is."""
OBLIGING = frozenset({"should", "must", "ought"})
BEARERS = frozenset({"by", "from", "of"})
"""Prepositions whose noun may hold a stance: "opposition from Ruritania"."""


@dataclass(slots=True)
class Candidate:
    actor: int
    sentence: Span
    origins: set[str] = field(default_factory=set)
    """How the actor is tied to the sentence: speaker, cue, subject, nested (subject inside somebody else's quote), joined, bearer, rule."""
    quote: Quote | None = None
    """The quote of the actor that the sentence holds a part of."""
    anchors: list[Token] = field(default_factory=list)
    """Heads of the clauses that are the actor's, in text order."""
    findings: list[Finding] = field(default_factory=list)


def candidates(finder: Finder, findings: list[Finding]) -> Iterator[Candidate]:
    """Candidates in text order. ``findings`` are all that the rules found, weak ones too."""
    by_sentence: dict[int, list[Finding]] = {}
    for f in findings:
        by_sentence.setdefault(f.sentence.start, []).append(f)
    for sentence in finder.sentences():
        found: dict[int, Candidate] = {}

        def add(actor: int | None, origin: str, anchor: Token | None = None, sentence: Span = sentence, found: dict[int, Candidate] = found) -> None:
            if actor is None or finder.actors.entity(actor).kind in {"other", "place", "event"}:
                return
            if len(name := finder.actors.name(actor)) < 2 or name.casefold() in NOBODY:
                return
            one = found.setdefault(actor, Candidate(actor, sentence))
            one.origins.add(origin)
            if anchor is not None and anchor not in one.anchors:
                one.anchors.append(anchor)

        for finding in by_sentence.get(sentence.start, []):
            add(finding.actor, "rule")
            if finding.actor in found:
                found[finding.actor].findings.append(finding)
        _spoken(finder, sentence, add, found)
        for t in sentence:
            if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}:
                _done(finder, t, add)
                _led(finder, t, add)
            elif t.pos_ == "NOUN" and t.i not in finder.actors.at and t.i not in finder.inside and (head := _borne(t)) is not None:
                add(finder.actors.read(t, None), "bearer", head)
            elif (key := finder.actors.at.get(t.i)) is not None and t.i not in finder.inside:
                key = finder.actors.read(t, None)
                if t.dep_ == "poss" and t.head.pos_ == "NOUN":
                    add(key, "bearer", t.head)
                elif t.dep_ == "pobj" and t.head.lower_ in BEARERS and t.head.head.pos_ == "NOUN":
                    add(key, "bearer", t.head.head)
                elif t.head.lemma_ in frames.NOUNS and finder.bearer(t.head) == t:
                    add(key, "bearer", t.head)
        for one in list(found.values())[:MOST]:
            one.anchors.sort(key=lambda t: t.i)
            yield one


def _borne(noun: Token) -> Token | None:
    """What people without a name hold: "opposition" of "opposition from the harbour unions", "concerns" of "lawmakers' concerns"."""
    if noun.dep_ == "poss" and noun.head.pos_ == "NOUN":
        return noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"by", "from"}:
        return None
    head = noun.head.head
    if head.pos_ == "VERB":  # "was met with fury from the unions"
        head = next((p for c in head.children if c.dep_ == "prep" and c.lower_ == "with" and (p := child(c, "pobj")) is not None), head)
    return head if head.pos_ == "NOUN" else None


def _led(finder: Finder, verb: Token, add: Callable[..., None]) -> None:
    """Whoever is made to do something, or praised or blamed for it, does it: "it prompted Elbonia to sign", "thanked Elbonia for signing"."""
    done, noun = None, child(verb, "dobj")
    if noun is None:
        return
    if verb.lemma_ in LEADING:
        done = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB" and c.i > noun.i), None)
    elif (what := preposition(verb, "for") or preposition(noun, "for")) is not None and what.tag_ == "VBG":
        done = what
    if done is not None:
        inside = finder.inside.get(done.i)
        add(finder.actors.read(noun, inside), "subject" if inside is None else "nested", done)


def _spoken(finder: Finder, sentence: Span, add: Callable[..., None], found: dict[int, Candidate]) -> None:
    for quote in finder.doc._.quotes or ():
        if quote.pieces[0].start >= sentence.end_char or quote.pieces[-1].end <= sentence.start_char:
            continue
        actor = finder.actors.speaker(quote)
        if actor is None or not any(start < sentence.end_char and end > sentence.start_char for start, end in quote.pieces):
            continue
        add(actor, "speaker")
        if actor in found and found[actor].quote is None:
            found[actor].quote = quote
    for t in sentence:
        inner = finder.inside.get(t.i)
        if inner is not None and inner.speaker is not None and t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}:
            add(finder.actors.speaker(inner), "speaker", t)


def _wished(finder: Finder, actor: int | None, verb: Token, subj: Token) -> bool:
    """What somebody else wants of the actor is not the actor's: "Elbonia wants Norway to sign", "Norway should sign, the mayor said"."""
    quote = finder.inside.get(verb.i)
    if (
        quote is not None
        and finder.actors.speaker(quote) not in {actor, None}
        and any(c.dep_ == "aux" and c.lower_ in OBLIGING for c in verb.children)
    ):
        return True
    above = verb.head
    frame = frames.VERBS.get(above.lemma_.lower())
    if verb.dep_ not in {"ccomp", "xcomp"} or frame is None or frame.commitment not in {"demands", "hopes"} or verb.i < above.i:
        return False
    wishing = subject(above)
    return wishing is not None and wishing != subj and finder.actors.read(wishing, finder.inside.get(above.i)) != actor


def _done(finder: Finder, verb: Token, add: Callable[..., None]) -> None:
    subj = subject(verb)
    if subj is None:
        return
    inside, cue = finder.inside.get(verb.i), finder.cue.get(verb.i)
    actor = finder.actors.read(subj, inside)
    if cue is not None and cue.speaker is not None and cue.source and cue.source[0] <= subj.idx < cue.source[1]:
        add(finder.actors.speaker(cue), "cue", verb)
        return
    if _wished(finder, actor, verb, subj):
        return
    add(actor, "subject" if inside is None else "nested", verb)
    if inside is None and subj.dep_ in SUBJECTS | {"pobj"}:
        for other in finder.joined_to(subj):
            add(other, "joined", verb)
