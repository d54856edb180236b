"""What the trained part sees of a candidate: words of its clauses, how they are built, what the rules say, who and where.

Every feature is a short readable string, so that the weights can be read as well. Names of people and places are never features:
the model is to learn the language, not who stands where.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ontherecord.extraction.positions import frames, polarity
from ontherecord.extraction.positions.actors import BODIES, FIRST, PEOPLE, SPOKES
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.cues import CONDITION, HEDGE, conditional, imagined
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.grammar import OBJECTS, SUBJECTS, negated, subject

WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "acomp", "attr", "oprd", "prep", "advcl", "prt", "pcomp", "agent", "nsubjpass"})
COLLECTIVES = BODIES | PEOPLE | {f"{word}s" for word in PEOPLE}


class Context:
    """What features need of the whole article, counted once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.clauses: dict[tuple[int, str], tuple[str, ...]] = {}
        """Features of a predicate, which several candidates of a sentence may share."""
        self.mentions = Counter(m.entity for m in doc._.mentions or ())
        self.quotes = Counter(q.speaker for q in doc._.quotes or () if q.speaker is not None)
        self.sentences = {s.start: n for n, s in enumerate(doc.sents)}
        self.nouns = Counter(t.lemma_.lower() for t in doc if t.pos_ in {"NOUN", "PROPN"})
        headline = doc._.headline
        span = doc.char_span(headline[0], headline[1], alignment_mode="expand") if headline else None
        self.headline = {t.lemma_.lower() for t in span or () if t.pos_ in WORDS | {"PROPN"}}


def features(c: Candidate, finder: Finder, context: Context) -> set[str]:
    """Features of one candidate."""
    out: set[str] = {"bias"}
    out.update(f"origin={o}" for o in c.origins)
    out.add("origin=" + "+".join(sorted(c.origins)))
    out.update(_actor(c, finder, context))
    out.update(_place(c, context))
    out.update(_rules(c))
    out.update(_quote(c, finder))
    anchors = c.anchors[:8]
    for anchor in anchors:
        where = "q" if anchor.i in finder.inside else "c" if anchor.i in finder.cue else "n"
        if (anchor.i, where) not in context.clauses:
            context.clauses[anchor.i, where] = tuple(_clause(anchor, where))
        out.update(context.clauses[anchor.i, where])
    out.update(_words(c, finder))
    out.update(_whose(c, finder))
    return out


def _actor(c: Candidate, finder: Finder, context: Context) -> Iterator[str]:
    entity = finder.actors.entity(c.actor)
    yield f"kind={entity.kind}{'' if entity.named else ' unnamed'}"
    yield f"country={'yes' if entity.country else 'no'}"
    for role in entity.roles:
        for word in role.title.lower().split():
            yield f"role={word}"
    if any(SPOKES.search(r.title) for r in entity.roles):
        yield "spokesperson"
    if entity.kind != "person":
        for word in entity.name.lower().split()[-2:]:
            if word in COLLECTIVES:
                yield f"body={word}"
    yield f"mentions={_bin(context.mentions[c.actor])}"
    yield f"quotes={_bin(context.quotes[c.actor])}"
    top = [k for k, _ in context.mentions.most_common(3)]
    yield f"rank={top.index(c.actor) if c.actor in top else 'low'}"


def _place(c: Candidate, context: Context) -> Iterator[str]:
    number = context.sentences.get(c.sentence.start, 0)
    yield f"sentence={_bin(number)}"
    yield f"third={3 * number // max(len(context.sentences), 1)}"
    yield f"length={_bin(len(c.sentence) // 8)}"
    nouns = {t.lemma_.lower() for t in c.sentence if t.pos_ in {"NOUN", "PROPN"}}
    yield f"headline={min(len(nouns & context.headline), 3)}"
    yield f"matter={_bin(sum(context.nouns[n] > 2 for n in nouns))}"
    text = c.sentence.text
    if "?" in text:
        yield "question"
    if HEDGE.search(text):
        yield "hedge"
    if CONDITION.search(text):
        yield "condition"
    for label in {e.label_ for e in c.sentence.ents}:
        yield f"ner={label}"


def _rules(c: Candidate) -> Iterator[str]:
    if not c.findings:
        yield "rule=none"
        return
    best = max(c.findings, key=lambda f: f.weight)
    yield f"rule={best.stance}"
    yield f"rules={min(len(c.findings), 3)}"
    for f in c.findings:
        yield f"rule:{f.rule}"
        yield f"rule:{f.rule}={f.stance}"
        yield f"finding={f.stance}"
        yield f"weight={round(f.weight, 1)}"
        yield f"weight={round(f.weight, 1)}={f.stance}"
        yield f"basis={f.basis}"
        yield f"commitment={f.commitment}"


def _quote(c: Candidate, finder: Finder) -> Iterator[str]:
    q = c.quote
    if q is None:
        yield "quote=none"
        return
    yield f"quote={q.type}"
    yield f"source={q.source_kind}"
    yield f"resolution={q.resolution}"
    inside = sum(t.i in finder.inside for t in c.sentence)
    yield f"share={round(4 * inside / len(c.sentence))}"
    cue = [t for t in c.sentence if finder.cue.get(t.i) is q]
    for t in cue:
        yield f"cue={t.lemma_.lower()}"
        yield f"cue={t.lemma_.lower()}|{q.type}"
        if negated(t):
            yield "cue negated"
    if not cue:
        yield "cue=elsewhere" if q.cue else "cue=none"
    if q.pieces[0][0] >= c.sentence.start_char:
        yield "quote begins"


def _clause(v: Token, where: str) -> Iterator[str]:
    """A predicate with what hangs on it; ``where``: q in a quote, c a cue, n told by the narrator."""
    lemma = frames.LEMMAS.get(v.lemma_.lower(), v.lemma_.lower())
    no = "not " if negated(v) else ""
    base = f"{no}{lemma}"
    yield f"{where}:v={base}"
    yield f"v={base}"
    if lemma in frames.VERBS:
        yield f"{where}:frame={no}{frames.VERBS[lemma].stance}"
    yield f"{where}:tag={v.tag_}"
    yield f"{where}:dep={v.dep_}"
    if no:
        yield f"{where}:negated"
    if imagined(v):
        yield f"{where}:imagined"
    if conditional(v):
        yield f"{where}:conditional"
    subj = subject(v)
    if subj is not None:
        low = subj.lower_
        yield f"{where}:subj={low if low in FIRST or subj.pos_ == 'PRON' else subj.pos_}"
        if low in FIRST:
            yield f"{where}:we {base}"
    for c in v.children:
        if c.dep_ == "aux":
            yield f"{where}:aux={no}{c.lemma_.lower()}"
            yield f"{where}:aux={no}{c.lemma_.lower()} {lemma}"
        elif c.dep_ in COMPLEMENTS:
            inner = c.lemma_.lower()
            yield f"{where}:has={c.dep_}"
            if c.dep_ in {"prep", "prt", "agent"}:
                yield f"v={base} {inner}"
                for p in c.children:
                    if p.dep_ in {"pobj", "pcomp"} and p.pos_ in WORDS:
                        yield f"o={p.lemma_.lower()}"
                        yield f"v={lemma} {inner} {p.lemma_.lower()}"
            elif c.pos_ in WORDS:
                yield f"v={base} {c.dep_}={inner}"
                yield f"{c.dep_}={'not ' if negated(c) else ''}{inner}"
                if inner in frames.VERBS:
                    yield f"inner={no}{frames.VERBS[inner].stance}"
        elif c.dep_ in SUBJECTS and c.pos_ == "NOUN":
            yield f"{where}:s={c.lemma_.lower()}"
        elif c.dep_ == "advmod":
            yield f"{where}:adv={c.lower_}"
    if v.pos_ == "NOUN":
        yield f"bearer={lemma}"
        for c in v.children:
            if c.dep_ == "amod":
                yield f"amod={c.lemma_.lower()}"


def _words(c: Candidate, finder: Finder) -> Iterator[str]:
    """Words of what the actor says, or of the clauses that are the actor's, with their direction where the lists know one."""
    own: set[Token] = set()
    if "speaker" in c.origins:
        own.update(t for t in c.sentence if t.i in finder.inside and finder.inside[t.i].speaker is not None)
        place = "said"
    else:
        place = "told"
    if not own:
        for anchor in c.anchors[:4]:
            own.update(anchor.subtree)
    bad, good = polarity.leaning(own)
    yield f"{place}:leaning={(good > bad) - (bad > good)}"
    yield f"{place}:bad={min(bad, 3)}"
    yield f"{place}:praise={min(good, 3)}"
    for t in own:
        if t.pos_ not in WORDS or (t.is_stop and t.pos_ != "ADJ"):
            continue
        lemma = t.lemma_.lower()
        yield f"w={lemma}"
        low = t.lower_
        no = "not " if negated(t) or negated(t.head) else ""
        if low in frames.GOOD or lemma in frames.GOOD_NOUNS:
            yield f"{place}:{no}good"
        if low in frames.BAD or lemma in frames.BAD_NOUNS:
            yield f"{place}:{no}bad"
        if lemma in frames.VERBS and t.pos_ == "VERB":
            yield f"{place}:lex={no}{frames.VERBS[lemma].stance}"
        if t.pos_ == "NOUN" and lemma in frames.NOUNS:
            yield f"{place}:noun={frames.NOUNS[lemma].stance}"
            yield f"noun={no}{lemma}"
        if low in frames.ADJECTIVES:
            yield f"adj={no}{low}"
    for t in own:
        if t.lower_ in {"should", "must", "need", "will", "would", "could", "can", "cannot", "wo", "ought", "have", "let", "not", "n't", "never"}:
            yield f"{place}:m={t.lower_}"
        elif t.lower_ in FIRST:
            yield f"{place}:first={t.lower_}"
        elif t.dep_ in OBJECTS and t.pos_ == "NOUN":
            yield f"o={t.lemma_.lower()}"


def _whose(c: Candidate, finder: Finder) -> Iterator[str]:
    """Who acts in what is said: the speaker's own side, or somebody of whom it is only told."""
    actors = finder.actors
    for anchor in c.anchors[:8]:
        quote = finder.inside.get(anchor.i)
        speaker = actors.speaker(quote) if quote is not None else None
        subj = subject(anchor)
        if quote is None or speaker is None or subj is None:
            continue
        if subj.lower_ in FIRST:
            who = "first"
        elif (acting := actors.read(subj, quote)) is None:
            who = "own house" if actors.own_house(subj) else "nobody"
        elif acting == speaker:
            who = "speaker"
        else:
            who = f"{'own ' if finder.own_side(speaker, acting) else 'other '}{actors.entity(acting).kind}"
        role = "speaker" if speaker == c.actor else "told of"
        said_by = "named" if actors.entity(speaker).named else "unnamed"
        yield f"{role}:acts={who}"
        yield f"{role}:acts={who}|{quote.type}"
        yield f"{role}:acts={who}|{said_by} {actors.entity(speaker).kind}"


def _bin(n: float) -> int:
    return int(math.log2(n + 1))
