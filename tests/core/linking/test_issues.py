"""Issues over a corpus: what goes together, what stays apart, names, ids that live."""

from __future__ import annotations

import csv
import time
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.linking import link_issues
from ontherecord.linking.issues import LARGEST
from ontherecord.linking.stems import stem
from ontherecord.linking.synonyms import TABLE


def _frame(*targets: str, issues: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(targets))],
            "number": [0] * len(targets),
            "target": list(targets),
            "matter": issues or [t.removeprefix("the ") for t in targets],
        }
    )


def _groups(frame: pd.DataFrame) -> list[set[str]]:
    links = link_issues(frame).links.merge(frame)
    return sorted((set(part["target"]) for _, part in links.groupby("issue_id")), key=lambda g: sorted(g))


def test_wordings_of_one_matter_go_together() -> None:
    assert _groups(_frame("the fishing ban", "fishing bans in the strait", "the harbour tax", "a harbour tax")) == [
        {"the harbour tax", "a harbour tax"},
        {"the fishing ban", "fishing bans in the strait"},
    ]


def test_a_shared_common_word_is_not_enough() -> None:
    frame = _frame("the plan for the northern railway", "the plan for school meals", "the plan to drain the lake")
    assert link_issues(frame).links["issue_id"].nunique() == 3


def test_names_are_short_words_of_the_corpus_and_ids_are_their_slugs() -> None:
    frame = _frame(
        "sending troops to the island",
        "sending more troops to the northern island of the archipelago before the winter",
        issues=["sending troops to the island"] * 2,
    )
    nodes = link_issues(frame).nodes
    assert nodes.to_dict("list") == {"issue_id": ["sending-troops-to-the-island"], "name": ["sending troops to the island"]}


def test_every_position_has_exactly_one_issue_in_the_given_order() -> None:
    frame = _frame("the fishing ban", "", "the harbour tax", "!!!")
    nodes, links = link_issues(frame)
    assert links["article_id"].tolist() == frame["article_id"].tolist()
    assert set(links["issue_id"]) == set(nodes["issue_id"])
    assert nodes["issue_id"].is_unique
    assert all(nodes["name"].str.len() > 0)


def test_an_empty_corpus_has_no_issues() -> None:
    nodes, links = link_issues(_frame())
    assert (len(nodes), len(links)) == (0, 0)
    assert list(nodes.columns) == ["issue_id", "name"]


def test_missing_wordings_do_not_break_it() -> None:
    frame = _frame("the fishing ban", "the harbour tax")
    frame["matter"] = [None, float("nan")]
    assert len(link_issues(frame).nodes) == 2


def test_the_order_of_positions_does_not_matter() -> None:
    frame = _frame("the fishing ban", "fishing bans", "the harbour tax", "a new harbour tax", "closing the old reactor", "the reactor")
    shuffled = frame.sample(frac=1, random_state=3)
    first = link_issues(frame).links.sort_values("article_id", ignore_index=True)
    assert first.equals(link_issues(shuffled).links.sort_values("article_id", ignore_index=True))


def test_issues_keep_their_ids_when_articles_are_added() -> None:
    old = _frame("the fishing ban", "the harbour tax")
    before = link_issues(old).nodes
    new = _frame("the fishing ban", "the harbour tax", *["a total fishing ban in the northern strait"] * 5, "the old reactor")
    nodes, links = link_issues(new, previous=before)
    kept = links.merge(new).drop_duplicates("target").set_index("target")["issue_id"]
    assert kept["the fishing ban"] == kept["a total fishing ban in the northern strait"] == "fishing-ban"
    assert set(before["issue_id"]) < set(nodes["issue_id"])
    assert dict(zip(before["issue_id"], before["name"], strict=True)).items() <= dict(zip(nodes["issue_id"], nodes["name"], strict=True)).items()


def test_an_issue_that_nobody_holds_any_more_is_gone() -> None:
    before = link_issues(_frame("the fishing ban", "the harbour tax")).nodes
    assert link_issues(_frame("the harbour tax"), previous=before).nodes["issue_id"].tolist() == ["harbour-tax"]


def test_near_synonyms_of_one_matter_go_together() -> None:
    assert _groups(_frame("a pause in whaling", "the whaling moratorium", "a halt to whaling", "the harbour tax")) == [
        {"a halt to whaling", "a pause in whaling", "the whaling moratorium"},
        {"the harbour tax"},
    ]


def test_a_thing_and_the_permit_for_it_are_two_matters() -> None:
    frame = _frame(*["a moratorium on shelf dredging"] * 4, *["shelf dredging licences"] * 4)
    assert link_issues(frame).links["issue_id"].nunique() == 2


_DREDGING = ("a moratorium on shelf dredging", "a ten-year moratorium on shelf dredging", "a halt to shelf dredging", "a halt", "a temporary pause")


def test_a_bare_wording_is_the_one_matter_that_the_corpus_knows() -> None:
    frame = _frame(*_DREDGING, "the harbour tax")
    nodes, links = link_issues(frame)
    issue = links.merge(frame).set_index("target")["issue_id"]
    assert len({issue[target] for target in _DREDGING}) == 1
    assert issue["the harbour tax"] != issue["a halt"]
    assert nodes.set_index("issue_id").loc[issue["a halt"], "name"] in {"moratorium on shelf dredging", "halt to shelf dredging"}


def test_a_bare_wording_stays_alone_where_the_corpus_knows_several_such_matters() -> None:
    frame = _frame("a halt to shelf dredging", "a halt to arms sales", "a halt to evictions", "a halt to coal subsidies", "a pause")
    assert link_issues(frame).links["issue_id"].nunique() == 5


def test_an_article_tells_which_deal_is_meant() -> None:
    told = ["the harbour deal", "the ferry deal"]
    around = ["The cranes and quays of the harbour were to be leased.", "Crews and decks were to cross the strait."]
    frame = _frame(*told * 3, "the accord", "the unpopular deal")
    frame["evidence_text"] = [f"{a} {t.capitalize()} was praised." for t, a in zip(told * 3, around * 3, strict=True)] + [
        "The accord was praised. Crews and decks were to cross the strait.",
        "The unpopular deal was praised. The cranes and quays of the harbour were to be leased.",
    ]
    issue = link_issues(frame).links["issue_id"].tolist()
    assert issue[0] != issue[1]
    assert issue[6:] == [issue[1], issue[0]]


def test_what_says_nothing_is_what_its_article_mostly_speaks_of() -> None:
    frame = _frame("a halt to shelf dredging", "the text", "six", "a halt to shelf dredging")
    frame["article_id"], frame["number"] = ["a", "a", "a", "b"], [0, 1, 2, 0]
    assert link_issues(frame).nodes["name"].tolist() == ["halt to shelf dredging"]


@pytest.mark.parametrize(
    ("targets", "name"),
    [
        pytest.param(["the ban", "the ban", "the ban on night flights", "banning night flights"], "ban on night flights", id="no general noun alone"),
        pytest.param(["airstrikes on Velmark", "an airstrike on Velmark by night", "Velmark"], "airstrikes on Velmark", id="no name alone"),
        pytest.param(["harbour tax [see box]", "the harbour tax"], "harbour tax", id="no stray bracket"),
    ],
)
def test_an_issue_is_named_by_its_most_telling_wording(targets: list[str], name: str) -> None:
    frame = _frame(*targets)
    frame["article_id"], frame["number"] = "a", range(len(targets))
    nodes, links = link_issues(frame)
    largest = links["issue_id"].value_counts().index[0]
    assert nodes.set_index("issue_id").loc[largest, "name"] == name


def test_a_name_does_not_break_off_inside_a_phrase() -> None:
    frame = _frame("calling on Speaker Mira Doe to resign", issues=["calling on Speaker Mira"])
    assert link_issues(frame).nodes["name"].tolist() == ["calling on Speaker Mira Doe to resign"]


def test_another_length_is_another_matter() -> None:
    frame = _frame(*_DREDGING, "a ten-year halt", "a ten-year halt", "a five-year pause", "a pause of five years")
    issue = link_issues(frame).links.merge(frame).drop_duplicates("target").set_index("target")["issue_id"]
    assert issue["a ten-year halt"] == issue["a halt"]
    assert issue["a five-year pause"] == issue["a pause of five years"] != issue["a halt"]


def test_a_bare_issue_keeps_its_id_when_later_articles_name_it_in_full() -> None:
    before = link_issues(_frame("a halt", "the harbour tax", issues=["halt", "harbour tax"])).nodes
    frame = _frame("a halt", *_DREDGING, "the harbour tax")
    _, links = link_issues(frame, previous=before[["issue_id", "name"]])
    issue = links.merge(frame, on=["article_id", "number"]).drop_duplicates("target").set_index("target")["issue_id"]
    assert issue["a halt"] == issue["a moratorium on shelf dredging"] == "halt"
    assert issue["the harbour tax"] == "harbour-tax"


def test_every_set_of_synonyms_has_several_words_and_no_word_stands_in_two() -> None:
    rows = [row["words"].split(";") for row in csv.DictReader(TABLE.open(encoding="utf-8"))]
    stems = [[stem(word) for word in row] for row in rows]
    assert len(rows) >= 40
    assert all(len(row) > 1 for row in rows)
    flat = [s for row in stems for s in set(row)]
    assert sorted({s for s in flat if flat.count(s) > 1}) == []


def _negotiation(size: int, seed: int = 7) -> pd.DataFrame:
    """Positions on one negotiation: everyone speaks of the mining ban, with different sides to it."""
    random = Random(seed)
    sides = [
        "licences for the northern shelf",
        "the compensation fund",
        "open survey data",
        "the scientific review",
        "the vote in the assembly",
        "inspections at sea",
    ]
    forms = ["the mining ban and {}", "{} under the mining ban", "a mining ban with {}", "{}", "the mining ban"]
    return _frame(*(random.choice(forms).format(random.choice(sides)) for _ in range(size)))


def test_one_negotiation_is_neither_one_issue_nor_all_singletons() -> None:
    links = link_issues(_negotiation(400)).links
    sizes = links["issue_id"].value_counts()
    assert 5 <= len(sizes) <= 60
    assert sizes.iloc[0] <= LARGEST * len(links)
    assert sizes[sizes > 1].sum() > 0.9 * len(links)


def test_time_grows_about_linearly() -> None:
    random = Random(1)
    words = [
        f"{a}{b}"
        for a in ("har", "ton", "vel", "mir", "sol", "kan", "dur", "pel", "ras", "gon")
        for b in ("bour", "tax", "dam", "fleet", "line", "mine", "road", "port", "law", "fund")
    ]
    targets = [" ".join(random.choices(words, k=random.randint(1, 5))) for _ in range(6000)]
    start = time.perf_counter()
    link_issues(_frame(*targets))
    assert time.perf_counter() - start < 20


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_text_is_taken(targets: list[str]) -> None:
    nodes, links = link_issues(_frame(*targets))
    assert len(links) == len(targets)
    assert set(links["issue_id"]) == set(nodes["issue_id"])


@pytest.mark.parametrize("again", range(2))
def test_linking_is_deterministic(again: int) -> None:
    frame = _negotiation(120, seed=again)
    assert link_issues(frame).links.equals(link_issues(frame).links)
