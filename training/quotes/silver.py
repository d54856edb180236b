"""Silver for the encoder: news articles with the quotations that the rules alone find in them.

    python training/quotes/silver.py --news news.jsonl.gz --count 900 --out silver.jsonl
    python training/quotes/train.py --gold silver.jsonl --epochs 1 --save silver.pt
    python training/quotes/train.py --gold gold_train.jsonl --begin silver.pt --out data/models/quotes

NEWS has a JSON line for each article with ``id``, ``title`` and ``text``. Runs in the app's own environment (no PyTorch). Seeded; articles too
short or too long to be one story are passed over.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LENGTHS = range(1_500, 9_000)
"""Characters of an article that is taken: most agency stories, no briefs and no books."""


def chosen(news: Path, count: int, seed: int) -> dict[str, str]:
    """Texts by a name for each, the title first as in the gold."""
    opener = gzip.open if news.suffix == ".gz" else open
    with opener(news, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    texts = {}
    for number, article in enumerate(articles):
        text = f"{(article.get('title') or '').strip()}\n\n{(article.get('text') or '').strip()}\n"
        if len(text) in LENGTHS:
            texts[f"a{number:06d}"] = text
    names = sorted(texts)
    random.Random(seed).shuffle(names)
    return {name: texts[name] for name in names[:count]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--news", type=Path, required=True)
    options.add_argument("--count", type=int, default=900)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    texts = chosen(given.news, given.count, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        command = [sys.executable, "-m", "ontherecord", "extract", folder, "--processes", "2"]
        environment = {**os.environ, "ONTHERECORD_EXTRACTION": "rules"}
        found = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout
    with given.out.open("w", encoding="utf-8") as out:
        for line in found.splitlines():
            document = json.loads(line)
            quotes = [{"spans": q["spans"], "cue_span": q["cue"], "source_span": q["source"]} for q in document["quotes"]]
            out.write(json.dumps({"doc_id": document["doc_id"], "text": texts[document["doc_id"]], "quotes": quotes}) + "\n")


if __name__ == "__main__":
    main()
