"""The scorer's table on the gold: quotes, speakers, countries, people, positions.

    python benchmarks/quality.py --shared FOLDER [--errors FOLDER]

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


def documents(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict(gold: Path, folder: Path) -> Path:
    texts = folder / "docs"
    texts.mkdir()
    for document in documents(gold):
        (texts / f"{document['doc_id']}.txt").write_text(document["text"], encoding="utf-8", newline="")
    prediction = folder / "pred.jsonl"
    with prediction.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-m", "ontherecord", "extract", str(texts)], cwd=ROOT, stdout=out, check=True)
    return prediction


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=os.environ.get("ONTHERECORD_SHARED"), help="folder that holds eval/")
    options.add_argument("--errors", type=Path, help="folder to write the scorer's error lists to")
    options.add_argument("--only", choices=("gold_dev", "polnear_dev", "gold_train"), action="append")
    given = options.parse_args()
    if given.shared is None or not (Path(given.shared) / "eval" / "score.py").is_file():
        sys.exit("The gold was not found. Name the folder that holds eval/ with --shared or ONTHERECORD_SHARED.")
    evaluation = Path(given.shared).resolve() / "eval"
    sets = {
        "gold_dev": ("gold_dev.jsonl", []),
        "polnear_dev": ("polnear_dev.jsonl.gz", ["--speech-cues", str(evaluation / "speech_cues.txt")]),
        "gold_train": ("gold_train.jsonl", []),
    }
    for name in given.only or ("gold_dev", "polnear_dev"):
        file, extra = sets[name]
        with tempfile.TemporaryDirectory() as folder:
            prediction = predict(evaluation / file, Path(folder))
            if given.errors:
                given.errors.mkdir(parents=True, exist_ok=True)
                extra = [*extra, "--errors", str(given.errors / f"{name}.jsonl")]
            print(f"\n{name}\n", flush=True)
            subprocess.run(
                [sys.executable, str(evaluation / "score.py"), "--gold", str(evaluation / file), "--pred", str(prediction), *extra], check=True
            )


if __name__ == "__main__":
    main()
