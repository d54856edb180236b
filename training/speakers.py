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
from types import ModuleType
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.networks import Networks
from ontherecord.extraction.speakers.pointer import Candidate, Scope, scopes
from ontherecord.extraction.windows import windows
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Quote, Span
from training.network import Speaker, speaker_from_minilm

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
        scope = next(scopes(doc, [quote], [w for w, _ in read], doc._.mentions), None)
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
    from training.fit import minilm

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


__all__ = ["Candidate", "Example", "examples", "fit", "matched"]
