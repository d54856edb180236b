"""Stances read from single sentences by the whole pipeline, and what a position carries."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ontherecord.extraction.positions import component, model
from ontherecord.model import Position
from tests.core.extraction.positions.sentences import ROWS, TRAPS, Row

pytestmark = pytest.mark.model


Found = dict[str, list[tuple[str, str, str]]]


def _all(nlp: Language) -> Found:
    """All rows in one pass of the pipeline: text -> (actor, stance, target)."""
    texts = [row[0] for row in ROWS]
    return {text: _plain(doc) for text, doc in zip(texts, nlp.pipe(texts), strict=True)}


@pytest.fixture(scope="module")
def found(nlp: Language) -> Found:
    """What the rules alone read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "weights", lambda: None)
        return _all(nlp)


@pytest.fixture(scope="module")
def judged(nlp: Language) -> Found:
    """What rules and the trained part read together."""
    assert model.weights() is not None
    return _all(nlp)


@pytest.fixture
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "weights", lambda: None)


def _plain(doc: Doc) -> list[tuple[str, str, str]]:
    return [(doc._.entities[p.actor].name, p.stance, p.target) for p in doc._.positions]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_sentence(row: Row, found: Found) -> None:
    text, actor, stance, target = row
    if stance is None:
        assert found[text] == []
        return
    assert len(found[text]) == 1
    got_actor, got_stance, got_target = found[text][0]
    assert got_stance == stance
    assert actor is not None
    assert actor in got_actor
    assert (target or "") in got_target


def test_neither_of_two_backs_it(nlp: Language, rules_alone: None) -> None:
    got = _plain(nlp("Neither Norway nor Iceland backed the fishing ban."))
    assert [(actor, stance) for actor, stance, _ in got] == [("Norway", "oppose"), ("Iceland", "oppose")]


def test_not_excluding_is_never_support(found: Found, judged: Found) -> None:
    texts = [row[0] for row in ROWS if row[2] in {"open", "undecided"}]
    assert len(texts) > 10
    assert not [text for text in texts for _, stance, _ in [*found[text], *judged[text]] if stance == "support"]


def test_the_trained_part_keeps_what_is_plain(judged: Found) -> None:
    """It may leave out what a short sentence alone hardly shows, but most of the table stands and no stance turns over."""
    stances = [(row, judged[row[0]]) for row in ROWS if row[2] is not None]
    assert not [(row[0], got) for row, got in stances if got and row[2] not in {stance for _, stance, _ in got}]
    assert sum(bool(got) for _, got in stances) >= 0.85 * len(stances)


def test_the_trained_part_invents_nothing_in_the_traps(judged: Found) -> None:
    assert not [(text, judged[text]) for text in (row[0] for row in TRAPS) if judged[text]]


def _one(nlp: Language, text: str) -> tuple[Position, Doc]:
    doc = nlp(text)
    assert len(doc._.positions) == 1, _plain(doc)
    return doc._.positions[0], doc


ISSUES = [
    ("Norway supports pulling out of the fishing treaty.", "fishing treaty"),
    ("Norway vowed to withdraw from the 2015 harbour accord with Iceland.", "harbour accord with Iceland"),
    ("Norway vowed to keep the harbour accord alive.", "harbour accord"),
    ("Norway pledged to vote against the whaling ban.", "whaling ban"),
    ("Norway called for lifting the sanctions on Ruritania.", "sanctions on Ruritania"),
    ("Norway plans to mine the northern shelf.", "mining the northern shelf"),
    ("Norway pledged to stay out of the talks.", "staying out of the talks"),
]
"""What an issue is called after: what can be voted on or decided, where the target is a deed done to it; the deed elsewhere."""


@pytest.mark.usefixtures("rules_alone")
@pytest.mark.parametrize(("text", "issue"), ISSUES, ids=[text for text, _ in ISSUES])
def test_a_deed_done_to_a_deal_is_a_matter_of_the_deal(text: str, issue: str, nlp: Language) -> None:
    assert _one(nlp, text)[0].issue == issue


def _words(doc: Doc, spans: Iterable[tuple[int, int]]) -> list[str]:
    return [doc.text[start:end] for start, end in spans]


@pytest.mark.usefixtures("rules_alone")
def test_evidence_and_trigger_are_slices_of_the_text(nlp: Language) -> None:
    position, doc = _one(nlp, "It rained. Norway rejected the fishing ban on Tuesday. The boats stayed out.")
    assert _words(doc, position.evidence) == ["Norway rejected the fishing ban on Tuesday."]
    assert position.trigger is not None
    assert doc.text[position.trigger.start : position.trigger.end] == "rejected"


@pytest.mark.usefixtures("rules_alone")
def test_a_restated_position_is_one_position_with_more_evidence(nlp: Language) -> None:
    position, doc = _one(nlp, "Norway opposes the fishing ban. Norway rejected the fishing ban again on Friday.")
    assert len(position.evidence) == 2
    assert _words(doc, position.evidence)[0] == "Norway opposes the fishing ban."


@pytest.mark.usefixtures("rules_alone")
def test_joined_actors_take_one_position_each(nlp: Language) -> None:
    doc = nlp("Norway, Sweden and Finland signed the fishing treaty.")
    assert [(a, s) for a, s, _ in _plain(doc)] == [("Norway", "support"), ("Sweden", "support"), ("Finland", "support")]


@pytest.mark.usefixtures("rules_alone")
def test_the_narrators_description_finds_its_person(nlp: Language) -> None:
    text = (
        "President Karl Berg met Foreign Minister Ada Lind of Norway in Oslo.\n\n"
        "The foreign minister rejected the treaty. Later the president backed the ban on fishing."
    )
    assert [(a, s) for a, s, _ in _plain(nlp(text))] == [("Ada Lind", "oppose"), ("Karl Berg", "support")]


@pytest.mark.usefixtures("rules_alone")
def test_he_before_the_name_of_who_says_it_is_somebody_else(nlp: Language) -> None:
    text = "President Karl Berg flies to Oslo. In the meetings, he will call for a longer truce, Tom Lind said."
    assert _plain(nlp(text)) == [("Karl Berg", "support", "a longer truce")]


@pytest.mark.usefixtures("rules_alone")
def test_the_narrators_pronoun_finds_its_person_paragraphs_before(nlp: Language) -> None:
    paragraphs = ("Premier Olga Brandt opened the second pier on Monday.", "It cost nine million crowns.", "Traffic was light.")
    doc = nlp("\n\n".join((*paragraphs, "She supports a third pier.")))
    assert _plain(doc) == [("Olga Brandt", "support", "a third pier")]


@pytest.mark.usefixtures("rules_alone")
def test_a_plan_that_is_none_keeps_its_hedge(nlp: Language) -> None:
    position, doc = _one(nlp, "A White House official said the United States had no plans to send ships to the strait.")
    assert doc._.entities[position.actor].name == "White House official"
    assert (position.stance, position.hedge, position.commitment, position.basis) == ("oppose", "no plans", "denies", "indirect")


@pytest.mark.usefixtures("rules_alone")
def test_a_deed_has_the_basis_action_and_the_actors_country(nlp: Language) -> None:
    position, _ = _one(nlp, "Chile vetoed the resolution on copper.")
    assert (position.basis, position.country, position.quote) == ("action", "CL", None)


@pytest.mark.usefixtures("rules_alone")
def test_a_quote_that_carries_the_stance_is_named(nlp: Language) -> None:
    position, doc = _one(nlp, "“We condemn the raid,” said Mara Velden.")
    assert position.basis == "direct"
    assert position.quote == doc._.quotes[0].number


@pytest.mark.usefixtures("rules_alone")
def test_nothing_excluded_is_open_on_what_was_spoken_of(nlp: Language) -> None:
    text = "“There is no agreement on sending engineers to the island,” Mara Velden said. “Nothing should be excluded.”"
    positions = [p for p in nlp(text)._.positions if p.stance == "open"]
    assert [p.target for p in positions] == ["sending engineers to the island"]


@pytest.mark.usefixtures("rules_alone")
def test_a_group_without_consensus_is_undecided(nlp: Language) -> None:
    text = "About 20 northern ministers met in Oslo on Monday. There is no consensus on closing the strait."
    assert ("northern ministers", "undecided", "closing the strait") in _plain(nlp(text))


def test_the_headline_takes_no_position(nlp: Language) -> None:
    from ontherecord.model import Span

    doc = nlp.make_doc("Norway rejects the fishing ban\n\nThe boats stayed out on Tuesday.")
    doc._.headline = Span(0, 30)
    assert nlp(doc)._.positions == []


def test_a_doc_without_a_parse_has_no_positions() -> None:
    assert component.otr_positions(Doc(Vocab(), words=["Norway", "rejects", "it"]))._.positions == []


@pytest.mark.shared
def test_the_first_article_reads_right(nlp: Language) -> None:
    folder = os.environ.get("ONTHERECORD_SHARED")
    if not folder:
        pytest.skip("ONTHERECORD_SHARED is not set: the first article is not here")
    from ontherecord.extraction import pipeline
    from ontherecord.loading import load_paths

    articles = [x.article for x in load_paths([Path(folder) / "corpora" / "macron"]) if x.article]
    [extraction] = pipeline.extract(articles)
    names = {e.key: e.name for e in extraction.entities}
    text = extraction.article.text
    troops = {names[p.actor]: p for p in extraction.positions if "troops" in p.target}
    assert troops["Emmanuel Macron"].stance == "open"
    assert any("Nothing should be excluded" in text[s:e] for s, e in troops["Emmanuel Macron"].evidence)
    assert (troops["White House official"].stance, troops["White House official"].hedge) == ("oppose", "no plans")
