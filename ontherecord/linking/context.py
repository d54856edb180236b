"""Wordings that say too little by themselves stand for a fuller one: of their article, or of the corpus where it speaks of one such thing only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from ontherecord.linking.synonyms import concepts
from ontherecord.linking.terms import Terms, bare, head, terms

Text = tuple[str, str]
"""Issue and target as one position words them."""
DOMINANT = 0.6
"""Share of the fuller wordings of a concept that must be about one thing before bare ones of other articles count as that thing."""
LEAST_ARTICLES = 3
"""Articles that must have such a fuller wording."""


def in_context(texts: Sequence[Text], articles: Sequence[Hashable]) -> list[Text]:
    """For each wording the one that it stands for, mostly itself.

    "The bill" is the harbour tax bill of its article. "A pause" is the moratorium on deep-sea mining that its article names, or the only
    one that the corpus knows. Another length ("a five-year pause" beside a halt of ten years) is another matter.
    """
    texts = _fuller_in_article(texts, articles)
    out = list(texts)
    for concept, places in _by_concept(texts).items():
        for place, text in _completed(concept, places, texts, articles).items():
            out[place] = text
    return out


def _fuller_in_article(texts: Sequence[Text], articles: Sequence[Hashable]) -> list[Text]:
    fuller: dict[tuple[Hashable, str], Text] = {}
    for text, article in zip(texts, articles, strict=True):
        found = terms(text[0])
        if not found.empty:
            for term in found.weak:
                key = (article, term)
                fuller[key] = min(fuller.get(key, text), text, key=lambda t: (len(t[0]), t))
    out = []
    for text, article in zip(texts, articles, strict=True):
        found = terms(text[0])
        out.append(next((fuller[(article, t)] for t in sorted(found.weak) if (article, t) in fuller), text) if found.empty else text)
    return out


def _by_concept(texts: Sequence[Text]) -> dict[str, list[int]]:
    """Places of the wordings whose head is of a concept."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        concept = bare(text[0]) or head(text[0])
        if concept is not None:
            places[concept].append(place)
    return places


def _others(found: Terms, concept: str) -> frozenset[str]:
    """What a wording is about besides the concept."""
    return frozenset(t for t in found.strong if concepts().get(t) != concept)


def _completed(concept: str, places: list[int], texts: Sequence[Text], articles: Sequence[Hashable]) -> dict[int, Text]:
    full = [p for p in places if bare(texts[p][0]) != concept and _others(terms(texts[p][0]), concept)]
    local: dict[Hashable, Counter[Text]] = defaultdict(Counter)
    for p in full:
        local[articles[p]][texts[p]] += 1
    whole = _only_one(concept, full, texts, articles)
    length = _length(places, texts)
    out: dict[int, Text] = {}
    for p in places:
        found = terms(texts[p][0])
        plain = bare(texts[p][0]) == concept or (whole is not None and bare(texts[p][0].partition(" in ")[0]) == concept)
        of_it = whole is not None and bool(_others(found, concept) & _others(terms(whole[0]), concept))
        if not (plain or of_it):
            continue
        if length and found.years and not found.years & length:
            if whole is not None:
                out[p] = _another_length(p, places, texts)
        elif plain:
            here = local.get(articles[p])
            if whole is not None:
                out[p] = whole
            elif here:
                out[p] = _first(here)
    return out


def _only_one(concept: str, full: list[int], texts: Sequence[Text], articles: Sequence[Hashable]) -> Text | None:
    """The fuller wording that stands for the concept in a corpus which is about one such thing only."""
    about: dict[str, set[Hashable]] = defaultdict(set)
    for p in full:
        for term in _others(terms(texts[p][0]), concept):
            about[term].add(articles[p])
    everywhere = {articles[p] for p in full}
    common = [t for t, where in about.items() if len(where) >= max(LEAST_ARTICLES, DOMINANT * len(everywhere))]
    if not common:
        return None
    counts = Counter(texts[p] for p in full if _others(terms(texts[p][0]), concept) & frozenset(common))
    return max(counts, key=lambda t: (not terms(t[0]).years, not t[0].casefold().split()[0].endswith("ing"), counts[t], -len(t[0]), t))


def _length(places: list[int], texts: Sequence[Text]) -> frozenset[str]:
    """The span of time that a concept mostly has: "10 year"."""
    counts = Counter(y for p in places for y in terms(texts[p][0]).years)
    return frozenset([max(counts, key=lambda y: (counts[y], y))]) if counts else frozenset()


def _another_length(place: int, places: list[int], texts: Sequence[Text]) -> Text:
    """All wordings of one other length stand together: the shortest of the frequent ones."""
    years = terms(texts[place][0]).years
    counts = Counter(texts[p] for p in places if terms(texts[p][0]).years == years)
    return max(counts, key=lambda t: (bare(t[0]) is not None, counts[t], -len(t[0]), t))


def _first(counts: Counter[Text]) -> Text:
    return max(counts, key=lambda t: (counts[t], -len(t[0]), t))
