"""The scorer's table on the gold: quotes, speakers, countries, people, positions.

    python benchmarks/quality.py --shared FOLDER [--errors FOLDER]
    python benchmarks/quality.py --shared FOLDER --folds FOLDS        # the training gold, each article read by the reader that has not seen it

FOLDER (or ONTHERECORD_SHARED) holds eval/ with gold_dev.jsonl, polnear_dev.jsonl.gz, speech_cues.txt and score.py. Each document is written
as a text file and read by ``python -m ontherecord extract``, as a user would; gold is never in the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRAINED_ON = ("gold_train", "gold_train2")


def documents(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict(gold: list[dict[str, str]], folder: Path, **settings: str) -> str:
    """The lines that ``python -m ontherecord extract`` gives for these documents, under ``ONTHERECORD_*`` settings."""
    texts = folder / "docs"
    texts.mkdir()
    for document in gold:
        (texts / f"{document['doc_id']}.txt").write_text(document["text"], encoding="utf-8", newline="")
    environment = {**os.environ, **{f"ONTHERECORD_{name.upper()}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "ontherecord", "extract", str(texts)]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout


def across_folds(gold: list[dict[str, str]], folds: Path) -> str:
    """Each document read with the reader of the fold that held it back (``held.json`` beside that reader names them)."""
    lines = ""
    for fold in sorted(folds.glob("fold*")):
        held = set(json.loads((fold / "held.json").read_text(encoding="utf-8")))
        with tempfile.TemporaryDirectory() as folder:
            lines += predict([d for d in gold if d["doc_id"] in held], Path(folder), reader=str(fold.resolve()))
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder that holds eval/")
    options.add_argument("--errors", type=Path, help="folder to write the scorer's error lists to")
    options.add_argument("--only", choices=("gold_dev", "polnear_dev", "gold_train", "gold_train2"), action="append")
    options.add_argument("--extraction", choices=("full", "rules"), default="full", help="rules: without the trained parts")
    options.add_argument("--folds", type=Path, help="folder of training/train.py fold: measure by cross-validation")
    given = options.parse_args()
    if given.shared is None or not (Path(given.shared) / "eval" / "score.py").is_file():
        sys.exit("The gold was not found. Name the folder that holds eval/ with --shared or ONTHERECORD_SHARED.")
    evaluation = Path(given.shared).resolve() / "eval"
    sets = {
        "gold_dev": ("gold_dev.jsonl", []),
        "polnear_dev": ("polnear_dev.jsonl.gz", ["--speech-cues", str(evaluation / "speech_cues.txt")]),
        "gold_train": ("gold_train.jsonl", []),
        "gold_train2": ("gold_train2.jsonl", []),
    }
    with tempfile.TemporaryDirectory() as parent:
        if given.folds:
            everything = Path(parent) / "folds.jsonl"
            everything.write_text("".join((evaluation / sets[name][0]).read_text(encoding="utf-8") for name in TRAINED_ON), encoding="utf-8")
            sets, given.only = {"folds": (str(everything), [])}, ["folds"]
        measure(given, sets, evaluation)


def measure(given: argparse.Namespace, sets: dict[str, tuple[str, list[str]]], evaluation: Path) -> None:
    """Print the scorer's table for each chosen set."""
    for name in given.only or ("gold_dev", "polnear_dev"):
        file, extra = sets[name]
        gold = documents(evaluation / file)
        with tempfile.TemporaryDirectory() as folder:
            lines = across_folds(gold, given.folds) if given.folds else predict(gold, Path(folder), extraction=given.extraction)
            prediction = Path(folder) / "pred.jsonl"
            prediction.write_text(lines, encoding="utf-8")
            if given.errors:
                given.errors.mkdir(parents=True, exist_ok=True)
                extra = [*extra, "--errors", str(given.errors / f"{name}.jsonl")]
            print(f"\n{name}{', cross-validated' if given.folds else ''}\n", flush=True)
            subprocess.run(
                [sys.executable, str(evaluation / "score.py"), "--gold", str(evaluation / file), "--pred", str(prediction), *extra], check=True
            )


if __name__ == "__main__":
    main()
