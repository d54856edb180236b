"""What people decide about issues, laid over the machine's grouping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from ontherecord.linking import link_issues
from ontherecord.linking.links import Links
from ontherecord.queries.decided import Replayed, new_id, pattern, replay
from ontherecord.store.decisions import Decision

TARGETS = ("the fishing ban", "a ban on fishing", "the harbour tax", "raising the harbour tax on ferries", "the old reactor")


def _positions(*targets: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(targets))],
            "number": 0,
            "target": targets,
            "matter": [t.removeprefix("the ").removeprefix("a ") for t in targets],
            "evidence_text": [f"The mayor spoke of {t}." for t in targets],
        }
    )


POSITIONS = _positions(*TARGETS)
MACHINE = link_issues(POSITIONS)
_clock = datetime(2025, 1, 1, tzinfo=UTC)


def decide(kind: Any, **fields: Any) -> Decision:
    global _clock
    _clock += timedelta(seconds=1)
    return Decision(kind, made_at=_clock, **fields)


def issue_of(found: Replayed) -> dict[str, str]:
    names = dict(zip(found.nodes["issue_id"], found.nodes["name"], strict=True))
    return {t: names[i] for t, i in zip(TARGETS, found.links["issue_id"], strict=True)}


def ids() -> dict[str, str]:
    return dict(zip(TARGETS, MACHINE.links["issue_id"], strict=True))


def test_nothing_decided_leaves_the_machines_issues() -> None:
    found = replay([], POSITIONS, MACHINE)
    assert found.links.equals(MACHINE.links)
    assert set(found.nodes["by"]) == {"machine"}


def test_a_name_stands_for_the_machines() -> None:
    one = decide("rename", issue=ids()["the fishing ban"], name="Fishing in the strait")
    found = replay([one], POSITIONS, MACHINE)
    assert issue_of(found)["a ban on fishing"] == "Fishing in the strait"
    assert found.effects == {one.id: 2}


def test_merged_issues_are_one_and_later_decisions_follow_them() -> None:
    merged = decide("merge", issue=ids()["the old reactor"], into=ids()["the harbour tax"])
    renamed = decide("rename", issue=ids()["the old reactor"], name="Money and power")
    found = replay([merged, renamed], POSITIONS, MACHINE)
    assert issue_of(found)["the old reactor"] == issue_of(found)["the harbour tax"] == "Money and power"


def test_a_split_takes_only_what_has_the_words_and_only_of_that_issue() -> None:
    found = replay([decide("split", issue=ids()["the harbour tax"], into="ferries", name="Tax on ferries", words="ferr, fish")], POSITIONS, MACHINE)
    assert [t for t, name in issue_of(found).items() if name == "Tax on ferries"] == ["raising the harbour tax on ferries"]


def test_a_definition_gathers_from_all_issues() -> None:
    found = replay([decide("define", into="sea", name="The sea", words="fish, ferries harbour")], POSITIONS, MACHINE)
    assert [t for t, name in issue_of(found).items() if name == "The sea"] == [TARGETS[0], TARGETS[1], TARGETS[3]]


def test_what_is_taken_back_does_not_count() -> None:
    one = decide("rename", issue=ids()["the old reactor"], name="Power")
    found = replay([one, decide("undo", undoes=one.id)], POSITIONS, MACHINE)
    assert issue_of(found) == issue_of(replay([], POSITIONS, MACHINE))


def test_an_issue_whose_id_is_gone_is_found_by_its_wordings() -> None:
    one = decide("rename", issue="gone-since", name="Fishing", wordings=("The fishing ban", "A ban on fishing"))
    other = decide("rename", issue="gone-too", name="Whaling", wordings=("the whaling ban",))
    found = replay([one, other], POSITIONS, MACHINE)
    assert issue_of(found)["the fishing ban"] == "Fishing"
    assert found.effects == {one.id: 2, other.id: 0}


def test_decisions_hold_when_articles_are_added() -> None:
    given = [
        decide("rename", issue=ids()["the fishing ban"], name="Fishing in the strait"),
        decide("merge", issue=ids()["the old reactor"], into=ids()["the harbour tax"]),
    ]
    more = _positions(*TARGETS, "a wider fishing ban", "the reactor by the lake", "the school roof")
    found = replay(given, more, link_issues(more, previous=MACHINE.nodes))
    names = dict(zip(found.nodes["issue_id"], found.nodes["name"], strict=True))
    now = {t: names[i] for t, i in zip(more["target"], found.links["issue_id"], strict=True)}
    assert now["a wider fishing ban"] == "Fishing in the strait"
    assert now["the old reactor"] == now["the harbour tax"]
    assert now["the school roof"] not in (now["the harbour tax"], now["the fishing ban"])


def test_an_empty_corpus_takes_any_decision() -> None:
    empty = _positions()
    nodes = pd.DataFrame({"issue_id": [], "name": []}, dtype="str")
    links = pd.DataFrame({"article_id": [], "number": [], "issue_id": []}, dtype="str")
    found = replay([decide("define", into="x", name="X", words="x")], empty, Links(nodes, links))
    assert (len(found.nodes), len(found.links)) == (0, 0)


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("sanction", "new sanctions on oil", True),
        ("oil sanction", "new sanctions on oil", True),
        ("oil gas", "new sanctions on oil", False),
        ("gas, oil", "new sanctions on oil", True),
        ("ran", "iran", False),
        ("ÉLYSÉE", "the elysee said so", True),
        ("a+b(", "a+b( is no pattern", True),
        ("", "anything", False),
        (" , ,", "anything", False),
    ],
)
def test_search_words(words: str, text: str, there: bool) -> None:
    assert pattern(words)(text) is there


def test_new_ids_are_readable_and_free() -> None:
    assert new_id("The sea!", ["the-sea", "the-sea-2"]) == "the-sea-3"
