"""What people who checked the same findings agree on."""

from __future__ import annotations

from typing import Any

import pytest

from ontherecord.decisions import Anchor, Decision
from ontherecord.queries import Corpus
from ontherecord.review import deciding
from ontherecord.review.agreement import agreement, disputed, kappa, of_corpus, pairs, same

MACHINE = {"speaker": {"id": "ida-brun", "name": "Ida Brun"}, "pieces": [[0, 5]], "type": "indirect", "asserted": "said", "country": "NO"}
BO = {"speaker": {"id": "bo-lind", "name": "Bo Lind"}}


def one(kind: Any, by: str, finding: str = "f1", *, value: Any = None, was: Any = None, **more: Any) -> Decision:
    return Decision(kind, "quote", by, value or {}, Anchor("a1", "words of it"), finding, MACHINE if was is None else was, **more)


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        (one("confirm", "Ann"), one("confirm", "Bea"), True),
        (one("confirm", "Ann"), one("reject", "Bea"), False),
        (one("reject", "Ann"), one("reject", "Bea"), True),
        (one("confirm", "Ann"), one("fix", "Bea", value=BO), False),
        (one("fix", "Ann", value=BO), one("fix", "Bea", value={"speaker": {"name": "Bo Lind"}}), True),
        (one("fix", "Ann", value={"country": "SE"}), one("fix", "Bea", value=BO), False),
        (one("fix", "Ann", value=BO), one("confirm", "Bea", was=MACHINE | BO | {"country": "DK"}), True),  # she saw what Ann had made of it
        (one("fix", "Ann", value={"country": None}), one("confirm", "Bea", was={k: v for k, v in MACHINE.items() if k != "country"}), True),
        (one("fix", "Ann", value={"country": None}), one("confirm", "Bea"), False),
        (one("fix", "Ann", value={"pieces": [[0, 8]]}), one("confirm", "Bea"), False),
        (one("fix", "Ann", value={"type": "indirect"}), one("confirm", "Bea"), True),  # a fix that changes nothing
    ],
)
def test_two_judgements_are_the_same_where_they_come_to_the_same_record(first: Decision, second: Decision, agree: bool) -> None:
    assert same(first, second) is same(second, first) is agree
    found = agreement([first, second], "Ann", "Bea")
    assert (found.share.checked, found.share.right, len(found.disagreements)) == (1, int(agree), int(not agree))


@pytest.mark.parametrize(
    ("labels", "value"),
    [
        ([], None),
        ([("x", "x")] * 5, None),
        ([("x", "x"), ("y", "y")], 1.0),
        ([("x", "y"), ("y", "x")], -1.0),
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
        ([("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")], 0.0),
    ],
)
def test_kappa(labels: list[tuple[str, str]], value: float | None) -> None:
    assert kappa(labels) == (None if value is None else pytest.approx(value))


def test_only_the_latest_standing_judgement_of_each_counts() -> None:
    first = one("reject", "Ann")
    log = [first, one("confirm", "Bea"), one("confirm", "Ann")]
    assert agreement(log, "Ann", "Bea").share.right == 1
    taken_back = [*log, Decision("undo", undoes=log[-1].id)]
    assert agreement(taken_back, "Ann", "Bea").share.right == 0
    assert agreement([*log, one("return", "Ann")], "Ann", "Bea").share.checked == 0
    assert agreement([*log, one("note", "Ann", note="hm")], "Ann", "Bea").share.right == 1


def test_who_gave_no_name_is_nobody_to_agree_with() -> None:
    assert pairs([one("confirm", ""), one("confirm", "Ann")]) == []
    log = [one(kind, by, f) for f in ("f1", "f2") for kind, by in (("confirm", "Ann"), ("reject", "Bea"))] + [one("confirm", "Cem", "f2")]
    assert pairs(log) == [("Ann", "Bea", 2), ("Ann", "Cem", 1), ("Bea", "Cem", 1)]


def test_a_third_settles_what_two_disagree_on() -> None:
    log = [one("confirm", "Ann"), one("reject", "Bea")]
    assert disputed(log) == {"f1"}
    assert agreement(log, "Ann", "Bea").disagreements[0].settled is None
    log.append(one("reject", "Cem"))
    assert disputed(log) == set()
    (apart,) = agreement(log, "Ann", "Bea").disagreements
    assert apart.settled is not None
    assert apart.settled.by == "Cem"
    log.append(one("confirm", "Dot"))
    assert disputed(log) == {"f1"}, "somebody who judges otherwise again opens it again"
    assert disputed([*log, one("reject", "Dot")]) == set(), "and may come round"


def test_findings_that_turned_out_to_be_one_are_one() -> None:
    log = [one("confirm", "Ann", "f1"), one("reject", "Bea", "f2")]
    assert disputed(log) == set()
    assert disputed(log, lambda finding: "f1") == {"f1"}


def test_over_a_corpus(corpus: Corpus) -> None:
    deciding.confirm(corpus, ["quote:dam-1:1", "quote:dam-1:2", "position:dam-1:1"], "Ann")
    deciding.reject(corpus, "quote:dam-1:1", "Bea")
    deciding.confirm(corpus, ["quote:dam-1:2", "position:dam-1:1"], "Bea")
    decisions, canonical = of_corpus(corpus)
    found = agreement(decisions, "Ann", "Bea", canonical)
    assert (found.share.right, found.share.checked, [d.about for d in found.disagreements]) == (2, 3, ["quote"])
