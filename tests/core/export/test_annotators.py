"""What goes out to annotation tools: the exact words at their places, and only labels that the tools are told of."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ontherecord.cli import main
from ontherecord.export import LABELLING, TOOLS
from ontherecord.queries import Corpus, Filters
from tests.builders import article, person, position, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
DOCS = Path(__file__).resolve().parents[3] / "docs"


def tasks(corpus: Corpus, filters: Filters = Filters()) -> list[dict[str, Any]]:  # noqa: B008 - frozen
    return json.loads(TOOLS["labelstudio"](corpus, filters))  # type: ignore[no-any-return]


def documents(corpus: Corpus, filters: Filters = Filters()) -> dict[str, dict[str, Any]]:  # noqa: B008 - frozen
    with zipfile.ZipFile(io.BytesIO(TOOLS["inception"](corpus, filters))) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def covered(structure: dict[str, Any], text: str) -> str:
    """The words of an annotation: UIMA counts UTF-16 code units."""
    return text.encode("utf-16-le")[2 * structure["begin"] : 2 * structure["end"]].decode("utf-16-le")


ODD = article(
    "odd/one",
    "“{q1:🚢 The ship left}” at noon, {c1:said} {s1:[Lee](lee)}, “{q1:and sank}”.\r\n\r\n{e1:[Lee](lee) {t1:backs} un{t2:safe} ships 🚢.}",
    entities={"lee": person("Lee")},
    quotes=[quote(1, "lee", "direct")],
    positions=[position(1, "lee", "support", "safe ships", matter="ships")],
)


# --- Label Studio


@pytest.mark.parametrize("corpus", [CORPUS, Corpus.of([ODD], "odd")], ids=["small", "odd"])
def test_regions_are_the_exact_words_and_relations_join_regions(corpus: Corpus) -> None:
    for task in tasks(corpus):
        text, (predicted,) = task["data"]["text"], task["predictions"]
        regions = {item["id"] for item in predicted["result"] if item["type"] == "labels"}
        assert 0 <= predicted["score"] <= 1
        for item in predicted["result"]:
            if item["type"] == "relation":
                assert {item["from_id"], item["to_id"]} <= regions
                continue
            assert item["id"] in regions
            assert 0 <= item["value"]["start"] < item["value"]["end"] <= len(text)
            if item["type"] == "labels":
                assert text[item["value"]["start"] : item["value"]["end"]] == item["value"]["text"]


def test_every_name_label_and_choice_is_in_the_labelling_configuration() -> None:
    view = ET.fromstring(LABELLING)
    controls = {tag.get("name"): tag for tag in view.iter() if tag.get("toName")}
    values = {name: {child.get("value") for child in tag} for name, tag in controls.items()}
    relations = {tag.get("value") for tag in view.iter("Relation")}
    used = set()
    for task in [*tasks(CORPUS, Filters(unsure=True)), *tasks(Corpus.of([ODD]))]:
        for item in task["predictions"][0]["result"]:
            if item["type"] == "relation":
                assert set(item["labels"]) <= relations
                continue
            control = controls[item["from_name"]]
            assert control.tag.casefold() == item["type"]
            assert item["to_name"] == control.get("toName") == "text"
            used.add(item["from_name"])
            if item["type"] != "textarea":
                assert set(item["value"][item["type"]]) <= values[item["from_name"]]
    assert used == set(controls)


def test_a_quote_has_its_parts_and_who_said_it() -> None:
    (task,) = tasks(Corpus.of([ODD]))
    result = task["predictions"][0]["result"]
    regions = {item["id"]: item["value"]["text"] for item in result if item["type"] == "labels"}
    assert regions == {
        "quote-1": "🚢 The ship left",
        "quote-1-2": "and sank",
        "quote-1-cue": "said",
        "quote-1-source": "Lee",
        "position-1-1": "Lee backs unsafe ships 🚢.",
        "position-1-1-words": "backs",
    }
    said = {item["from_name"]: item["value"] for item in result if item.get("id") == "quote-1" and item["type"] != "labels"}
    assert said["speaker"]["text"] == ["Lee"]
    assert said["type"]["choices"] == ["direct"]
    assert {(r["from_id"], r["labels"][0], r["to_id"]) for r in result if r["type"] == "relation"} == {
        ("quote-1", "continued by", "quote-1-2"),
        ("quote-1", "said with", "quote-1-cue"),
        ("quote-1", "said by", "quote-1-source"),
        ("position-1-1", "shown by", "position-1-1-words"),
    }


def test_filters_choose_articles_and_articles_are_whole() -> None:
    everything = {task["data"]["article_id"]: task for task in tasks(CORPUS)}
    assert set(everything) == {e.article.id for e in small_corpus()}
    french = tasks(CORPUS, Filters(country=("FR",)))
    assert 0 < len(french) < len(everything)
    assert all(task == everything[task["data"]["article_id"]] for task in french)
    assert tasks(CORPUS, Filters(words="no such words")) == []


# --- INCEpTION


@pytest.mark.parametrize("corpus", [CORPUS, Corpus.of([ODD], "odd")], ids=["small", "odd"])
def test_a_document_is_one_whole_cas(corpus: Corpus) -> None:
    for cas in documents(corpus).values():
        sofa, *annotations = cas["%FEATURE_STRUCTURES"]
        text = sofa["sofaString"]
        known = {structure["%ID"]: structure for structure in annotations}
        assert cas["%VIEWS"] == {"_InitialView": {"%SOFA": sofa["%ID"], "%MEMBERS": list(known)}}
        for structure in annotations:
            assert covered(structure, text).strip()
            if (described := cas["%TYPES"].get(structure["%TYPE"])) is None:
                assert structure["%TYPE"] == "uima.tcas.DocumentAnnotation"
                continue
            features = {name.removeprefix("@") for name in structure} - {"%ID", "%TYPE", "sofa", "begin", "end"}
            assert features <= set(described)
            for end in ("@Governor", "@Dependent"):
                assert end not in structure or known[structure[end]]["%TYPE"] == "custom.Span"


@pytest.mark.parametrize("corpus", [CORPUS, Corpus.of([ODD], "odd")], ids=["small", "odd"])
def test_spans_begin_and_end_with_tokens(corpus: Corpus) -> None:
    for cas in documents(corpus).values():
        by_type: dict[str, list[dict[str, Any]]] = {}
        for structure in cas["%FEATURE_STRUCTURES"][1:]:
            by_type.setdefault(structure["%TYPE"].split(".")[-1], []).append(structure)
        tokens = by_type["Token"]
        assert all(a["end"] <= b["begin"] for a, b in pairwise(tokens))
        for span in by_type.get("Span", ()):
            assert span["begin"] in {token["begin"] for token in tokens}
            assert span["end"] in {token["end"] for token in tokens}


def test_a_label_says_all_that_is_known_of_a_span() -> None:
    ((name, cas),) = documents(Corpus.of([ODD])).items()
    assert name == "00001-odd_one.json"
    text = cas["%FEATURE_STRUCTURES"][0]["sofaString"]
    assert text == ODD.article.text
    spans = {s["label"]: covered(s, text) for s in cas["%FEATURE_STRUCTURES"][1:] if s["%TYPE"] == "custom.Span"}
    assert spans["Quote: direct · Lee"] == "🚢 The ship left"
    assert spans["Statement: support · for · Lee · safe ships · ships"] == "Lee backs unsafe ships 🚢."


def test_the_same_articles_give_the_same_file() -> None:
    assert TOOLS["inception"](CORPUS, Filters()) == TOOLS["inception"](CORPUS, Filters())


# --- the command and its documentation


def test_the_configuration_is_in_the_documentation() -> None:
    assert LABELLING in (DOCS / "annotation.md").read_text(encoding="utf-8")


@pytest.mark.model
def test_the_command_writes_and_prints(corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("“We will mend the quay,” said Norwegian fisheries minister Kari Lund on the pier.", encoding="utf-8")
    assert main(["build", str(tmp_path / "a.txt"), "--corpus", "one", "--progress", "none"]) == 0
    capsys.readouterr()
    assert main(["export", "one", "--what", "labelstudio"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["data"]["article_id"] == "a"
    assert main(["export", "one", "--what", "inception", "--output", str(tmp_path / "out.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["00001-a.json"]
