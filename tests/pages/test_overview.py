"""Overview: numbers and charts of what the filters let through, each with its table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def tables(at: AppTest) -> dict[str, list[list[object]]]:
    """The tables under the charts: first column's name and the rest -> rows."""
    return {",".join(map(str, frame.value.columns)): frame.value.to_numpy().tolist() for frame in at.dataframe}


def test_numbers_explain_themselves(visit: Visit) -> None:
    captions = " | ".join(c.value for c in visit().caption)
    assert "11 stories, counting near-copies once" in captions
    assert "by 7 speakers" in captions
    assert "on 2 issues" in captions
    assert "1 March 2025 to 20 April 2025" in captions


def test_each_chart_has_its_figures_as_a_table(visit: Visit) -> None:
    at = visit(country="FR")
    frames = [frame.value for frame in at.dataframe]
    people = next(f for f in frames if "Mentions" in f.columns and "Luc Marchand" in f.iloc[:, 0].astype(str).tolist())
    assert people.columns.tolist() == ["Name", "Mentions", "Articles", "Stories"]
    assert people.to_numpy().tolist() == [["Luc Marchand", 4, 3, 3], ["Inès Béranger", 2, 2, 2]]
    voices = next(f for f in frames if "Speakers" in f.columns)
    assert voices.to_numpy().tolist() == [["France", 6, 5, 3]]
    time = next(f for f in frames if "From" in f.columns)
    assert time["Quotes"].sum() == 6


def test_who_is_quoted_and_what_is_disputed_stand_before_who_is_named(visit: Visit) -> None:
    frames = [frame.value for frame in visit().dataframe]
    heads = [str(frame.columns[0]) for frame in frames]
    assert heads[:4] == ["From", "Speaker", "Issue", "Country"]
    assert set(heads[4:]) == {"Name"}
    assert frames[1].to_numpy().tolist()[0] == ["Ana Ortiz", 4, 3]
    assert frames[2].to_numpy().tolist()[0] == ["Alder dam", 6, 4, 5]


def test_quotes_and_articles_have_a_scale_each(visit: Visit) -> None:
    figure = seen.figure(visit())
    assert [trace["name"] for trace in figure["data"]] == ["quotes", "articles"]
    assert [trace["yaxis"] for trace in figure["data"]] == ["y", "y2"]
    above, below = (figure["layout"][axis]["domain"] for axis in ("yaxis", "yaxis2"))
    assert below[1] < above[0]


def test_counting_by_articles_is_a_part_of_the_link(visit: Visit) -> None:
    at = visit(by="articles", outlet="Valley Post")
    assert at.segmented_control(key="choice_by").value == "articles"
    at.segmented_control(key="choice_by").set_value("mentions").run()
    assert dict(at.query_params) == {"outlet": "Valley Post"}


def test_the_undated_are_counted_beside_the_chart_and_open_their_evidence(visit: Visit) -> None:
    at = visit()
    assert at.button(key="undated").label == "1 undated article, not in the chart"
    at.button(key="undated").click().run()
    assert dict(at.query_params) == {"show": "period:articles:undated"}


def test_nothing_found_is_said_with_a_way_out(visit: Visit) -> None:
    at = visit(words="volcano", outlet="Valley Post")
    assert "No articles match all of these filters together." in [i.value for i in at.info]
    assert not at.metric
    assert at.button(key="drop-articles-0").label.replace("\\", "") == "Drop “Words: volcano”: 5 articles"
    at.button(key="drop-articles-0").click().run()
    assert at.metric


def test_the_first_page_asks_three_questions_that_this_corpus_answers(visit: Visit) -> None:
    text = seen.words(visit())
    assert "Luc Marchand on Alder dam: ▼ against (1 Mar 2025) → **▲ for** (10 Apr 2025)." in text
    assert "What does France say?" in text or "What does Spain say?" in text
    assert "On water price: ▲ 1 for, ▼ 2 against, each actor counted once." in text
    assert "Who changed their mind?" not in seen.words(visit(outlet="Valley Post")), "who filters knows the way"


def test_a_corpus_that_cannot_answer_a_question_is_not_asked_it(visit: Visit) -> None:
    text = seen.words(visit(corpus="rain"))
    assert "What does Norway say?" in text
    assert "changed their mind" not in text


def test_an_unknown_way_of_counting_is_the_first(visit: Visit) -> None:
    assert visit(by="smell").segmented_control(key="choice_by").value == "mentions"
