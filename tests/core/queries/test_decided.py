"""What people decide about issues, laid over the machine's grouping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.decisions.issues import IssueDecision
from ontherecord.linking import link_issues
from ontherecord.linking.links import Links
from ontherecord.matters.again import Mark, marks
from ontherecord.queries.decided import Replayed, pattern, remembered, replay

TARGETS = ("the fishing ban", "a ban on fishing", "the harbour tax", "raising the harbour tax on ferries", "the old reactor")


def _positions(*targets: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(targets))],
            "number": 0,
            "target": targets,
            "matter": [t.removeprefix("the ").removeprefix("a ") for t in targets],
            "start": [40 * i for i in range(len(targets))],
            "evidence_text": [f"The mayor spoke of {t}." for t in targets],
        }
    )


POSITIONS = _positions(*TARGETS)
MACHINE = link_issues(POSITIONS)
_clock = datetime(2025, 1, 1, tzinfo=UTC)


def decide(kind: Any, **fields: Any) -> IssueDecision:
    global _clock
    _clock += timedelta(seconds=1)
    return IssueDecision(kind, made_at=_clock, **fields)


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
    found = replay(given, more, link_issues(more, previous=MACHINE))
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


def test_a_split_holds_for_its_positions_whatever_their_words_are_later() -> None:
    tax = ids()["the harbour tax"]
    held = POSITIONS[MACHINE.links["issue_id"] == tax]
    left, taken = marks(held)
    one = decide("split", issue=tax, into="ferries", name="Tax on ferries", words="ferries", positions=(taken,), others=(left,))
    later = POSITIONS.assign(target=[t.replace("ferries", "boats") for t in TARGETS], evidence_text="He spoke.")
    later.loc[later["target"] == "the harbour tax", "evidence_text"] = "It is on ferries, too."
    found = replay([one], later, link_issues(later, previous=MACHINE))
    assert [t for t, name in issue_of(found).items() if name == "Tax on ferries"] == ["raising the harbour tax on ferries"]


def test_an_issue_of_the_machine_that_was_founded_anew_is_known_by_its_positions() -> None:
    one = decide("rename", issue=ids()["the fishing ban"], name="Fish", positions=tuple(marks(POSITIONS[:2])))
    anew = Links(MACHINE.nodes.replace(ids()["the fishing ban"], "x"), MACHINE.links.replace(ids()["the fishing ban"], "x"))
    found = replay([one], POSITIONS, anew)
    assert (issue_of(found)["a ban on fishing"], found.effects) == ("Fish", {one.id: 2})


def test_taking_a_merger_back_undoes_what_was_named_after_it() -> None:
    tax, reactor = ids()["the harbour tax"], ids()["the old reactor"]
    merged = decide("merge", issue=reactor, into=tax, positions=remembered(POSITIONS, MACHINE, MACHINE.links, reactor))
    now = replay([merged], POSITIONS, MACHINE)
    renamed = decide("rename", issue=tax, name="Money", positions=remembered(POSITIONS, MACHINE, now.links, tax))
    found = issue_of(replay([renamed], POSITIONS, MACHINE))
    assert (found["the harbour tax"], found["the old reactor"]) == ("Money", "old reactor")


def test_a_name_given_to_a_definition_goes_with_it() -> None:
    made = decide("define", into="sea", name="The sea", words="fish", positions=tuple(marks(POSITIONS[:2])))
    renamed = decide("rename", issue="sea", name="Ocean")
    assert issue_of(replay([made, renamed], POSITIONS, MACHINE))["the fishing ban"] == "Ocean"
    found = replay([renamed], POSITIONS, MACHINE)
    assert issue_of(found)["the fishing ban"] == issue_of(replay([], POSITIONS, MACHINE))["the fishing ban"]


_THINGS = ("fishing ban", "harbour tax", "old reactor", "school meals", "Norway deal", "sanctions on Norway")
_FORMS = ("the {}", "dropping the {}", "the {} on ferries", "the {} of the north")


def _article(number: int) -> pd.DataFrame:
    random = Random(number)
    rows = []
    for position in range(random.randint(1, 3)):
        thing = random.choice(_THINGS)
        rows.append((f"a{number}", position, random.choice(_FORMS).format(thing), thing, 60 * position, f"Lind spoke of it {position} times."))
    return pd.DataFrame(rows, columns=["article_id", "number", "target", "matter", "start", "evidence_text"])


def _build(articles: list[int], before: tuple[pd.DataFrame, Links] | None) -> tuple[pd.DataFrame, Links]:
    """The next build, with what the one before has assigned."""
    positions = pd.concat([_article(n) for n in articles], ignore_index=True)
    if before is None:
        return positions, link_issues(positions)
    held, links = before
    at = ["article_id", "number"]
    return positions, link_issues(positions, previous=Links(links.nodes, links.links.merge(held, on=at)))


def _decide(kind: str, state: tuple[pd.DataFrame, Links], given: list[IssueDecision], random: Random, number: int) -> IssueDecision | None:
    """A decision on some issue, with what it remembers, as a person makes it."""
    positions, machine = state
    now = replay(given, positions, machine)
    issues = list(now.nodes["issue_id"])
    issue, into = random.choice(issues), random.choice(issues)

    def about(id: str) -> tuple[Mark, ...]:
        return remembered(positions, machine, now.links, id)

    if kind == "rename":
        return decide("rename", issue=issue, name=f"Name {number}", positions=about(issue))
    if kind == "merge":
        name = now.nodes.set_index("issue_id").loc[into, "name"]
        return None if issue == into else decide("merge", issue=issue, into=into, name=name, positions=about(issue), others=about(into))
    words = random.choice(["ferries", "north", "dropping"])
    there = positions if kind == "define" else positions[now.links["issue_id"] == issue]
    has = there["target"].map(pattern(words)).astype(bool)
    if not has.any() or (kind == "split" and has.all()):
        return None
    left = tuple(marks(there[~has])) if kind == "split" else ()
    fields = {"issue": issue} if kind == "split" else {}
    return decide(kind, into=f"made-{number}", name=f"Made {number}", words=words, positions=tuple(marks(there[has])), others=left, **fields)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000), st.lists(st.sampled_from(["rename", "merge", "define", "split"]), min_size=1, max_size=4))
def test_each_position_stays_where_a_person_put_it_through_twenty_builds(seed: int, kinds: list[str]) -> None:
    random = Random(seed)
    articles = random.sample(range(40), 8)
    state = _build(articles, None)
    given: list[IssueDecision] = []
    for number, kind in enumerate(kinds):
        if (made := _decide(kind, state, given, random, number)) is not None:
            given.append(made)
    put = _called(replay(given, *state))
    bound = {(m.article_id, m.number) for d in given for m in d.positions}
    for _ in range(20):
        new = random.sample(range(40), random.randint(0, 3))
        articles = [n for n in dict.fromkeys([*articles, *new]) if random.random() < 0.85] or [random.randrange(40)]
        random.shuffle(articles)
        state = _build(articles, state)
        now = _called(replay(given, *state))
        assert {at: name for at, name in now.items() if at in bound} == {at: put[at] for at in now if at in bound}


def _called(found: Replayed) -> dict[tuple[str, int], str]:
    """Position -> name of its issue."""
    names = dict(zip(found.nodes["issue_id"], found.nodes["name"], strict=True))
    return {(a, n): names[i] for a, n, i in found.links.itertuples(index=False)}
