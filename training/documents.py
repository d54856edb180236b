"""Annotated articles, parsed once and kept; which fold holds which back."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import pickle
import random
from pathlib import Path
from types import ModuleType
from typing import Any

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


def name_of(folder: Path) -> str:
    """A name for what the folder's files hold, so that parts trained anew are another name."""
    files = [*sorted(folder.glob("*.onnx")), folder / "verifier.json"]
    return f"reader-{hashlib.sha256(b''.join(f.read_bytes() for f in files if f.is_file())).hexdigest()[:8]}"
