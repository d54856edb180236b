"""The drawer: what a selector in the link stands for, in words and passages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components import evidence
from ontherecord.model import Span
from ontherecord.queries import Corpus, Filters, passages
from tests import builders

Visit = Callable[..., AppTest]
CORPUS = Corpus.of(builders.small_corpus(), "sample")


def told(at: AppTest) -> list[dict[str, str]]:
    """The facts under each passage of the drawer."""
    shown = [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_passage"]
    return [dict(data["facts"]) for data in shown if data.get("facts")]


def lines(at: AppTest) -> list[str]:
    """The rows of the drawer that are not open."""
    return [button.label.replace("\\", "") for button in at.button if str(button.key).endswith("-open")]


def words(at: AppTest) -> str:
    return "\n".join(str(e.value) for e in [*at.markdown, *at.caption, *at.info, *at.error]).replace("\\", "")


@pytest.mark.parametrize(
    ("selector", "heading"),
    [
        ("quote:dam-1:2", "One quote"),
        ("position:dam-1:1", "One position"),
        ("entity:ana-ortiz", "Where Ana Ortiz is mentioned"),
        ("speaker:luc-marchand", "Quotes by Luc Marchand"),
        ("cell:ana-ortiz:alder-dam", "Ana Ortiz on Alder dam"),
        ("issue:water-price", "Positions on water price"),
        ("outlet:Valley Post", "Articles of Valley Post"),
        ("country:FR", "Quotes of those who speak for France"),
        ("period:quotes:2025-03-01:2025-03-01", "Quotes, 1 March 2025"),
        ("period:articles:2025-03-01:2025-03-31", "Articles, 1 March 2025 to 31 March 2025"),
        ("period:articles:undated", "Articles, undated"),
        ("what:is:this", "Evidence"),
    ],
)
def test_every_selector_has_a_heading(selector: str, heading: str) -> None:
    assert evidence.heading(CORPUS, selector).replace("\\", "") == heading


@pytest.mark.parametrize(
    ("selector", "roles"),
    [
        (
            "quote:dam-1:3",
            [("around", "France was not amused. "), ("source", "Luc Marchand"), ("cue", "called"), ("content", "the plan “a dam too many”")],
        ),
        ("position:dam-5:1", [("stance", "taken no position")]),
        ("entity:basin-authority", []),
        ("entity:alder-basin-authority-organisation", [("found", "Alder Basin Authority")]),
    ],
)
def test_parts_of_a_passage_are_told_apart(selector: str, roles: list[tuple[str, str]]) -> None:
    found = passages(CORPUS, selector, Filters()).items
    parts = [(p["role"], p["text"]) for item in found for p in evidence.parts(item)]
    assert [part for part in parts if part in roles] == roles
    for item in found:
        inside = "".join(p["text"] for p in evidence.parts(item) if p["role"] != "around")
        assert inside == item.text


def test_a_citation_has_the_words_as_they_stand_in_the_source() -> None:
    (item,) = passages(CORPUS, "quote:repaired:1", Filters()).items
    cited = "Ana Ortiz, according to Hill Letter of 5 April 2025: Ana Ortiz said itâ€™s only rain. (Rain in Vallmora; article repaired)."
    assert evidence.citation(item) == cited
    assert "it’s only rain" in item.text


def test_the_undated_and_those_without_outlet_are_said_to_be() -> None:
    (undated,) = passages(CORPUS, "quote:water-undated:1", Filters()).items
    assert evidence.where(undated).endswith("· Hill Letter · undated")
    (homeless,) = passages(CORPUS, "quote:water-2:1", Filters()).items
    assert evidence.where(homeless) == "A fair price · outlet not given · 20 April 2025"


@pytest.mark.parametrize(
    ("day", "basis", "said"),
    [
        (date(2025, 2, 27), "relative", "27 February 2025 (reckoned from the text)"),
        (date(2025, 2, 1), "month", "February 2025 (no more than the month is known)"),
        (date(2024, 1, 1), "year", "2024 (no more than the year is known)"),
        (None, "none", "not known"),
    ],
)
def test_a_day_says_how_far_it_is_known(day: date | None, basis: str, said: str) -> None:
    (item,) = passages(CORPUS, "quote:dam-1:1", Filters()).items
    assert evidence.said_on(replace(item, said_on=day, said_basis=basis)) == said


@pytest.mark.usefixtures("folder")
class TestDrawer:
    def test_a_quote_says_who_how_sure_and_why(self, visit: Visit) -> None:
        text = words(visit(show="quote:dam-1:2"))
        assert "**Ana Ortiz** · speaks for Spain · “” direct quote" in text
        assert told(visit(show="quote:dam-1:2")) == [
            {
                "Article": "Ministers meet over the Alder dam",
                "Outlet": "Valley Post",
                "Published on": "1 March 2025",
                "Said on": "1 March 2025 (taken to be the day of publication)",
                "Confidence": "high (90%)",
                "Why them": "“she” is Ana Ortiz",
                "Speaks for": 'Spain: title "Spanish energy minister"',
            }
        ]

    def test_a_position_says_its_stance(self, visit: Visit) -> None:
        at = visit(show="cell:luc-marchand:alder-dam")
        assert "▲ supports: the smaller Alder dam" in words(at)
        assert [line.split(" ")[2] for line in lines(at)] == ["○", "▼"]
        at.button(key="evidence-1-1-open").click().run()
        assert "○ open to: a smaller Alder dam" in words(at)
        hedges = [told(visit(show="cell:luc-marchand:alder-dam", row=row))[0].get("Hedge") for row in "123"]
        assert hedges == [None, "“did not rule out”", None]

    def test_one_leads_to_the_next_in_the_order_of_the_table(self, visit: Visit) -> None:
        at = visit(show="quote:dam-1:1", country="ES", order="oldest")
        assert "1 of 5" in words(at)
        assert at.button(key="beside-back").disabled
        at.button(key="beside-on").click().run()
        assert "quote:dam-1:2" in at.query_params["show"]
        assert "2 of 5" in words(at)

    def test_the_order_is_part_of_the_link(self, visit: Visit) -> None:
        at = visit(show="speaker:luc-marchand", sorted="oldest")
        assert [facts["Published on"] for facts in told(at)] == ["1 March 2025"]
        assert [line[-len("10 Apr 2025]") :] for line in lines(at)] == ["10 Apr 2025]"]
        assert "1 to 2 of 2 quotes, oldest first." in words(at)
        at.selectbox(key="evidence-order").select("surest").run()
        assert "surest" in at.query_params["sorted"]

    @pytest.mark.parametrize(
        ("button", "params"),
        [("evidence-filter-0-only", {"speaker": ["luc-marchand"]}), ("evidence-filter-0-not", {"not_speaker": ["luc-marchand"]})],
    )
    def test_what_is_open_can_be_let_through_or_left_out(self, visit: Visit, button: str, params: dict[str, list[str]]) -> None:
        at = visit(show="speaker:luc-marchand")
        at.button(key=button).click().run()
        assert {name: [value] if isinstance(value, str) else list(value) for name, value in at.query_params.items()} == params

    def test_a_passage_names_the_values_that_it_can_be_filtered_by(self, visit: Visit) -> None:
        at = visit(show="quote:dam-1:3", country="FR")
        at.button(key="evidence-1-0-filter-3-not").click().run()
        assert "Valley Post" in at.query_params["not_outlet"]
        assert "but not in Valley Post" in words(at)

    def test_the_first_is_open_the_others_are_a_line_each(self, visit: Visit) -> None:
        at = visit(show="period:quotes:2025-03-01:2025-04-30")
        assert "1 to 15 of 15 quotes, newest first." in words(at)
        assert (len(told(at)), len(lines(at))) == (1, 14)
        assert all(line.startswith("**") and line.endswith("2025]") for line in lines(at))

    def test_a_row_opens_in_its_place_with_its_buttons(self, visit: Visit) -> None:
        at = visit(show="period:quotes:2025-03-01:2025-04-30", sorted="oldest")
        at.button(key="evidence-1-2-open").click().run()
        assert at.query_params["row"] in ("3", ["3"])
        assert "**Luc Marchand** · speaks for France" in words(at)
        assert {button.key for button in at.button} >= {"evidence-1-2-confirm", "evidence-1-2-reject", "evidence-1-0-open"}
        assert "evidence-1-0-confirm" not in {button.key for button in at.button}

    def test_many_passages_come_in_sheets_that_are_part_of_the_link(self, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(evidence, "SHEET", 5)
        at = visit(show="period:quotes:2025-03-01:2025-04-30")
        assert "1 to 5 of 15 quotes, newest first." in words(at)
        assert at.button(key="sheet-back").disabled
        at.button(key="sheet-on").click().run()
        assert "6 to 10 of 15 quotes" in words(at)
        assert at.query_params["sheet"] == ["2"] or at.query_params["sheet"] == "2"
        at.number_input(key="evidence-row").set_value(14).run()
        assert "11 to 15 of 15 quotes" in words(at)
        assert "evidence-3-3-confirm" in {button.key for button in at.button}
        assert at.query_params["row"] in ("14", ["14"])

    @pytest.mark.parametrize(("params", "said"), [({"sheet": "99"}, "11 to 15"), ({"row": "99"}, "11 to 15"), ({"row": "x"}, "1 to 5")])
    def test_a_sheet_or_row_that_is_not_there_is_the_nearest(
        self, visit: Visit, monkeypatch: pytest.MonkeyPatch, params: dict[str, str], said: str
    ) -> None:
        monkeypatch.setattr(evidence, "SHEET", 5)
        assert f"{said} of 15 quotes" in words(visit(show="period:quotes:2025-03-01:2025-04-30", **params))

    def test_closing_leaves_the_filters(self, visit: Visit) -> None:
        at = visit(show="entity:ana-ortiz", country="ES")
        at.button(key="sheet-close").click().run()
        assert dict(at.query_params) == {"country": "ES"}

    @pytest.mark.parametrize(
        ("params", "said"),
        [
            ({"show": "what:is:this"}, "cannot be read"),
            ({"show": "entity:nobody"}, "This corpus does not have it."),
            ({"show": "entity:ana-ortiz", "outlet": "Hill Letter", "words": "nowhere"}, "Nothing of it matches the filters."),
        ],
    )
    def test_nothing_to_show_is_explained(self, visit: Visit, params: dict[str, str], said: str) -> None:
        assert said in words(visit(**params))

    def test_filters_that_hide_it_can_be_dropped_and_the_drawer_stays(self, visit: Visit) -> None:
        at = visit(show="speaker:ana-ortiz", outlet="Hill Letter", words="dam")
        labels = [b.label.replace("\\", "") for b in at.button if b.key.startswith("drop-passages")]
        assert labels == ["Drop “Outlet: Hill Letter”: 2 passages", "Drop “Words: dam”: 1 passage"]
        at.button(key="drop-passages-0").click().run()
        assert "speaker:ana-ortiz" in at.query_params["show"]
        assert len(told(at)) + len(lines(at)) == 2


def test_the_way_from_a_word_to_a_name_is_told() -> None:
    text = "[Ana Ortiz](ana) came late. It rained. The hall was full. “{q1:We will build,}” {s1:she} {c1:said}."
    made = builders.article("chain", text, entities={"ana": builders.ANA}, quotes=[builders.quote(1, "ana", "direct", reason="“she” is a woman")])
    name, she = made.mentions[0], made.quotes[0].source
    made = replace(made, quotes=(replace(made.quotes[0], chain=(she, Span(name.start, name.end))),))
    (item,) = passages(Corpus.of([made], "chain"), "quote:chain:1", Filters()).items
    assert evidence.how(item) == "“she” is a woman; “she” → Ana Ortiz, three sentences earlier"
