"""Issues over a corpus: what goes together, and that it holds still."""

from __future__ import annotations

import time
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.linking import Links, link_issues
from ontherecord.matters.again import SAME, Mark, Marks

MATTERS = (
    "fishing ban", "Norway fishing deal", "harbour tax", "old reactor", "deal", "sanctions on Norway", "school meals", "Lind candidacy", "it",
)  # fmt: skip


def _frame(*matters: str, article: str = "a") -> pd.DataFrame:
    """A position an article on each."""
    return pd.DataFrame(
        {
            "article_id": [f"{article}{i}" for i in range(len(matters))],
            "number": [0] * len(matters),
            "matter": list(matters),
            "target": [f"the {m}" for m in matters],
            "start": [10 * i for i in range(len(matters))],
            "evidence_text": [f"Lind spoke of the {m} in Oslo." for m in matters],
        }
    )


def _corpus(seed: int, articles: int) -> pd.DataFrame:
    random = Random(seed)
    rows = []
    for article in range(articles):
        for number in range(random.randint(1, 4)):
            matter = random.choice(MATTERS)
            rows.append((f"a{article}", number, matter, random.choice(["the {}", "dropping the {}", "{}"]).format(matter), 50 * number, "He spoke."))
    return pd.DataFrame(rows, columns=["article_id", "number", "matter", "target", "start", "evidence_text"])


def _worded(found: Links, positions: pd.DataFrame) -> Links:
    """As a build gives it to the next."""
    return Links(found.nodes, found.links.merge(positions[["article_id", "number", "matter", "target", "start"]], on=["article_id", "number"]))


def _names(found: Links) -> dict[tuple[str, int], tuple[str, str]]:
    """Position -> id and name of its issue."""
    names = dict(zip(found.nodes["issue_id"], found.nodes["name"], strict=True))
    return {(a, n): (i, names[i]) for a, n, i in found.links.itertuples(index=False)}


def _groups(found: Links) -> set[frozenset[tuple[str, int]]]:
    at = found.links.assign(place=list(zip(found.links["article_id"], found.links["number"], strict=True)))
    return {frozenset(part["place"]) for _, part in at.groupby("issue_id")}


def test_one_matter_of_several_articles_is_one_issue() -> None:
    nodes, links = link_issues(_frame("fishing ban", "harbour tax", "a ban on fishing", "Harbour tax", "harbour taxes"))
    ban, tax = links["issue_id"][:2]
    assert links["issue_id"].tolist() == [ban, tax, ban, tax, tax]
    assert nodes.to_dict("list") == {"issue_id": ["fishing-ban", "harbour-tax"], "name": ["fishing ban", "harbour tax"]}


def test_every_position_has_exactly_one_issue_in_the_given_order() -> None:
    frame = _frame("fishing ban", "", "harbour tax", "!!!")
    nodes, links = link_issues(frame)
    assert links["article_id"].tolist() == frame["article_id"].tolist()
    assert set(links["issue_id"]) == set(nodes["issue_id"])
    assert nodes["issue_id"].is_unique


def test_an_empty_corpus_has_no_issues() -> None:
    nodes, links = link_issues(_frame())
    assert (len(nodes), len(links), list(nodes.columns)) == (0, 0, ["issue_id", "name"])


def test_missing_wordings_do_not_break_it() -> None:
    frame = _frame("fishing ban", "harbour tax", "reactor")
    frame["matter"] = [None, float("nan"), ""]
    assert link_issues(frame).nodes["name"].tolist() == ["fishing ban", "harbour tax", "reactor"]


def test_issues_of_one_name_have_different_ids() -> None:
    assert link_issues(_frame("it", "it")).nodes["issue_id"].tolist() == ["it", "it-2"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25), st.randoms())
def test_order_and_steps_do_not_matter(seed: int, articles: int, random: Random) -> None:
    corpus = _corpus(seed, articles)
    at_once = link_issues(corpus)
    ids = list(dict.fromkeys(corpus["article_id"]))
    random.shuffle(ids)
    before: Links | None = None
    there: list[str] = []
    while len(there) < len(ids):
        there = ids[: len(there) + random.randint(1, 6)]
        part = corpus[corpus["article_id"].isin(there)].sample(frac=1, random_state=random.randint(0, 99))
        before = _worded(link_issues(part, before), part)
    assert before is not None
    assert _groups(before) == _groups(at_once)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 20), st.integers(1, 20))
def test_what_was_there_keeps_issue_and_name_when_articles_come_and_go(seed: int, articles: int, more: int) -> None:
    corpus = _corpus(seed, articles + more)
    random = Random(seed)
    first = corpus[corpus["article_id"].isin([f"a{i}" for i in range(articles)])]
    before = link_issues(first)
    gone = {f"a{i}" for i in range(articles + more) if random.random() < 0.2}
    now = link_issues(corpus[~corpus["article_id"].isin(gone)], _worded(before, first))
    then, later = _names(before), _names(now)
    assert {place: issue for place, issue in later.items() if place in then} == {p: i for p, i in then.items() if p[0] not in gone}


def test_positions_are_found_again_when_their_numbers_have_changed() -> None:
    frame = _frame("fishing ban", "harbour tax").assign(article_id="a", number=[0, 1])
    nodes, links = link_issues(frame)
    before = _worded(Links(nodes.assign(name=["Fish", "Money"]), links), frame)
    moved = frame.assign(number=[1, 0], target=["closing the strait", "the harbour tax"])
    names = _names(link_issues(moved, before))
    assert (names["a", 1][1], names["a", 0][1]) == ("Fish", "Money")


def test_another_position_under_an_old_number_is_not_the_old_one() -> None:
    frame = _frame("fishing ban")
    before = _worded(link_issues(frame), frame)
    other = frame.assign(matter="old reactor", target="the reactor", start=900)
    assert link_issues(other, before).nodes["name"].tolist() == ["old reactor"]


def test_what_a_person_regrouped_stays_and_draws_its_like() -> None:
    frame = _frame("fishing ban", "fishing ban", "harbour tax")
    nodes, links = link_issues(frame)
    links["issue_id"] = "harbour-tax"
    regrouped = _worded(Links(nodes[nodes["issue_id"] == "harbour-tax"], links), frame)
    later = pd.concat([frame, _frame("a ban on fishing", article="b")])
    assert set(link_issues(later, regrouped).links["issue_id"]) == {"harbour-tax"}


def test_an_issue_without_positions_is_gone() -> None:
    frame = _frame("fishing ban", "harbour tax")
    before = _worded(link_issues(frame), frame)
    assert link_issues(frame[1:], before).nodes["issue_id"].tolist() == ["harbour-tax"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", 5, "a ban", "ban", 3), True),
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", 9, "the ban", "ban", 0), True),
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", 5, "the ban", "fish", 1), True),
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", 5, "the tax", "tax", 0), False),
        (Mark("a", 5, "the ban", "ban", 0), Mark("b", 5, "the ban", "ban", 0), False),
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", number=0), True),
        (Mark("a", 5, "the ban", "ban", 0), Mark("a", number=1), False),
    ],
)
def test_what_makes_two_positions_one(one: Mark, other: Mark, same: bool) -> None:
    assert (Marks([(other, True)]).find(one) is True) is same
    assert SAME > 4  # neither one sentence nor one target suffices alone


def test_of_two_likely_positions_the_likelier_counts() -> None:
    held = Marks([(Mark("a", 5, "the ban", "ban", 0), "first"), (Mark("a", 5, "the ban on cod", "ban", 1), "second")])
    assert held.find(Mark("a", 5, "the ban on cod", "ban", 0)) == "second"


def test_time_grows_about_linearly() -> None:
    random = Random(1)
    words = [f"{a}{b}" for a in ("har", "ton", "vel", "mir", "sol", "kan") for b in ("bour", "tax", "dam", "fleet", "line", "mine", "road", "port")]
    frame = _frame(*(" ".join(random.choices(words, k=random.randint(1, 5))) for _ in range(4_000)))
    start = time.perf_counter()
    before = _worded(link_issues(frame), frame)
    link_issues(frame, before)
    assert time.perf_counter() - start < 30
