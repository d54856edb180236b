from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.queries import Corpus, Filters, headings, links, selectors
from ontherecord.queries.selectors import Selector, parse
from tests.builders import article, quote

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(text, text, st.integers(0, 10**6), st.dates(), st.dates())
def test_selectors_survive_the_url(a: str, b: str, n: int, day: date, other: date) -> None:
    first, last = sorted((day, other))
    made = {
        selectors.quote(a, n): Selector("quote", (a, str(n))),
        selectors.position(a, n): Selector("position", (a, str(n))),
        selectors.entity(a): Selector("entity", (a,)),
        selectors.speaker(a): Selector("speaker", (a,)),
        selectors.cell(a, b): Selector("cell", (a, b)),
        selectors.issue(a): Selector("issue", (a,)),
        selectors.outlet(a): Selector("outlet", (a,)),
        selectors.country(a): Selector("country", (a,)),
        selectors.period("quotes", first, last): Selector("period", ("quotes", first.isoformat(), last.isoformat())),
        selectors.about(a): Selector("about", (a,)),
        selectors.together(a, b): Selector("together", (a, b)),
        selectors.pair(a, b): Selector("pair", (a, b)),
        selectors.quotes(("speaker", a), ("issue", b), ("said", selectors.days(first, last))): Selector(
            "quotes", ("speaker", a, "issue", b, "said", f"{first}..{last}")
        ),
        selectors.positions(("country", a)): Selector("positions", ("country", a)),
        selectors.period("articles", None): Selector("period", ("articles", "undated")),
    }
    for written, meant in made.items():
        assert parse(written) == meant
        assert str(meant) == written
        query = urlsplit(links.link("quotes", corpus="c", show=written)).query
        assert parse_qs(query)["show"] == [written]


@given(
    st.text(max_size=30)
    | st.builds(":".join, st.lists(st.sampled_from(["quote", "period", "cell", "articles", "undated", "2025-01-01", "1", "²", "%", ""])))
)
def test_anything_else_is_none(written: str) -> None:
    found = parse(written)
    assert found is None or parse(str(found)) == found


BROKEN = """
quote quote:a quote:a:b quote:a:1:2 quote::1 quote:a:-1 quote:a:² QUOTE:a:1 entity: nothing:a period:quotes period:quotes:soon period:words:undated
quotes quotes:speaker quotes:nothing:a quotes:said:soon positions:published:2025-03-02..2025-03-01 together:a pair:FR
period:quotes:2025-03-02:2025-03-01 period:quotes:2025-02-30:2025-03-01
"""


@pytest.mark.parametrize("bad", [None, "", *BROKEN.split()])
def test_broken_selectors(bad: str | None) -> None:
    assert parse(bad) is None


def test_days_of_a_period() -> None:
    assert parse("period:quotes:2025-03-01:2025-03-31").days == (date(2025, 3, 1), date(2025, 3, 31))  # type: ignore[union-attr]
    assert parse("period:quotes:undated").days is None  # type: ignore[union-attr]


@given(text)
def test_ids_of_rows_are_selectors(id: str) -> None:
    # SQL makes them for tables, Python for links: both must write the same.
    assert selectors.quote(id, 1) == SQL.rows("SELECT 'quote:' || replace(url_encode(?), '%20', ' ') || ':' || 1", [id])[0][0]


SQL = Corpus.of([])


def test_the_column_quote_id_opens_its_quote() -> None:
    from ontherecord.queries import passages, quotes

    corpus = Corpus.of([article("a b/ü:1%", "{s1:He} {c1:said} {q1:it rained}.", quotes=[quote(1, None)])])
    assert passages(corpus, quotes(corpus, Filters())["quote_id"][0]).items[0].article_id == "a b/ü:1%"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("about:FR", "What others say of FR"),
        ("pair:FR:ES", "France and Spain on the issues that they share"),
        ("quotes:country:FR:word:dam:said:2025-03-01..2025-03-31", "Quotes by those who speak for France with the word “dam”, said March 2025"),
        (
            "positions:speaker:ana:issue:dam:stance:oppose:published:2025-01-01..2025-12-31",
            "Positions by ana on dam that oppose something, published 2025",
        ),
        ("positions:issue:dam:window:2025-03-01..2025-03-30:side:for", "Positions on dam, for it, said 1 March 2025 to 30 March 2025"),
        ("quotes:outlet:Post:published:undated", "Quotes in Post, published without a day"),
        ("quotes:type:direct:said:2025-02-01..2025-02-28", "Quotes in direct speech, said February 2025"),
        ("quotes:type:direct:said:2025-02-01..2025-02-27", "Quotes in direct speech, said 1 February 2025 to 27 February 2025"),
    ],
)
def test_headings(written: str, words: str) -> None:
    chosen = parse(written)
    assert chosen is not None
    assert headings.heading(SQL, chosen) == words


def test_links() -> None:
    f = Filters(country=("FR", "ES"), words="a&b=c #d")
    link = links.link("quotes", corpus="my corpus", filters=f, show="outlet:Valley Post", article="x/y", at=7, version=3)
    assert link.startswith("/quotes?")
    assert parse_qs(urlsplit(link).query) == {
        "corpus": ["my corpus"],
        "version": ["3"],
        "country": ["FR", "ES"],
        "words": ["a&b=c #d"],
        "show": ["outlet:Valley Post"],
        "article": ["x/y"],
        "at": ["7"],
    }
    assert links.link("") == "/"
    assert links.link("articles", filters=Filters()) == "/articles"
