"""Setting right in a browser: words chosen in the text become a quote at exactly their place, and keys alone decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ontherecord.queries import Corpus
from ontherecord.settings import settings
from tests import builders
from tests.browser.conftest import Server, Visit, start_server, stop_server, sync_api

expect = sync_api.expect
TEXT = (
    "Itâ€™s late 😀 on the quay. {s1:[Mira Tolland](mira)} {c1:said} {q1:the bridge stays shut}.\n\n"
    "The ferry, she went on, had never been safer.\n\n“{q2:We will see,}” {s2:she} {c2:added}."
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server with one article, which this test alone decides about."""
    from tests.pages.corpora import write_corpus

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
        settings.cache_clear()
        made = builders.article(
            "ferry-1",
            TEXT,
            date="2025-05-02",
            entities={"mira": builders.person("Mira Tolland", "NO")},
            quotes=[builders.quote(1, "mira"), builders.quote(2, "mira", "direct")],
            mend={"â€™": "’"},
        )
        write_corpus("sample", [made])
        running = start_server(tmp_path)
        yield running
        stop_server(running)
    settings.cache_clear()


def choose(page: Any, words: str) -> None:
    """Select words in the reader as a mouse would."""
    expect(page.locator(".reader .body .seg", has_text=words)).to_have_count(1)
    page.evaluate(
        """words => {
            const find = root => {
                for (const element of root.querySelectorAll('*')) {
                    if (element.classList.contains('seg') && element.textContent.includes(words)) return element.firstChild;
                    const inside = element.shadowRoot && find(element.shadowRoot);
                    if (inside) return inside;
                }
                return null;
            };
            const node = find(document), start = node.data.indexOf(words), range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            const host = node.getRootNode(), selection = host.getSelection ? host.getSelection() : window.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
        }""",
        words,
    )


def introduce(visitor: Visit) -> None:
    visitor.page.get_by_label("Your name").fill("Ida")
    visitor.page.get_by_role("button", name="Go on").click()
    visitor.ready()


def rows(sql: str) -> list[tuple[Any, ...]]:
    return Corpus.open("sample").rows(sql)


def test_words_that_are_chosen_become_a_quote_at_their_place(own: Server, visit: Callable[..., Visit]) -> None:
    visitor = visit(own)
    visitor.open("/articles?article=ferry-1")
    choose(visitor.page, "had never been saf")
    visitor.page.get_by_role("button", name="Add as a quote").click()
    visitor.page.get_by_label("Who said it").click()
    visitor.page.get_by_role("option", name="Mira Tolland").click()
    visitor.page.get_by_role("button", name="Add it").click()
    introduce(visitor)
    expect(visitor.page.get_by_text("In this article: 3 quotes")).to_be_visible()
    assert rows("SELECT content, speaker_id, checked_by FROM quotes WHERE status = 'added'") == [("had never been safer", "mira-tolland", "Ida")]


def test_keys_alone_confirm_reject_and_take_back(own: Server, visit: Callable[..., Visit]) -> None:
    visitor = visit(own)
    visitor.open("/articles?article=ferry-1")
    page = visitor.page
    page.wait_for_selector(".reader .body p")
    visitor.press("n", "c")
    introduce(visitor)
    expect(page.locator(".reader .card")).to_contain_text("✓ confirmed by Ida")
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.get_by_text("In this article: 1 quote")).to_be_visible()
    assert rows("SELECT number, status FROM quotes ORDER BY number") == [(1, "confirmed"), (2, "rejected")]
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("In this article: 2 quotes")).to_be_visible()


def test_the_words_of_a_quote_are_chosen_anew(own: Server, visit: Callable[..., Visit]) -> None:
    visitor = visit(own)
    visitor.open("/articles?article=ferry-1")
    visitor.page.wait_for_selector(".reader .body p")
    visitor.press("n")
    choose(visitor.page, "bridge stays")
    visitor.page.get_by_role("button", name="These are the words of quote 1").click()
    introduce(visitor)
    expect(visitor.page.locator(".reader .card blockquote")).to_have_text("bridge stays")
    assert rows("SELECT content, status FROM quotes WHERE number = 1") == [("bridge stays", "fixed")]
