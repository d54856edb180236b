"""Gold against predictions: quotes, speakers, people, positions, statements. What each figure means: docs/evaluation.md."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from ontherecord.evaluation.gold import Document, LabelledPosition, Letters
from ontherecord.evaluation.words import covered, same_actor, shared, words
from ontherecord.model import QUOTE_TYPES

One = TypeVar("One")
LEVELS = {"half": 0.5, "four fifths": 0.8, "exact": 1.0}
"""How much of a quote's content must agree (Jaccard over letters)."""
FOUND = 0.5
"""From this agreement on a quote, or the sentence of a position, counts as found."""
SURE = (0.5, 0.7, 0.9)
_SIDES = {"support": "for", "oppose": "against"}


class Mistake(NamedTuple):
    """Where gold and prediction part, for a person to read."""

    kind: str
    document: str
    gold: str | None
    predicted: str | None


@dataclass
class Scores:
    """Figures by layer, as shares of 1; ``errors`` in the order of the articles. A layer that no article has labels for is left out."""

    layers: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: list[Mistake] = field(default_factory=list)


def score(gold: Sequence[Document], predictions: Mapping[str, Document]) -> Scores:
    """Compare article by article. An article without a prediction counts as one in which nothing was found."""
    scores = Scores()
    layers: dict[str, _Layer] = {
        "quotes": (quotes := _Quotes(scores.errors)),
        "people": _People(scores.errors),
        "positions": _Positions(scores.errors),
        "statements": _Statements(scores.errors),
    }
    for name, layer in layers.items():
        if not any(getattr(document, name) for document in gold):
            continue
        for document in gold:
            layer.add(document, predictions.get(document.id, Document(document.id, document.text)))
        scores.layers[name] = layer.result()
        if layer is quotes and any(q.speaker for document in gold for q in document.quotes):
            scores.layers["speakers"] = quotes.speakers()
    return scores


def pair(gold: Iterable[One], predicted: Iterable[One], alike: Callable[[One, One], float]) -> dict[int, tuple[int, float]]:
    """One-to-one pairs, the most alike first: place in gold -> (place among the predicted, how alike). What is 0 alike is no pair."""
    others = list(predicted)
    rated = [(alike(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(others)]
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for how, i, j in sorted((r for r in rated if r[0] > 0), key=lambda r: (-r[0], r[1], r[2])):
        if i not in found and j not in taken:
            found[i] = (j, how)
            taken.add(j)
    return found


def rates(right: float, predicted: int, gold: int) -> dict[str, float]:
    precision, recall = right / predicted if predicted else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


class _Layer(ABC):
    """One kind of label: takes in articles one by one, then gives its figures."""

    def __init__(self, errors: list[Mistake]) -> None:
        self.n: Counter[str] = Counter()
        self.errors = errors

    @abstractmethod
    def add(self, gold: Document, found: Document) -> None:
        """Take in an article: its labels, and what was found in it."""

    @abstractmethod
    def result(self) -> dict[str, Any]:
        """The figures of all articles taken in."""

    def note(self, kind: str, document: Document, gold: str | None, predicted: str | None) -> None:
        self.errors.append(Mistake(kind, document.id, gold, predicted))


class _Quotes(_Layer):
    def add(self, gold: Document, found: Document) -> None:
        n = self.n
        pairs = pair(gold.quotes, found.quotes, lambda g, p: shared(g.content, p.content))
        n["gold"] += len(gold.quotes)
        n["predicted"] += len(found.quotes)
        for name, level in LEVELS.items():
            n[name] += sum(how >= level for _, how in pairs.values())
        hit = {i: j for i, (j, how) in pairs.items() if how >= FOUND}
        for i, g in enumerate(gold.quotes):
            n[f"gold {g.type}"] += 1
            if i not in hit:
                self.note("quote missed", gold, g.words, None)
                continue
            p = found.quotes[hit[i]]
            n[f"found {g.type}"] += 1
            n["type right"] += p.type == g.type
            if pairs[i][1] < LEVELS["four fifths"]:
                self.note("quote cut differently", gold, g.words, p.words)
            if g.source:
                n["with source"] += 1
                n["source right"] += bool(g.source & p.source)
            if g.speaker:
                n["with speaker"] += 1
                answer = "unknown" if not p.speaker else "right" if same_actor(g.speaker, p.speaker) else "wrong"
                n[f"speaker {answer}"] += 1
                n["attributed"] += answer == "right"
                if answer != "right":
                    self.note(f"speaker {answer}", gold, f"{g.speaker}: {g.words}", p.speaker)
            elif not p.speaker:
                n["attributed"] += 1
            if g.country:
                n["with country"] += 1
                n["country right"] += p.country == g.country
            elif g.speaker:
                n["without country"] += 1
                n["country given"] += bool(p.country)
        for j in set(range(len(found.quotes))) - set(hit.values()):
            self.note("quote false", gold, None, found.quotes[j].words)

    def result(self) -> dict[str, Any]:
        n = self.n
        found = sum(n[f"found {type}"] for type in QUOTE_TYPES)
        return {
            "gold": n["gold"],
            **{name: rates(n[name], n["predicted"], n["gold"]) for name in LEVELS},
            "recall by type": {type: share(n[f"found {type}"], n[f"gold {type}"]) for type in QUOTE_TYPES},
            "type right": share(n["type right"], found),
            "source right": share(n["source right"], n["with source"]),
        }

    def speakers(self) -> dict[str, Any]:
        n = self.n
        return {
            **{answer: share(n[f"speaker {answer}"], n["with speaker"]) for answer in ("right", "wrong", "unknown")},
            "attribution": rates(n["attributed"], n["predicted"], n["gold"]),
            "country right": share(n["country right"], n["with country"]),
            "country given where none": share(n["country given"], n["without country"]),
        }


class _People(_Layer):
    def add(self, gold: Document, found: Document) -> None:
        pairs = pair(gold.people, found.people, lambda g, p: float(same_actor(g.name, p.name)) * (1 + (g.name == p.name)))
        self.n.update({"gold": len(gold.people), "predicted": len(found.people), "right": len(pairs)})
        for i, g in enumerate(gold.people):
            if i not in pairs:
                self.note("person missed", gold, g.name, None)
            elif g.country:
                self.n["with country"] += 1
                self.n["country right"] += found.people[pairs[i][0]].country == g.country
        for j in set(range(len(found.people))) - {j for j, _ in pairs.values()}:
            self.note("person false", gold, None, found.people[j].name)

    def result(self) -> dict[str, Any]:
        n = self.n
        return {"found": rates(n["right"], n["predicted"], n["gold"]), "country right": share(n["country right"], n["with country"])}


def _near(one: Letters, other: Letters) -> float:
    """How much of the shorter passage lies in the other."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _told(stand: LabelledPosition) -> str:
    return f"{stand.actor}: {stand.stance} {stand.target}: {stand.words}"


class _Positions(_Layer):
    def add(self, gold: Document, found: Document) -> None:
        pairs = pair(gold.positions, found.positions, _alike)
        self.n.update({"gold": len(gold.positions), "predicted": len(found.positions), "found": len(pairs)})
        for i, g in enumerate(gold.positions):
            if i not in pairs:
                self.note("position missed", gold, _told(g), None)
                continue
            p = found.positions[pairs[i][0]]
            self.n["stance"] += g.stance == p.stance
            self.n["side"] += _SIDES.get(g.stance) == _SIDES.get(p.stance)
            self.n["open called support"] += g.stance in ("open", "undecided") and p.stance == "support"
            if g.stance != p.stance:
                self.note("position's stance", gold, _told(g), _told(p))

    def result(self) -> dict[str, Any]:
        n = self.n
        return {
            **{name: rates(n[name], n["predicted"], n["gold"]) for name in ("found", "side", "stance")},
            "open called support": n["open called support"],
        }


def _alike(g: LabelledPosition, p: LabelledPosition) -> float:
    near = _near(g.evidence, p.evidence)
    if near < FOUND or not same_actor(g.actor, p.actor):
        return 0.0
    same_side = _SIDES.get(g.stance) == _SIDES.get(p.stance)
    return near + 2 * (g.stance == p.stance) + same_side + shared(set(words(g.target)), set(words(p.target)))


class _Statements(_Layer):
    def __init__(self, errors: list[Mistake]) -> None:
        super().__init__(errors)
        self.sure: list[tuple[float, bool]] = []
        """Confidence of each prediction that counts, and whether it is right."""

    def add(self, gold: Document, found: Document) -> None:
        def alike(g: LabelledPosition, p: LabelledPosition) -> float:
            if _near(g.evidence, p.evidence) < FOUND or not same_actor(g.actor, p.actor):
                return 0.0
            return 1 + sum(judged(g, p)) + 0.1 * covered(g.target, p.target)

        pairs = pair(gold.statements, found.statements, alike)
        partner = {j: gold.statements[i] for i, (j, _) in pairs.items()}
        for i, g in enumerate(gold.statements):
            self.n["gold"] += not g.doubtful
            if i not in pairs and not g.doubtful:
                self.note("statement missed", gold, _told(g), None)
        for j, p in enumerate(found.statements):
            labelled = partner.get(j)
            if labelled is not None and labelled.doubtful:
                continue
            stance, target = judged(labelled, p) if labelled else (False, False)
            right = stance and target
            self.n.update({"predicted": 1, "found": labelled is not None, "stance": stance, "target": target, "right": right})
            self.sure.append((p.confidence, right))
            if not right:
                self.note("statement wrong" if labelled else "statement false", gold, _told(labelled) if labelled else None, _told(p))

    def result(self) -> dict[str, Any]:
        n = self.n
        return {
            **{name: rates(n[name], n["predicted"], n["gold"]) for name in ("found", "right")},
            "stance right of found": share(n["stance"], n["found"]),
            "target right of found": share(n["target"], n["found"]),
            "by confidence": {f"{least}": self._from(least) for least in SURE},
            "confidence off by": self._off(),
        }

    def _from(self, least: float) -> dict[str, Any]:
        kept = [right for confidence, right in self.sure if confidence >= least]
        return {"precision": share(sum(kept), len(kept)), "recall": share(sum(kept), self.n["gold"]), "predicted": len(kept)}

    def _off(self) -> float | None:
        """Mean distance of stated confidence from the share that is right, in ten bins."""
        bins: dict[int, float] = {}
        for confidence, right in self.sure:
            tenth = min(int(confidence * 10), 9)
            bins[tenth] = bins.get(tenth, 0.0) + confidence - right
        return sum(map(abs, bins.values())) / len(self.sure) if self.sure else None


def judged(gold: LabelledPosition, predicted: LabelledPosition) -> tuple[bool, bool]:
    """Whether stance and target are right. Where both are turned ("oppose X" for "support ending X"), they are right together."""
    stance, target = gold.stance == predicted.stance, covered(gold.target, predicted.target) >= 0.5
    turned = _SIDES.get(predicted.stance) == gold.toward and covered(gold.matter, predicted.target) >= 0.6
    return (True, True) if turned else (stance, target)
