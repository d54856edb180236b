"""Whether words were said: a kind a block, each with sentences that look like it and were said. Every row holds one quote."""

from __future__ import annotations

import pytest

from ontherecord.extraction import pipeline
from ontherecord.model import Article, Extraction

pytestmark = pytest.mark.model

ROWS = [
    # the cue is denied
    ("not said", "Brandt did not say the bridge would open."),
    ("not said", "Brandt never said the bridge would open."),
    ("not said", "Brandt didn’t say whether the bridge would open."),
    ("not said", "Brandt would not say when the bridge would open."),
    ("not said", "Brandt could not say whether the bridge would open."),
    ("not said", "No one in the council said that the bridge would open."),
    ("not said", "Brandt did not say the tram would stop or promise that it would run."),
    ("not said", "The council made no promise that the bridge would stay open."),
    ("not said", "Brandt would neither confirm nor deny that the bridge would open."),
    ("not said", "Neither Brandt nor her deputy said the bridge would open."),
    ("said", "Brandt said the bridge would not open."),
    ("said", "“The bridge will never open,” Brandt said."),
    ("said", "Brandt said she did not say the bridge would open."),
    ("said", "Brandt not only said the bridge would open but sang."),
    ("said", "Brandt did not say more than that the bridge would open."),
    ("said", "Brandt denied that the bridge would open."),
    # what governs it keeps it from being said
    ("not said", "Brandt declined to say whether the bridge would open."),
    ("not said", "Brandt refused to say that the bridge would open."),
    ("not said", "Brandt has yet to say whether the bridge will open."),
    ("not said", "Brandt stopped short of saying that the bridge would open."),
    ("not said", "Brandt avoided saying that the bridge would open."),
    ("not said", "Brandt denied saying that the bridge would open."),
    ("not said", "Brandt denied that she had ever called the bridge “a ruin.”"),
    ("not said", "Brandt left the room without saying whether the bridge would open."),
    ("not said", "Brandt was not willing to say whether the bridge would open."),
    ("not said", "Brandt did not go so far as to say that the bridge would open."),
    ("not said", "Rather than say that the bridge would open, Brandt smiled."),
    ("not said", "There is no record of Brandt saying that the bridge would open."),
    ("said", "Brandt declined to comment, saying the bridge would open."),
    ("said", "Brandt denied the report, saying the bridge would open."),
    ("said", "Brandt refused to answer before finally saying that the bridge would open."),
    ("said", "Brandt did not hesitate to say that the bridge would open."),
    ("said", "Brandt never failed to say that the bridge would open."),
    ("said", "Brandt does not regret saying that the bridge would open."),
    ("said", "Brandt was not the first to say that the bridge would open."),
    ("said", "Brandt was not alone in saying that the bridge would open."),
    ("said", "It goes without saying that the bridge would open."),
    ("said", "The judge rejected the union's argument that the bridge helped to foster trade."),
    # supposed
    ("supposed", "If Mayor Brandt says that the bridge will open, the port will sue."),
    ("supposed", "The port will sue if Brandt insists that the bridge will open."),
    ("supposed", "Unless Brandt says that the bridge will open, the port will sue."),
    ("supposed", "Had Brandt said that the bridge would open, the port would have gone to court."),
    ("supposed", "Should Brandt say that the bridge will open, the port will sue."),
    ("supposed", "Did Brandt say that the bridge would open?"),
    ("supposed", "It is unclear whether Brandt said that the bridge would open."),
    ("supposed", "Brandt could say that the bridge will open."),
    ("supposed", "Brandt might have said that the bridge would open."),
    ("said", "If elected, she said, she would open the bridge."),
    ("said", "If the bridge opens, Brandt said, the port will sue."),
    ("said", "Brandt said if the bridge opened the port would sue."),
    ("said", "Brandt said that, if elected, she would open the bridge."),
    ("said", "“If the bridge opens, we sue,” Brandt said."),
    ("said", "Whether or not the bridge opens, Brandt said, the port will sue."),
    ("said", "Brandt was asked if the bridge would open."),
    ("said", "Brandt asked whether the bridge would open."),
    ("said", "“Did the bridge open?” Brandt asked."),
    ("said", "Why did Brandt say that the bridge would open?"),
    ("said", "On Monday Brandt would only say the bridge was old."),
    ("said", "Brandt would later say that the bridge was old."),
    ("said", "Brandt hoped they might be at peace and told them to leave the bridge."),
    # disowned
    ("disowned", "A first version of this report misquoted Brandt as saying “we need the levy.”"),
    ("disowned", "A first version of this report wrongly quoted mayor Ada Brandt as saying “we need the levy.”"),
    ("disowned", "A first version of this article incorrectly said that Brandt had resigned."),
    ("disowned", "Posts online falsely claim that Brandt said “I cannot stand tunnels.”"),
    ("disowned", "A fake video shows Brandt saying “I cannot stand tunnels.”"),
    ("disowned", "In a doctored clip, Brandt says “I cannot stand tunnels and I never could.”"),
    ("disowned", "A deepfake showed Brandt announcing that the bridge would open."),
    ("disowned", "A hoax post quoted Brandt as saying that the bridge would open."),
    ("disowned", "“I cannot stand tunnels, and I never could,” wrongly attributed to Brandt, came from a comedian."),
    ("disowned", "A fabricated quote, “I cannot stand tunnels,” was attributed to Brandt."),
    ("disowned", "According to a fake letter, the bridge would open in May."),
    ("disowned", "It is false that Brandt said the bridge would open."),
    ("disowned", "It is not true that Brandt said the bridge would open."),
    ("disowned", "A false rumour that Brandt said the bridge would open spread in May."),
    ("disowned", "Brandt was falsely accused of saying that the bridge would open."),
    ("disowned", "The claim that Brandt said the bridge was unsafe is not true."),
    ("said", "Reports that Brandt said the bridge was false cheered nobody."),
    ("said", "Brandt falsely claimed that the bridge would open."),
    ("said", "Brandt wrongly said that taxes had risen."),
    ("said", "A report by the council falsely claimed that the bridge would open."),
    ("said", "Brandt said the video was fake."),
    ("said", "Brandt, asked about the fake video, said that the bridge would open."),
    ("said", "The fake electors said they would meet in May."),
    ("said", "Brandt called the report fake and said the bridge would open."),
]
SEVERAL = [
    (["disowned", "disowned"], "A fake post quotes Brandt: “I cannot stand tunnels.”\n\n“I never could stand them, and I never will.”"),
    (["disowned", "said"], "A fake post quoted Brandt as saying “we need the levy.” She said: “We do not need the levy.”"),
    (["said", "not said"], "Brandt said the levy was dead. She did not say that the bridge would open."),
]


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    texts = [text for _, text in (*ROWS, *SEVERAL)]
    # A paragraph before, as the first line of an article would be its headline.
    articles = [Article(str(i), f"Mayor Ada Brandt met the press.\n\n{text}") for i, text in enumerate(texts)]
    return dict(zip(texts, pipeline.extract(articles), strict=True))


@pytest.mark.parametrize(("asserted", "text"), ROWS, ids=[text for _, text in ROWS])
def test_whether_it_was_said(found: dict[str, Extraction], asserted: str, text: str) -> None:
    held = [quote.asserted for quote in found[text].quotes]
    # What nobody said may be left out as well: the reader does not take every "could say" for speech.
    assert held == [asserted] or (asserted != "said" and not held)


def test_most_of_what_was_not_said_is_found(found: dict[str, Extraction]) -> None:
    unsaid = [text for asserted, text in ROWS if asserted != "said"]
    assert sum(bool(found[text].quotes) for text in unsaid) >= 0.8 * len(unsaid)


@pytest.mark.parametrize(("asserted", "text"), SEVERAL)
def test_each_quote_has_its_own_lot(found: dict[str, Extraction], asserted: list[str], text: str) -> None:
    assert [quote.asserted for quote in found[text].quotes] == asserted


def test_what_was_not_said_gives_no_position(found: dict[str, Extraction]) -> None:
    held = {text: [(p.stance, p.target) for p in extraction.positions if p.confidence >= 0.5] for text, extraction in found.items()}
    sides = {text: [x for x in positions if x[0] in ("support", "oppose")] for text, positions in held.items()}
    unsaid = [text for asserted, text in ROWS if asserted != "said"]
    assert {text: sides[text] for text in unsaid if sides[text]} == {}


def test_the_same_words_said_give_one() -> None:
    said, misquoted, supposed, open_ = pipeline.extract(
        Article(str(i), f"Mayor Ada Brandt met the press.\n\n{text}")
        for i, text in enumerate(
            [
                "Brandt said: “I support the levy on trucks.”",
                "A first version of this report misquoted Brandt as saying: “I support the levy on trucks.”",
                "If Brandt says “I support the levy on trucks,” the port will sue.",
                "Brandt would not say whether she supports the levy on trucks.",
            ]
        )
    )
    assert [p.stance for p in said.positions] == ["support"]
    assert misquoted.positions == supposed.positions == ()
    assert {p.stance for p in open_.positions} <= {"undecided", "open"}
    assert all(s.quote is None for p in open_.positions for s in p.statements)
