"""Train the regressions that decide which candidates take a position, and cross-validate them by article.

    ONTHERECORD_SHARED=... python training/positions/train.py --folds FOLDS                    # cross-validate on gold_train, train on all of it
    ONTHERECORD_SHARED=... python training/positions/train.py --folds FOLDS --encoder CROSS    # the same with the encoder's word beside them
    ... --docs FOLDER            # keep the parsed articles, to try features quickly
    ... --check gold_dev.jsonl   # gold never trained on, only measured (with the encoder of data/models, where --encoder is given)
    ... --predictions FOLDER     # also write what is predicted, for the scorer

FOLDS is what ``training/quotes/train.py --folds`` wrote: each article is parsed with the encoder of quotations that has not seen it, as
articles will be in use, and the folds of the cross-validation are the same. CROSS is what ``encoder.py --cross`` wrote.
Only gold_train is trained on. The optimiser is deterministic: the same data give the same weights. Needs nothing but what the app needs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.extraction.positions import encoder, model
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.choosing import by_rules, chosen, judge
from ontherecord.extraction.positions.component import positions, read
from ontherecord.extraction.positions.encoder import Chance
from ontherecord.extraction.positions.features import Context, features
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.merging import Again, by_strength, grouped, signs
from ontherecord.extraction.positions.model import SIDES, Weights
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.quotes.encoder import QuoteEncoder
from ontherecord.loading.repair import ReadingText
from training.positions.wordings import choices, measured, ranking

RARE = 2
"""Features of fewer candidates are left out."""
FOUND, STANCE = 0.015, 0.1
"""Inverse strength of the L2 penalty of the two regressions."""
THRESHOLDS = (0.24, 0.27, 0.3, 0.33, 0.36, 0.4)
SAID = 0.3
"""Threshold at which sayings are gathered."""


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
    targets: list[list[str]]
    """What the annotators say that each candidate's positions are on."""
    evidence: set[int]
    """First tokens of the sentences that show anybody's position."""


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
    targets: list[list[str]] = [[] for _ in found]
    shows: set[int] = set()
    for position in gold["positions"]:
        for span in position["evidence"]:
            evidence = score.letters(article.text, [span])
            for n, (c, letters) in enumerate(zip(found, shown, strict=True)):
                near = evidence and letters and len(evidence & letters) / min(len(evidence), len(letters)) >= 0.5
                if near:
                    shows.add(c.sentence.start)
                if near and score.same_name(position["actor"], finder.actors.name(c.actor)):
                    labels[n] = labels[n] or position["stance"]
                    targets[n].append(position["target"])
    return Sample(gold, doc, reading, finder, findings, found, [features(c, finder, context) for c in found], labels, targets, shows)


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
    return Weights(numbers, (found[:, 1] - found[:, 0]).astype(np.float32), stance.astype(np.float32), threshold, np.zeros(0))


def predicted(s: Sample, chances: Sequence[Chance] | None, threshold: float, again: Again | None, wording: Mapping[str, float]) -> dict[str, Any]:
    kept = by_rules(s.findings) if chances is None else chosen(s.finder, s.candidates, chances, threshold, wording)
    rows = [
        {
            "actor": s.finder.actors.name(p.actor),
            "stance": p.stance,
            "target": p.target,
            "issue": p.issue,
            "evidence": [list(s.reading.to_original(*e)) for e in p.evidence],
        }
        for p in positions(s.doc, kept, again)
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


def sayings(
    s: Sample, chances: Sequence[Chance], threshold: float, score: ModuleType, wording: Mapping[str, float]
) -> Iterator[tuple[list[float], bool]]:
    """For every position that an actor of the article has not taken first: its signs, and whether gold has it as one more position."""
    gold = s.gold["positions"]
    evidence = [score.letters(s.gold["text"], g["evidence"]) for g in gold]
    seen: dict[int, tuple[list[list[Finding]], set[int]]] = {}
    for group in by_strength(grouped(chosen(s.finder, s.candidates, chances, threshold, wording))):
        actor = group[0].actor
        shown = score.letters(s.gold["text"], [list(s.reading.to_original(f.sentence.start_char, f.sentence.end_char)) for f in group])
        meant = {
            n
            for n, (g, e) in enumerate(zip(gold, evidence, strict=True))
            if shown and e and len(e & shown) / min(len(e), len(shown)) >= 0.5 and score.same_name(g["actor"], s.finder.actors.name(actor))
        }
        earlier, used = seen.setdefault(actor, ([], set()))
        if earlier:
            yield signs(group, earlier), bool(meant - used)
        earlier.append(group)
        used |= meant


def newness(rows: Sequence[tuple[list[float], bool]], strength: float = 1.0) -> NDArray[np.float64]:
    """Weights of a logistic regression (Newton's method) that says how probably a further position of an actor is one more."""
    x, y = np.array([r for r, _ in rows]), np.array([is_new for _, is_new in rows], dtype=float)
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(len(w)), x.T @ (p - y) + strength * w)
    return w


def by_folds(gold: Path, folds: Path, kept: Path | None, score: ModuleType) -> list[list[Sample]]:
    """Gold by fold, parsed with the fold's own encoder of quotations. ``kept``: folder for the parsed articles."""
    rows = {g["doc_id"]: g for g in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    quotes = pipeline.nlp().get_pipe("otr_quotes")
    shipped = quotes.encoder
    out = []
    for folder in sorted(folds.glob("fold*")):
        held = [rows[name] for name in json.loads((folder / "held.json").read_text(encoding="utf-8"))]
        quotes.encoder = QuoteEncoder(folder)
        out.append(samples_of(held, kept and kept / f"{folder.name}.pkl", score))
    quotes.encoder = shipped
    return out


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder with eval/gold_train.jsonl and eval/score.py")
    a.add_argument("--folds", type=Path, required=True, help="folder of training/quotes/train.py --folds")
    a.add_argument("--encoder", type=Path, help="folder of encoder.py --cross")
    a.add_argument("--threshold", type=float, default=None, help="default: the best in cross-validation")
    a.add_argument("--out", type=Path, default=model.FILE)
    a.add_argument("--predictions", type=Path, help="folder for what is predicted")
    a.add_argument("--docs", type=Path, help="keep the parsed articles in this folder and read them from it, to try features quickly")
    a.add_argument("--check", type=Path, help="gold never trained on, only measured")
    args = a.parse_args()
    if args.shared is None:
        a.error("where is the gold? Give --shared or set ONTHERECORD_SHARED")
    for folder in (args.docs, args.predictions):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    score = scorer(args.shared / "eval" / "score.py")
    folds = by_folds(args.shared / "eval" / "gold_train.jsonl", args.folds, args.docs, score)
    samples = [s for fold in folds for s in fold]
    labels = Counter(label for s in samples for label in s.labels)
    print(f"{len(samples)} articles, {sum(labels.values())} candidates: {dict(labels)}")
    print(line("rules", samples, [predicted(s, None, 0, None, {}) for s in samples], score)[0])
    chances = crossed(folds, args.encoder)
    wordings = [[choice for s in fold for choice in choices(s)] for fold in folds]
    worded = [ranking([choice for other in wordings if other is not fold for choice in other]) for fold in wordings]
    of = [measured(fold, by) for fold, by in zip(wordings, worded, strict=True)]
    print(told("wordings", np.average(of, axis=0, weights=[n for n, *_ in of])))
    per_fold = [
        [row for s, c in zip(fold, chance, strict=True) for row in sayings(s, c, SAID, score, by)]
        for fold, chance, by in zip(folds, chances, worded, strict=True)
    ]
    threshold, best = args.threshold or 0.3, 0.0
    for t in THRESHOLDS:
        rows = []
        for number, (fold, chance, by) in enumerate(zip(folds, chances, worded, strict=True)):
            again = Again(newness([r for other, found in enumerate(per_fold) if other != number for r in found]))
            rows += [predicted(s, c, t, again, by) for s, c in zip(fold, chance, strict=True)]
        text, value = line(f"both at {t:.2f}", samples, rows, score)
        print(text)
        if value > best and args.threshold is None:
            best, threshold = value, t
        if args.predictions:
            (args.predictions / f"{t:.2f}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    by = ranking([choice for fold in wordings for choice in fold])
    weights = replace(train(samples, threshold), again=newness([r for found in per_fold for r in found]), wording=by)
    weights.save(args.out)
    print(f"{len(weights.numbers)} features, threshold {threshold}: {args.out}")
    if args.check:
        rows = [json.loads(row) for row in args.check.read_text(encoding="utf-8").splitlines() if row.strip()]
        checked = samples_of(rows, args.docs and args.docs / f"{args.check.stem}.pkl", score)
        print(line("check, rules", checked, [predicted(s, None, 0, None, {}) for s in checked], score)[0])
        beside = encoder.encoder() if args.encoder else None
        found = [judge(weights, s.features) for s in checked]
        if beside is not None:
            found = [beside.judge(s.doc, s.finder, s.candidates, c) for s, c in zip(checked, found, strict=True)]
        rows = [predicted(s, c, threshold, Again(weights.again), by) for s, c in zip(checked, found, strict=True)]
        print(line("check", checked, rows, score)[0])
        print(told("check, wordings", measured([choice for s in checked for choice in choices(s)], by)))
        if args.predictions:
            (args.predictions / "check.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


def told(name: str, of: Sequence[float]) -> str:
    """What :func:`measured` gives, as a line."""
    return (
        f"{name:14} words shared with the annotators' target: the clause {100 * of[1]:.1f}, the ranked {100 * of[2]:.1f}, the best {100 * of[3]:.1f}"
    )


def crossed(folds: Sequence[Sequence[Sample]], cross: Path | None) -> list[list[list[Chance]]]:
    """Chances of every candidate by weights (and an encoder) that have not seen its fold."""
    out = []
    for number, fold in enumerate(folds):
        weights = train([s for other in folds if other is not fold for s in other], 0)
        chances = [judge(weights, s.features) for s in fold]
        if cross is not None:
            reader = encoder.PositionEncoder(cross / f"fold{number + 1}", encoder.words(), 2)
            chances = [reader.judge(s.doc, s.finder, s.candidates, c) for s, c in zip(fold, chances, strict=True)]
        out.append(chances)
    return out


def samples_of(gold: list[dict[str, Any]], kept: Path | None, score: ModuleType) -> list[Sample]:
    """Articles parsed, or read from the file ``kept`` where it is there, with their candidates."""
    if kept is not None and kept.exists():
        docs = pickle.loads(kept.read_bytes())  # our own file, written below
    else:
        docs = documents(gold)
        if kept is not None:
            kept.write_bytes(pickle.dumps(docs))
    return [sample(g, d, score) for g, d in zip(gold, docs, strict=True)]


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
