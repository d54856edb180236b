"""Train the part that decides which candidates take a position, and cross-validate it by article.

    ONTHERECORD_SHARED=... python training/positions/train.py                 # cross-validate on gold_train, then train on all of it
    ONTHERECORD_SHARED=... python training/positions/train.py --folds 0      # train only
    ... --predictions FOLDER                                                  # also write what each fold predicts, for the scorer

Only gold_train is read. Seeded, and the optimiser is deterministic: the same data give the same weights.
Needs nothing but what the app needs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import pickle
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.extraction.positions import model
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.choosing import by_rules, chosen, judge
from ontherecord.extraction.positions.component import positions, read
from ontherecord.extraction.positions.features import Context, features
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.model import SIDES, Weights
from ontherecord.loading.repair import ReadingText

SEED = 20
RARE = 2
"""Features of fewer candidates are left out."""
FOUND, STANCE = 0.015, 0.1
"""Inverse strength of the L2 penalty of the two regressions."""
THRESHOLDS = (0.24, 0.27, 0.3, 0.33, 0.36)


@dataclass
class Sample:
    """One article with its candidates, their features and the gold stance of each (None for no position)."""

    gold: dict[str, Any]
    doc: Doc
    reading: ReadingText
    finder: Finder
    findings: list[Any]
    candidates: list[Candidate]
    features: list[set[str]]
    labels: list[str | None]


def documents(gold: list[dict[str, Any]]) -> list[Doc]:
    """Docs with everything but positions."""
    language = pipeline.nlp()
    articles = [next(iter(loading.load_files([(f"{g['doc_id']}.txt", g["text"].encode())]))).article for g in gold]
    readings = [ReadingText(a.text, a.repairs) for a in articles]
    with language.select_pipes(disable=["otr_positions"]):
        return list(language.pipe((pipeline._doc(language, a, r) for a, r in zip(articles, readings, strict=True)), batch_size=8))


def sample(gold: dict[str, Any], doc: Doc, score: ModuleType) -> Sample:
    article = doc._.article
    reading = ReadingText(article.text, article.repairs)
    finder, findings, found = read(doc)
    context = Context(doc)
    shown = [score.letters(article.text, [reading.to_original(c.sentence.start_char, c.sentence.end_char)]) for c in found]
    labels: list[str | None] = [None] * len(found)
    for position in gold["positions"]:
        for span in position["evidence"]:
            evidence = score.letters(article.text, [span])
            for n, (c, letters) in enumerate(zip(found, shown, strict=True)):
                near = evidence and letters and len(evidence & letters) / min(len(evidence), len(letters)) >= 0.5
                if near and labels[n] is None and score.same_name(position["actor"], finder.actors.name(c.actor)):
                    labels[n] = position["stance"]
    return Sample(gold, doc, reading, finder, findings, found, [features(c, finder, context) for c in found], labels)


def matrix(rows: Sequence[set[str]], numbers: dict[str, int]) -> csr_matrix:
    places = [(r, numbers[f]) for r, row in enumerate(rows) for f in row if f in numbers]
    r, c = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (r, c)), shape=(len(rows), len(numbers)))


def regression(x: csr_matrix, y: np.ndarray, strength: float) -> np.ndarray:
    """Multinomial logistic regression with an L2 penalty; ``y`` one-hot [rows, classes]. Returns weights [features, classes]."""
    features_, classes = x.shape[1], y.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(features_, classes)
        scores = x @ w
        scores -= scores.max(1, keepdims=True)
        log = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        gradient = x.T @ (np.exp(log) - y) + w / strength
        return float(-(y * log).sum() + (w * w).sum() / (2 * strength)), gradient.ravel()

    return np.asarray(minimize(loss, np.zeros(features_ * classes), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x).reshape(
        features_, classes
    )


def train(samples: Sequence[Sample], threshold: float) -> Weights:
    rows = [f for s in samples for f in s.features]
    labels = [label for s in samples for label in s.labels]
    counts = Counter(f for row in rows for f in row)
    numbers = {f: n for n, f in enumerate(sorted(f for f, k in counts.items() if k >= RARE))}
    x = matrix(rows, numbers)
    is_position = np.array([label is not None for label in labels])
    # Two columns of opposite sign: their difference is the log odds of a position.
    found = regression(x, np.stack([~is_position, is_position], 1).astype(float), FOUND * 2)
    kind = np.array([[label == side for side in SIDES] for label in labels], dtype=float)[is_position]
    stance = regression(x[is_position], kind, STANCE)
    return Weights(numbers, (found[:, 1] - found[:, 0]).astype(np.float32), stance.astype(np.float32), threshold)


def predicted(s: Sample, weights: Weights | None, threshold: float) -> dict[str, Any]:
    kept = by_rules(s.findings) if weights is None else chosen(s.finder, s.candidates, judge(weights, s.features), threshold)
    rows = [
        {
            "actor": s.finder.actors.name(p.actor),
            "stance": p.stance,
            "target": p.target,
            "issue": p.issue,
            "evidence": [list(s.reading.to_original(*e)) for e in p.evidence],
        }
        for p in positions(s.doc, kept)
    ]
    return {"doc_id": s.gold["doc_id"], "quotes": [], "people": [], "positions": rows}


def line(name: str, samples: Sequence[Sample], rows: list[dict[str, Any]], score: ModuleType) -> tuple[str, float]:
    gold = [{"doc_id": s.gold["doc_id"], "text": s.gold["text"], "quotes": [], "positions": s.gold["positions"]} for s in samples]
    out, _ = score.score(gold, rows)
    f, side, stance = (out[f"positions {k}"] for k in ("found", "side", "stance"))
    return (
        f"{name:14} found P {100 * f['P']:.1f} R {100 * f['R']:.1f} F1 {100 * f['F1']:.1f}   side {100 * side['F1']:.1f}"
        f"   stance {100 * stance['F1']:.1f}   open>support {out['open>support']}",
        f["F1"] + stance["F1"],
    )


def folds_of(count: int, folds: int) -> list[int]:
    """Fold of each article, at random but always the same."""
    out = [n % folds for n in range(count)]
    random.Random(SEED).shuffle(out)
    return out


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder with eval/gold_train.jsonl and eval/score.py")
    a.add_argument("--folds", type=int, default=5, help="0: no cross-validation")
    a.add_argument("--threshold", type=float, default=None, help="default: the best in cross-validation, else 0.3")
    a.add_argument("--out", type=Path, default=model.FILE)
    a.add_argument("--predictions", type=Path, help="folder for what the folds predict")
    a.add_argument("--docs", type=Path, help="keep the parsed articles in this file and read them from it, to try features quickly")
    a.add_argument("--check", type=Path, help="gold never trained on, only measured")
    args = a.parse_args()
    if args.shared is None:
        a.error("where is the gold? Give --shared or set ONTHERECORD_SHARED")
    score = _scorer(args.shared / "eval" / "score.py")
    samples = _samples(args.shared / "eval" / "gold_train.jsonl", args.docs, score)
    labels = Counter(label for s in samples for label in s.labels)
    print(f"{len(samples)} articles, {sum(labels.values())} candidates: {dict(labels)}")
    print(line("rules", samples, [predicted(s, None, 0) for s in samples], score)[0])
    threshold = args.threshold or 0.3
    if args.folds:
        fold = folds_of(len(samples), args.folds)
        by_fold = [train([s for s, k in zip(samples, fold, strict=True) if k != f], 0) for f in range(args.folds)]
        best = 0.0
        for t in THRESHOLDS:
            rows = [predicted(s, by_fold[k], t) for s, k in zip(samples, fold, strict=True)]
            text, value = line(f"both at {t:.2f}", samples, rows, score)
            print(text)
            if value > best and args.threshold is None:
                best, threshold = value, t
            if args.predictions:
                args.predictions.mkdir(parents=True, exist_ok=True)
                (args.predictions / f"{t:.2f}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    weights = train(samples, threshold)
    weights.save(args.out)
    print(f"{len(weights.numbers)} features, threshold {threshold}: {args.out}")
    if args.check:
        if args.predictions:
            args.predictions.mkdir(parents=True, exist_ok=True)
        kept = args.docs.with_name(f"{args.check.stem}.{args.docs.name}") if args.docs else None
        checked = _samples(args.check, kept, score)
        print(line("check, rules", checked, [predicted(s, None, 0) for s in checked], score)[0])
        for t in (0.25, threshold, 0.36, 0.4):
            rows = [predicted(s, weights, t) for s in checked]
            print(line(f"check at {t:.2f}", checked, rows, score)[0])
            if args.predictions:
                (args.predictions / f"check.{t:.2f}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


def _samples(path: Path, kept: Path | None, score: ModuleType) -> list[Sample]:
    gold = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    if kept is not None and kept.exists():
        docs = pickle.loads(kept.read_bytes())  # our own file, written below
    else:
        docs = documents(gold)
        if kept is not None:
            kept.write_bytes(pickle.dumps(docs))
    return [sample(g, d, score) for g, d in zip(gold, docs, strict=True)]


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
