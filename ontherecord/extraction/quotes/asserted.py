"""Whether the words of a quote were said at all: read off the parse round the cue.

"Did not say", "denied saying", "if she says" and "misquoted her as saying" report words that nobody spoke. The signs stand on the cue, or on
what governs it. A word of the content is never a sign: "she said she would not" was said, and so was "if elected, she said, she would".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from ontherecord.extraction.nouns import VOICES, WORKS
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Page
from ontherecord.model import Asserted, Quote


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AVERSE = _words(
    "deny decline refuse fail refrain avoid hesitate resist neglect unwilling unable reluctant loath hesitant dispute reject refute debunk"
)
"""Whoever does this to saying something does not say it; who does not, says it: "never failed to say"."""
_DENYING = _words("deny dispute reject refute debunk dismiss")
"""What is done to reports of what somebody said."""
_READY = _words("go want wish plan intend mean ready willing able prepared dare care")
"""Who is not this does not say it. Of other verbs a negation leaves the speech as it is: "did not regret saying"."""
_NOT_DONE = frozenset({"without", "instead of", "short of", "far from"})
"""What may stand between the cue and its governor: "left without saying", "stopped short of saying"."""
_NEGATIONS = _words("not n't n’t never neither nor")
_BEYOND = _words("more much enough better less else otherwise except but only just merely simply")
"""With these a negation is of how much or how well: "did not say more than that", "not only said"."""
_MARKS = _words("if unless whether")
_SUPPOSING = _words("imagine suppose pretend wish")
_PERHAPS = _words("may might could should")
_WH = _words("why when where how who what which whom")
_MISREPORTING = _words("misquote misattribute misreport fabricate forge")
_WRONGLY = _words("falsely wrongly incorrectly inaccurately erroneously mistakenly")
_FAKE = _words(
    "fake faked doctored fabricated forged bogus phony phoney manipulated spoof parody satirical misattributed spurious hoax deepfake forgery "
    "fabrication"
)
_UNTRUE = _FAKE | _words("false untrue lie myth")
_PASSING_ON = _words("quote attribute credit cite depict")
"""Cues that hand on another's words: done wrongly, the words are nobody's. A claim that is false was still made."""
_MEDIA = VOICES | WORKS | _words("clip audio recording picture image screenshot meme quote quotation version rumour rumor report")
_POSTED = _words("post tweet meme clip video image picture screenshot rumour rumor version article story headline caption quote")
"""What is corrected by telling that it is wrong: it has no speaker of its own, as a report or a letter has."""
_WHERE = _words("in on by via through from with as to")
_TRACES = _words("evidence record proof sign indication recording trace")
_UP = _words("xcomp ccomp pcomp acl csubj csubjpass relcl")
_OF = _words("of from as without")
"""Prepositions between the cue and its governor: "refrained from saying", but not "refused to come before saying"."""
_SPOKEN = 0.85
"""Weight from which on a verb of the content tells of speech itself."""


def assess(page: Page, quotes: list[Quote]) -> list[Asserted]:
    """For each quote, in text order, whether its words were said. One without a cue that goes on right behind another shares its lot."""
    found: list[Asserted] = []
    for number, quote in enumerate(quotes):
        before = quotes[number - 1] if number else None
        if (
            quote.cue is None
            and before is not None
            and quote.type == before.type
            and not page.text[before.pieces[-1].end : quote.pieces[0].start].strip(" \n\r\t\"“”'‘’.,?!")
        ):
            found.append(found[-1])
        else:
            found.append(_Signs(page, quote).read())
    return found


class _Signs:
    """The words round one quote's cue."""

    def __init__(self, page: Page, quote: Quote) -> None:
        self.page, self.quote = page, quote

    def read(self) -> Asserted:
        cue = self._cue()
        if cue is None:
            before = self._before()
            verbs = [] if before is None else [t for t in (before, *before.ancestors) if self.outside(t)]
            return "disowned" if any(self.disowned(t, None) for t in verbs) else "said"
        chain = list(self.governors(cue))
        if any(self.disowned(token, cue) for token in chain):
            return "disowned"
        if self.unsaid(chain):
            return "not said"
        return "supposed" if self.supposed(chain) else "said"

    # --- the words that count ----------------------------------------------------------------------------------------------------

    def outside(self, token: Token) -> bool:
        return not any(s <= token.idx < e for s, e in self.quote.pieces)

    def around(self, token: Token, *deps: str) -> list[Token]:
        """Children that are no words of the content."""
        return [c for c in token.children if (not deps or c.dep_ in deps) and self.outside(c)]

    def _cue(self) -> Token | None:
        if self.quote.cue is None:
            return None
        start, end = self.quote.cue
        first = self.page.token_at(start)
        inside = [t for t in self.page.doc[first.i : first.i + 6] if start <= t.idx < end] or [first]
        cue = next((t for t in inside if not start <= t.head.idx < end), inside[0])
        content = self._content()
        above = content.head if content is not None else cue
        # "Denied saying that": the content is what was, or was not, said, whichever of the two was taken for the cue.
        nearer = self.outside(above) and above.lemma_.lower() in lexicon.VERBS and cue.is_ancestor(above)
        return above if nearer else cue

    def _before(self) -> Token | None:
        """The last word of the sentence before words that no cue announces."""
        token = self.page.token_at(self.quote.pieces[0].start)
        left = [t for t in self.page.doc[token.sent.start : token.i] if t.is_alpha and self.outside(t)]
        return left[-1] if left else None

    def _content(self) -> Token | None:
        """The head of the content."""
        start, end = self.quote.pieces[0]
        first = self.page.token_at(start)
        return next((t for t in self.page.doc[first.i : first.sent.end] if t.idx < end and not start <= t.head.idx < end and t.is_alpha), None)

    def governors(self, cue: Token) -> Iterator[Token]:
        """The cue, then what governs it, upwards: "stopped short of [saying]", "rumours that he [said]", "made a [promise]"."""
        yield cue
        token = cue
        while token.head.i != token.i:
            head = token.head
            noun = token.pos_ in ("NOUN", "PROPN")
            made = noun and token.dep_ == "dobj" and (token != cue or head.lemma_ in lexicon.MAKING | {"give"})
            part = noun and token.dep_ in ("nsubj", "nsubjpass", "attr") and token != cue
            far = token.dep_ == "advcl" and head.lemma_ == "go" and any(c.lower_ == "to" for c in token.children)  # "so far as to say"
            first = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), token).left_edge
            loose = token.tag_ == "VBG" or head.pos_ == "NOUN"
            set_off = loose and token.dep_ in ("xcomp", "ccomp", "acl") and self.page.doc[max(0, first.i - 1)].text == ","
            small = token.dep_ == "prep" and token.lower_ in _OF
            # What is said of a noun outside the content is the narrator's, however far the content was taken to reach.
            if set_off or not (part or (self.outside(head) and (token.dep_ in _UP or made or far or small))):
                return
            if token.lower_ == "as" and head.pos_ != "VERB":  # "quoted minister Lind as saying", read as one noun phrase
                earlier = reversed(self.page.doc[token.sent.start : token.i])
                head = next((t for t in earlier if t.lemma_ in _PASSING_ON | _MISREPORTING and self.outside(t)), head)
            yield head
            if token.dep_ == "relcl":
                return
            token = head

    def level(self, token: Token) -> Iterator[tuple[Token, bool]]:
        """A verb and the one that it is joined to without a subject of its own, with whether a negation of that one holds for it, too."""
        yield token, True
        for _ in range(3):
            head = token.head
            if token.dep_ != "conj" or head.pos_ not in ("VERB", "AUX") or not self.outside(head) or self.around(token, "nsubj", "nsubjpass"):
                return
            joined = {c.lower_ for c in head.children if c.dep_ in ("cc", "preconj")}
            bare = token.tag_ == head.tag_ and token.tag_ in ("VB", "VBN", "VBG") and not self.around(token, "aux")
            yield head, "but" not in joined and (bare or bool(joined & {"or", "nor"}))
            token = head

    # --- not said ----------------------------------------------------------------------------------------------------------------

    def negated(self, token: Token) -> bool:
        """Under a negation of its own, or with a subject or determiner that is nobody."""
        for c in self.around(token):
            nobody = (
                c.dep_ in ("nsubj", "nsubjpass")
                and not self._comma(c.i, token.i)
                and (c.lower_ in ("nobody", "none", "neither") or any(g.lower_ in ("no", "neither") for g in c.children))
            )
            if not (nobody or (c.lower_ in _NEGATIONS and c.dep_ in ("neg", "advmod", "preconj", "cc")) or (c.lower_ == "no" and c.dep_ == "det")):
                continue
            following = self.page.doc[c.i + 1] if c.i + 1 < len(self.page.doc) else c
            if following.lower_ not in _BEYOND and not any(o.lower_ in _BEYOND for o in self._measures(token)):
                return True
        return False

    def _measures(self, token: Token) -> Iterator[Token]:
        for c in token.children:
            if c.i > token.i and c.dep_ not in ("cc", "conj", "mark") and (c.i == token.i + 1 or self.outside(c)):
                yield c
                yield from (g for g in c.children if g.dep_ in ("amod", "advmod", "prep") and self.outside(g))

    def unsaid(self, chain: list[Token]) -> bool:
        cue = chain[0]
        if any(self.negated(token) for token, holds in self.level(cue) if holds) or self._denied(cue) or self._not_yet(cue):
            return True
        for below, token in pairwise(chain):
            lemma = token.lemma_.lower()
            if _NOT_DONE & {token.lower_, self.page.doc[max(0, token.i - 1) : token.i + 1].text.lower()}:
                return token.head.lemma_ != "go"  # "it goes without saying"
            if below == cue and cue.pos_ == "NOUN" and lemma not in ("refuse", "decline"):
                continue  # who rejects a claim leaves it made
            if lemma in _AVERSE or (lemma in _DENYING and below.pos_ == "NOUN"):
                return not self.negated(token)
            if (lemma in _READY or token.lower_ in _TRACES) and any(self.negated(t) for t in (token, token.head) if self.outside(t)):
                return True
        return False

    def _denied(self, cue: Token) -> bool:
        """ "Denied saying", "denied that she had said": what is denied is speech of one's own."""
        content = self._content()
        if cue.lemma_.lower() != "deny" or content is None or lexicon.VERBS.get(content.lemma_.lower(), 0) < _SPOKEN or content.pos_ != "VERB":
            return False
        return all(c.pos_ == "PRON" for c in content.children if c.dep_ == "nsubj")

    def _not_yet(self, cue: Token) -> bool:
        """ "Has yet to say", "rather than say"."""
        doc = self.page.doc
        for c in self.around(cue, "aux", "mark", "prep") + [cue.head] * (cue.dep_ == "pcomp"):
            before = doc[c.i - 1].lower_ if c.i else ""
            if (c.lower_, before) in (("to", "yet"), ("than", "rather")):
                return True
        return False

    # --- supposed ----------------------------------------------------------------------------------------------------------------

    def supposed(self, chain: list[Token]) -> bool:
        return any(self._conditional(t) for token in chain for t, _ in self.level(token)) or any(
            self._perhaps(t) for t, same in self.level(chain[0]) if same
        )

    def _conditional(self, verb: Token) -> bool:
        """Under "if", in a question of yes or no, in "had she said", supposed outright."""
        if verb.lemma_.lower() in _SUPPOSING and verb.pos_ == "VERB":
            return True
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        first = subject.left_edge.i if subject is not None and subject.i < verb.i else verb.i
        if any(c.lower_ in _MARKS and c.i < first and not self._comma(c.i, first) for c in self.around(verb, "mark", "advmod")):
            return True
        opening = next((t for t in self.page.doc[verb.left_edge.i : verb.i] if t.is_alpha and t.dep_ != "cc"), verb)
        if subject is None or opening.head.i != verb.i or opening.dep_ not in ("aux", "auxpass") or opening.i >= first or not self.outside(opening):
            return False
        asked = verb.sent.text.rstrip(" \n\"”’'").endswith("?")
        return asked or opening.lower_ in ("had", "should", "were")

    def _comma(self, first: int, last: int) -> bool:
        return any(t.text == "," for t in self.page.doc[first:last])

    def _perhaps(self, cue: Token) -> bool:
        """ "Might say", "would have said", "would say if"."""
        helpers = {c.lower_ for c in self.around(cue, "aux") if c.i < cue.i}
        if any(c.lower_ in _BEYOND for c in self.around(cue, "advmod")) or any(c.lower_ in _WH for c in self.around(cue, "advmod")):
            return False
        if helpers & _PERHAPS or (helpers & {"would", "'d", "’d"} and "have" in helpers):
            return True
        if not helpers & {"would", "'d", "’d"}:
            return False
        return any(c.lower_ in _MARKS for clause in self.around(cue, "advcl") for c in self.around(clause, "mark"))

    # --- disowned ----------------------------------------------------------------------------------------------------------------

    def disowned(self, token: Token, cue: Token | None) -> bool:
        """Where the text itself tells that it is no speech of theirs: misquoted, wrongly attributed, a fake video, a false report of it."""
        lemma = token.lemma_.lower()
        if lemma in _MISREPORTING or self._false_predicate(token):
            return True
        # Of a cue that is a noun, "false" tells how true it is: a false claim was made.
        if self._fake(token, _FAKE if token == cue else _UNTRUE):
            return not self.around(token, "poss")
        if any(c.lower_ in _WRONGLY for c in self.around(token, "advmod")) and self._hands_on(token, cue):
            return True
        if token.pos_ == "NOUN" and token != cue and lemma in lexicon.NOUNS.keys() | _POSTED:
            # "Claims that she said "..." are false": the parse seldom leads from the noun to what is said of it behind the quoted words.
            marked = self.page.pairs_in(self.quote.pieces[0].start, self.quote.pieces[-1].end)
            end = marked[-1].end if marked else self.quote.pieces[-1].end
            return any(self._false_predicate(t) for t in token.sent if t.i > token.i and (self.outside(t) or t.idx >= end))
        if token.pos_ not in ("VERB", "AUX", "ADP"):
            return False
        near = self.around(token, "nsubj", "nsubjpass", "pobj")
        near += [o for p in self.around(token, "prep", "agent") if p.lower_ in _WHERE for o in self.around(p, "pobj")]
        if token.dep_ in ("acl", "relcl"):
            near.append(token.head)
        return any(self._fake(noun, _FAKE) for noun in near)

    def _hands_on(self, token: Token, cue: Token | None) -> bool:
        """What is done wrongly is to give words to somebody else."""
        if cue is None or token != cue or cue.lemma_.lower() in _PASSING_ON:
            return True
        source = self.page.token_at(self.quote.source.start).doc.char_span(*self.quote.source, alignment_mode="expand") if self.quote.source else None
        content = self._content()
        told = content is not None and content.pos_ == "VERB" and lexicon.VERBS.get(content.lemma_.lower(), 0) >= _SPOKEN
        return told or (source is not None and source.root.lemma_.lower() in _POSTED)

    def _fake(self, noun: Token, signs: frozenset[str]) -> bool:
        if noun.lower_ in _FAKE or noun.lemma_.lower() in _FAKE:
            return noun.pos_ == "NOUN"
        return noun.lemma_.lower() in _MEDIA and any(c.lower_ in signs for c in self.around(noun, "amod", "compound", "nmod"))

    def _false_predicate(self, token: Token) -> bool:
        """ "It is false that she said", "the quote is fake", "it is not true that"."""
        if token.lemma_ != "be":
            return False
        said = {c.lower_ for c in token.children if c.dep_ in ("acomp", "attr")}
        denied = any(c.dep_ == "neg" for c in token.children)
        return bool(said & {"true"} if denied else said & _UNTRUE)
