"""Whom the narrator's own "he", "she" and "the foreign minister" mean, and "he" in what somebody else is named as saying."""

from __future__ import annotations

from collections import deque

import numpy as np
from spacy.attrs import DEP, LOWER
from spacy.tokens import Doc, Token

from ontherecord.extraction.grammar import noun_phrase
from ontherecord.extraction.speakers import coreference, lexicon
from ontherecord.extraction.speakers.discourse import Discourse
from ontherecord.extraction.speakers.source_phrase import read

_NO_QUOTE = -2
"""Stands for the quote of the narrator's own words: -1 marks every place outside quotes, which are just where the narrator's people stand."""


class Narrator:
    """Reads on in an article between its quotes, so that the next source finds the person where the text last meant them."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self._ahead = deque(t for t in _pronouns_and_subjects(discourse.context.doc) if t.lower_ in lexicon.PERSONAL or self._is_described(t))
        self.meant: dict[int, int] = {}
        """Key of the entity by the first character of the pronoun or noun."""

    def read_on(self, until: int) -> None:
        """Resolve what stands before a character."""
        while self._ahead and self._ahead[0].idx < until:
            token = self._ahead.popleft()
            inside = self.discourse.context.content(token.idx)
            if token.lower_ not in lexicon.PERSONAL:
                self._description(token) if inside < 0 else None
            elif inside < 0:
                self._pronoun(token)
            else:
                self._reported(token, inside)

    def _is_described(self, token: Token) -> bool:
        """A subject of one person without a name: "the foreign minister signed", "Norway's president refused"."""
        if token.tag_ not in {"NN", "NNP"} or not lexicon.is_human(token.lemma_.lower()):
            return False
        context = self.discourse.context
        return not any(context.kind(m.entity) == "person" for m in context.mentions_in(token.idx, token.idx + len(token)))

    def _description(self, token: Token) -> None:
        """It is no place of its person, since "the president" is named where it is needed; others ask who acts."""
        context = self.discourse.context
        phrase = read(context, *noun_phrase(token))
        if phrase is None or phrase.kind != "description" or phrase.head.i != token.i:
            return
        found = coreference.description(context, phrase, _NO_QUOTE, self.discourse.spoken)
        if found is not None and found.confidence >= coreference.KEPT:
            self.meant[token.idx] = found.entity

    def _pronoun(self, token: Token) -> None:
        context, gender = self.discourse.context, lexicon.PRONOUN_GENDER[token.lower_]
        found = coreference.person(context, token.idx, self.discourse.spoken, gender)
        if found is not None and found.confidence >= coreference.KEPT:
            context.add(token.idx, token.idx + len(token), found.entity)
            context.called(found.entity, gender)
            self.meant[token.idx] = found.entity

    def _reported(self, token: Token, index: int) -> None:
        """ "He will sign it, Ada Lind's aide said": whom a name behind reports of is somebody else (principle C, Chomsky 1981)."""
        context = self.discourse.context
        quote = context.quotes[index]
        if quote.type == "direct" or quote.source is None or quote.source.start < token.idx:
            return
        named = next((m for m in context.mentions_in(*quote.source) if context.kind(m.entity) == "person"), None)
        if named is None or any(pair.start <= token.idx < pair.end for pair in context.doc._.marks):
            return  # between marks a pronoun is the speaker's own word
        found = coreference.person(context, token.idx, self.discourse.spoken, lexicon.PRONOUN_GENDER[token.lower_], named.entity)
        if found is not None and found.confidence >= coreference.KEPT:
            self.meant[token.idx] = found.entity


def _pronouns_and_subjects(doc: Doc) -> list[Token]:
    """Found by arrays, which is faster."""
    ids = doc.vocab.strings
    pronoun = np.isin(doc.to_array(LOWER), [ids.add(word) for word in lexicon.PERSONAL])
    subject = np.isin(doc.to_array(DEP), [ids.add(dep) for dep in ("nsubj", "nsubjpass")])
    return [doc[i] for i in np.flatnonzero(pronoun | subject).tolist()]
