"""Train the reader of statements and its verifier on gold, cross-validate both by article, and write them as int8 ONNX and JSON.

    python training/positions/train.py docs --gold gold_train.jsonl gold_train2.jsonl --docs DOCS       # parse the articles once
    python training/positions/train.py fold --docs DOCS --folds FOLDS --number 1                        # one of three folds (1, 2, 3), apart
    python training/positions/train.py all --docs DOCS --out data/models/positions                      # the reader that ships
    python training/positions/train.py verify --docs DOCS --folds FOLDS --scorer score.py --out data/models/positions

``verify`` learns the verifier from what the folds' readers find in articles that they have not seen, and prints the scorer's rows with a verifier
that has not seen them either. Needs training/requirements.in (PyTorch, scikit-learn). Seeded: the same data give the same networks on the
same machine. Gold that results are reported on is never given.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pickle
import random
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from spacy.tokens import Doc

from ontherecord import loading
from ontherecord.extraction import document, pipeline
from ontherecord.loading.repair import ReadingText

FOLDS, SEED = 3, 7
KEPT = ("article", "paragraphs", "headline", "marks", "entities", "mentions", "home", "quotes", "meant")
"""What extraction has left on a Doc before positions are read."""


def parse(golds: list[Path]) -> list[tuple[dict[str, Any], bytes, dict[str, Any]]]:
    """Each article of the gold with its Doc (as bytes) and its extensions: everything but positions."""
    language = pipeline.nlp()
    gold = [json.loads(line) for path in golds for line in path.read_text(encoding="utf-8").splitlines() if line]
    articles = [next(iter(loading.load_files([(f"{g['doc_id']}.txt", g["text"].encode())]))).article for g in gold]
    readings = [ReadingText(a.text, a.repairs) for a in articles]
    out = []
    with language.select_pipes(disable=["otr_positions"]):
        docs = language.pipe((pipeline._doc(language, a, r) for a, r in zip(articles, readings, strict=True)), batch_size=8)
        for one, doc in zip(gold, docs, strict=True):
            out.append((one, doc.to_bytes(exclude=["user_data", "tensor"]), {name: getattr(doc._, name) for name in KEPT}))
    return out


def documents(file: Path) -> list[tuple[dict[str, Any], Doc]]:
    """Gold and Docs, as :func:`parse` kept them."""
    import spacy

    document.register()
    vocab = spacy.blank("en").vocab
    out = []
    for gold, held, extensions in pickle.loads(file.read_bytes()):
        doc = Doc(vocab).from_bytes(held)
        for name, value in extensions.items():
            setattr(doc._, name, value)
        out.append((gold, doc))
    return out


def folds(documents: list[tuple[dict[str, Any], Doc]]) -> list[set[str]]:
    """Ids of the articles that each fold holds back."""
    ids = sorted(gold["doc_id"] for gold, _ in documents)
    random.Random(SEED).shuffle(ids)
    return [set(ids[number::FOLDS]) for number in range(FOLDS)]


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("step", choices=("docs", "fold", "all", "verify"))
    options.add_argument("--gold", type=Path, nargs="+")
    options.add_argument("--docs", type=Path, required=True, help="file of parsed articles")
    options.add_argument("--folds", type=Path, help="folder of the folds' readers")
    options.add_argument("--number", type=int, choices=range(1, FOLDS + 1))
    options.add_argument("--share", type=float, default=1.0, help="share of the articles to learn from, for a learning curve")
    options.add_argument("--scorer", type=Path, required=True, help="score.py, whose idea of one name and of a word's stem is learned")
    options.add_argument("--out", type=Path)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    if given.step == "docs":
        given.docs.write_bytes(pickle.dumps(parse(given.gold)))
        return
    scorer = load_scorer(given.scorer)
    found = documents(given.docs)
    if given.step == "verify":
        from training.positions.verify import verify

        verify(found, folds(found), given.folds, scorer, given.out)
        return
    from training.positions.fit import export, fit

    held = folds(found)[given.number - 1] if given.step == "fold" else set()
    learned = [(gold, doc) for gold, doc in found if gold["doc_id"] not in held]
    learned = learned[: int(len(learned) * given.share)] if given.share < 1 else learned
    began = time.monotonic()
    net = fit(learned, scorer, epochs=given.epochs, seed=given.seed)
    out = given.folds / f"fold{given.number}" if given.step == "fold" else given.out
    facts = {"articles": len(learned), "epochs": given.epochs, "seed": given.seed, "base": "all-MiniLM-L6-v2"}
    export(net, out, facts)
    if held:
        (out / "held.json").write_text(json.dumps(sorted(held)), encoding="utf-8")
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


def name_of(folder: Path) -> str:
    """A name for what the folder's files hold, so that parts trained anew are another name."""
    files = [folder / f"{name}.onnx" for name in ("lower", "upper", "actor")] + [folder / "verifier.json"]
    return f"positions-{hashlib.sha256(b''.join(f.read_bytes() for f in files if f.is_file())).hexdigest()[:8]}"


if __name__ == "__main__":
    main()
