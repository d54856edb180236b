"""The records: what an article is and what is found in it.

Words follow attribution research (PARC, PolNeAR), Discourse Network Analyzer and W3C Web Annotation.

Offsets everywhere are **code points into the article's original text** (``Article.text``, as decoded, before any repair),
end exclusive. A passage shown as evidence is always ``article.text[start:end]``.

All records are frozen, so they can be shared between threads and cached; change one with :func:`dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

EntityKind = Literal["person", "organisation", "country", "place", "group", "event", "other"]
QuoteType = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["named", "unnamed", "organisation", "document", "none"]
Asserted = Literal["said", "not said", "supposed", "disowned"]
Resolution = Literal["explicit", "anaphoric", "floating", "unknown"]
Stance = Literal["support", "oppose", "open", "conditional", "undecided"]
Toward = Literal["for", "against", "neither"]
Commitment = Literal["commits", "plans", "demands", "hopes", "warns", "denies", "declines", "states"]
Basis = Literal["direct", "indirect", "mixed", "narrator", "action"]
Status = Literal["machine", "confirmed", "fixed", "added", "rejected"]
PublishedBasis = Literal["metadata", "dateline", "filename", "given", "none"]
SaidBasis = Literal["stated", "relative", "month", "year", "publication", "none"]

ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
QUOTE_TYPES: tuple[QuoteType, ...] = get_args(QuoteType)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
ASSERTED: tuple[Asserted, ...] = get_args(Asserted)
STANCES: tuple[Stance, ...] = get_args(Stance)
SIDES: tuple[Toward, ...] = get_args(Toward)
STATUSES: tuple[Status, ...] = get_args(Status)


class Span(NamedTuple):
    """A slice of an article's original text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One place where the reading text differs from the original: ``original[start:end]`` is read as ``replacement``."""

    start: int
    end: int
    replacement: str
    kind: Literal["mojibake", "entity", "marks", "control", "spacing", "markup", "ligature"]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was loaded. ``text`` is the original and is never changed.

    ``id`` is given by the source (an id column, a file's stem) and unique inside a corpus.
    ``headline`` is the span of the headline when the text itself starts with it, so that extraction can leave it out.
    ``repairs`` are in order and do not overlap; :class:`ontherecord.loading.repair.ReadingText` applies them.
    """

    id: str
    text: str
    title: str | None = None
    published_on: date | None = None
    date_basis: PublishedBasis = "none"
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    location: str | None = None
    """Where it was read from: a file name, with ``#row`` for a table's row. Never an absolute path."""
    digest: str = ""
    """SHA-256 (hex) of the text and what is known of it; what tells that an article has changed."""
    headline: Span | None = None
    repairs: tuple[Repair, ...] = ()
    story: str | None = None
    """Id of the article that this one is a near-duplicate of (the story's first article), else its own id."""


WEB = ("http", "https", "ftp")


def web_address(url: str | None) -> str | None:
    """An address that may be followed; None for one that runs something or leads into this machine (``javascript:``, ``data:``, ``file:``)."""
    scheme, colon, rest = (url or "").strip().partition(":")
    if colon and scheme.strip().lower() not in WEB and not rest[:1].isdigit() and not any(c in scheme for c in "/.?#"):
        return None
    return url or None


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Role:
    """A title or office that the text gives a person: "French President", code of its country, where it stands."""

    title: str
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, country ... of one article. ``key`` numbers it inside the article (0, 1, ...).

    ``name`` is canonical: the common newspaper form ("Volodymyr Zelenskyy"), for an unnamed source the description
    ("White House official"). ``named`` is False for the latter.
    ``country`` is ISO 3166 alpha-2 or EU, UN, NATO: whom a person or organisation **speaks for**; for a country, its own code.
    ``country_reason`` is a plain phrase for a reader: 'title "French President"'.
    """

    key: int
    name: str
    kind: EntityKind
    variants: tuple[str, ...] = ()
    country: str | None = None
    country_reason: str | None = None
    roles: tuple[Role, ...] = ()
    named: bool = True
    gender: Literal["f", "m", "n", "p"] | None = None
    """Known from a title, pronoun or name: female, male, neuter, plural; None when unknown."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named. ``entity`` is the key of an :class:`Entity` of the same article."""

    start: int
    end: int
    label: str
    """The recogniser's own label: PERSON, ORG, GPE, NORP ..."""
    entity: int


@dataclass(frozen=True, slots=True)
class Check:
    """That a person has decided about a finding: who ("" for somebody without a name), when (UTC, without a zone), and what was noted."""

    by: str
    at: datetime
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution: a **source** says **content** by a **cue**. Numbered inside the article by ``number``, in text order."""

    number: int
    pieces: tuple[Span, ...]
    """Content, in text order; more than one where the cue interrupts it. Marks are not part of a piece."""
    type: QuoteType
    cue: Span | None = None
    source: Span | None = None
    speaker: int | None = None
    """Key of the canonical speaker's entity."""
    source_kind: SourceKind = "none"
    country: str | None = None
    """Whom the speaker speaks for in this quote."""
    country_reason: str | None = None
    resolution: Resolution = "unknown"
    chain: tuple[Span, ...] = ()
    """Mentions that led from the source to the speaker: "he" -> "Zelensky" -> "Volodymyr Zelenskyy"."""
    reason: str = ""
    """Why this speaker, in plain words for a reader: 'named beside the cue "said"'."""
    confidence: float = 0.0
    said_on: date | None = None
    """With the basis "month" only year and month are known; the day is the first."""
    said_basis: SaidBasis = "none"
    flags: tuple[str, ...] = ()
    """What a reader should know: "guessed boundary", "unbalanced marks", "block quote" ..."""
    asserted: Asserted = "said"
    """Whether the words were spoken: "did not say", "if she says" and "misquoted her as saying" report words that were not. Only "said" counts."""
    status: Status = "machine"
    checked: Check | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that shows one stance of an actor on a target."""

    sentence: Span
    """Always verbatim."""
    stance: Stance
    target: str
    """What the stance word applies to, in the article's own words: the phrase that "it" or "the plan" stands for."""
    toward: Toward = "neither"
    """The side that it takes toward the matter of its position: who supports repealing the health law is against the health law."""
    said: str | None = None
    """The sentence's own words for the target, where these only point to it: "it", "the move"."""
    trigger: Span | None = None
    """The words that carry the stance: "ruled out", "backs"."""
    hedge: str | None = None
    """The exact hedging words."""
    commitment: Commitment = "states"
    basis: Basis = "narrator"
    quote: int | None = None
    """Number of the quote that carries it, where one does."""
    said_on: date | None = None
    said_basis: SaidBasis = "none"
    confidence: float = 0.0
    """The calibrated chance that a careful reader agrees."""


@dataclass(frozen=True, slots=True)
class Position:
    """The side that an identified actor publicly takes toward one matter in one article; its statements are the evidence.

    What is asked of the position itself (stance, target, day ...) is that of its first statement, the surest one.
    """

    number: int
    actor: int
    """Key of the actor's entity."""
    statements: tuple[Statement, ...]
    """At least one, the surest first."""
    matter: str = ""
    """What it is about inside this article, as a neutral noun phrase; grouped over a corpus by :mod:`ontherecord.linking`."""
    toward: Toward = "neither"
    country: str | None = None
    status: Status = "machine"
    checked: Check | None = None

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Its sentences, each once, the surest first."""
        return tuple(dict.fromkeys(s.sentence for s in self.statements))

    @property
    def stance(self) -> Stance:
        return self.statements[0].stance

    @property
    def target(self) -> str:
        return self.statements[0].target

    @property
    def trigger(self) -> Span | None:
        return self.statements[0].trigger

    @property
    def hedge(self) -> str | None:
        return self.statements[0].hedge

    @property
    def commitment(self) -> Commitment:
        return self.statements[0].commitment

    @property
    def basis(self) -> Basis:
        return self.statements[0].basis

    @property
    def quote(self) -> int | None:
        return self.statements[0].quote

    @property
    def said_on(self) -> date | None:
        return self.statements[0].said_on

    @property
    def said_basis(self) -> SaidBasis:
        return self.statements[0].said_basis

    @property
    def confidence(self) -> float:
        return self.statements[0].confidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article, by one call."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    version: str = ""
    """Extraction version and model that made it; an article is extracted again when it changes."""
    warnings: tuple[str, ...] = field(default=())
