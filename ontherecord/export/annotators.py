"""Articles with what was found in them, for people to correct: tasks for Label Studio, documents for INCEpTION. docs/annotation.md tells how."""

from __future__ import annotations

import io
import json
import re
import zipfile
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean
from typing import Any

from ontherecord.model import Article, Extraction, Position, Quote, Span, web_address
from ontherecord.queries import Corpus, Filters, articles, extractions
from ontherecord.queries.where import is_shown

LABELLING = """<View>
  <Labels name="label" toName="text">
    <Label value="Quote" background="#1f7bb8"/>
    <Label value="Cue" background="#767d87"/>
    <Label value="Source" background="#0a8f69"/>
    <Label value="Statement" background="#cf5b0a"/>
    <Label value="Stance words" background="#9a7512"/>
  </Labels>
  <Relations>
    <Relation value="continued by"/>
    <Relation value="said with"/>
    <Relation value="said by"/>
    <Relation value="shown by"/>
  </Relations>
  <Style>.htx-text{ white-space: pre-wrap; }</Style>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="type" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Quote">
    <Choice value="direct"/><Choice value="indirect"/><Choice value="mixed"/>
  </Choices>
  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Quote" placeholder="Speaker: full name"/>
  <TextArea name="country" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Quote" placeholder="Country spoken for"/>
  <Choices name="stance" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Statement">
    <Choice value="support"/><Choice value="oppose"/><Choice value="open"/><Choice value="conditional"/><Choice value="undecided"/>
  </Choices>
  <Choices name="toward" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Statement">
    <Choice value="for"/><Choice value="against"/><Choice value="neither"/>
  </Choices>
  <TextArea name="actor" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Statement" placeholder="Actor"/>
  <TextArea name="target" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Statement" placeholder="Target: what the stance is on"/>
  <TextArea name="matter" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Statement" placeholder="Matter, neutral"/>
</View>
"""
"""The labelling configuration that the tasks are made for."""


@dataclass(frozen=True, slots=True)
class Region:
    """A passage with a label, and what is said of it: field -> value."""

    id: str
    span: Span
    label: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """From one region to another, by id."""

    source: str
    target: str
    label: str


def label_studio(corpus: Corpus, filters: Filters) -> bytes:
    """Tasks in Label Studio's JSON, one for each article that the filters let through, with what was found as predictions for :data:`LABELLING`.

    Offsets are code points."""
    tasks = [_task(found, *_marked(found, filters)) for found in _articles(corpus, filters)]
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()


def inception(corpus: Corpus, filters: Filters) -> bytes:
    """A ZIP of one UIMA CAS JSON 0.4 file for each article that the filters let through, with the layers of INCEpTION's basic annotation projects."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, found in enumerate(_articles(corpus, filters), 1):
            name = _NOT_IN_NAMES.sub("_", found.article.id)[:80]
            entry = zipfile.ZipInfo(f"{number:05}-{name}.json")  # without the time of day: the same articles give the same file
            archive.writestr(entry, json.dumps(_cas(found, *_marked(found, filters)), ensure_ascii=False), zipfile.ZIP_DEFLATED)
    return out.getvalue()


TOOLS: dict[str, Callable[[Corpus, Filters], bytes]] = {"labelstudio": label_studio, "inception": inception}


def _articles(corpus: Corpus, filters: Filters) -> Iterator[Extraction]:
    ids = list(articles(corpus, filters, "oldest", limit=None)["article_id"])
    found = extractions(corpus, ids)
    return (found[id] for id in ids)


# --- what both have in common


def _marked(found: Extraction, filters: Filters) -> tuple[list[Region], list[Relation]]:
    names = {entity.key: entity.name for entity in found.entities}
    regions: list[Region] = []
    relations: list[Relation] = []
    for quote in found.quotes:
        if quote.status != "rejected":
            _mark_quote(quote, names, regions, relations)
    for position in found.positions:
        if is_shown(position, filters):
            _mark_position(position, names, regions, relations)
    return regions, relations


def _mark_quote(q: Quote, names: dict[int, str], regions: list[Region], relations: list[Relation]) -> None:
    first = f"quote-{q.number}"
    fields = {"type": q.type, "speaker": "" if q.speaker is None else names[q.speaker], "country": q.country or ""}
    regions.append(Region(first, q.pieces[0], "Quote", {name: value for name, value in fields.items() if value}))
    parts = [(f"{first}-{i}", piece, "Quote", "continued by") for i, piece in enumerate(q.pieces[1:], 2)]
    parts += [(f"{first}-cue", q.cue, "Cue", "said with")] if q.cue else []
    parts += [(f"{first}-source", q.source, "Source", "said by")] if q.source else []
    for id, span, label, relation in parts:
        regions.append(Region(id, span, label, {}))
        relations.append(Relation(first, id, relation))


def _mark_position(p: Position, names: dict[int, str], regions: list[Region], relations: list[Relation]) -> None:
    for i, s in enumerate(p.statements, 1):
        id = f"position-{p.number}-{i}"
        fields = {"stance": s.stance, "toward": s.toward, "actor": names[p.actor], "target": s.target, "matter": p.matter}
        regions.append(Region(id, s.sentence, "Statement", {name: value for name, value in fields.items() if value}))
        if s.trigger:
            regions.append(Region(f"{id}-words", s.trigger, "Stance words", {}))
            relations.append(Relation(id, f"{id}-words", "shown by"))


# --- Label Studio

_CHOICES = ("type", "stance", "toward")


def _task(found: Extraction, regions: list[Region], relations: list[Relation]) -> dict[str, Any]:
    text = found.article.text
    result: list[dict[str, Any]] = []
    for region in regions:
        place = {"start": region.span.start, "end": region.span.end}
        on = {"id": region.id, "to_name": "text"}
        labelled = {**place, "text": text[slice(*region.span)], "labels": [region.label]}
        result.append({**on, "from_name": "label", "type": "labels", "value": labelled})
        for name, value in region.fields.items():
            if name in _CHOICES:
                result.append({**on, "from_name": name, "type": "choices", "value": {**place, "choices": [value]}})
            else:
                result.append({**on, "from_name": name, "type": "textarea", "value": {**place, "text": [value]}})
    result += [{"type": "relation", "from_id": r.source, "to_id": r.target, "direction": "right", "labels": [r.label]} for r in relations]
    confidences = [q.confidence for q in found.quotes] + [p.confidence for p in found.positions]
    score = round(fmean(confidences), 3) if confidences else 0.0
    return {"data": _known(found.article), "predictions": [{"model_version": found.version, "score": score, "result": result}]}


def _known(article: Article) -> dict[str, str | None]:
    day = article.published_on.isoformat() if article.published_on else None
    return {
        "text": article.text,
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published_on": day,
        "url": web_address(article.url),
    }


# --- INCEpTION

_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def _type(name: str, **features: str) -> dict[str, Any]:
    listed = {feature: {"%NAME": feature, "%RANGE": range} for feature, range in features.items()}
    return {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation", **listed}


_TYPES = [
    _type("custom.Span", label="uima.cas.String"),
    _type("custom.Relation", Governor="custom.Span", Dependent="custom.Span", label="uima.cas.String"),
    _type(_SEGMENTS + "Sentence"),
    _type(_SEGMENTS + "Token"),
]


def _cas(found: Extraction, regions: list[Region], relations: list[Relation]) -> dict[str, Any]:
    text = found.article.text
    units = [0, *accumulate(1 + (ord(c) > 0xFFFF) for c in text)]  # UIMA counts UTF-16 code units
    structures: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text}
    ]

    def add(type: str, start: int, end: int, **features: Any) -> int:
        id = len(structures) + 1
        structures.append({"%ID": id, "%TYPE": type, "@sofa": 1, "begin": units[start], "end": units[end], **features})
        return id

    add("uima.tcas.DocumentAnnotation", 0, len(text), language="en")
    for sentence in found.sentences:
        add(_SEGMENTS + "Sentence", sentence.start, sentence.end)
    for start, end in _tokens(text, regions):
        add(_SEGMENTS + "Token", start, end)
    ids = {region.id: add("custom.Span", *region.span, label=_label(region)) for region in regions}
    spans = {region.id: region.span for region in regions}
    for r in relations:
        features: dict[str, Any] = {"@Governor": ids[r.source], "@Dependent": ids[r.target], "label": r.label}
        add("custom.Relation", *spans[r.target], **features)  # a relation lies where its dependent does
    return {
        "%TYPES": {described["%NAME"]: described for described in _TYPES},
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [structure["%ID"] for structure in structures[1:]]}},
    }


def _tokens(text: str, regions: list[Region]) -> Iterator[tuple[int, int]]:
    """Words and marks, parted where a region begins or ends: spans are tied to tokens there."""
    edges = sorted({edge for region in regions for edge in region.span})
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        inside = edges[bisect_left(edges, start + 1) : bisect_left(edges, end)]
        yield from zip((start, *inside), (*inside, end), strict=True)


def _label(region: Region) -> str:
    """One line: a basic project has one field for a span."""
    return ": ".join([region.label, *([" · ".join(region.fields.values())] if region.fields else [])])
