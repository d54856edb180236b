"""Turns, posts and statements by their lay-out: each form with what only looks like it. ``Label > words``, pieces parted by " / "."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.extraction.quotes.paragraphs import find_paragraphs
from ontherecord.extraction.turns import find_turns

INTERVIEW = "Nora Jensen, the head of the ferry company, spoke to The Tern."

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
        "Nora Jensen: We will not sell.\n\nThe Tern: Will you pay?\n\nNora Jensen: The fund pays.\n\nThe Tern: Are you sure?",
        ["Nora Jensen > We will not sell.", "The Tern > Will you pay?", "Nora Jensen > The fund pays.", "The Tern > Are you sure?"],
    ),
    (
        "titles",
        "Mr. Smythe: I move the bill.\n\nMs Norton: The bill is sound.\n\nThe Speaker: Order.\n\nMr. Smythe: I thank you.",
        ["Mr. Smythe > I move the bill.", "Ms Norton > The bill is sound.", "The Speaker > Order.", "Mr. Smythe > I thank you."],
    ),
    (
        "party and state, office, then the family name",
        "SEN. MARK DALTON (R-OH): Did you sign?\n\nNORA JENSEN, CHIEF EXECUTIVE: I did.\n\nDALTON: Why?",
        ["SEN. MARK DALTON (R-OH) > Did you sign?", "NORA JENSEN, CHIEF EXECUTIVE > I did.", "DALTON > Why?"],
    ),
    (
        "an office and its holder",
        "The Minister for Ports (Grace Norton): I beg to move.\n\nThe Minister for Ports: I am grateful.",
        ["The Minister for Ports (Grace Norton) > I beg to move.", "The Minister for Ports > I am grateful."],
    ),
    (
        "official report",
        "Mr SMYTHE (Tarn) (14:05): I move the bill.\n\nMr TRAFFORD (reading). I oppose it.",
        ["Mr SMYTHE (Tarn) (14:05) > I move the bill.", "Mr TRAFFORD (reading) > I oppose it."],
    ),
    (
        "clock before the label",
        "[00:10] Nora Jensen: We will not sell.\n\n[00:12] Mark Dalton: I would.",
        ["Nora Jensen > We will not sell.", "Mark Dalton > I would."],
    ),
    (
        "a label on its own line",
        "Nora Jensen:\n\nWe will not sell.\n\nMark Dalton:\n\nI would.",
        ["Nora Jensen > We will not sell.", "Mark Dalton > I would."],
    ),
    (
        "double brackets",
        "((Wire))  Will you sell?\n\n((Nora Jensen))  I will not.\n\n((Wire))  Do you own it?",
        ["((Wire)) > Will you sell?", "((Nora Jensen)) > I will not.", "((Wire)) > Do you own it?"],
    ),
    (
        "initials",
        "Nora Jensen: I am here.\n\nMark Dalton: Will you stay?\n\nLH: I will.",
        ["Nora Jensen > I am here.", "Mark Dalton > Will you stay?", "LH > I will."],
    ),
    (
        "several paragraphs",
        "Nora Jensen: We met.\n\nThe board agreed.\n\nI signed.\n\nMark Dalton: I did not.",
        ["Nora Jensen > We met. / The board agreed. / I signed.", "Mark Dalton > I did not."],
    ),
    (
        "what happens in between",
        "Nora Jensen: We met.\n\n(Laughter)\n\nI signed.\n\nMembers interjecting—\n\nMark Dalton: I did not.",
        ["Nora Jensen > We met. / I signed.", "Mark Dalton > I did not."],
    ),
    (
        "the story goes on behind it",
        "Nora Jensen: We met.\n\nMark Dalton: I was there.\n\nThe talks ended at noon. Dalton said he was glad.",
        ["Nora Jensen > We met.", "Mark Dalton > I was there."],
    ),
    (
        "a note on the interview",
        "Nora Jensen: We met.\n\nMark Dalton: I was there.\n\nThis interview has been shortened.",
        ["Nora Jensen > We met.", "Mark Dalton > I was there."],
    ),
    (
        "somebody nobody knows cuts in",
        "Nora Jensen: We met.\n\nMark Dalton: I was there.\n\nZorn Quay: What then?\n\nNora Jensen: I left.",
        ["Nora Jensen > We met.", "Mark Dalton > I was there.", "Nora Jensen > I left."],
    ),
    (
        "the interviewer has no label",
        "Nora Jensen: We met.\n\nWho was there?\n\nMark Dalton: I was.",
        ["Nora Jensen > We met.", "- > Who was there?", "Mark Dalton > I was."],
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
    ("credits", "Source: The Wire.\n\nPhoto: Iris Penn.\n\nKEY POINTS:\n\nThe gate opens.", []),
    ("a programme", "10:30 The gate opens.\n\n11:00 We sing.", []),
    ("people told of", "Nora Jensen: The mayor wants the toll.\n\nMark Dalton: The senator calls it waste.", []),
    ("a list", "- Nora Jensen: We will pay.\n- Mark Dalton: I will not.", []),
    ("headlines", "Holt: We will pay\n\nDalton: I will not\n\nNora Jensen and Mark Dalton spoke.", []),
    ("a checker's findings", "THE FACTS: You can see that it is not so.\n\nTHE FACTS: We found others.", []),
    # a name before words in marks
    ("alone, in marks", "Talks ended.\n\nNora Jensen: “We will not sell.”\n\nThe sun set.", ["Nora Jensen > “We will not sell.”"]),
    ("a headline in marks", "Talks ended.\n\nNora Jensen: ‘We will not sell’\n\nThe sun set.", []),
    ("a headline in capitals", "Nora Jensen: “It Never Ends.”\n\nThe sun set.", []),
    ("a thing before words in marks", "Motto: “We will not sell.”", []),
    ("told before words in marks", "Nora Jensen, who left early, told us: “We will not sell.”", []),
    # statements
    (
        "statement",
        "Statement by Senator Elena Vargas on the toll\n\nI welcome the vote.\n\nWe will pay.\n\nContact: the press office",
        ["Elena Vargas > I welcome the vote. / We will pay."],
    ),
    ("a story of a statement", "Statement by Senator Elena Vargas angers drivers\n\nI saw them.\n\nWe left.", []),
    ("a story below it", "Statement by Senator Elena Vargas\n\nThe senator backed the toll.\n\nDrivers left.", []),
    # posts
    ("post with its day", "He posted:\n\nBo Larsen (@plarsen)\nWe will strike.\nMarch 5, 2024\n\nThe sun set.", ["Bo Larsen > We will strike."]),
    ("post with its age", "Bo Larsen @plarsen · 2h\nWe will strike.\n\nThe sun set.", ["Bo Larsen > We will strike."]),
    ("post with its counts", "Bo Larsen\n@plarsen\nWe will strike.\n12 Retweets 40 Likes", ["Bo Larsen > We will strike."]),
    ("a reporter's line", "Bo Larsen @plarsen\nWe met the mayor on Monday.\n\nThe sun set.", []),
    ("a link to an account", "Follow @plarsen\nWe met the mayor on Monday.\nMarch 5, 2024", []),
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


PEOPLE = ["Nora Jensen", "Mark Dalton", "Elena Vargas", "Felix Brand"]
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
