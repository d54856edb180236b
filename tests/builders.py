"""Extractions built by hand, readable, without the language model. Offsets come from marks in the text; nobody counts characters.

Marks, which may lie inside each other (they are not part of the article's text):

    [Ana Ortiz](ana)   a mention of the entity "ana"
    {s1:she}           source of quote 1           {c1:said}     its cue
    {q1:the bridge …}  content of quote 1; several of them are its pieces
    {e1:A sentence.}   evidence for position 1; several of them, best first
    {t1:backs}         the words that carry the stance of position 1

>>> extraction = article(
...     "a1",
...     "{e1:{s1:[Ana Ortiz](ana)} {c1:said} {q1:the bridge must {t1:be built}}.}",
...     entities={"ana": person("Ana Ortiz", "ES", 'title "Spanish minister"')},
...     quotes=[quote(1, "ana")],
...     positions=[position(1, "ana", "support", "building the bridge", matter="river bridge", quote=1)],
... )
>>> extraction.article.text[slice(*extraction.quotes[0].pieces[0])]
'the bridge must be built'
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ontherecord.model import Article, Entity, Extraction, Mention, Position, Quote, Repair, Sentence, Span, Statement

VERSION = "test-1"
_TOKEN = re.compile(r"\{(?P<kind>[sqcet])(?P<number>\d+):|\[(?!\[)|\]\((?P<name>[\w-]+)\)|\}")
_LABELS = {"person": "PERSON", "organisation": "ORG", "country": "GPE", "place": "GPE", "group": "NORP", "event": "EVENT", "other": "MISC"}


@dataclass(frozen=True)
class Marked:
    """Plain text and what was marked in it."""

    text: str
    mentions: tuple[tuple[str, Span], ...]
    spans: Mapping[tuple[str, int], tuple[Span, ...]]
    """(letter, number) -> spans in text order."""


def read_marks(marked: str) -> Marked:
    """Take the marks out of a text. Raises ValueError where they do not pair."""
    out: list[str] = []
    length = done = 0
    open_: list[tuple[str, int, int]] = []
    mentions: list[tuple[str, Span]] = []
    spans: dict[tuple[str, int], list[Span]] = {}
    for token in _TOKEN.finditer(marked):
        piece = marked[done : token.start()]
        out.append(piece)
        length += len(piece)
        done = token.end()
        if token["kind"]:
            open_.append((token["kind"], int(token["number"]), length))
        elif token[0] == "[":
            open_.append(("[", 0, length))
        else:
            if not open_ or (open_[-1][0] == "[") != bool(token["name"]):
                raise ValueError(f"mark {token[0]!r} at {token.start()} closes nothing")
            kind, number, start = open_.pop()
            if kind == "[":
                mentions.append((token["name"], Span(start, length)))
            else:
                spans.setdefault((kind, number), []).append(Span(start, length))
    if open_:
        raise ValueError(f"marks left open: {open_}")
    out.append(marked[done:])
    return Marked("".join(out), tuple(sorted(mentions, key=lambda m: m[1])), {k: tuple(sorted(v)) for k, v in spans.items()})


def person(name: str, country: str | None = None, reason: str | None = None, **fields: Any) -> Entity:
    return Entity(key=-1, name=name, kind="person", country=country, country_reason=reason, **fields)


def unnamed(description: str, country: str | None = None, reason: str | None = None) -> Entity:
    return Entity(key=-1, name=description, kind="person", country=country, country_reason=reason, named=False)


def organisation(name: str, country: str | None = None, **fields: Any) -> Entity:
    return Entity(key=-1, name=name, kind="organisation", country=country, **fields)


def country(name: str, code: str, **fields: Any) -> Entity:
    return Entity(key=-1, name=name, kind="country", country=code, **fields)


def entity(name: str, kind: Any, code: str | None = None) -> Entity:
    return Entity(key=-1, name=name, kind=kind, country=code)


@dataclass(frozen=True)
class QuoteNote:
    """What the marks of a quote do not say."""

    number: int
    speaker: str | None
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class PositionNote:
    number: int
    actor: str
    fields: Mapping[str, Any]


def quote(number: int, speaker: str | None, type: str = "indirect", **fields: Any) -> QuoteNote:
    """Quote ``number`` of the marks. ``speaker`` is a name of ``entities``; country and its reason are the speaker's unless given."""
    return QuoteNote(number, speaker, {"type": type, **fields})


def position(number: int, actor: str, stance: str, target: str, **fields: Any) -> PositionNote:
    return PositionNote(number, actor, {"stance": stance, "target": target, **fields})


def article(
    id: str,
    marked: str,
    *,
    date: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    entities: Mapping[str, Entity] | None = None,
    quotes: Sequence[QuoteNote] = (),
    positions: Sequence[PositionNote] = (),
    story: str | None = None,
    mend: Mapping[str, str] | None = None,
    **fields: Any,
) -> Extraction:
    """One article's extraction from a text with marks. ``date`` is a date or "2025-03-01"; further ``fields`` are those of Article.

    A first line equal to ``title`` is the headline. ``mend`` says how broken characters are read: {"â€™": "’"} makes the repairs.
    """
    found = read_marks(marked)
    text, entities = found.text, dict(entities or {})
    keys = {name: i for i, name in enumerate(entities)}
    day = _day(date)
    headline = Span(0, len(title)) if title and text.startswith(title + "\n") else None
    repairs = [Repair(m.start(), m.end(), good, "mojibake") for bad, good in (mend or {}).items() for m in re.finditer(re.escape(bad), text)]
    made = tuple(replace(e, key=keys[name]) for name, e in entities.items())
    mentions = tuple(Mention(span.start, span.end, _LABELS[entities[name].kind], keys[name]) for name, span in found.mentions)
    return Extraction(
        article=Article(
            id=id,
            text=text,
            title=title,
            published_on=day,
            date_basis="metadata" if day else "none",
            outlet=outlet,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            repairs=tuple(sorted(repairs, key=lambda r: r.start)),
            headline=headline,
            story=story or id,
            **{"location": f"{id}.txt", "language": "en", **fields},
        ),
        sentences=tuple(x for x in split_sentences(text) if headline is None or x.start >= headline.end),
        entities=made,
        mentions=mentions,
        quotes=tuple(_quote(note, found, made, keys, day) for note in quotes),
        positions=tuple(_position(note, found, made, keys, day) for note in positions),
        version=VERSION,
    )


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _first(found: Marked, letter: str, number: int) -> Span | None:
    return found.spans.get((letter, number), (None,))[0]


def _quote(note: QuoteNote, found: Marked, made: Sequence[Entity], keys: Mapping[str, int], day: date | None) -> Quote:
    speaker = made[keys[note.speaker]] if note.speaker else None
    source = _first(found, "s", note.number)
    kinds = {"person": "named", "organisation": "organisation", "country": "organisation"}
    known: dict[str, Any] = {
        "speaker": speaker.key if speaker else None,
        "source_kind": "none" if not speaker else "unnamed" if not speaker.named else kinds.get(speaker.kind, "named"),
        "country": speaker.country if speaker else None,
        "country_reason": speaker.country_reason if speaker else None,
        "resolution": "unknown" if not speaker else "explicit" if source else "floating",
        "reason": "named beside the cue" if source else "continues the speaker before it" if speaker else "",
        "confidence": 0.9 if source else 0.6,
        "said_on": day,
        "said_basis": "publication" if day else "none",
    }
    pieces = found.spans[("q", note.number)]
    return Quote(number=note.number, pieces=pieces, cue=_first(found, "c", note.number), source=source, **{**known, **note.fields})


def _position(note: PositionNote, found: Marked, made: Sequence[Entity], keys: Mapping[str, int], day: date | None) -> Position:
    actor = made[keys[note.actor]]
    sides = {"support": "for", "oppose": "against"}
    known: dict[str, Any] = {
        "country": actor.country,
        "matter": note.fields["target"],
        "toward": sides.get(note.fields["stance"], "neither"),
        "basis": "indirect" if note.fields.get("quote") else "narrator",
        "confidence": 0.8,
        "said_on": day,
        "said_basis": "publication" if day else "none",
    }
    evidence, trigger = found.spans[("e", note.number)], _first(found, "t", note.number)
    given = {**known, **note.fields}
    own = {f.name for f in fields(Position)}
    one = {name: value for name, value in given.items() if name not in own or name == "toward"}
    statements = tuple(Statement(sentence, trigger=trigger if n == 0 else None, **one) for n, sentence in enumerate(evidence))
    return Position(note.number, actor.key, statements, **{name: value for name, value in given.items() if name in own})


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences and paragraphs by a plain rule: good enough for invented articles."""
    found = []
    for number, paragraph in enumerate(re.finditer(r"[^\n]+", text)):
        for piece in re.finditer(r"\S.*?(?:[.!?…][”\"’']*(?=\s|$)|$)", paragraph[0]):
            found.append(Sentence(paragraph.start() + piece.start(), paragraph.start() + piece.end(), number))
    return tuple(found)


# --- a small corpus: the invented republics of the Alder valley quarrel about a dam. Real country codes stand for them. ----------------------

ANA = person("Ana Ortiz", "ES", 'title "Spanish energy minister"', variants=("Ortiz",), gender="f")
LUC = person("Luc Marchand", "FR", 'title "French president"', variants=("Marchand",), gender="m")
INES = person("Inès Béranger", "FR", 'title "French farm envoy"', variants=("Béranger",), gender="f")
TOMAS = person("Tomas Rey", None, variants=("Rey",), gender="m")
OFFICIAL = unnamed("Spanish official", "ES", 'description "Spanish official"')
BASIN = organisation("Alder Basin Authority")
PALACE = organisation("Élysée", "FR")
FRANCE, SPAIN = country("France", "FR"), country("Spain", "ES")
FRENCH = entity("French", "group", "FR")
TOWN = entity("Vallmora", "place")
DAM, WATER = "Alder dam", "water price"


def small_corpus() -> list[Extraction]:
    """Twelve invented articles of three outlets, 1 March to 20 April 2025: every quote type, source kind and stance; one undated; a story of two."""
    return [
        article(
            "dam-1",
            "Ministers meet over the Alder dam\n\n"
            "{e1:{s1:[Ana Ortiz](ana)} {c1:said} {q1:[Spain](es) {t1:would build} the Alder dam with or without [France](fr)}.} "
            "“{q2:We have waited for ten years}, ” {s2:she} {c2:added}. “{q2:We will not wait for an eleventh.}”\n\n"
            "[France](fr) was not amused. {e2:{s3:[Luc Marchand](luc)} {c3:called} {q3:the plan “{t2:a dam too many}”}.}",
            date="2025-03-01",
            outlet="Valley Post",
            title="Ministers meet over the Alder dam",
            entities={"ana": ANA, "luc": LUC, "es": SPAIN, "fr": FRANCE},
            quotes=[
                quote(1, "ana"),
                quote(2, "ana", "direct", resolution="anaphoric", reason="“she” is Ana Ortiz"),
                quote(3, "luc", "mixed"),
            ],
            positions=[
                position(1, "ana", "support", "building the Alder dam", matter=DAM, quote=1, commitment="plans"),
                position(2, "luc", "oppose", "the Alder dam", matter=DAM, quote=3),
            ],
            url="https://valleypost.example/dam-1",
            author="Kim Sole",
        ),
        article(
            "dam-2",
            "{s1:[Ana Ortiz](ana)} {c1:said} {q1:[Spain](es) would build the Alder dam with or without [France](fr)}. "
            "The meeting in [Vallmora](town) ended early.",
            date="2025-03-01",
            outlet="Coast Wire",
            title="Spain to build dam, minister says",
            entities={"ana": ANA, "es": SPAIN, "fr": FRANCE, "town": TOWN},
            quotes=[quote(1, "ana")],
            story="dam-1",
        ),
        article(
            "dam-3",
            "{e1:[Luc Marchand](luc) did {t1:not rule out} a smaller Alder dam, "
            "{s1:the [Élysée](palace)} {c1:said}, {q1:if the river kept its fish}.} "
            "[Marchand](luc) spoke in [Vallmora](town).",
            date="2025-03-09",
            outlet="Valley Post",
            title="Marchand softens on the dam",
            entities={"luc": LUC, "palace": PALACE, "town": TOWN},
            quotes=[quote(1, "palace")],
            positions=[position(1, "luc", "open", "a smaller Alder dam", matter=DAM, hedge="did not rule out")],
        ),
        article(
            "dam-4",
            "{e1:“{q1:{t1:Only if} the fish ladders come first,}” {s1:[Inès Béranger](ines)} {c1:told} reporters about the Alder dam.} "
            "“{q2:The farmers of [Spain](es) know it as well as the [French](fr).}”",
            date="2025-03-15",
            outlet="Coast Wire",
            title="Fish first, says envoy",
            entities={"ines": INES, "es": SPAIN, "fr": FRENCH},
            quotes=[quote(1, "ines", "direct"), quote(2, "ines", "direct", flags=("guessed boundary",))],
            positions=[position(1, "ines", "conditional", "the Alder dam", matter=DAM, quote=1, basis="direct")],
        ),
        article(
            "dam-5",
            "{e1:The [Alder Basin Authority](basin) has {t1:taken no position} on the Alder dam.} "
            "{s1:[Its report](report)} {c1:says} that {q1:silt is the larger worry}.",
            date="2025-03-20",
            outlet="Valley Post",
            title="Authority waits for the silt study",
            entities={"basin": BASIN, "report": entity("Alder Basin report", "other")},
            quotes=[quote(1, "report", source_kind="document")],
            positions=[position(1, "basin", "undecided", "the Alder dam", matter=DAM)],
        ),
        article(
            "dam-6",
            "{s1:A [Spanish official](official)} {c1:said} {q1:the money for the dam was there}. "
            "{q2:The money had been there for years, it was heard in the corridor.}",
            date="2025-04-02",
            outlet="Coast Wire",
            title="Money is there, official says",
            entities={"official": OFFICIAL},
            quotes=[quote(1, "official"), quote(2, None)],
        ),
        article(
            "dam-7",
            "{e1:{s1:[Luc Marchand](luc)} {c1:said} {q1:he {t1:backed} the smaller Alder dam at last}.} "
            "{s2:[Tomas Rey](rey)}, a farmer, {c2:called} {q2:it “a wet joke”}.",
            date="2025-04-10",
            outlet="Valley Post",
            title="Marchand backs the smaller dam",
            entities={"luc": LUC, "rey": TOMAS},
            quotes=[quote(1, "luc"), quote(2, "rey", "mixed")],
            positions=[position(1, "luc", "support", "the smaller Alder dam", matter=DAM, quote=1)],
        ),
        article(
            "water-1",
            "{e1:[Ana Ortiz](ana) {t1:rejected} a higher water price.} {s1:[Tomas Rey](rey)} {c1:asked} {q1:who would pay for it}.",
            date="2025-03-12",
            outlet="Valley Post",
            title="Water price row",
            entities={"ana": ANA, "rey": TOMAS},
            quotes=[quote(1, "rey")],
            positions=[position(1, "ana", "oppose", "a higher water price", matter=WATER)],
        ),
        article(
            "water-2",
            "{e1:“{q1:We {t1:want} a fair water price for [France](fr),}” {s1:[Béranger](ines)} {c1:said}.}",
            date="2025-04-20",
            outlet=None,
            title="A fair price",
            entities={"ines": INES, "fr": FRANCE},
            quotes=[quote(1, "ines", "direct")],
            positions=[position(1, "ines", "support", "a fair water price", matter=WATER, quote=1, basis="direct")],
        ),
        article(
            "water-undated",
            "{e1:[Tomas Rey](rey) {t1:fought} the water price for a decade.} “{q1:Nobody asked us,}” {s1:he} {c1:said}.",
            date=None,
            outlet="Hill Letter",
            entities={"rey": TOMAS},
            quotes=[quote(1, "rey", "direct", resolution="anaphoric")],
            positions=[position(1, "rey", "oppose", "the water price", matter=WATER)],
        ),
        article(
            "repaired",
            "Itâ€™s raining in [Vallmora](town). {s1:[Ana Ortiz](ana)} {c1:said} {q1:itâ€™s only rain}. Nobody was hurt.",
            date="2025-04-05",
            outlet="Hill Letter",
            title="Rain in Vallmora",
            entities={"ana": ANA, "town": TOWN},
            quotes=[quote(1, "ana")],
            mend={"â€™": "’"},
        ),
        article("quiet", "Nothing was said, and nobody came.", date="2025-03-30", outlet="Hill Letter", title="A quiet day"),
    ]
