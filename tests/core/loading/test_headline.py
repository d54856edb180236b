"""Where the headline ends. The headline is marked [[so]] in the text; None where there is none."""

from __future__ import annotations

import pytest

from ontherecord import loading
from ontherecord.loading.headline import find_headline, find_title, title_of

BODY = "Minister Ada Oda said on Monday that the harbour would open."

TEXTS = {
    "first line": f"[[Oda opens the harbour]]\n\n{BODY}",
    "question": f"[[Will Oda open the harbour?]]\n\n{BODY}",
    "abbreviation at the end": f"[[Oda to leave for the U.S.]]\n\n{BODY}",
    "written like a title, with stops": f"[[Oda Should Forget Harbours. The Island Needs Bridges First.]]\n\n{BODY}",
    "blank lines first, Windows line ends": f"\r\n\r\n[[Oda opens the harbour]]\r\n\r\n{BODY}",
    "cut off, then whole": f"[[Oda opens harbour after years of\n\nOda opens harbour after years of waiting | Gull]]\n\nBridge next.\n\n{BODY}",
    "twice the same": f"[[Oda opens the harbour\n\nOda opens the harbour]]\n\n{BODY}",
    "the next line begins alike but is prose": f"[[Oda opens the harbour]]\n\nOda opens the harbour today, said a friend.\n\n{BODY}",
    "standfirst stays out": f"[[Oda opens the harbour]]\n\nThe bridge must wait another year\n\n{BODY}",
    "lines are paragraphs": f"[[Oda opens the harbour]]\n{BODY}\n{BODY}",
    "starts with a sentence": f"{BODY}\n\n{BODY}",
    "starts with a quote": f"“The harbour is open.”\n\n{BODY}",
    "starts with its date": f"Friday, January 4, 2019\n\n{BODY}",
    "a long first line": f"{'Oda and the harbour ' * 15}\n\n{BODY}",
    "one line alone": "Oda opens the harbour",
    "wrapped sentence": f"Minister Ada Oda said on Monday\nthat the harbour would open.\n\n{BODY}",
}


@pytest.mark.parametrize("marked", TEXTS.values(), ids=TEXTS)
def test_headline(marked: str) -> None:
    text = marked.replace("[[", "").replace("]]", "")
    start, end = marked.find("[["), marked.find("]]") - 2
    assert find_headline(text) == ((start, end) if start >= 0 else None)


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Oda opens the harbour", "Oda opens the harbour"),
        ("Oda opens the har\n\nOda opens the harbour | Island news", "Oda opens the harbour"),
        ("Oda opens the harbour - The Gull", "Oda opens the harbour"),
        ("Oda opens harbour – and then leaves it", "Oda opens harbour – and then leaves it"),
        ("Oda | The Gull", "Oda | The Gull"),
    ],
)
def test_title_of_a_headline(headline: str, title: str) -> None:
    assert title_of(headline) == title


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        (f"Oda opens the harbour\n\n{BODY}", "Oda opens the harbour", "Oda opens the harbour"),
        (f"# Oda’s “harbour”!\n\n{BODY}", "Oda's 'Harbour'", "# Oda’s “harbour”!"),
        (f"Oda opens the harbour | The Gull\n\n{BODY}", "Oda opens the harbour", "Oda opens the harbour | The Gull"),
        (f"Oda opens the harbour today, she said.\n\n{BODY}", "Oda opens the harbour", None),
        (f"{BODY}\n\nOda opens the harbour", "Oda opens the harbour", None),
        ("Oda opens the harbour", "Oda opens the harbour", None),
        (BODY, "…", None),
    ],
)
def test_a_title_is_found_where_the_text_repeats_it(text: str, title: str, found: str | None) -> None:
    span = find_title(text, title)
    assert (text[slice(*span)] if span else None) == found


def test_title_is_as_read_and_span_as_written() -> None:
    text = f"France39s premier opens the harbourâ€\n\n{BODY}"
    article = loading.load_text(text).article
    assert article is not None
    assert article.title == "France's premier opens the harbour”"
    assert article.headline is not None
    assert text[slice(*article.headline)] == "France39s premier opens the harbourâ€"
