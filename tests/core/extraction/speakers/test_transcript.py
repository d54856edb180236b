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
        f"The port\n\nNora Jensen, chief executive of the ferry company, spoke to us on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", "Nora Jensen"), ("Why not", "interviewer"), ("I was born", "Nora Jensen")],
    ),
    (
        "a named reporter asks",
        f"The port\n\nNora Jensen, chief executive of the ferry company, spoke to our reporter Tom Reid on Monday.\n\n{QA}",
        [("Will you", "Tom Reid"), ("No. We", "Nora Jensen"), ("Why not", "Tom Reid"), ("I was born", "Nora Jensen")],
    ),
    (
        "a heading that tells of questions",
        "Questions for Nora Jensen\n\nNora Jensen runs the ferries.\n\nQuestion: Will you sell?\n\nAnswer: We will not sell it.\n",
        [("Will you", "interviewer"), ("We will", "Nora Jensen")],
    ),
    (
        "bold questions",
        "Talk\n\nMayor Nora Jensen spoke to The Tern.\n\n**Will you sell?**\n\nWe will not sell it.\n\n**Are you sure you can?**\n\nI am sure.\n",
        [("Will you", "interviewer"), ("We will", "Nora Jensen"), ("Are you", "interviewer"), ("I am", "Nora Jensen")],
    ),
    (
        "bold names",
        "Talk\n\n**Tom Reid:** Will you sell?\n\n**Nora Jensen:** We will not sell it.\n\n**Tom Reid:** Why?\n\n**Nora Jensen:** I was born here.\n",
        [("Will you", "Tom Reid"), ("We will", "Nora Jensen"), ("Why", "Tom Reid"), ("I was", "Nora Jensen")],
    ),
    (
        "a statement in marks under its heading",
        "Reactions\n\nStatement by Senator Nora Jensen\n\n“The toll is fair and long overdue.”\n",
        [("The toll", "Nora Jensen")],
    ),
    (
        "who was interviewed",
        f"The port\n\nTom Reid of The Tern interviewed Nora Jensen on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", "Nora Jensen"), ("Why not", "interviewer"), ("I was born", "Nora Jensen")],
    ),
    (
        "it is open which of two answers",
        f"The port\n\nAda Brandt spoke to Nora Jensen on Monday.\n\n{QA}",
        [("Will you", "interviewer"), ("No. We", None), ("Why not", "interviewer"), ("I was born", None)],
    ),
    (
        "nobody is said to answer",
        "The port\n\nPresident Nora Jensen and Mayor Mark Dalton opened the port on Monday.\n\n" + QA,
        [("Will you", "interviewer"), ("No. We", None), ("Why not", "interviewer"), ("I was born", None)],
    ),
    (
        "an office nobody holds is nobody",
        "Ferry bill\n\nMs. Norton: We back the bill.\n\nThe Speaker: Order.\n\nMr. Smythe: I do not.\n",
        [("We back", "Norton"), ("Order", "Speaker"), ("I do not", "Smythe")],
    ),
    (
        "an office that one person holds",
        "Briefing\n\nPresident Ines Carvalho met the press.\n\nTHE PRESIDENT: I have no news.\n\nMR. WREN: Thank you all.\n",
        [("I have no", "Ines Carvalho"), ("Thank you", "Wren")],
    ),
    (
        "initials",
        "The port\n\nNora Jensen: I am here.\n\nMark Dalton: Will you stay?\n\nNJ: I will.\n",
        [("I am here", "Nora Jensen"), ("Will you", "Mark Dalton"), ("I will", "Nora Jensen")],
    ),
    (
        "a name under the words",
        "Toll\n\n“The levy will hurt this valley.” –Commissioner Samuel Adeyemi\n\nThe toll starts in May.\n",
        [("The levy will", "Samuel Adeyemi")],
    ),
    (
        "a name on the next line",
        'Toll\n\n"We will sue them all."\n-- Mark Dalton, chair of the traders\n\nThe toll starts in May.\n',
        [("We will sue", "Mark Dalton")],
    ),
    ("a writer's name under a story", 'Toll\n\nThe toll, called "a disaster," starts in May. — Iris Penn\n', []),
    (
        "a name above the words",
        "Toll\n\nAnd from Chairwoman Ruth Keane:\n\n“The levy is just and late.”\n\nStatement of Senator Elena Vargas:\n“It is wrong.”\n",
        [("The levy is just", "Ruth Keane"), ("It is wrong", "Elena Vargas")],
    ),
    ("who is only spoken of above the words", "Toll\n\nReactions to Ruth Keane:\n\n“The levy is just and late.”\n", [("The levy is just", None)]),
    (
        "a press statement",
        "Statement by Harbour Minister Elena Vargas on the toll\n\nI welcome the vote.\n\nWe will open the gate on Friday.\n",
        [("I welcome", "Elena Vargas")],
    ),
    (
        "a post",
        "Live: the vote\n\n14.05 GMT\n\nPeter Larsen (@plarsen)\nThis law is a mistake. We will march.\nMarch 5, 2024\n\nUpdated at 14.10 GMT\n",
        [("This law", "Peter Larsen")],
    ),
    (
        "words on the line of their head",
        'Toll\n\nUnion leader Peter Larsen: "We will strike on Friday."\n\nLarsen\'s critics: "He will never strike."\n',
        [("We will strike", "Peter Larsen"), ("He will never", None)],
    ),
    (
        "a statement that is announced",
        "Toll\n\nThe mayor released this statement:\n\nThe toll will start in May. We will pay for the gate and the road.\n",
        [("The toll will", "mayor")],
    ),
    (
        "a post with its writer behind it",
        "Toll\n\nThis law is a mistake. We will march.\n— Peter Larsen (@plarsen) March 5, 2024\n\nThe sun set.\n",
        [("This law", "Peter Larsen")],
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
    found = read("The port\n\nNora Jensen: We met on Monday.\n\nMark Dalton said he agreed to it. I signed.\n\nMark Dalton: I did not.\n")
    assert [(q.type, len(q.pieces)) for q in found.quotes] == [("direct", 2), ("direct", 1)]


def test_labels_name_people_with_role_and_country() -> None:
    found = read(
        "Hearing\n\nSEN. MARK DALTON (R-OH): Did you sign?\n\nNORA JENSEN, HARBOUR CHIEF: I did.\n\nThe Minister for Ports (Grace Norton): I saw.\n"
    )
    people = {e.name: e for e in found.entities if e.kind == "person"}
    assert set(people) == {"Mark Dalton", "Nora Jensen", "Grace Norton"}
    assert people["Mark Dalton"].country == "US"
    assert [role.title for role in people["Grace Norton"].roles] == ["Minister for Ports"]
    assert [role.title for role in people["Nora Jensen"].roles] == ["HARBOUR CHIEF"]


def test_a_role_ends_at_the_colon() -> None:
    found = read("Board\n\nFrom the desk of Felix Brand, chief analyst at Hale & Stone:\n\n“The board wants calm and nothing else.”\n")
    (lind,) = [e for e in found.entities if e.name == "Felix Brand"]
    assert [role.title for role in lind.roles] == ["chief analyst at Hale & Stone"]
