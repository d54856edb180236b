"""What a stance is about, worded so that the stance word applies to it, and the matter it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ontherecord.extraction.document import paragraph_at
from ontherecord.extraction.positions import matters
from ontherecord.extraction.positions.actors import FIRST, TITLES, Actors
from ontherecord.extraction.positions.grammar import OBJECTS, TIMES, child, gerund, preposition, wording, words
from ontherecord.extraction.positions.lists import listed

VAGUE = listed(
    "it this that these those them they he she him her i we us you me who which what everything anything something nothing one ones all thing way "
    "much better fact time question comment request people someone anyone everyone day lot kind part name article story none two three some many most"
)
GENERIC = listed("measure step move action idea proposal option scenario course")
"""Nouns that stand for what was spoken of before: "such a measure"."""
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "any", "some", "such"}
)
ISSUE_WORDS = 6
NESTED = 3
"""Verbs of "trying to keep pushing for the deal" that lead to what is decided."""
ABOUT = frozenset({"for", "against", "on", "of", "from", "to", "with", "in", "out", "within"})
"""Prepositions before what a deed is about: "voting against", "walking away from", "staying in the deal"."""
_TRAILING = re.compile(
    r"(?:,?\s(?:the|a|an|of|to|in|on|for|with|and|or|by|from|at|as|than|before|after|until|what|that|its|their|his|her|no|less))+$", re.I
)


@dataclass(frozen=True, slots=True)
class Target:
    text: str
    issue: str
    start: int
    """Tokens, end exclusive."""
    end: int
    verbs: tuple[Token, ...] = ()
    entity: int | None = None
    """Key where the target is nothing but an entity."""


class Targets:
    def __init__(self, doc: Doc, actors: Actors) -> None:
        self.doc = doc
        self.actors = actors
        # Headlines leave out what a wording needs, and are misread.
        headline = doc._.headline
        self._body = doc[next((t.i for t in doc if t.idx >= headline[1]), 0) :] if headline else doc[:]
        self._full: dict[str, list[Token]] = {}
        self._whole: dict[str, list[Token] | None] = {}
        self.last: tuple[int, Target] | None = None
        """Paragraph and target of the last one found: what "it" stands for."""

    def phrase(self, noun: Token, *, judged: bool = False, without: Token | None = None) -> Target | None:
        """A noun phrase: "the sanctions on Ruritania", ``without`` a verb that hangs on it.

        None for a person, a pronoun that cannot be resolved and for words that say nothing.
        """
        if noun.pos_ == "PRON" or noun.lower_ in VAGUE or noun.lower_ in FIRST:
            return self._again(noun) if noun.lower_ in {"it", "this", "that", "them", "these", "those"} else None
        if noun.tag_ == "$" or noun.ent_type_ == "MONEY":
            return self._paid_for(noun)
        if (short := self._years(noun)) is not None:
            return short
        if noun.pos_ == "VERB" and child(noun, "oprd") is not None and any(c.lower_ == "what" for c in noun.lefts):
            noun = child(noun, "oprd") or noun  # "what he called a political deadline"
        key = self.actors.at.get(noun.i)
        if (key is not None and self.actors.entity(key).kind in {"person", "place"}) or (noun.pos_ == "PROPN" and noun.lemma_.lower() in TITLES):
            return None
        if noun.lemma_.lower() in VAGUE or noun.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"} or noun.ent_type_ in {"DATE", "TIME"}:
            return None
        if judged and (key is not None or (noun.pos_ == "PROPN" and len(list(noun.children)) == 0)):
            return None
        tokens = words(noun)
        if without is not None:
            # "sanctions imposed by Elbonia on the mine" are sanctions on the mine
            behind = [
                c
                for c in without.rights
                if c.dep_ == "prep" and c.lower_ in {"on", "against", "for", "to"} and not TIMES & {t.lower_ for t in c.subtree}
            ]
            tokens = [*words(noun, {without}), *(t for c in behind for t in words(c))]
        if len(tokens) <= 2 and (len(tokens) == 1 or tokens[0].lower_ in DETERMINERS) and noun.pos_ == "NOUN":
            fuller = self._fuller(noun)
            if fuller:
                tokens = fuller
            elif tokens[0].dep_ == "poss":
                return None
        elif noun.lemma_.lower() in GENERIC and len(tokens) <= 3 and tokens[0].lower_ in {"such", "this", "that", "these", "those"}:
            if self.last is None:
                return None
            return self.last[1]
        text = wording(tokens, {t: "" for t in tokens[:1] if t.lower_ in {"any", "such", "some", "no"}})
        return self._target(text, tokens, noun, (), key if len(tokens) <= 2 else None)

    def _paid_for(self, money: Token) -> Target | None:
        """ "pledged $60 million to the fund" is about the fund."""
        for head in (money, money.head):
            for word in ("to", "for", "toward", "towards", "in"):
                noun = preposition(head, word)
                if noun is not None and noun.i > money.i and noun.pos_ in {"NOUN", "PROPN"}:
                    return self.phrase(noun)
        return None

    def _years(self, number: Token) -> Target | None:
        """A bare number or span of years stands for the fuller mention: "five", "five years" -> "a five-year pause"."""
        if number.pos_ != "NUM" and not (number.lemma_ in {"year", "month"} and child(number, "nummod") is not None):
            return None
        digit = number if number.pos_ == "NUM" else child(number, "nummod")
        if digit is None or any(c.dep_ not in {"nummod", "quantmod", "punct", "advmod"} for c in number.children):
            return None
        for t in self.doc:
            if t.pos_ == "NOUN" and t.lemma_.lower() in matters.VOTABLE:
                left = self.doc[max(t.left_edge.i, t.i - 6) : t.i].text.lower()
                if re.search(rf"\b{re.escape(digit.lower_)}-(?:year|month)\b", left):
                    return self.phrase(t)
        return None

    def _fuller(self, noun: Token) -> list[Token] | None:
        """ "this bill" -> the words of the last fuller mention, "the harbour tax bill"; only for a definite noun."""
        if noun.lemma_ not in self._full:
            for t in self._body:
                if t.pos_ == "NOUN" and any(c.dep_ in {"compound", "amod"} or (c.dep_ == "prep" and c.i == t.i + 1) for c in t.children):
                    self._full.setdefault(t.lemma_, []).append(t)
            self._full.setdefault(noun.lemma_, [])
        if not any(c.lower_ in {"the", "this", "that", "these", "those", "such"} for c in noun.children):
            return None
        last = next((t for t in reversed(self._full[noun.lemma_]) if t.i < noun.i), None)
        if last is None:
            return None
        tokens = words(last)
        return tokens if 2 <= len(tokens) <= 9 else None

    def gerund(self, verb: Token, *, others: bool = False) -> Target | None:
        """ "to send troops" -> "sending troops"."""
        if verb.pos_ not in {"VERB", "AUX"}:
            return self.phrase(verb)
        if verb.lemma_ == "go" and verb.tag_ == "VBG" and (ahead := child(verb, "xcomp")) is not None:
            return self.gerund(ahead, others=others)  # "we are going to build it" -> "building it"
        if not verb.text[0].isalpha():
            return None  # "'s", "'re": the contracted verb says nothing
        drop = {
            c
            for c in verb.children
            if c.dep_ in {"aux", "neg", "nsubj", "nsubjpass", "mark", "expl", "intj"}
            or (c.i < verb.i and c.dep_ in {"ccomp", "punct", "cc", "prep", "advmod"})
        }
        passive = child(verb, "auxpass")
        tokens = [t for t in words(verb, drop) if t.i >= verb.i or t == passive]
        if passive is not None:
            return self._target(wording(tokens, {passive: "being"}), tokens, verb, (verb,))
        if verb.lemma_ == "be" and passive is None and not others:
            return None  # "should be careful" is advice, no policy
        if len(tokens) <= 3 and (obj := child(verb, "dobj")) is not None and (obj.lower_ in VAGUE or obj.pos_ == "PRON"):
            return None
        if len(tokens) == 1 and verb.lemma_ in {"do", "be", "have", "make", "go", "get", "say", "work", "continue", "try"}:
            return None
        if (
            verb.lemma_ in {"do", "have", "make", "get", "see", "know", "say", "tell"}
            and any(t.lower_ in VAGUE or t.lower_ in {"more", "so"} for t in tokens[1:3])
            and len(tokens) < 5
        ):
            return None
        return self._target(wording(tokens, {verb: gerund(verb)}), tokens, verb, (verb,))

    def doing(self, who: Token, verb: Token) -> Target | None:
        """ "urges the council to act" -> "the council acting"; nobody in particular gives "acting"."""
        inner = self.gerund(verb, others=True)
        if inner is None:
            return None
        if who.lower_ in VAGUE or who.pos_ == "PRON":
            return inner
        inside = set(verb.subtree) - set(who.subtree) if who in verb.subtree else set(verb.subtree)
        named = wording([t for t in words(who) if t.i < verb.i and t not in inside])
        if not named or len(named.split()) > 9:
            return inner
        return Target(f"{named} {inner.text}", inner.issue, min(inner.start, who.i), inner.end, (verb,))

    def clause(self, verb: Token) -> Target | None:
        """A finite clause: "that the raid (should) stop" -> "the raid stopping"."""
        subj = child(verb, "nsubj", "nsubjpass")
        return self.doing(subj, verb) if subj is not None and subj.lower_ not in {"there"} else self.gerund(verb)

    def deed(self, who: Token, what: Token) -> Target | None:
        """ "accused X of lying" -> "X's lying"; "blamed X for the delay" -> "the delay"."""
        inner = self.gerund(what) if what.tag_ == "VBG" else self.phrase(what)
        if inner is None or what.tag_ != "VBG" or who.pos_ == "PRON":
            return inner
        named = wording(words(who))
        return Target(f"{named} {inner.text}", inner.issue, inner.start, inner.end, inner.verbs) if 0 < len(named.split()) <= 6 else inner

    def before(self, sentence: Span, actor: int | None, trigger: Token | None = None, *, deeds: bool = False) -> Target | None:
        """What was spoken of just before: the nearest thing of the last paragraphs that is voted on; with ``deeds`` also a deed or target."""
        here = paragraph_at(self.doc, sentence.start_char)
        paper: Target | None = None
        start = (trigger.i if trigger is not None else sentence.start) - 1
        for i in range(start, max(-1, start - 120), -1):
            t = self.doc[i]
            if t.i < self._body.start or here - paragraph_at(self.doc, t.idx) > 2:
                break
            if deeds and i < sentence.start and t.tag_ == "VBG" and t.dep_ in {"pcomp", "xcomp"} and child(t, "dobj") is not None:
                found = self.gerund(t)
                if found is not None:
                    return found
            if deeds and self.last and self.last[1].start == i and here - self.last[0] <= 1:
                return self.last[1]
            if self._votable(t) and (found := self.phrase(t)) is not None:
                if t.lemma_.lower() not in matters.POINTERS:
                    return found
                paper = paper or found  # "the text": what it is about may be named a little further back
        if paper is not None:
            return paper
        main = self._main()
        if main is None and self.last and here - self.last[0] <= 1:
            return self.last[1]
        return main

    @staticmethod
    def _votable(t: Token) -> bool:
        return t.pos_ == "NOUN" and t.lemma_.lower() in matters.VOTABLE and t.dep_ not in {"compound", "npadvmod"}

    def _main(self) -> Target | None:
        """The article's own matter: the thing to be voted on that it names most often, in its fullest wording."""
        named = [t for t in self._body if self._votable(t)]
        counts = Counter(t.lemma_.lower() for t in named)
        if not counts or counts.most_common(1)[0][1] < 2:
            return None
        lemma = max(counts, key=lambda word: (word not in matters.PAPERS and counts[word] > 1, counts[word], word))
        best = max((t for t in named if t.lemma_.lower() == lemma), key=lambda t: (2 <= len(words(t)) <= 9, min(len(words(t)), 9), -t.i))
        return self.phrase(best)

    def _again(self, pronoun: Token) -> Target | None:
        if any(c.dep_ in {"acl", "relcl", "prep"} for c in pronoun.children):
            return None
        for i in range(pronoun.i - 1, max(pronoun.sent.start - 1, pronoun.i - 18, -1), -1):
            t = self.doc[i]
            if (
                t.dep_ in {"dobj", "pobj", "nsubjpass"}
                and t.pos_ == "NOUN"
                and t.i not in self.actors.at
                and t.ent_type_ not in {"DATE", "TIME"}
                and t.lemma_.lower() not in VAGUE
            ):
                return self.phrase(t)
        if self.last is None:
            return None
        paragraph, target = self.last
        return target if paragraph == paragraph_at(self.doc, pronoun.idx) else None

    def _target(self, text: str, tokens: list[Token], root: Token, verbs: tuple[Token, ...], entity: int | None = None) -> Target | None:
        if len(text) < 3 or not any(c.isalpha() for c in text) or not (matters.deed(root, tokens) if verbs else matters.thing(root)):
            return None
        out = Target(text, self._issue(root, text), tokens[0].i, tokens[-1].i + 1, verbs, entity)
        self.last = (paragraph_at(self.doc, root.idx), out)
        return out

    def _issue(self, root: Token, text: str) -> str:
        """The matter as a short noun phrase: the object of a clause with its own prepositions, without article."""
        noun = root
        if root.pos_ in {"VERB", "AUX"} and (decided := _decided(root)) is not None:
            noun = decided
        elif root.pos_ in {"VERB", "AUX"}:
            if len(text.split()) <= ISSUE_WORDS:
                return text
            found = child(root, *OBJECTS) or child(root, "nsubjpass")
            if found is None and (p := child(root, "prep")) is not None:
                found = child(p, "pobj")
            if found is None or found.pos_ not in {"NOUN", "PROPN"} or found.i in self.actors.at or len(words(found)) < 2:
                return _TRAILING.sub("", " ".join(text.split()[:ISSUE_WORDS]))
            noun = found
        tokens = words(noun)
        while len(tokens) > 1 and (
            tokens[0].lower_ in DETERMINERS | {"own", "all", "no"}
            or (tokens[0].pos_ in {"NUM", "PRON"} and tokens[1].text not in {"-", "–"})
            or tokens[0].is_punct
        ):
            tokens.pop(0)
        fuller = self._of_what(noun) if noun.lemma_.lower() in matters.VOTABLE - matters.PAPERS and self._bare(tokens, noun) else None
        return wording(_shortened(fuller or tokens, noun)) or text

    @staticmethod
    def _bare(tokens: list[Token], noun: Token) -> bool:
        """True for "halt", "temporary halt": what is halted is not said."""
        return not any(t.pos_ in {"NOUN", "PROPN"} and t != noun and t.ent_type_ not in {"DATE", "TIME"} for t in tokens if t.lemma_ != "year")

    def _of_what(self, noun: Token) -> list[Token] | None:
        """ "a halt" -> "halt to deep-sea mining", where the article says so; the same word only, since synonyms are a matter of the corpus."""
        lemma = noun.lemma_.lower()
        if lemma not in self._whole:
            found: list[tuple[Token, ...]] = []
            for t in self._body:
                if t.lemma_.lower() != lemma or t.pos_ != "NOUN":
                    continue
                for prep in t.children:
                    end = child(prep, "pobj", "pcomp") if prep.lower_ in {"on", "to", "of", "against"} and prep.i == t.i + 1 else None
                    if end is not None and end.pos_ in {"NOUN", "VERB"} and end.ent_type_ not in {"DATE", "TIME"} and end.tag_ != "VB":
                        inner = [x for x in words(end) if x.i <= end.i]
                        if 1 <= len(inner) <= 5 and inner[0].lower_ not in {"any", "no", "this", "that"}:
                            found.append((t, prep, *inner))
            found.sort(key=_length_and_place)
            self._whole[lemma] = list(found[0]) if found else None
        return self._whole[lemma]


def _decided(verb: Token) -> Token | None:
    """What a deed is done to, where that can be voted on or decided: the deal of "ripping up", "pulling out of", "trying to keep alive" the deal."""
    for _ in range(NESTED):
        subjects = [s for c in verb.children if c.dep_ in {"ccomp", "oprd"} and c.pos_ == "ADJ" for s in c.children if s.dep_ == "nsubj"]
        nouns = [c for c in verb.children if c.dep_ in OBJECTS] + subjects
        if not nouns:
            nouns = [end for end in map(_end_of, verb.children) if end is not None]
        for noun in nouns:
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in matters.VOTABLE:
                return noun
        inner = child(verb, "xcomp", "pcomp")
        if nouns or inner is None:
            return None
        verb = inner
    return None


def _end_of(prep: Token) -> Token | None:
    """ "out of the deal" -> deal."""
    while prep.dep_ == "prep" and (inner := child(prep, "prep")) is not None:
        prep = inner
    return child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ in ABOUT else None


def _length_and_place(phrase: tuple[Token, ...]) -> tuple[int, int]:
    return len(phrase), phrase[0].i


def _shortened(tokens: list[Token], noun: Token) -> list[Token]:
    """At most :data:`ISSUE_WORDS` words (a hyphenated word is one), cut where a noun ends."""
    while len(wording(tokens).split()) > ISSUE_WORDS:
        if tokens[0].i < noun.i and tokens[-1].i <= noun.i:
            tokens = tokens[1:]
        else:
            tokens = tokens[:-1]
        while len(tokens) > 1 and tokens[-1].pos_ not in {"NOUN", "PROPN"} and tokens[-1] != noun:
            tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].is_punct:
        tokens = tokens[1:]
    return tokens
