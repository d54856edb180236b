"""The verifier: learned from what the folds' readers find in articles that they have not seen, and measured the same way."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from ontherecord.extraction.networks import Networks
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.component import LEAST, distinct, read
from ontherecord.extraction.positions.reader import Finding, Reader
from ontherecord.extraction.positions.verifier import signs
from ontherecord.loading.repair import ReadingText
from training.fit import named

TREES, DEPTH, RATE, SHARE, LEAF = 150, 3, 0.05, 0.5, 20
Gold = dict[str, Any]


class Article(NamedTuple):
    gold: Gold
    findings: list[Finding]
    names: list[str]
    """Of the findings' actors."""
    rows: list[dict[str, float]]
    right: list[bool | None]
    """None for what the annotator doubts."""
    fold: int


def verify(documents: list[tuple[Gold, Doc]], held: list[set[str]], folds: Path, scorer: ModuleType, out: Path | None) -> None:
    """Fit the verifier, print how well reader and verifier do together on articles that neither has seen, and write ``verifier.json``."""
    articles = found_by(documents, held, folds, scorer)
    names = sorted({name for a in articles for row in a.rows for name in row})
    scores = _held_out(articles, names, len(held))
    scale, shift = _scaled([s for s, _ in scores], [r for _, r in scores])
    chances = _chances(articles, names, len(held))
    for least in (LEAST, 0.25, 0.3, 0.35, 0.4, 0.5):
        report(articles, chances, scorer, least)
    print("\nat least", LEAST)
    scorer.show(measured(articles, chances, scorer, LEAST))
    if out is not None:
        model = _fitted(articles, names)
        held_trees = [_tree(estimator[0].tree_, RATE) for estimator in model.estimators_]
        start = float(model.init_.class_prior_[1])
        kept = {"signs": names, "start": float(np.log(start / (1 - start))), "scale": scale, "shift": shift, "trees": held_trees}
        (out / "verifier.json").write_text(json.dumps(kept, separators=(",", ":")), encoding="utf-8")
        named(out)


def found_by(documents: list[tuple[Gold, Doc]], held: list[set[str]], folds: Path, scorer: ModuleType) -> list[Article]:
    """Each article with what the reader of its fold finds, and which of it the annotators have."""
    out = []
    for number, ids in enumerate(held):
        reader = Reader(Networks(folds / f"fold{number + 1}"))
        for gold, doc in documents:
            if gold["doc_id"] in ids:
                out.append(_article(gold, doc, reader, number, scorer))
    return out


def _article(gold: Gold, doc: Doc, reader: Reader, fold: int, scorer: ModuleType) -> Article:
    actors = Actors(doc)
    findings = read(doc, actors, reader)
    names = [actors.name(f.actor) for f in findings]
    return Article(gold, findings, names, [signs(f, actors) for f in findings], _right(gold, doc, findings, names, scorer), fold)


def _right(gold: Gold, doc: Doc, findings: list[Finding], names: list[str], scorer: ModuleType) -> list[bool | None]:
    """As the scorer judges, each annotated statement once: the surest finding has it."""
    right: list[bool | None] = [False] * len(findings)
    evidence = [_letters(doc, f, gold, scorer) for f in findings]
    wanted = [scorer.letters(gold["text"], [s["evidence"]]) for s in gold["statements"]]
    taken: set[int] = set()
    for n in sorted(range(len(findings)), key=lambda n: -findings[n].signs["verdict"] * findings[n].signs["trigger"] * findings[n].signs["actor"]):
        said = {"stance": findings[n].stance, "target": _target(doc, findings[n])}
        for g, statement in enumerate(gold["statements"]):
            shared = len(evidence[n] & wanted[g]) / (min(len(evidence[n]), len(wanted[g])) or 1)
            if g in taken or shared < 0.5 or not scorer.same_name(statement["actor"], names[n]):
                continue
            if all(scorer.judged(statement, said)):
                right[n] = None if statement["doubtful"] else True
                taken.add(g)
                break
            if statement["doubtful"]:
                right[n] = None
    return right


def _letters(doc: Doc, finding: Finding, gold: Gold, scorer: ModuleType) -> frozenset[int]:
    return frozenset(scorer.letters(gold["text"], [_span(doc, finding)]))


def _span(doc: Doc, finding: Finding) -> tuple[int, int]:
    reading = ReadingText(doc._.article.text, doc._.article.repairs)
    text = finding.sentence.text
    start = finding.sentence.start_char + len(text) - len(text.lstrip())
    return tuple(reading.to_original(start, start + len(text.strip())))  # type: ignore[return-value]


def _target(doc: Doc, finding: Finding) -> str:
    return " ".join(doc.text[finding.target.start : finding.target.end].split())


def _matrix(articles: list[Article], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    rows = [(row, r) for a in articles for row, r in zip(a.rows, a.right, strict=True) if r is not None]
    return np.array([[row[name] for name in names] for row, _ in rows]), np.array([r for _, r in rows])


def _fitted(articles: list[Article], names: list[str]) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=RATE, subsample=SHARE, min_samples_leaf=LEAF, max_features=0.5, random_state=1
    )
    return model.fit(*_matrix(articles, names))


def _held_out(articles: list[Article], names: list[str], folds: int) -> list[tuple[float, bool]]:
    """Score and truth of each finding, the score by a model of the other folds."""
    out: list[tuple[float, bool]] = []
    for fold in range(folds):
        model = _fitted([a for a in articles if a.fold != fold], names)
        x, y = _matrix([a for a in articles if a.fold == fold], names)
        out += zip(model.decision_function(x).tolist(), y.tolist(), strict=True)
    return out


def _scaled(scores: list[float], right: list[bool]) -> tuple[float, float]:
    """Scale and shift that make scores calibrated log odds (Platt 1999)."""
    fitted = LogisticRegression(C=1e6).fit(np.array(scores)[:, None], np.array(right))
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _chances(articles: list[Article], names: list[str], folds: int) -> dict[int, list[float]]:
    """Calibrated chances by article (its place), nothing in them learned from the article's fold."""
    out: dict[int, list[float]] = {}
    for fold in range(folds):
        others = [a for a in articles if a.fold != fold]
        inner = [f for f in range(folds) if f != fold]
        scores: list[tuple[float, bool]] = []
        for f in inner:
            model = _fitted([a for a in others if a.fold != f], names)
            x, y = _matrix([a for a in others if a.fold == f], names)
            scores += zip(model.decision_function(x).tolist(), y.tolist(), strict=True)
        scale, shift = _scaled([s for s, _ in scores], [r for _, r in scores])
        model = _fitted(others, names)
        for place, article in enumerate(articles):
            if article.fold == fold:
                x = np.array([[row[name] for name in names] for row in article.rows]).reshape(len(article.rows), len(names))
                raw = model.decision_function(x) if len(x) else np.zeros(0)
                out[place] = [float(c) for c in 1 / (1 + np.exp(-(scale * raw + shift)))]
    return out


def measured(articles: list[Article], chances: dict[int, list[float]], scorer: ModuleType, least: float) -> dict[str, Any]:
    """The scorer's rows of statements for findings of at least this confidence."""
    predicted = []
    for place, article in enumerate(articles):
        for finding, chance in zip(article.findings, chances[place], strict=True):
            finding.confidence = chance
        names = {id(f): n for f, n in zip(article.findings, article.names, strict=True)}
        kept = [f for f in distinct(article.findings) if f.confidence >= least]
        rows = [
            {
                "actor": names[id(f)],
                "stance": f.stance,
                "target": _target(f.sentence.doc, f),
                "evidence": [list(_span(f.sentence.doc, f))],
                "confidence": f.confidence,
            }
            for f in kept
        ]
        predicted.append({"doc_id": article.gold["doc_id"], "quotes": [], "positions": rows})
    gold = [{"doc_id": a.gold["doc_id"], "text": a.gold["text"], "quotes": [], "statements": a.gold["statements"]} for a in articles]
    rows_of, _ = scorer.score(gold, predicted)
    return {name: value for name, value in rows_of.items() if name.startswith("statements")}


def report(articles: list[Article], chances: dict[int, list[float]], scorer: ModuleType, least: float) -> None:
    rows = measured(articles, chances, scorer, least)
    right, found = rows["statements right"], rows["statements found"]
    print(f"confidence >= {least:.2f}: right P {right['P']:.3f} R {right['R']:.3f} F1 {right['F1']:.3f}; found P {found['P']:.3f} R {found['R']:.3f}")


def _tree(tree: Any, rate: float) -> dict[str, list[float]]:
    return {
        "sign": [max(int(f), 0) for f in tree.feature],
        "limit": [round(float(t), 6) for t in tree.threshold],
        "left": [int(n) for n in tree.children_left],
        "right": [int(n) for n in tree.children_right],
        "value": [round(rate * float(v[0][0]), 6) for v in tree.value],
    }
