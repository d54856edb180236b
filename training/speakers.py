"""The pointer to speakers: fitted over the states of a trained trunk, which stays as it is.

Learned from the quotes of the gold whose speaker is named somewhere in sight. Of a quote whose source is a name, the name is masked: where nothing
but the neighbourhood tells who speaks, the pointer has to learn from the neighbourhood.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.networks import Networks
from ontherecord.extraction.speakers.pointer import Pointer, Scope, scope_of
from ontherecord.extraction.windows import windows
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Quote, Span
from training.fit import minilm, named, write_graph
from training.network import WIDTH, Speaker, speaker_from_minilm

SIZE, RATE, MASK = 8, 2e-4, "[MASK]"


@dataclass
class Example:
    """A quote with what the pointer sees, and which candidates are right; none of them where the speaker is not among them."""

    scope: Scope
    states: np.ndarray
    right: list[bool]


def examples(gold: dict[str, Any], doc: Doc, by: Networks, scorer: ModuleType) -> list[Example]:
    """An example for each quote that is in the gold, too."""
    text = doc.text
    cut = list(windows(text, doc._.paragraphs, [Span(p.start, p.end) for p in doc._.marks], by.tokenizer))
    read = [(window, by.states(window)) for window in cut]
    out = []
    for quote, speaker in matched(gold, doc, scorer):
        scope = scope_of(doc, quote, cut, doc._.mentions)
        if scope is None or not scope.candidates:
            continue
        right = [scorer.same_name(speaker, doc._.entities[c.entity].name) for c in scope.candidates]
        states = [read[n][1] for n in scope.windows]
        if quote.source is not None and _names_somebody(doc, quote.source):
            own = scope.windows[-1]
            window = read[own][0]
            ids = window.ids.copy()
            ids[[n for n in range(len(ids)) if n in scope.source_pieces]] = by.tokenizer.token_to_id(MASK)
            states[-1] = by.states(replace(window, ids=ids))
        out.append(Example(scope, np.concatenate(states)[scope.first : scope.first + len(scope.marks)], right))
    return out


def matched(gold: dict[str, Any], doc: Doc, scorer: ModuleType) -> list[tuple[Quote, str]]:
    """Quotes as the app reads them, with the speaker that the gold gives."""
    reading = ReadingText(doc._.article.text, doc._.article.repairs)
    text = gold["text"]
    wanted = [scorer.letters(text, q["spans"]) for q in gold["quotes"]]
    found = [scorer.letters(text, [tuple(reading.to_original(*p)) for p in q.pieces]) for q in doc._.quotes]
    pairs = scorer.match(wanted, found, scorer.jaccard)
    return [(doc._.quotes[j], gold["quotes"][i]["speaker"]) for i, (j, share) in pairs.items() if share >= 0.5 and gold["quotes"][i]["speaker"]]


def _names_somebody(doc: Doc, source: Span) -> bool:
    return any(m.start < source.end and m.end > source.start for m in doc._.mentions)


def fit(data: Sequence[Example], *, epochs: int, seed: int) -> Speaker:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    net = speaker_from_minilm(minilm())
    old = [p for layer in net.layers for p in layer.parameters()]
    begun = {id(p) for p in old}
    new = [p for p in net.parameters() if id(p) not in begun]
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": 5 * RATE}], weight_decay=0.01, fused=True)
    steps = epochs * (len(data) // SIZE + 1)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    began = time.monotonic()
    net.train()
    order = list(data)
    for epoch in range(epochs):
        rng.shuffle(order)
        total = 0.0
        for start in range(0, len(order), SIZE):
            optimizer.zero_grad()
            loss = loss_of(order[start : start + SIZE], net)
            loss.backward()
            nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"speakers {epoch + 1}/{epochs}  {total / (len(order) / SIZE):.3f}  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return net.eval()


def loss_of(batch: list[Example], net: Speaker) -> Tensor:
    """Minus log of the chance that falls on any right candidate, or on nobody where none is right."""
    length = max(len(e.states) for e in batch)
    states = torch.stack([functional.pad(torch.from_numpy(e.states), (0, 0, 0, length - len(e.states))) for e in batch])
    marks = torch.from_numpy(np.stack([np.pad(e.scope.marks, (0, length - len(e.scope.marks))) for e in batch]))
    real = torch.zeros(len(batch), length)
    for row, e in enumerate(batch):
        real[row, : len(e.states)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        places = [[e.scope.at, *(c.piece for c in e.scope.candidates)] for e in batch]
        most = max(len(p) for p in places)
        given = torch.tensor([p + [0] * (most - len(p)) for p in places])
        scores = net(states, marks, given, real).float()
    parts = []
    for row, e in enumerate(batch):
        chances = scores[row, : len(places[row])].log_softmax(0)
        right = [n for n, r in enumerate(e.right, 1) if r] or [0]
        parts.append(-chances[right].logsumexp(0))
    return torch.stack(parts).mean()


def train(
    documents: list[tuple[dict[str, Any], Doc]],
    held: list[set[str]],
    folds: Path,
    scorer: ModuleType,
    out: Path | None,
    *,
    epochs: int,
    seed: int,
) -> None:
    """Write the pointer of each fold's reader and of the one in ``out``, and print how the folds' pointers do on articles that they have not seen."""
    judged: list[Judged] = []
    for number, ids in enumerate(held):
        folder = folds / f"fold{number + 1}"
        by = Networks(folder, ("trunk",))
        data = [e for gold, doc in documents if gold["doc_id"] not in ids for e in examples(gold, doc, by, scorer)]
        write(fit(data, epochs=epochs, seed=seed), folder)
        pointing = Networks(folder, ("trunk", "speaker"))
        judged += [one for gold, doc in documents if gold["doc_id"] in ids for one in judge(gold, doc, pointing, scorer)]
    report(judged)
    if out is not None:
        by = Networks(out, ("trunk",))
        write(fit([e for gold, doc in documents for e in examples(gold, doc, by, scorer)], epochs=epochs, seed=seed), out)
        named(out)


def write(net: Speaker, folder: Path) -> None:
    ids, states = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, WIDTH)
    free = {0: "quotes", 1: "pieces"}
    inputs = {"hidden": free, "mark": free, "places": {0: "quotes", 1: "candidates"}}
    write_graph(net, (states, ids, ids[:, :3]), folder / "speaker.onnx", inputs, {"scores": inputs["places"]})


class Judged(NamedTuple):
    """A quote of a held-out article: what rules say and what the pointer says."""

    resolution: str
    confidence: float
    rules_right: bool
    known: bool
    """Whether the rules name anybody."""
    pointer: float
    """Chance of the pointer's first choice; of nobody where that is likelier: 0."""
    pointer_right: bool
    agree: bool
    of_rules: float
    """The pointer's chance of the rules' choice."""


def judge(gold: dict[str, Any], doc: Doc, by: Networks, scorer: ModuleType) -> list[Judged]:
    cut = windows(doc.text, doc._.paragraphs, [Span(p.start, p.end) for p in doc._.marks], by.tokenizer)
    pointer = Pointer(doc, [(window, by.states(window)) for window in cut], by)
    out = []
    for quote, speaker in matched(gold, doc, scorer):
        chances = pointer.chances(quote, doc._.mentions)
        best = max(chances, key=lambda key: chances[key], default=None)

        def right(key: int | None, speaker: str = speaker) -> bool:
            return key is not None and scorer.same_name(speaker, doc._.entities[key].name)

        out.append(
            Judged(
                quote.resolution,
                quote.confidence,
                right(quote.speaker),
                quote.speaker is not None,
                chances.get(best, 0.0) if best is not None else 0.0,
                right(best),
                best == quote.speaker,
                chances.get(quote.speaker, 0.0) if quote.speaker is not None else 0.0,
            )
        )
    return out


def report(judged: list[Judged]) -> None:
    """What would change if the pointer's choice were taken from some chance on, by how the rules got theirs."""
    print("resolution   rules' confidence  pointer   disagree  rules right  pointer right")
    for resolution in ("explicit", "anaphoric", "floating", "unknown"):
        for low, high in ((0.0, 0.7), (0.7, 0.85), (0.85, 1.01)):
            for least, most in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)):
                here = [j for j in judged if j.resolution == resolution and low <= j.confidence < high and least <= j.pointer < most and not j.agree]
                if here:
                    rules, pointer = sum(j.rules_right for j in here), sum(j.pointer_right for j in here)
                    print(f"{resolution:12} {low:.2f}-{high:.2f}          {least:.2f}-{most:.2f} {len(here):9} {rules:12} {pointer:14}")
