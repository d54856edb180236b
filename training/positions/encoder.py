"""Train the encoder for positions on gold and write it as int8 ONNX.

    ONTHERECORD_SHARED=... python training/positions/encoder.py --folds FOLDS --cross CROSS      # cross-validate
    ONTHERECORD_SHARED=... python training/positions/encoder.py --folds FOLDS                    # train on all of gold_train

FOLDS is what ``training/quotes/train.py --folds`` wrote: each article is parsed with the encoder of quotations that has not seen it, as
articles will be in use. CROSS gets the encoder of each fold, which has not seen its articles, for ``train.py --encoder CROSS``.
Needs training/requirements.txt (PyTorch). Seeded: the same data give the same network on the same machine. Only gold_train is read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from ontherecord.extraction.positions.encoder import FOLDER, words
from ontherecord.extraction.positions.model import SIDES
from ontherecord.extraction.positions.views import SIGNS, View, views
from training.positions.network import LAYERS, NONE, Exported, Network, from_minilm
from training.positions.train import Sample, by_folds, scorer
from training.quotes.train import minilm

SMOOTHING, BESIDE = 0.05, 0.5
"""Label smoothing; weight of the second task, whether a sentence shows a position."""


@dataclass
class Item:
    """A view with what its candidates are, and which of their sentences are anybody's evidence."""

    view: View
    labels: np.ndarray
    """float32 [candidates, 1 + sides]: chances of no position and of each side."""
    evidence: list[float]


def items(s: Sample, tokenizer: Tokenizer) -> list[Item]:
    """Views of an annotated article."""
    out = []
    for view in shown(s, tokenizer):
        labels = np.full((len(view.numbers), 1 + len(SIDES)), SMOOTHING / (1 + len(SIDES)), dtype=np.float32)
        for row, n in enumerate(view.numbers):
            labels[row, NONE if s.labels[n] is None else 1 + SIDES.index(s.labels[n])] += 1 - SMOOTHING
        out.append(Item(view, labels, [float(s.candidates[n].sentence.start in s.evidence) for n in view.numbers]))
    return out


def shown(s: Sample, tokenizer: Tokenizer) -> list[View]:
    return list(views(s.doc, s.finder, s.candidates, range(len(s.candidates)), tokenizer))


def collated(batch: Sequence[Item]) -> tuple[list[Tensor], Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Features [batch, length], which pieces are real, pools over all pieces of the batch, signs, labels, evidence."""
    length = -(-max(len(i.view.window.ids) for i in batch) // 8) * 8
    features = [torch.zeros(len(batch), length, dtype=torch.long) for _ in range(4)]
    real = torch.zeros(len(batch), length)
    count = sum(len(i.labels) for i in batch)
    pools, signs = torch.zeros(4, count, len(batch) * length), torch.zeros(count, SIGNS)
    row = 0
    for place, item in enumerate(batch):
        window, n, m = item.view.window, len(item.view.window.ids), len(item.labels)
        real[place, :n] = 1
        for feature, values in zip(features, (window.ids, window.case, window.inside, item.view.kinds), strict=True):
            feature[place, :n] = torch.from_numpy(values)
        pools[:, row : row + m, place * length : place * length + n] = torch.from_numpy(item.view.pools)
        signs[row : row + m] = torch.from_numpy(item.view.signs)
        row += m
    labels = torch.from_numpy(np.concatenate([i.labels for i in batch]))
    return features, real, pools, signs, labels, torch.tensor([e for i in batch for e in i.evidence])


def batches(data: Sequence[Item], pieces: int, rng: random.Random) -> list[list[Item]]:
    """At random, windows of like length together."""
    order = list(data)
    rng.shuffle(order)
    out: list[list[Item]] = []
    for start in range(0, len(order), 64):
        block = sorted(order[start : start + 64], key=lambda i: len(i.view.window.ids))
        batch: list[Item] = []
        for item in block:
            if batch and (len(batch) + 1) * len(item.view.window.ids) > pieces:
                out.append(batch)
                batch = []
            batch.append(item)
        out.append(batch)
    rng.shuffle(out)
    return out


def fit(data: Sequence[Item], network: Network, *, epochs: int, seed: int, rate: float = 1.5e-4, pieces: int = 1536) -> Network:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    new = network.new()
    fresh = {id(p) for p in new}
    old = [p for p in network.parameters() if p.requires_grad and id(p) not in fresh]
    optimizer = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": 5 * rate}], weight_decay=0.01, fused=True)
    steps = epochs * len(batches(data, pieces, random.Random(seed)))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    network.train()
    began = time.monotonic()
    for epoch in range(epochs):
        losses = []
        for batch in batches(data, pieces, rng):
            features, real, pools, signs, labels, evidence = collated(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = network.states(*features, real)
            flat = hidden.float().reshape(-1, hidden.shape[-1])
            loss = functional.cross_entropy(network.judge(flat, pools, signs), labels)
            losses.append(float(loss.detach()))
            told = network.sentence(network.late(pools[3] @ flat)).squeeze(-1)
            loss = loss + BESIDE * functional.binary_cross_entropy_with_logits(told, evidence)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}/{epochs}  loss {np.mean(losses):.4f}  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return network.eval()


def export(network: Network, folder: Path, facts: dict[str, object]) -> None:
    """Write the graph as int8 ONNX, and ``encoder.json`` with its name and ``facts``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    row = torch.ones(9, dtype=torch.long)
    inputs = ["ids", "case", "inside", "kinds", "pools", "signs"]
    axes = {name: {0: "length"} for name in inputs[:4]} | {"pools": {1: "candidates", 2: "length"}, "signs": {0: "candidates"}}
    full = folder / "encoder.full.onnx"
    torch.onnx.export(
        Exported(network),
        (row, row, row, row, torch.ones(4, 2, 9), torch.ones(2, SIGNS)),
        str(full),
        input_names=inputs,
        output_names=["scores"],
        dynamic_axes={**axes, "scores": {0: "candidates"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(full), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )
    full.unlink()
    digest = hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()
    (folder / "encoder.json").write_text(json.dumps({"name": digest[:8], **facts}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder with eval/gold_train.jsonl and eval/score.py"
    )
    options.add_argument("--folds", type=Path, required=True, help="folder of training/quotes/train.py --folds")
    options.add_argument("--docs", type=Path, help="folder that keeps the parsed articles, to read them from it the next time")
    options.add_argument("--cross", type=Path, help="cross-validate: write an encoder for each fold to this folder")
    options.add_argument("--out", type=Path, default=FOLDER)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    if given.shared is None:
        options.error("where is the gold? Give --shared or set ONTHERECORD_SHARED")
    torch.set_num_threads(given.threads)
    tokenizer = words()
    score = scorer(given.shared / "eval" / "score.py")
    folds = by_folds(given.shared / "eval" / "gold_train.jsonl", given.folds, given.docs, score)
    prepared = [[items(s, tokenizer) for s in fold] for fold in folds]
    facts: dict[str, object] = {"articles": sum(map(len, folds)), "epochs": given.epochs, "seed": given.seed, "layers": LAYERS}

    def trained(train_on: Sequence[Sequence[Item]]) -> Network:
        data = [item for found in train_on for item in found]
        return fit(data, from_minilm(minilm()), epochs=given.epochs, seed=given.seed)

    for number, fold in enumerate(prepared if given.cross else ()):
        part = given.cross / f"fold{number + 1}"
        export(trained([found for other in prepared if other is not fold for found in other]), part, facts)
    if not given.cross:
        export(trained([found for fold in prepared for found in fold]), given.out, facts)


if __name__ == "__main__":
    main()
