"""Who speaks in an interview, a debate, a collection of statements, a post: articles of our own, read whole."""

from __future__ import annotations

import pytest

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.model import Extraction

pytestmark = pytest.mark.model

QA = "Q: Will you sell the port?\n\nA: No. We will not sell it.\n\nQ: Why not?\n\nA: I was born here.\n"

# name, text, first words of each quote with their speaker
ROWS: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    (
        "the introduction names who answers",
        f"The port\n\nLena Holt, chief executive of the ferry company, spoke to us on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", "Lena Holt"), ("Why not", "interviewer"), ("I was born", "Lena Holt")],
    ),
    (
        "a named reporter asks",
        f"The port\n\nLena Holt, chief executive of the ferry company, spoke to our reporter Max Orr on Monday.\n\n{QA}",
        [("Will you", "Max Orr"), ("No. We", "Lena Holt"), ("Why not", "Max Orr"), ("I was born", "Lena Holt")],
    ),
    (
        "who was interviewed",
        f"The port\n\nMax Orr of The Gull interviewed Lena Holt on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", "Lena Holt"), ("Why not", "interviewer"), ("I was born", "Lena Holt")],
    ),
    (
        "it is open which of two answers",
        f"The port\n\nAda Brandt spoke to Lena Holt on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", None), ("Why not", "interviewer"), ("I was born", None)],
    ),
    (
        "nobody is said to answer",
        "The port\n\nPresident Lena Holt and Mayor Paul Ridge opened the port on Monday.\n\n" + QA,
        [("Will you", "interviewer"), ("No. We", None), ("Why not", "interviewer"), ("I was born", None)],
    ),
    (
        "an office nobody holds is nobody",
        "Ferry bill\n\nMs. Chaplin: We back the bill.\n\nThe Speaker: Order.\n\nMr. Smythe: I do not.\n",
        [("We back", "Chaplin"), ("Order", "Speaker"), ("I do not", "Smythe")],
    ),
    (
        "an office that one person holds",
        "Briefing\n\nPresident Ines Carvalho met the press.\n\nTHE PRESIDENT: I have no news.\n\nMR. WREN: Thank you all.\n",
        [("I have no", "Ines Carvalho"), ("Thank you", "Wren")],
    ),
    (
        "initials",
        "The port\n\nLena Holt: I am here.\n\nPaul Ridge: Will you stay?\n\nLH: I will.\n",
        [("I am here", "Lena Holt"), ("Will you", "Paul Ridge"), ("I will", "Lena Holt")],
    ),
    (
        "a name under the words",
        "Toll\n\n“The toll will ruin this town.” –Commissioner Paul Okafor\n\nThe toll starts in May.\n",
        [("The toll will", "Paul Okafor")],
    ),
    (
        "a name on the next line",
        'Toll\n\n"We will sue them all."\n-- Paul Ridge, chair of the traders\n\nThe toll starts in May.\n',
        [("We will sue", "Paul Ridge")],
    ),
    ("a writer's name under a story", 'Toll\n\nThe toll, called "a disaster," starts in May. — Ada Writer\n', []),
    (
        "a name above the words",
        "Toll\n\nAnd from Chairwoman Dina Marsh:\n\n“The toll is fair and overdue.”\n\nStatement of Senator Maria Ruiz:\n“It is wrong.”\n",
        [("The toll is fair", "Dina Marsh"), ("It is wrong", "Maria Ruiz")],
    ),
    ("who is only spoken of above the words", "Toll\n\nReactions to Dina Marsh:\n\n“The toll is fair and overdue.”\n", [("The toll is fair", None)]),
    (
        "a press statement",
        "Statement by Harbour Minister Maria Ruiz on the toll\n\nI welcome the vote.\n\nWe will open the gate on Friday.\n",
        [("I welcome", "Maria Ruiz")],
    ),
    (
        "a post",
        "Live: the vote\n\n14.05 GMT\n\nBoris Vogt (@bvogt)\nThis bill is a betrayal. We will strike.\nMarch 5, 2024\n\nUpdated at 14.10 GMT\n",
        [("This bill", "Boris Vogt")],
    ),
    (
        "words on the line of their head",
        'Toll\n\nUnion leader Boris Vogt: "We will strike on Friday."\n\nVogt\'s critics: "He will never strike."\n',
        [("We will strike", "Boris Vogt"), ("He will never", None)],
    ),
    (
        "a statement that is announced",
        "Toll\n\nThe mayor released this statement:\n\nThe toll will start in May. We will pay for the gate and the road.\n",
        [("The toll will", "mayor")],
    ),
    (
        "a post with its writer behind it",
        "Toll\n\nThis bill is a betrayal. We will strike.\n— Boris Vogt (@bvogt) March 5, 2024\n\nThe sun set.\n",
        [("This bill", "Boris Vogt")],
    ),
]


def read(text: str) -> Extraction:
    article = loading.load_text(text).article
    assert article is not None
    (found,) = pipeline.extract([article])
    return found


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_who_speaks(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = read(text)
    quotes = [
        (found.article.text[q.pieces[0].start : q.pieces[-1].end], found.entities[q.speaker].name if q.speaker is not None else None)
        for q in found.quotes
    ]
    assert len(quotes) == len(expected), quotes
    for (words, name), (opening, speaker) in zip(quotes, expected, strict=True):
        assert words.startswith(opening)
        assert name == speaker, words


def test_a_turn_is_one_direct_quote() -> None:
    found = read("The port\n\nLena Holt: We met on Monday.\n\nPaul Ridge said he agreed to it. I signed.\n\nPaul Ridge: I did not.\n")
    assert [(q.type, len(q.pieces)) for q in found.quotes] == [("direct", 2), ("direct", 1)]


def test_labels_name_people_with_role_and_country() -> None:
    found = read(
        "Hearing\n\nSEN. PAUL RIDGE (R-OH): Did you sign?\n\nLENA HOLT, HARBOUR CHIEF: I did.\n\nThe Minister for Ports (Chloe Chaplin): I saw it.\n"
    )
    people = {e.name: e for e in found.entities if e.kind == "person"}
    assert set(people) == {"Paul Ridge", "Lena Holt", "Chloe Chaplin"}
    assert people["Paul Ridge"].country == "US"
    assert [role.title for role in people["Chloe Chaplin"].roles] == ["Minister for Ports"]
    assert [role.title for role in people["Lena Holt"].roles] == ["HARBOUR CHIEF"]


def test_a_role_ends_at_the_colon() -> None:
    found = read("Board\n\nFrom the desk of Hugo Lind, chief analyst at Farrow & Pike:\n\n“The board wants calm and nothing else.”\n")
    (lind,) = [e for e in found.entities if e.name == "Hugo Lind"]
    assert [role.title for role in lind.roles] == ["chief analyst at Farrow & Pike"]
