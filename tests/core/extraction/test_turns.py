"""Turns, posts and statements by their lay-out: each form with what only looks like it. ``Label > words``, pieces parted by " / "."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.extraction.quotes.paragraphs import find_paragraphs
from ontherecord.extraction.turns import find_turns

INTERVIEW = "Lena Holt, the head of the ferry company, spoke to The Gull."

ROWS = [
    ("Q and A", f"{INTERVIEW}\n\nQ: Will you sell?\n\nA: We will not.", ["Q > Will you sell?", "A > We will not."]),
    ("with full stops, line by line", f"{INTERVIEW}\nQ. Will you sell?\nA. We will not.", ["Q > Will you sell?", "A > We will not."]),
    ("written out", f"{INTERVIEW}\n\nQUESTION: Why?\n\nANSWER: I was asked to.", ["QUESTION > Why?", "ANSWER > I was asked to."]),
    (
        "Q without a mark",
        "MR. WREN: I have no news.\n\nQ    Why not?\n\nMR. WREN: You tell me.",
        ["MR. WREN > I have no news.", "Q > Why not?", "MR. WREN > You tell me."],
    ),
    (
        "the answers without a label",
        f"{INTERVIEW}\n\nQ: Will you sell?\n\nWe will not.\n\nQ: Why?\n\nIt is ours. I was born here.",
        ["Q > Will you sell?", "- > We will not.", "Q > Why?", "- > It is ours. I was born here."],
    ),
    ("a writer's own questions", "The bill in short.\n\nQ: Who pays?\n\nA: Drivers pay.\n\nQ: When?\n\nA: In May.", []),
    ("a list of two", "A. First the gate.\n\nB. Then the pier.", []),
    (
        "names",
        "Lena Holt: We will not sell.\n\nThe Gull: Will you pay?\n\nLena Holt: The fund pays.\n\nThe Gull: Are you sure?",
        ["Lena Holt > We will not sell.", "The Gull > Will you pay?", "Lena Holt > The fund pays.", "The Gull > Are you sure?"],
    ),
    (
        "titles",
        "Mr. Smythe: I move the bill.\n\nMs Chaplin: The bill is sound.\n\nThe Speaker: Order.\n\nMr. Smythe: I thank you.",
        ["Mr. Smythe > I move the bill.", "Ms Chaplin > The bill is sound.", "The Speaker > Order.", "Mr. Smythe > I thank you."],
    ),
    (
        "party and state, office, then the family name",
        "SEN. PAUL RIDGE (R-OH): Did you sign?\n\nLENA HOLT, CHIEF EXECUTIVE: I did.\n\nRIDGE: Why?",
        ["SEN. PAUL RIDGE (R-OH) > Did you sign?", "LENA HOLT, CHIEF EXECUTIVE > I did.", "RIDGE > Why?"],
    ),
    (
        "an office and its holder",
        "The Minister for Ports (Chloe Chaplin): I beg to move.\n\nThe Minister for Ports: I am grateful.",
        ["The Minister for Ports (Chloe Chaplin) > I beg to move.", "The Minister for Ports > I am grateful."],
    ),
    (
        "official report",
        "Mr SMYTHE (Tarn) (14:05): I move the bill.\n\nMr TRAFFORD (reading). I oppose it.",
        ["Mr SMYTHE (Tarn) (14:05) > I move the bill.", "Mr TRAFFORD (reading) > I oppose it."],
    ),
    (
        "clock before the label",
        "[00:10] Lena Holt: We will not sell.\n\n[00:12] Paul Ridge: I would.",
        ["Lena Holt > We will not sell.", "Paul Ridge > I would."],
    ),
    (
        "a label on its own line",
        "Lena Holt:\n\nWe will not sell.\n\nPaul Ridge:\n\nI would.",
        ["Lena Holt > We will not sell.", "Paul Ridge > I would."],
    ),
    (
        "double brackets",
        "((Wire))  Will you sell?\n\n((Lena Holt))  I will not.\n\n((Wire))  Do you own it?",
        ["((Wire)) > Will you sell?", "((Lena Holt)) > I will not.", "((Wire)) > Do you own it?"],
    ),
    (
        "initials",
        "Lena Holt: I am here.\n\nPaul Ridge: Will you stay?\n\nLH: I will.",
        ["Lena Holt > I am here.", "Paul Ridge > Will you stay?", "LH > I will."],
    ),
    (
        "several paragraphs",
        "Lena Holt: We met.\n\nThe board agreed.\n\nI signed.\n\nPaul Ridge: I did not.",
        ["Lena Holt > We met. / The board agreed. / I signed.", "Paul Ridge > I did not."],
    ),
    (
        "what happens in between",
        "Lena Holt: We met.\n\n(Laughter)\n\nI signed.\n\nMembers interjecting—\n\nPaul Ridge: I did not.",
        ["Lena Holt > We met. / I signed.", "Paul Ridge > I did not."],
    ),
    (
        "the story goes on behind it",
        "Lena Holt: We met.\n\nPaul Ridge: I was there.\n\nThe talks ended at noon. Ridge said he was glad.",
        ["Lena Holt > We met.", "Paul Ridge > I was there."],
    ),
    (
        "a note on the interview",
        "Lena Holt: We met.\n\nPaul Ridge: I was there.\n\nThis interview has been shortened.",
        ["Lena Holt > We met.", "Paul Ridge > I was there."],
    ),
    (
        "somebody nobody knows cuts in",
        "Lena Holt: We met.\n\nPaul Ridge: I was there.\n\nZorn Quay: What then?\n\nLena Holt: I left.",
        ["Lena Holt > We met.", "Paul Ridge > I was there.", "Lena Holt > I left."],
    ),
    (
        "the interviewer has no label",
        "Lena Holt: We met.\n\nWho was there?\n\nPaul Ridge: I was.",
        ["Lena Holt > We met.", "- > Who was there?", "Paul Ridge > I was."],
    ),
    ("only the interviewer has one", "Wire: Will you sell?\n\nNo, we never will.\n\nWire: Do you own it?\n\nI do.", []),
    (
        "unmarked",
        f"{INTERVIEW}\n\nWill you sell?\n\nNo. We will not.\n\nThe board agrees.\n\nDo you back the toll?\n\nI do.",
        ["- > Will you sell?", "- > No. We will not. / The board agrees.", "- > Do you back the toll?", "- > I do."],
    ),
    ("unmarked without an introduction", "The toll starts.\n\nWill you sell?\n\nNo. We will not.\n\nDo you back the toll?\n\nI do.", []),
    ("questions of a writer", f"{INTERVIEW}\n\nBut is that fair?\n\nThe toll is high.\n\nWho will pay?\n\nDrivers will.", []),
    # what only looks like turns
    ("headings", "Background: The toll is new.\n\nNote: You can pay by card.\n\nPrice: 5 dollars.\n\nUpdate: We have corrected the price.", []),
    ("credits", "Source: The Wire.\n\nPhoto: Ada Writer.\n\nKEY POINTS:\n\nThe gate opens.", []),
    ("a programme", "10:30 The gate opens.\n\n11:00 We sing.", []),
    ("people told of", "Lena Holt: The mayor wants the toll.\n\nPaul Ridge: The senator calls it waste.", []),
    ("a list", "- Lena Holt: We will pay.\n- Paul Ridge: I will not.", []),
    ("headlines", "Holt: We will pay\n\nRidge: I will not\n\nLena Holt and Paul Ridge spoke.", []),
    ("a checker's findings", "THE FACTS: You can see that it is not so.\n\nTHE FACTS: We found others.", []),
    # a name before words in marks
    ("alone, in marks", "Talks ended.\n\nLena Holt: “We will not sell.”\n\nThe sun set.", ["Lena Holt > “We will not sell.”"]),
    ("a headline in marks", "Talks ended.\n\nLena Holt: ‘We will not sell’\n\nThe sun set.", []),
    ("a headline in capitals", "Lena Holt: “It Never Ends.”\n\nThe sun set.", []),
    ("a thing before words in marks", "Motto: “We will not sell.”", []),
    ("told before words in marks", "Lena Holt, who left early, told us: “We will not sell.”", []),
    # statements
    (
        "statement",
        "Statement by Senator Maria Ruiz on the toll\n\nI welcome the vote.\n\nWe will pay.\n\nContact: the press office",
        ["Maria Ruiz > I welcome the vote. / We will pay."],
    ),
    ("a story of a statement", "Statement by Senator Maria Ruiz angers drivers\n\nI saw them.\n\nWe left.", []),
    ("a story below it", "Statement by Senator Maria Ruiz\n\nThe senator backed the toll.\n\nDrivers left.", []),
    # posts
    ("post with its day", "He posted:\n\nBo Vogt (@bvogt)\nWe will strike.\nMarch 5, 2024\n\nThe sun set.", ["Bo Vogt > We will strike."]),
    ("post with its age", "Bo Vogt @bvogt · 2h\nWe will strike.\n\nThe sun set.", ["Bo Vogt > We will strike."]),
    ("post with its counts", "Bo Vogt\n@bvogt\nWe will strike.\n12 Retweets 40 Likes", ["Bo Vogt > We will strike."]),
    ("a reporter's line", "Bo Vogt @bvogt\nWe met the mayor on Monday.\n\nThe sun set.", []),
    ("a link to an account", "Follow @bvogt\nWe met the mayor on Monday.\nMarch 5, 2024", []),
]


def shown(text: str) -> list[str]:
    """The turns of a text, a line each."""
    out = []
    for turn in find_turns(text, find_paragraphs(text)):
        label = text[turn.label.start : turn.label.end] if turn.label else "-"
        out.append(f"{label} > {' / '.join(text[start:end] for start, end in turn.pieces)}")
    return out


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_layout(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


PEOPLE = ["Lena Holt", "Paul Ridge", "Maria Ruiz", "Hugo Lind"]
LABELS = [str, str.upper, lambda name: f"Sen. {name}", lambda name: f"{name} (R-OH)", lambda name: f"{name.upper()}, HARBOUR CHIEF"]
SPEECH = ["I signed it in May.", "We will not sell.", "Do you know why?", "You asked me that before.", "My board said no."]


@settings(deadline=None)
@given(
    speakers=st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=8).filter(lambda names: len(set(names)) > 1),
    label=st.sampled_from(LABELS),
    words=st.lists(st.sampled_from(SPEECH), min_size=8, max_size=8),
    gap=st.sampled_from(["\n", "\n\n"]),
)
def test_turns_come_back(speakers: list[str], label: object, words: list[str], gap: str) -> None:
    said = [f"{label(name)}: {line}" for name, line in zip(speakers, words, strict=False)]  # type: ignore[operator]
    assert shown("The board met on Monday." + gap + gap.join(said)) == [line.replace(": ", " > ", 1) for line in said]


@settings(deadline=None)
@given(st.text(alphabet='AQ: ?.\n“”"(@)IweHolt-—·2h', max_size=120))
def test_any_text_has_sound_turns(text: str) -> None:
    at = 0
    for turn in find_turns(text, find_paragraphs(text)):
        for start, end in turn.pieces:
            assert at <= start < end <= len(text)
            at = end
