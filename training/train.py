"""Train the reader and its verifier on gold, cross-validate both by article, and write them as int8 ONNX and JSON.

    python training/train.py docs --gold gold_train.jsonl gold_train2.jsonl --docs DOCS      # parse the articles once
    python training/train.py fold --docs DOCS --folds FOLDS --number 1                       # one of three folds (1, 2, 3), apart
    python training/train.py all --docs DOCS --out data/models/reader                        # the reader that ships
    python training/train.py verify --docs DOCS --folds FOLDS --out data/models/reader

All take ``--scorer score.py``. ``verify`` learns the verifier of positions from what the folds' readers find in articles that they have not seen,
and prints the scorer's rows with a verifier that has not seen them either; for quotes: benchmarks/quality.py --folds FOLDS. Needs
training/requirements.in (PyTorch, scikit-learn). Seeded: the same data give the same networks on the same machine. Gold that results are
reported on is never given.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from training.documents import FOLDS, documents, folds, load_scorer, parse


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
        from training.verify import verify

        verify(found, folds(found), given.folds, scorer, given.out)
        return
    from training.fit import export, fit

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


if __name__ == "__main__":
    main()
