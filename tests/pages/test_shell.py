"""The shell: the URL decides what is shown, and what of it is not there is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import corpora

Visit = Callable[..., AppTest]


def words(at: AppTest) -> str:
    """What a reader sees as text, without the escapes of Markdown."""
    shown = [*at.markdown, *at.caption, *at.info, *at.warning, *at.error, *at.success]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def metrics(at: AppTest) -> dict[str, str]:
    return {m.label: m.value for m in at.metric}


def link(at: AppTest) -> dict[str, list[str]]:
    """The parameters of the URL as it stands after the run."""
    return {name: [value] if isinstance(value, str) else list(value) for name, value in at.query_params.items()}


@pytest.mark.usefixtures("folder")
class TestWithCorpora:
    def test_the_first_view_is_the_overview_of_the_default_corpus(self, visit: Visit) -> None:
        at = visit()
        assert at.title[0].value == "Overview"
        assert at.selectbox(key="corpus_choice").value == "sample"
        assert metrics(at) == {"Articles": "12", "Quotes": "16", "Positions": "9", "Outlets": "3"}
        assert corpora.NOTICE in words(at)

    @pytest.mark.parametrize(
        ("params", "sentence", "expected"),
        [
            ({"country": "FR"}, "those who speak for France", {"Quotes": "6", "Positions": "5"}),
            ({"country": "FR", "country_means": "mentioned"}, "sentences that mention France", {"Quotes": "4", "Positions": "2"}),
            ({"stance": ["support", "open"]}, "with the stance support or open", {"Positions": "4"}),
            ({"outlet": "Hill Letter", "words": "rain"}, "in Hill Letter, with the word “rain”", {"Articles": "1", "Quotes": "1"}),
            ({"since": "2025-04-01", "until": "2025-04-05"}, "from 1 April 2025, until 5 April 2025", {"Articles": "2"}),
        ],
    )
    def test_a_link_sets_the_filters_and_says_so(
        self, visit: Visit, params: dict[str, str | list[str]], sentence: str, expected: dict[str, str]
    ) -> None:
        at = visit(**params)
        assert sentence in words(at)
        assert metrics(at).items() >= expected.items()

    def test_widgets_show_what_the_link_says(self, visit: Visit) -> None:
        at = visit(country=["FR", "ES"], quote_type="direct", since="2025-03-01", words="dam")
        assert at.multiselect(key="filter_country").value == ["FR", "ES"]
        assert at.multiselect(key="filter_quote_type").value == ["direct"]
        assert str(at.date_input(key="filter_since").value) == "2025-03-01"
        assert at.text_input(key="filter_words").value == "dam"

    def test_a_value_that_nothing_matches_any_more_keeps_its_name(self, visit: Visit) -> None:
        at = visit(country="FR", words="nothing holds these words")
        assert "France (0)" in at.multiselect(key="filter_country").options

    def test_a_changed_widget_becomes_the_link(self, visit: Visit) -> None:
        at = visit(country="FR", corpus="sample")
        at.multiselect(key="filter_stance").select("oppose").run()
        assert link(at) == {"corpus": ["sample"], "country": ["FR"], "stance": ["oppose"]}
        at.radio(key="filter_country_means").set_value("mentioned").run()
        assert link(at)["country_means"] == ["mentioned"]
        assert "sentences that mention France, with the stance oppose" in words(at)

    def test_changing_a_filter_closes_what_was_open_for_the_old_ones(self, visit: Visit) -> None:
        at = visit(show="entity:ana-ortiz", sheet="2")
        at.text_input(key="filter_words").set_value("dam").run()
        assert link(at) == {"words": ["dam"]}

    def test_a_chip_takes_its_filter_away_and_clear_all_takes_all(self, visit: Visit) -> None:
        at = visit(country=["FR", "ES"], words="dam")
        chip = next(b for b in at.button if b.label.startswith("Country") and "France" in b.label)
        chip.click().run()
        assert link(at) == {"country": ["ES"], "words": ["dam"]}
        at.button(key="clear").click().run()
        assert link(at) == {}
        assert at.multiselect(key="filter_country").value == []

    @pytest.mark.parametrize(
        ("params", "named"),
        [
            ({"country": ["FR", "XX"]}, "F01: 'XX' is not among the values of country"),
            ({"speaker": "nobody"}, "F01: 'nobody' is not among the values of speaker"),
            ({"stance": "furious"}, "F01: 'furious' is not among the values of stance"),
            ({"since": "soon"}, "F02: 'soon' is not a date"),
        ],
    )
    def test_what_the_corpus_does_not_have_is_named_and_the_rest_holds(self, visit: Visit, params: dict[str, str | list[str]], named: str) -> None:
        at = visit(outlet="Valley Post", **params)
        assert named in words(at)
        assert "in Valley Post" in words(at)
        at.button(key="forget").click().run()
        assert named not in words(at)
        assert link(at)["outlet"] == ["Valley Post"]
        assert "XX" not in str(link(at))

    def test_a_corpus_that_is_not_there_is_named_beside_those_that_are(self, visit: Visit) -> None:
        at = visit(corpus="atlantis", country="FR")
        assert "C01: There is no corpus named 'atlantis'. Choose one of these: rain, sample." in words(at)
        assert not at.metric
        at.button(key="open-sample").click().run()
        assert link(at) == {"corpus": ["sample"], "country": ["FR"]}
        assert metrics(at)["Quotes"] == "6"

    def test_choosing_another_corpus_names_the_filters_it_does_not_have(self, visit: Visit) -> None:
        at = visit(outlet="Valley Post")
        at.selectbox(key="corpus_choice").set_value("rain").run()
        assert link(at) == {"corpus": ["rain"], "outlet": ["Valley Post"]}
        assert "F01: 'Valley Post' is not among the values of outlet" in words(at)
        assert metrics(at)["Articles"] == "1"

    def test_a_build_that_is_not_there_is_a_message_with_the_way_to_the_newest(self, visit: Visit) -> None:
        at = visit(version="7", outlet="Valley Post")
        assert "C07: " in words(at)
        at.button(key="show_newer").click().run()
        assert "version" not in link(at)
        assert metrics(at)["Articles"] == "5"  # the filters stay

    @pytest.mark.parametrize("garbage", ["\x00", "%00", "'; DROP TABLE quotes; --", "x" * 5000, "<script>alert(1)</script>"])
    def test_garbage_in_a_link_is_named_or_ignored_but_never_breaks(self, visit: Visit, garbage: str) -> None:
        at = visit(country=garbage, speaker=garbage, since=garbage, show=garbage, sheet=garbage, version=garbage, by=garbage)
        assert "F01" in words(at)
        assert metrics(at)["Articles"] == "12"

    def test_text_of_articles_is_not_read_as_markdown(self, visit: Visit) -> None:
        at = visit(corpus="rain", outlet=corpora.UGLY)
        raw = [str(e.value) for e in [*at.markdown, *at.caption]] + [b.label for b in at.button]
        assert any("stranger" in text for text in raw)
        assert not [text for text in raw if "![" in text or ":red[" in text or "<b>" in text]


class TestWithoutCorpora:
    @pytest.mark.usefixtures("empty_folder")
    def test_an_empty_house_says_what_to_do(self, visit: Visit) -> None:
        at = visit()
        assert "There is no corpus yet." in words(at)
        assert not at.metric

    def test_a_damaged_corpus_is_a_message(self, visit: Visit, empty_folder: Path) -> None:
        corpora.write_corpora(empty_folder)
        from ontherecord.settings import settings

        settings.cache_clear()
        for file in (empty_folder / "sample" / "quotes").glob("*.parquet"):
            file.unlink()
        at = visit()
        assert "C05: The corpus 'sample' is damaged" in words(at)
        assert "rain" in [b.label for b in at.button]


@pytest.mark.usefixtures("folder")
class TestLeavingOut:
    def test_a_link_can_leave_values_out_and_says_so(self, visit: Visit) -> None:
        at = visit(not_country="FR", not_outlet=["Coast Wire", "nowhere"])
        assert "but not of those who speak for France, but not in Coast Wire" in words(at)
        assert "F01: 'nowhere' is not among the values of outlet" in words(at)
        assert metrics(at)["Quotes"] == "7"

    def test_other_filters_keep_what_is_left_out(self, visit: Visit) -> None:
        at = visit(not_country="FR")
        at.text_input(key="filter_words").set_value("dam").run()
        assert link(at) == {"not_country": ["FR"], "words": ["dam"]}

    def test_values_of_any_field_are_left_out_in_one_box_and_taken_back_with_a_chip(self, visit: Visit) -> None:
        at = visit()
        box = at.multiselect(key="filter_leave_out")
        assert "Speaker: Ana Ortiz (6)" in box.options
        at.multiselect(key="filter_leave_out").select("speaker\x1fana-ortiz").select("quote_type\x1fdirect").run()
        assert link(at) == {"not_speaker": ["ana-ortiz"], "not_quote_type": ["direct"]}
        next(b for b in at.button if b.label.startswith("Not speaker")).click().run()
        assert link(at) == {"not_quote_type": ["direct"]}

    def test_a_speaker_is_found_by_another_spelling(self, visit: Visit) -> None:
        assert any("Inès Béranger · Ines Beranger (" in option for option in visit().multiselect(key="filter_speaker").options)


@pytest.mark.usefixtures("folder")
class TestHead:
    def test_filters_stand_above_the_page_and_the_sidebar_keeps_pages_and_corpus(self, visit: Visit) -> None:
        at = visit(country="FR")
        assert [box.key for box in at.sidebar.selectbox] == ["corpus_choice"]
        assert not at.sidebar.multiselect
        assert not at.sidebar.button
        labels = [element.label.replace("\\", "") for element in at.main.button if element.key.startswith(("chip-", "clear"))]
        assert labels == ["Country: France ✕", "Clear all"]
        assert at.main.multiselect(key="filter_country").value == ["FR"]

    @pytest.mark.parametrize("page", ["load", "overview"])
    def test_the_load_page_has_no_filters(self, visit: Visit, page: str) -> None:
        assert bool(visit(page).multiselect) == (page == "overview")
