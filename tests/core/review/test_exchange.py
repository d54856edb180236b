"""Decisions out and in: files that hold all, a colleague's merged, annotations back, labels that score the machine's own output whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ontherecord.cli import main
from ontherecord.decisions import Decision
from ontherecord.errors import Code, Problem
from ontherecord.evaluation import gold as labels
from ontherecord.evaluation.run import evaluate
from ontherecord.evaluation.scores import Scores, score
from ontherecord.export import TOOLS, as_dict, file
from ontherecord.extraction.pipeline import extract
from ontherecord.loading import load_text
from ontherecord.queries import Corpus, Filters, articles, check, extractions, options, positions, quotes
from ontherecord.review import deciding, exchange, label_studio, names
from ontherecord.store.corpora import decisions_of
from tests import builders
from tests.core.review.test_names import everything
from tests.pages.corpora import write_corpus

QUOTE, OTHER, POSITION = "quote:dam-1:1", "quote:dam-4:1", "position:dam-1:1"


def every(corpus: Corpus) -> list[str]:
    quotes = [id for (id,) in corpus.rows("SELECT quote_id FROM quotes")]
    return quotes + [id for (id,) in corpus.rows("SELECT position_id FROM positions")]


def test_a_log_goes_out_and_comes_in_whole(corpus: Corpus, tmp_path: Path) -> None:
    deciding.fix(corpus, QUOTE, {"speaker": {"name": "Tomasz Rell"}}, "Ida")
    deciding.undo(corpus, deciding.reject(corpus, OTHER, "Ida").batch)
    names.rename(corpus, "luc-marchand", "Luc M.", by="Ida")
    path = tmp_path / "log.jsonl"
    path.write_text(exchange.lines(corpus), encoding="utf-8")
    now = everything(corpus)
    decisions_of("sample").forget()
    fresh = Corpus.open("sample")
    seen = exchange.preview(fresh, exchange.read(path))
    assert (len(seen.new), seen.known, seen.conflicts, seen.elsewhere) == (4, 0, (), 0)
    assert everything(fresh) != now, "a preview writes nothing"
    assert exchange.take(fresh, exchange.read(path)) == 4
    assert everything(fresh) == now
    assert exchange.take(fresh, exchange.read(path)) == 0
    assert exchange.preview(fresh, exchange.read(path)).known == 4


def test_who_disagrees_is_told_and_the_later_counts_whenever_it_is_taken_in(corpora: Path) -> None:
    write_corpus("sample", builders.small_corpus())
    theirs = Corpus.open("sample")
    deciding.reject(theirs, QUOTE, "Ben")
    deciding.confirm(theirs, OTHER, "Ben")
    given = decisions_of("sample").decisions()
    decisions_of("sample").forget()
    corpus = Corpus.open("sample")
    deciding.confirm(corpus, QUOTE, "Ida")
    deciding.confirm(corpus, OTHER, "Ida")
    (conflict,) = exchange.preview(corpus, given).conflicts
    assert (conflict.here.by, conflict.there.by, conflict.counts.by) == ("Ida", "Ben", "Ida")
    exchange.take(corpus, given)
    status = dict(corpus.rows("SELECT quote_id, status FROM quotes"))
    assert (status[QUOTE], status[OTHER]) == ("confirmed", "confirmed")
    later = [replace(given[0], id="later", made_at=datetime.now(UTC))]
    assert exchange.preview(corpus, later).conflicts[0].counts.by == "Ben"
    exchange.take(corpus, later)
    assert dict(corpus.rows("SELECT quote_id, status FROM quotes"))[QUOTE] == "rejected"
    assert len(corpus.laying.decisions) == 5  # type: ignore[union-attr]
    assert everything(Corpus.open("sample")) == everything(corpus)


GOOD = Decision("name", "entity", value={"do": "hide", "id": "x"}).to_json()


@pytest.mark.parametrize(
    ("bad", "detail"),
    [
        ("{", "Expecting"),
        ("[]", "object"),
        ('{"kind": "confirm"}', "kind, an id"),
        ('{"kind": "confirm", "id": "a"}', "'made_at' is missing"),
        ('{"kind": "wish", "id": "a", "made_at": "2025-01-01"}', "kind"),
        ('{"kind": "confirm", "id": "a", "about": "quote", "made_at": "2025-01-01T00:00:00"}', "which"),
        ('{"kind": "undo", "id": "a", "made_at": "2025-01-01T00:00:00"}', "nothing back"),
        ('{"kind": "fix", "id": "a", "about": "quote", "made_at": "2025-01-01T00:00:00", "anchor": {"article": "a", "exact": "b"}, '
         '"value": {"pieces": [[1, "x"]]}}', "two numbers"),
        ('{"kind": "fix", "id": "a", "about": "quote", "made_at": "2025-01-01T00:00:00", "anchor": {"article": "a", "exact": "b"}, '
         '"value": {"speaker": "Ana"}}', "an id and a name"),
    ],
)  # fmt: skip
def test_a_file_with_one_bad_line_takes_nothing(corpus: Corpus, tmp_path: Path, bad: str, detail: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(f"{GOOD}\n\n{bad}\n", encoding="utf-8")
    with pytest.raises(Problem) as found:
        exchange.take(corpus, exchange.read(path))
    assert found.value.code is Code.R04
    assert "line 3" in str(found.value)
    assert detail in str(found.value)
    assert decisions_of("sample").last() == 0


def test_a_clock_that_is_ahead_does_not_outweigh_what_is_said_later(corpus: Corpus) -> None:
    made = deciding.confirm(corpus, QUOTE, "Ben").decisions[0]
    ahead = replace(made, id="ahead", kind="reject", made_at=datetime.now(UTC) + timedelta(days=3))
    exchange.take(corpus, exchange.parse(ahead.to_json().encode(), "x.jsonl"))
    deciding.confirm(corpus, QUOTE, "Ida")
    assert dict(corpus.rows("SELECT quote_id, status FROM quotes"))[QUOTE] == "confirmed"


def test_the_table_says_what_the_machine_said_and_what_people_say(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, {"speaker": {"name": "=Tomasz"}}, "Ida", "he was there")
    deciding.reject(corpus, POSITION, "Ben")
    deciding.add(corpus, "quote", "dam-2", {"pieces": [(0, 10)]}, "Ida")
    rows = {row["finding"]: row for row in csv.DictReader(io.StringIO(exchange.table(corpus)))}
    assert len(rows) == 3
    assert rows[QUOTE]["machine"].startswith("Ana Ortiz: indirect, said")
    assert rows[QUOTE]["people"].startswith("'=Tomasz: "), "no spreadsheet runs it"
    assert (rows[QUOTE]["status"], rows[QUOTE]["by"], rows[QUOTE]["note"]) == ("fixed", "Ida", "he was there")
    assert (rows[POSITION]["people"], rows[POSITION]["status"]) == ("no position", "rejected")
    assert [row["machine"] for row in rows.values() if row["status"] == "added"] == [""]


def test_the_command_writes_and_takes(corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deciding.confirm(corpus, QUOTE, "Ida")
    path = tmp_path / "log.jsonl"
    assert main(["decisions", "sample", "--export", str(path)]) == 0
    assert main(["decisions", "sample", "--export", str(tmp_path / "log.csv")]) == 0
    assert QUOTE in (tmp_path / "log.csv").read_text(encoding="utf-8")
    decisions_of("sample").forget()
    assert main(["decisions", "sample", "--import", str(path), "--dry-run"]) == 0
    assert decisions_of("sample").last() == 0
    assert main(["decisions", "sample", "--import", str(path)]) == 0
    assert decisions_of("sample").last() == 1
    assert "1 new, 0 known already." in capsys.readouterr().out


# --- Label Studio -------------------------------------------------------------------------------------------------------------------------


def tasks(corpus: Corpus) -> list[dict[str, Any]]:
    """What Label Studio gives back where nobody changed anything."""
    found, sent = (json.loads(TOOLS["labelstudio"](corpus, Filters())) for _ in range(2))
    return [
        {"id": i, "data": t["data"], "predictions": sent[i]["predictions"], "annotations": [{"result": t["predictions"][0]["result"],
         "completed_by": {"email": "ida@example.org"}, "was_cancelled": False}]}
        for i, t in enumerate(found)
    ]  # fmt: skip


def plan(corpus: Corpus, given: list[dict[str, Any]]) -> label_studio.Plan:
    return label_studio.parse(corpus, json.dumps(given).encode(), "tasks.json")


def of(given: list[dict[str, Any]], article: str) -> list[dict[str, Any]]:
    (task,) = [task for task in given if task["data"]["article_id"] == article]
    result: list[dict[str, Any]] = task["annotations"][0]["result"]
    return result


def test_what_nobody_changed_is_confirmed(corpus: Corpus) -> None:
    found = plan(corpus, tasks(corpus))
    assert {step.kind for step in found.steps} == {"confirm"}
    assert {step.by for step in found.steps} == {"ida@example.org"}
    shown = {id for (id,) in corpus.rows("SELECT quote_id FROM quotes UNION ALL SELECT position_id FROM positions WHERE confidence >= 0.5")}
    assert {step.show for step in found.steps} == shown


def test_ids_that_the_tool_gives_anew_do_not_matter(corpus: Corpus) -> None:
    given = tasks(corpus)
    for task in given:
        for row in task["annotations"][0]["result"]:
            for name in ("id", "from_id", "to_id"):
                if name in row:
                    row[name] = "x" + row[name][::-1]
    assert {step.kind for step in plan(corpus, given).steps} == {"confirm"}


def _speaker(rows: list[dict[str, Any]]) -> None:
    next(r for r in rows if r.get("from_name") == "speaker" and r["id"] == "quote-1")["value"]["text"] = ["Luc Marchand"]


def _shorter(rows: list[dict[str, Any]]) -> None:
    for r in rows:
        if r.get("id") == "quote-1":
            r["value"]["end"] -= 3


def _removed(rows: list[dict[str, Any]]) -> None:
    rows[:] = [r for r in rows if not str(r.get("id", r.get("from_id"))).startswith("quote-1")]


def _stance(rows: list[dict[str, Any]]) -> None:
    for r in rows:
        if r.get("id") == "position-1-1" and r["from_name"] in ("stance", "toward"):
            r["value"]["choices"] = ["oppose" if r["from_name"] == "stance" else "against"]


def _new(rows: list[dict[str, Any]]) -> None:
    place = {"start": 0, "end": 9}
    rows.append({"id": "n", "from_name": "label", "to_name": "text", "type": "labels", "value": {**place, "text": "", "labels": ["Quote"]}})
    rows.append({"id": "n", "from_name": "speaker", "to_name": "text", "type": "textarea", "value": {**place, "text": ["Mae Roe"]}})


@pytest.mark.parametrize(
    ("change", "kind", "about", "sql", "result"),
    [
        (_speaker, "fix", "quote", f"SELECT speaker_id, status FROM quotes WHERE quote_id = '{QUOTE}'", ("luc-marchand", "fixed")),
        (_shorter, "fix", "quote", f"SELECT content, status FROM quotes WHERE quote_id = '{QUOTE}'",
         ("Spain would build the Alder dam with or without Fra", "fixed")),
        (_removed, "reject", "quote", f"SELECT status, checked_by FROM quotes WHERE quote_id = '{QUOTE}'", ("rejected", "ida@example.org")),
        (_stance, "fix", "position", f"SELECT stance, toward FROM positions WHERE position_id = '{POSITION}'", ("oppose", "against")),
        (_new, "add", "quote", "SELECT content, speaker_name FROM quotes WHERE status = 'added'", ("Ministers", "Mae Roe")),
    ],
)  # fmt: skip
def test_what_was_changed_is_changed(
    corpus: Corpus, change: Callable[[list[dict[str, Any]]], None], kind: str, about: str, sql: str, result: tuple[str, str]
) -> None:
    given = tasks(corpus)
    change(of(given, "dam-1"))
    found = plan(corpus, given)
    assert [(step.kind, step.about) for step in found.steps if step.kind != "confirm"] == [(kind, about)]
    label_studio.take(corpus, found)
    assert corpus.rows(sql) == [result]


def test_what_cannot_be_taken_is_told(corpus: Corpus) -> None:
    given = tasks(corpus)
    given[0]["data"]["text"] += " More."
    given[1]["data"]["article_id"] = "elsewhere"
    assert [line.split(": ")[1] for line in plan(corpus, given).left_out] == ["its text has changed", "it is not in this corpus"]
    for bad in (b"{}", b"[{}]", b"nothing", b'[{"data": {"article_id": "dam-1", "text": ""}, "annotations": 3}]'):
        with pytest.raises(Problem) as found:
            label_studio.parse(corpus, bad, "x.json")
        assert found.value.code is Code.R04


# --- for other programs -------------------------------------------------------------------------------------------------------------------


def all_right(scores: Scores) -> bool:
    layers = scores.layers
    parts = [layers["quotes"]["exact"], layers["speakers"]["attribution"], layers["positions"]["stance"], layers["statements"]["right"]]
    return scores.errors == [] and all(part["f1"] == 1 for part in parts) and layers["quotes"]["type right"] == 1


def test_what_the_program_reads_scores_whole_once_it_is_confirmed(corpora: Path, tmp_path: Path) -> None:
    texts = (
        "Mara Lindqvist, the Swedish minister of fisheries, said on Monday that Sweden would support the herring treaty. "
        "“We oppose any new toll on the strait,” she told reporters in Malmo.",
        "Jonas Petersen, a Danish senator, rejected the herring treaty. “It will ruin our harbours,” he said.",
    )
    read = [loaded.article for i, text in enumerate(texts) if (loaded := load_text(text, id=f"a{i}")).article]
    write_corpus("read", list(extract(read)))
    corpus = Corpus.open("read")
    deciding.confirm(corpus, every(corpus), "Ida")
    path = tmp_path / "gold.jsonl"
    path.write_bytes(TOOLS["gold"](corpus, Filters()))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert all_right(evaluate(path))


def test_the_machines_own_output_confirmed_scores_whole(corpus: Corpus, tmp_path: Path) -> None:
    assert TOOLS["gold"](corpus, Filters()) == b""
    deciding.confirm(corpus, every(corpus), "Ida")
    path = tmp_path / "gold.jsonl"
    path.write_bytes(TOOLS["gold"](corpus, Filters()))
    documents = labels.read_gold(path)
    found = extractions(corpus, [d.id for d in documents])
    assert len(documents) == sum(bool(e.quotes or e.positions) for e in found.values())
    scores = score(documents, {d.id: labels.prediction(d.text, as_dict(found[d.id])) for d in documents})
    assert all_right(scores)
    deciding.send_back(corpus, QUOTE, "Ben")
    assert b'"dam-1"' not in TOOLS["gold"](corpus, Filters()), "an article with an unchecked quote is not checked"


def test_what_was_rejected_is_no_label(corpus: Corpus) -> None:
    deciding.confirm(corpus, every(corpus), "Ida")
    deciding.reject(corpus, [QUOTE, POSITION], "Ida")
    (row,) = [r for r in map(json.loads, TOOLS["gold"](corpus, Filters()).splitlines()) if r["doc_id"] == "dam-1"]
    assert (len(row["quotes"]), len(row["positions"])) == (2, 1)


def test_statements_for_dna(corpus: Corpus) -> None:
    rows = list(csv.DictReader(io.StringIO(TOOLS["dna"](corpus, Filters()).decode("utf-8-sig"))))
    one = next(row for row in rows if row["id"] == "position:dam-1:2")
    assert (one["person"], one["organization"], one["concept"], one["agreement"]) == ("Luc Marchand", "", "Alder dam", "0")
    assert one["time"] == "2025-03-01T00:00:00"
    assert {row["agreement"] for row in rows} == {"0", "1"}


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet", "annotations", "brief"])
@pytest.mark.parametrize(("what", "show"), [("quotes", QUOTE), ("positions", POSITION)])
def test_exports_say_who_checked_when_and_what_was_noted(corpus: Corpus, form: str, what: Any, show: str) -> None:
    made = deciding.confirm(corpus, show, "Ida Berg", "heard it").decisions[0]
    content = file(corpus, Filters(), what, form)
    if form == "xlsx":
        import zipfile

        content = b"".join(zipfile.ZipFile(io.BytesIO(content)).read(n) for n in zipfile.ZipFile(io.BytesIO(content)).namelist())
    if form == "parquet":
        import pyarrow.parquet as pq

        row = next(r for r in pq.read_table(io.BytesIO(content)).to_pylist() if r["status"] == "confirmed")
        assert (row["checked_by"], row["note"]) == ("Ida Berg", "heard it")
        assert row["checked_at"].replace(microsecond=0) == made.made_at.replace(tzinfo=None, microsecond=0)
        return
    text = content.decode("utf-8", "replace")
    assert all(word in text for word in ("Ida Berg", "heard it", "confirmed"))
    if form != "brief":
        assert made.made_at.strftime("%Y-%m-%dT%H:%M:%S") in text


def test_what_people_tagged_is_a_filter(corpus: Corpus) -> None:
    deciding.tag(corpus, [QUOTE, POSITION], ["to call", "dam"], "Ida")
    asked = Filters(tag=("dam", "nothing"))
    kept, problems = check(corpus, asked)
    assert (kept, [p.code for p in problems]) == (Filters(tag=("dam",)), [Code.F01])
    assert list(quotes(corpus, kept)["quote_id"]) == [QUOTE]
    assert list(positions(corpus, kept)["position_id"]) == [POSITION]
    assert list(articles(corpus, kept)["article_id"]) == ["dam-1"]
    assert dict(options(corpus, Filters(), "tag")[["value", "count"]].itertuples(index=False)) == {"dam": 2, "to call": 2}
    assert Filters.from_params(kept.to_params()) == (kept, [])
    assert kept.sentence(corpus) == "Quotes and positions with the tag “dam”."
