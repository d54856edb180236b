"""Web pages: the date, authors and outlet of a page's own article, and those of others that stand beside it. All news is invented."""

from __future__ import annotations

import html
import json
from datetime import date

import pytest

from ontherecord import loading
from ontherecord.model import Article
from tests.core.loading.made import ONE, PARAGRAPHS, THREE, TITLE, TWO

DAY = date(2025, 3, 4)
BODY = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
PUBLISHED = '<time itemprop="datePublished" datetime="2025-03-04">4 March</time>'
ITEM = '<div itemscope itemtype="https://schema.org/NewsArticle">'
OLD = "<time datetime='2017-02-03'>3 Feb 2017</time>"


def ld(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def node(kind: str = "NewsArticle", headline: str = TITLE, day: str = "2025-03-04T10:00:00Z", **more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": kind, "headline": headline, "datePublished": day, **more}


def page(head: str = "", above: str = "", body: str = BODY, inside: str = "", behind: str = "", name: str = "p.html") -> Article:
    """``above`` stands between headline and text, ``inside`` behind the text, ``behind`` outside of the article."""
    whole = (
        f'<!doctype html><html lang="en"><head><title>{TITLE}</title>{head}</head><body><header><nav>Home News</nav></header><main><article>'
        f"<h1>{TITLE}</h1>{above}{body}{inside}</article></main>{behind}<footer>Copyright 2019-2026 The Tern</footer></body></html>"
    )
    rows = list(loading.load_files([(name, whole.encode())]))
    assert rows[0].article is not None, rows
    assert ONE in rows[0].article.text
    return rows[0].article


VIDEO = {"@type": "VideoObject", "name": "Ferry", "datePublished": "2019-01-01", "uploadDate": "2019-01-01"}
LIVE = {"liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Now", "datePublished": "2025-03-07"}]}
DATES: dict[str, tuple[dict[str, str], date | None]] = {
    # JSON-LD
    "an article": ({"head": ld(node())}, DAY),
    "in a list with nothing in it": ({"head": ld([None, [], "x", node()])}, DAY),
    "in a graph, beside the page": ({"head": ld({"@graph": [{"@type": "WebPage", "datePublished": "2021-01-01", "name": TITLE}, node()]})}, DAY),
    "as the page's main entity": ({"head": ld({"@type": "WebPage", "mainEntity": node()})}, DAY),
    "of several types, by address": ({"head": ld(node(kind=["http://schema.org/Thing", "http://schema.org/OpinionNewsArticle"]))}, DAY),  # type: ignore[arg-type]
    "with a comma too much": ({"head": ld(node()).replace("}</script>", ",}</script>")}, DAY),
    "in a comment": ({"head": ld(node()).replace('ld+json">', 'ld+json"><!--').replace("</script>", "--></script>")}, DAY),
    "behind a video": ({"head": ld(VIDEO, node())}, DAY),
    "with a video inside": ({"head": ld(node(video=VIDEO))}, DAY),
    "with live updates inside": ({"head": ld(node("LiveBlogPosting", **LIVE))}, DAY),  # type: ignore[arg-type]
    "behind another article": ({"head": ld(node(headline="Ferry late", day="2017-02-03"), node())}, DAY),
    "with comments": ({"head": ld(node(comment=[{"@type": "Comment", "datePublished": "2025-08-01"}]))}, DAY),
    "under another headline, alone": ({"head": ld(node(headline="The harbour, live"))}, DAY),
    "a change goes behind": ({"head": ld(node(dateModified="2025-09-09"))}, DAY),
    "of another article, at another address": (
        {"head": ld(node(headline="Ferry late", url="https://tern.example/ferry")) + '<link rel="canonical" href="https://tern.example/harbour">'},
        None,
    ),
    "of a list of others": ({"head": ld({"@type": "ItemList", "itemListElement": [node(headline="Ferry late")]})}, None),
    "of two others": ({"head": ld(node(headline="Ferry late"), node(headline="Bridge falls", day="2017-02-03"))}, None),
    "of a video alone": ({"head": ld(VIDEO)}, None),
    "a change alone": ({"head": ld({"@type": "NewsArticle", "headline": TITLE, "dateModified": "2025-09-09"})}, None),
    "broken": ({"head": '<script type="application/ld+json">{"@type": "NewsArticle", "datePub</script>'}, None),
    # <meta>
    "Open Graph": ({"head": '<meta property="article:published_time" content="2025-03-04T23:30:00-05:00">'}, DAY),
    "behind that of a change": (
        {"head": '<meta property="article:modified_time" content="2025-09-09"><meta property="article:published_time" content="2025-03-04">'},
        DAY,
    ),
    "Dublin Core": ({"head": '<meta name="DC.date.issued" content="2025-03-04">'}, DAY),
    "in digits": ({"head": '<meta name="pubdate" content="20250304">'}, DAY),
    "with a zone in digits": ({"head": '<meta name="publish-date" content="20250304T101500+0100">'}, DAY),
    "in words": ({"head": '<meta name="date" content="Tuesday, March 4, 2025">'}, DAY),
    "a change in Open Graph": ({"head": '<meta property="og:updated_time" content="2025-09-09">'}, None),
    "none, as a program writes it": ({"head": '<meta name="date" content="1970-01-01T00:00:00Z">'}, None),
    "one that is none, and one that is": ({"head": '<meta name="date" content="soon"><meta name="dc.date" content="2025-03-04">'}, DAY),
    # Elements
    "a time below the headline": ({"above": '<time datetime="2025-03-04">yesterday</time>'}, DAY),
    "a time in a header of its own": (
        {"above": '<header><div class="meta"><span>By Iris Penn</span> <time datetime="2025-03-04">4 Mar</time></div></header>'},
        DAY,
    ),
    "published and changed": (
        {"above": '<time itemprop="dateModified" datetime="2025-09-09">9 September</time> ' + PUBLISHED},
        DAY,
    ),
    "published and changed, in words": (
        {"above": '<p>Updated <time datetime="2025-09-09">9 September</time>, published <time datetime="2025-03-04">4 March</time></p>'},
        DAY,
    ),
    "a class that says changed": (
        {"above": '<time class="updated" datetime="2025-09-09">9 September</time> <time class="published" datetime="2025-03-04">4</time>'},
        DAY,
    ),
    "pubdate": ({"above": f"<div class='related'>{OLD}</div>", "inside": '<time pubdate datetime="2025-03-04">4 March</time>'}, DAY),
    "words only": ({"above": '<p class="date">Tuesday 4 March 2025, 10:15</p>'}, DAY),
    "words with others": ({"above": "<p>4 March 2025 · 12 comments</p>"}, DAY),
    "below the text, marked so": ({"inside": '<p><time itemprop="datePublished" datetime="2025-03-04">4 March</time></p>'}, DAY),
    "in the item of the article": (
        {"above": "", "inside": '<meta itemprop="datePublished" content="2025-03-04">'},
        DAY,
    ),
    "a change alone, in words": ({"above": "<p>Last updated: 9 September 2025</p>"}, None),
    "a change alone, in a time": ({"above": '<time datetime="2025-09-09">Updated 9 September</time>'}, None),
    # Others that stand beside it
    "an aside": ({"behind": f"<aside>{OLD}</aside>"}, None),
    "an aside in the article": ({"above": f"<aside>{OLD}</aside>"}, None),
    "a box of related ones": ({"above": f"<div class='story-related-list'>{OLD}</div>"}, None),
    "an item of its own": (
        {"above": ITEM + '<a href="/o">Old</a><meta itemprop="datePublished" content="2017-02-03"></div>'},
        None,
    ),
    "a second article": ({"behind": f"<article><h2>Old story</h2>{OLD}<p>{html.escape(TWO)}</p></article>"}, None),
    "an article in the article": ({"inside": f"<article class='teaser'>{OLD}</article>"}, None),
    "comments": ({"behind": '<section class="comments"><span class="date">2025-08-17</span><p>Great.</p></section>'}, None),
    "comments in the article": ({"inside": '<div id="comments"><p>Posted on 17 August 2025</p></div>'}, None),
    "a live update": ({"inside": '<div itemprop="liveBlogUpdate"><time itemprop="datePublished" datetime="2025-03-07">7 March</time></div>'}, None),
    "a picture's": ({"above": "<figure><img src='x'><figcaption>The harbour, 3 February 2017</figcaption></figure>"}, None),
    "a post that is shown": ({"inside": '<blockquote class="twitter-tweet"><p>No.</p><a>February 3, 2017</a></blockquote>'}, None),
    "in the text": ({"inside": "<p>The harbour was opened on 12 June 1998.</p>"}, None),
    "copyright": ({}, None),
}


@pytest.mark.parametrize(("parts", "day"), DATES.values(), ids=DATES)
def test_the_date_is_that_of_the_article_itself(parts: dict[str, str], day: date | None) -> None:
    article = page(**parts)
    assert (article.published_on, article.date_basis) == (day, "metadata" if day else "none")


TODAY = "<div class='top'><span class='date'>Thursday 15 January 2026</span></div>"


def test_today_s_date_above_the_headline_is_not_the_article_s() -> None:
    bare = f"<html><head><title>{TITLE}</title></head><body>{TODAY}<div><h1>{TITLE}</h1>{{}}{BODY}</div></body></html>"
    for line, day in (("", None), ("<abbr class='published' title='2025-03-04T10:00'>4 March</abbr>", DAY), ("<p>4 March 2025</p>", DAY)):
        article = next(iter(loading.load_files([("p.html", bare.format(line).encode())]))).article
        assert article is not None
        assert article.published_on == day


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "us-ascii", ""])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_what_a_page_says_of_its_encoding_is_not_always_so(charset: str, encoding: str) -> None:
    said = f'<meta charset="{charset}">' if charset else ""
    body = f"<article><h1>{TITLE}</h1>{BODY}<p>“Zoë won’t – at the café.”</p></article>"
    whole = f"<html><head>{said}<title>{TITLE}</title></head><body>{body}</body></html>"
    article = next(iter(loading.load_files([("p.html", whole.encode(encoding))]))).article
    assert article is not None
    assert "“Zoë won’t – at the café.”" in article.text
    assert TWO in article.text


def test_a_line_below_the_text_that_calls_itself_its_date() -> None:
    article = page(inside="<p>First published on 4 March 2025</p>")
    assert (article.published_on, article.date_basis) == (DAY, "dateline")


def test_the_title_is_the_page_s_not_that_of_another_article() -> None:
    assert page(ld(node(headline="Ferry late", url="https://tern.example/ferry"))).title == TITLE


def test_a_date_in_the_address_counts_where_nothing_else_dates_the_article() -> None:
    for address in ("/2025/03/04/harbour", "/news/2025/mar/04/harbour", "/harbour-2025-03-04.html"):
        head = f'<link rel="canonical" href="https://tern.example{address}">'
        assert page(head).published_on == DAY, address
        body = f"<p>KINGSTON, March 6, 2025 (Gull) - {html.escape(ONE)}</p>{BODY}"
        assert (page(head, body=body).published_on, page(head, body=body).date_basis) == (date(2025, 3, 6), "dateline")
        assert (page(head, name="2025-03-07.html").published_on, page(head, name="2025-03-07.html").date_basis) == (date(2025, 3, 7), "filename")
    assert page('<link rel="canonical" href="https://tern.example/20/03/04/harbour">').published_on is None


def test_the_text_s_own_dateline_goes_before_dates_of_others() -> None:
    article = page(body=f"<p>KINGSTON, March 4, 2025 (Gull) - {html.escape(ONE)}</p>{BODY}", behind=f"<aside>{OLD}</aside>")
    assert (article.published_on, article.date_basis) == (DAY, "dateline")


ADA, BEN = {"@type": "Person", "name": "Iris Penn"}, {"@type": "Person", "name": {"@type": "Person", "name": "Theo Quill"}}
GRAPH = {
    "@graph": [
        {"@type": "Organization", "@id": "#gull", "name": "The Tern"},
        {"@type": "Person", "@id": "#ada", "name": "Iris Penn"},
        node(author={"@id": "#ada"}, publisher={"@id": "#gull"}),
    ]
}
PEOPLE: dict[str, tuple[dict[str, str], tuple[str | None, str | None]]] = {
    "two, one wrapped twice": ({"head": ld(node(author=[ADA, None, BEN], publisher={"name": "The Tern"}))}, ("Iris Penn; Theo Quill", "The Tern")),
    "as words": ({"head": ld(node(author="By Iris Penn"))}, ("Iris Penn", None)),
    "named elsewhere in a graph": ({"head": ld(GRAPH)}, ("Iris Penn", "The Tern")),
    "an address is none": ({"head": ld(node(author="https://tern.example/ada"))}, (None, None)),
    "meta": ({"head": '<meta name="author" content="Iris Penn"><meta property="og:site_name" content="The Tern">'}, ("Iris Penn", "The Tern")),
    "a line": ({"above": '<p class="x">By Iris Penn and Theo Quill</p>'}, ("Iris Penn; Theo Quill", None)),
    "a mark": ({"above": '<span class="author-name">Iris Penn</span>'}, ("Iris Penn", None)),
    "who wrote a comment": (
        {"behind": '<div class="comment"><span class="author">Cy Tarr</span></div>', "head": ld(node(comment=[{"author": ADA}]))},
        (None, None),
    ),
    "who made a video": ({"head": ld({**VIDEO, "author": ADA})}, (None, None)),
}


@pytest.mark.parametrize(("parts", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_who_wrote_it_and_for_whom(parts: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    article = page(**parts)
    assert (article.author, article.outlet) == expected


def test_times_stay_in_the_text_and_what_was_struck_out_does_not() -> None:
    text = page(
        body=f"{BODY}<p>The bridge was opened on <time datetime='2017-02-03'>3 February</time> by <del>Ben Tarr</del> <s>him</s> the captain.</p>"
    ).text
    assert "opened on 3 February by" in text
    assert "the captain." in text
    assert "by Ben" not in text
    assert "him the" not in text
    assert THREE in text
