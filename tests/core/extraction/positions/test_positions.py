"""What the trained reader makes of single sentences and of the first article, by the whole pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.extraction.positions import lexicon
from ontherecord.extraction.positions.component import LEAST
from ontherecord.model import Extraction, Position, Span
from tests.core.extraction.positions.sentences import FURTHER, HARD_TRAPS, PLAIN, TRAPS

pytestmark = pytest.mark.model
SHOWN = 0.5


@pytest.fixture(scope="module")
def found(nlp: Language) -> dict[str, list[tuple[str, Position]]]:
    texts = [*(row[0] for row in (*PLAIN, *FURTHER)), *TRAPS, *HARD_TRAPS]
    return {text: [(doc._.entities[p.actor].name, p) for p in doc._.positions] for text, doc in zip(texts, nlp.pipe(texts), strict=True)}


def test_most_plain_sentences_are_read_and_none_is_turned_over(found: dict[str, list[tuple[str, Position]]]) -> None:
    other = {"support": ("oppose", "against"), "oppose": ("support", "for")}
    right, turned = 0, []
    for text, actor, stance, _ in PLAIN:
        of_actor = [p for name, p in found[text] if actor in name]
        right += any(p.stance == stance for p in of_actor)
        turned += [text for p in of_actor if (p.stance, p.toward) == other.get(stance) and p.confidence >= SHOWN]
    assert right >= 0.7 * len(PLAIN)
    assert len(turned) <= 0.02 * len(PLAIN), turned


def test_what_is_left_open_is_hardly_ever_shown_as_support(found: dict[str, list[tuple[str, Position]]]) -> None:
    open_ones = [row[0] for row in (*PLAIN, *FURTHER) if row[2] in {"open", "undecided"}]
    shown = [text for text in open_ones for _, p in found[text] if p.stance == "support" and p.confidence >= SHOWN]
    assert len(shown) <= 0.1 * len(open_ones), shown


LEFT_OPEN = [
    "Austria does not oppose the railway, its transport minister said on Monday.",
    "Peru no longer opposes the northern pipeline.",
    "Greece never rejected the refinery plan.",
    "“Nothing should be excluded when it comes to the second ferry line,” Mara Velden told the council.",
    "Mara Velden has not ruled out closing the harbour.",
    "“We are open to a longer truce,” said Mara Velden.",
    "The ministry would not exclude a tax on lithium.",
    "“I am not against mining,” said Mara Velden.",
    "Mara Velden stopped short of endorsing a halt to the trawling.",
    "Chile will support the treaty only if Peru signs it first.",
    "“Do you support a permanent ban on trawling?” the reporter asked Mara Velden.",
]


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_is_not_excluded_takes_no_side(text: str, nlp: Language) -> None:
    assert {p.toward for p in nlp(text)._.positions} <= {"neither"}


NOT_EXCLUDED = [
    ("Nothing should be ", "excluded", True),
    ("She has not ", "ruled out", True),
    ("She would not ", "rule it out", True),
    ("She ", "ruled out", False),
    ("She did not rule out a toll but ", "condemned", False),
    ("She did not rule out a toll but she ", "ruled out", False),
]


@pytest.mark.parametrize(("before", "trigger", "wanted"), NOT_EXCLUDED)
def test_the_denial_is_of_the_trigger_itself(before: str, trigger: str, wanted: bool) -> None:
    assert lexicon.not_excluded(before + trigger, len(trigger)) == wanted


CLOSED = [
    "Mara Velden condemned the raid on the harbour but stopped short of naming a culprit.",
    "Austria opposes the railway, its transport minister said on Monday.",
    "President Mara Velden ruled out closing the harbour on Monday.",
    "Mara Velden rejected the harbour tax on Monday, and her party did not rule out a strike.",
]


@pytest.mark.parametrize("text", CLOSED)
def test_what_is_excluded_is_opposed(text: str, nlp: Language) -> None:
    assert any(p.stance == "oppose" and p.toward != "neither" for p in nlp(text)._.positions)


UNDONE = [
    ("Union leader Karl Berg said the harbour tax would put lives at risk.", "harbour tax"),
    ("The dam would cost jobs, union leader Karl Berg said on Monday.", "dam"),
    ("President Karl Berg ended the ferry programme on Friday.", "ferry programme"),
    ("On Tuesday, Karl Berg signed an order rolling back the fishing rules.", "fishing rules"),
]


@pytest.mark.parametrize(("text", "target"), UNDONE)
def test_who_undoes_a_thing_or_tells_its_harm_is_not_for_it(text: str, target: str, nlp: Language) -> None:
    assert not [p for p in nlp(text)._.positions if target in p.target and (p.stance, p.toward) == ("support", "for") and p.confidence >= SHOWN]


EXCLUDING = [
    "President Mara Velden ruled out closing the harbour on Monday.",
    "Norway rules out a toll on ferries, its transport minister said.",
    "The mayor, Karl Berg, has ruled out a second tunnel.",
]


@pytest.mark.parametrize("text", EXCLUDING)
def test_what_is_ruled_out_is_not_left_open(text: str, nlp: Language) -> None:
    assert not {"open", "support"} & {p.stance for p in nlp(text)._.positions}


DOUBLE = [
    ("Ada Lind opposes ending the ban on ferries, her office said.", "for"),
    ("Ada Lind rejected scrapping the harbour toll on Monday.", "for"),
    ("Ada Lind opposed repealing the health law.", "for"),
    ("Ada Lind opposes the ban on ferries, her office said.", "against"),
]


@pytest.mark.parametrize(("text", "side"), DOUBLE)
def test_who_is_against_undoing_a_thing_is_for_it(text: str, side: str, nlp: Language) -> None:
    assert {p.toward for p in nlp(text)._.positions if p.confidence >= SHOWN} <= {side}


def test_traps_show_next_to_nothing(found: dict[str, list[tuple[str, Position]]]) -> None:
    shown = [(text, p.target) for text in (*TRAPS, *HARD_TRAPS) for _, p in found[text] if p.confidence >= SHOWN]
    assert len(shown) <= 0.15 * len((*TRAPS, *HARD_TRAPS)), shown


def test_records_hold_together(nlp: Language) -> None:
    text = (
        "Norway's prime minister, Ada Lind, rejected the fishing ban on Tuesday. “We will never accept this ban,” she said.\n\n"
        "Chile vetoed the resolution on copper. Its foreign minister said that Chile had not ruled out a tax on lithium."
    )
    doc = nlp(text)
    assert doc._.positions
    for position in doc._.positions:
        assert doc._.entities[position.actor].key == position.actor
        assert [s.confidence for s in position.statements] == sorted((s.confidence for s in position.statements), reverse=True)
        for s in position.statements:
            assert s.confidence >= LEAST
            assert s.trigger is not None
            assert s.sentence.start <= s.trigger.start < s.trigger.end <= s.sentence.end
            assert s.target
            assert s.toward == "neither" or s.stance in {"support", "oppose"}
    assert [p.number for p in doc._.positions] == list(range(len(doc._.positions)))


def test_the_headline_takes_no_position(nlp: Language) -> None:
    doc = nlp.make_doc("Norway rejects the fishing ban\n\nThe boats stayed out on Tuesday.")
    doc._.headline = Span(0, 30)
    assert nlp(doc)._.positions == []


@pytest.mark.shared
def test_the_first_article_reads_right(shared: Path) -> None:
    (loaded,) = loading.load_paths([shared / "corpora" / "macron"])
    assert loaded.article is not None
    (found,) = pipeline.extract([loaded.article])
    shown = _shown(found)
    troops = {actor: (stance, hedge) for actor, stance, target, hedge in shown if "troops" in target}
    assert troops.pop("Emmanuel Macron", ("open", None))[0] == "open"
    assert troops.pop("White House official", ("oppose", "no plans")) == ("oppose", "no plans")
    assert troops.pop("Andrzej Duda", ("undecided", None))[0] == "undecided"
    assert not troops
    for nobody in ("Volodymyr Zelenskyy", "Rustem Umerov", "allies"):
        assert not [row for row in shown if nobody in row[0] and any(w in row[2] for w in ("troops", "accord", "agreement"))]


def _shown(found: Extraction) -> list[tuple[str, str, str, str | None]]:
    return [(found.entities[p.actor].name, s.stance, s.target, s.hedge) for p in found.positions for s in p.statements if s.confidence >= SHOWN]


def test_a_doc_is_read_the_same_twice(nlp: Language) -> None:
    text = "Norway backed the fishing ban. Chile opposes it."

    def plain(doc: Doc) -> list[tuple[int, str, str, float]]:
        return [(p.actor, p.stance, p.target, p.confidence) for p in doc._.positions]

    assert plain(nlp(text)) == plain(nlp(text))
