"""Attribution rules on sentences of our own, a row a construction with its counter-example beside it.

``[source Minister Ada Brandt] [cue said] [content the plan would fail].`` - a digit parts several quotes of one text: ``[content2 ...]``.
The letter is the type: d direct, i indirect, m mixed; one letter a quote. A row without brackets must give no quote.
"""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import entities  # noqa: F401  (registers the factory)
from ontherecord.extraction.quotes import component  # noqa: F401  (registers the factories)
from ontherecord.model import Quote, Span
from ontherecord.settings import settings

pytestmark = pytest.mark.model

ROWS = [
    # cue before a clause
    ("that-clause", "i", "[source Minister Ada Brandt] [cue said] that [content the plan would fail]."),
    ("bare clause", "i", "[source The mayor] [cue said] [content the bridge was unsafe]."),
    ("saying without content", "", "The mayor said nothing and left the room."),
    ("day between cue and clause", "i", "[source Brandt] [cue said] on Tuesday that [content the talks had collapsed]."),
    ("person told", "i", "[source Brandt] [cue told] reporters that [content the talks had collapsed]."),
    ("told without a clause", "", "Brandt told reporters about the talks."),
    ("whether", "i", "[source Brandt] declined to [cue say] [content whether the army would leave]."),
    ("declined to comment", "", "Brandt declined to comment."),
    ("negated", "i", "[source The ministry] did not [cue say] [content when the report would be published]."),
    ("announced", "i", "[source The ministry] [cue announced] that [content schools would close in May]."),
    ("made clear", "i", "[source Oslo] [cue made clear] that [content the deal was still alive]."),
    ("clear weather", "", "The wind made the sky clear over Oslo."),
    ("picture that shows", "", "The picture showed him walking to the gate."),
    ("worth noting", "", "It is worth noting that the deal was still alive."),
    ("announced a thing", "", "The ministry announced a new budget."),
    ("insisted", "i", "[source Oslo] [cue insisted] [content the deal was still alive]."),
    ("thought, not speech", "", "Brandt believed that the deal was still alive."),
    ("hope", "", "Brandt hoped that the deal would survive."),
    ("perception", "", "The guards saw that the gate was open."),
    ("promised to do", "", "Brandt closed the bridge on Monday, as she had promised to do."),
    ("promised to close", "i", "[source Brandt] [cue promised] [content to close the bridge]."),
    ("vowed to do so", "", "The council wants the ferry back, and Brandt vowed to do so."),
    ("asked her to do", "", "Brandt did what the council had asked her to do."),
    ("said she would", "i", "[source Brandt] [cue said] [content she would]."),
    ("two clauses", "i", "[source Brandt] [cue said] that [content the roof was leaking and that the walls were wet]."),
    # several cues
    (
        "second cue, same subject",
        "ii",
        "[source Brandt] [cue said] [content the vote was fair] and [cue2 added] that [content2 the count would go on].",
    ),
    ("second verb of the content", "i", "[source Brandt] [cue said] [content the mayor had resigned and left the town]."),
    (
        "while another says",
        "ii",
        "[source Brandt] [cue said] [content the vote was fair], while [source2 Halvorsen] [cue2 said] [content2 it was a fraud].",
    ),
    ("participle cue", "ii", "[source Brandt] [cue said] [content the vote was fair], [cue2 adding] that [content2 the count would go on]."),
    ("participle after another verb", "i", "[source Brandt] left the summit early, [cue saying] [content the talks had collapsed]."),
    ("participle that is no cue", "", "Brandt left the summit early, carrying a heavy box."),
    # cue after and in the middle
    ("cue after", "i", "[content The bridge was unsafe], [source the mayor] [cue said]."),
    ("cue after, inverted", "i", "[content The bridge was unsafe], [cue said] [source Mayor Olga Stein]."),
    ("cue in the middle", "i", "[content The bridge], [source the mayor] [cue said], [content would be closed by June]."),
    ("narrator with a comma", "", "The bridge, the oldest in town, would be closed by June."),
    ("as-clause", "i", "As [source the mayor] [cue said], [content the bridge was unsafe]."),
    # according to
    ("according to, before", "i", "[cue According to] [source the ministry], [content three soldiers were hurt]."),
    ("according to, after", "i", "[content Three soldiers were hurt], [cue according to] [source the ministry]."),
    ("according to, middle", "i", "[content The soldiers], [cue according to] [source a senior officer], [content were hurt]."),
    (
        "according to a paper that is explained",
        "i",
        "[cue According to] [source the Tide Post], a paper that watches the harbour, [content three soldiers were hurt].",
    ),
    ("not what follows a place", "i", "[cue According to] [source the ministry], [content the soldiers in Bergen, a small town, were hurt]."),
    (
        "according to, inside a relative clause",
        "i",
        "The talks were about a war, [content which has killed hundreds of people] [cue according to] [source the ministry].",
    ),
    ("marked speech passed on", "d", '"[content The dam was never inspected by anyone]," [source Brandt] [cue said], according to Tide Daily News.'),
    (
        "the narrator's lead before the marks",
        "d",
        'Brandt left the island early, telling reporters on the quay, "[content the storm was the worst for many years]," [source she] [cue said].',
    ),
    ("one who tells of another", "i", "[content Brandt has stated that the quay is shut], [cue said] [source the mayor]."),
    ("accordingly", "", "Accordingly, three soldiers were sent home."),
    ("per as a rate", "", "The workers earn ten dollars per hour."),
    # source phrases
    ("title and name", "i", "[source Norwegian Foreign Minister Ada Brandt] [cue said] [content the border would stay open]."),
    ("relative clause between", "i", "[source Brandt], who leads the party, [cue said] [content the border would stay open]."),
    ("apposition between", "i", "[source Ada Brandt], the party leader, [cue said] [content the border would stay open]."),
    ("relative pronoun", "i", "The speech was praised by [source Brandt], who [cue said] that [content the border would stay open]."),
    ("passive with agent", "i", "It was [cue announced] by [source the ministry] that [content the border would stay open]."),
    ("quoted as saying", "i", "[source Brandt] was quoted as [cue saying] that [content the border would stay open]."),
    ("pronoun", "i", "[source She] [cue warned] that [content the river could rise again]."),
    ("you as anyone", "", "You say that the river could rise again."),
    ("condition", "", "If Brandt says the river could rise again, people will leave."),
    ("modal", "", "Brandt could say that the river will rise."),
    ("intention", "", "Brandt wants to say that the river will rise."),
    ("perfect modal", "i", "[source Brandt] may have [cue said] that [content the river would rise]."),
    # infinitives and -ing
    ("vow", "i", "[source Brandt] [cue vowed] [content to fight the ruling]."),
    ("decided to", "", "Brandt decided to fight the ruling."),
    ("threatened", "i", "[source The union] [cue threatened] [content to strike in May]."),
    ("urged", "i", "[source Brandt] [cue urged] [content the council to reject the plan]."),
    ("forced", "", "Brandt forced the council to reject the plan."),
    ("called on", "i", "[source Brandt] [cue called] on [content the council to reject the plan]."),
    ("called for a thing", "", "Brandt called for a ceasefire."),
    ("accused of -ing", "i", "[source Brandt] [cue accused] [content the council of hiding the report]."),
    ("accused of a thing", "", "Brandt accused the council of fraud."),
    ("denied -ing", "i", "[source Brandt] [cue denied] [content taking any money from the firm]."),
    ("denied a thing", "", "Brandt denied the charge."),
    ("condemned a thing", "", "Brandt condemned the attack."),
    ("asked whether", "i", "[source A student] [cue asked] [content whether the school would close]."),
    ("asked for a thing", "", "A student asked for a glass of water."),
    # nouns
    ("claim that", "i", "The court rejected [source Brandt]'s [cue claim] that [content the vote was rigged]."),
    ("pledge to", "i", "Voters remember [source Brandt]'s [cue pledge] [content to lower the tax]."),
    ("fact that", "", "The court noted Brandt's age and the fact of her illness."),
    ("claim without a source", "", "The claim that the vote was rigged is old."),
    # direct speech
    ("direct, cue after", "d", '"[content We will rebuild every house in the valley]," [source Brandt] [cue said].'),
    ("direct, inverted", "d", '"[content We will rebuild every house in the valley]," [cue said] [source Ada Brandt], the mayor.'),
    ("direct, curly", "d", "“[content We will rebuild every house in the valley],” [source Brandt] [cue said]."),
    ("direct, guillemets", "d", "«[content We will rebuild every house in the valley]», [cue said] [source Brandt]."),
    ("direct, two apostrophes", "d", "''[content We will rebuild every house in the valley],'' [source Brandt] [cue said]."),
    ("direct, single marks", "d", "‘[content We will rebuild every house in the valley],’ [source Brandt] [cue said]."),
    ("direct, cue before", "d", '[source Brandt] [cue said], "[content We will rebuild every house in the valley]."'),
    ("direct, colon", "d", 'In a letter to the council [source Brandt] [cue wrote]: "[content We will rebuild every house in the valley]."'),
    ("direct, question", "d", '"[content Who will pay for the houses?]" [source Brandt] [cue asked].'),
    ("the speech's own modal is not the cue's", "d", '"[content I said that it could, in time]," [source Brandt] [cue said].'),
    ("a cue that did not happen", "", '"A fine day," Brandt would say.'),
    (
        "marked words end the clause",
        "m",
        "[content The chair had been kept free], [source Ada Brandt] [cue said], “[content and it has been dusted twice].”",
    ),
    ("split by cue", "d", '"[content We will rebuild every house]," [source Brandt] [cue said]. "[content Nobody will be left behind]."'),
    ("split inside a sentence", "d", '"[content When the water falls]," [source Brandt] [cue said], "[content we will rebuild every house]."'),
    (
        "split by cue and place",
        "d",
        '"[content We will rebuild every house]," [source Brandt] [cue told] reporters in Oslo. "[content Nobody will be left behind]."',
    ),
    (
        "two cues, two quotes",
        "dd",
        '"[content We will rebuild every house]," [source Brandt] [cue said]. "[content2 Nobody will be left behind]," [source2 she] [cue2 added].',
    ),
    (
        "direct after indirect",
        "id",
        '[source Brandt] [cue said] that [content the water was falling]. "[content2 Nobody will be left behind in the valley]."',
    ),
    (
        "the next sentence's cue",
        "dd",
        '[source Brandt] [cue said], "[content We will rebuild every house]." [source2 Halvorsen] [cue2 '
        'replied], "[content2 You promised that last year]."',
    ),
    ("according to after marks", "d", '"[content The dam was never inspected by anyone]," [cue according to] [source a report of the ministry].'),
    # mixed
    ("mixed", "m", '[source Brandt] [cue said] [content the plan was "a gift to the rich"].'),
    ("mixed, cue after", "m", '[content The plan is "a gift to the rich]," [source Brandt] [cue said].'),
    (
        "mixed over several sentences",
        "m",
        '[source Brandt] [cue said] that [content the plan was "a gift to the rich. It must be stopped. We will not vote for it]."',
    ),
    ("called", "m", '[source Brandt] [cue called] [content the plan "a gift to the rich"].'),
    ("called, no marks", "", "Brandt called the plan a gift."),
    ("described as", "m", '[source Brandt] [cue described] [content the plan as "a gift to the rich"].'),
    ("scare marks", "", 'The so-called "plan" was dropped in May.'),
    ("scare marks near a name", "", 'Brandt walked past the "green wall" and went home.'),
    ("nickname", "", 'Ada "Red" Brandt was born in Bergen.'),
    ("title of a work", "", 'Brandt sang on "Good Morning Bergen" and read from "The Long Night" on Sunday.'),
    ("word in marks", "", 'The word "fjord" has spread to other languages.'),
    ("quoted name of a programme", "i", '[source Brandt] [cue told] "Morning Watch" that [content the vote was fair].'),
    # outlets
    ("outlet passes on", "i", "[source Brandt] [cue said] [content the vote was fair], the Bergen Times reported."),
    ("outlet in a phrase", "i", "[source Brandt] [cue said] [content the vote was fair], according to the Bergen Times."),
    ("outlet alone", "i", "[source The Bergen Times] [cue reported] that [content the vote was fair]."),
    ("nested speech, outermost", "i", "[source Brandt] [cue said] [content Halvorsen had told her that the vote was fair]."),
    # paragraphs
    (
        "continuation paragraph",
        "dd",
        '"[content We will rebuild every house]," [source Brandt] [cue said].\n\n"[content2 Nobody in this valley will be left behind this year]."',
    ),
    (
        "opening mark repeated",
        "dd",
        "“[content We will rebuild every house],” [source Brandt] [cue said].\n\n“[content2 Nobody in "
        "this valley will be left behind].”\n\nShe then left.",
    ),
    (
        "colon before the paragraph",
        "d",
        'In a statement, [source the ministry] [cue said]:\n\n"[content The dam was inspected twice last year and found to be safe]."',
    ),
    (
        "embedded post",
        "d",
        "The mayor used a short message.\n\n[content The water is falling. Stay at home.] — [source Ada "
        "Brandt] (@adabrandt) May 3, 2024\n\nMany obeyed.",
    ),
    (
        "transcript",
        "ddd",
        "[source BRANDT]: [content The water is falling fast now.]\n\n[source2 STEIN]: [content2 Will the road be opened?]\n\n"
        "[source3 BRANDT]: [content3 Not before the end of May.]",
    ),
    ("lost closing mark", "d", '"[content We will rebuild every house], [source Brandt] [cue said].\n\nNobody answered her.'),
    ("bracketed insertion", "d", "“[content I think they saw that [Mayor Olga] “Stein will win in the end],” [source Brandt] [cue said]."),
]
_LABEL = re.compile(r"\[(source|cue|content)(\d?) ")


def unmark(marked: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """The plain text and, a quote, its labelled spans. Brackets without a label stay text."""
    text, quotes, open_, depth = "", {}, [], 0
    i = 0
    while i < len(marked):
        label = _LABEL.match(marked, i)
        if label:
            open_.append((label.group(1), int(label.group(2) or 1), len(text), depth))
            i = label.end()
            continue
        if marked[i] == "[":
            depth += 1
        elif marked[i] == "]":
            if open_ and open_[-1][3] == depth:
                kind, number, start, _ = open_.pop()
                quotes.setdefault(number, {}).setdefault(kind, []).append(Span(start, len(text)))
                i += 1
                continue
            depth -= 1
        text += marked[i]
        i += 1
    return text, quotes


def letters(text: str, spans: list[Span] | tuple[Span, ...]) -> set[int]:
    return {i for s, e in spans for i in range(s, e) if text[i].isalnum()}


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded = spacy.load(settings().model)
    loaded.add_pipe("otr_paragraphs", before="parser")
    loaded.add_pipe("otr_marks")
    loaded.add_pipe("otr_entities")
    loaded.add_pipe("otr_quotes")
    return loaded


@pytest.fixture(scope="module")
def found(nlp: Language) -> dict[str, Doc]:
    """All rows in one run of the model."""
    texts = [unmark(marked)[0] for _, _, marked in ROWS]
    return {name: doc for (name, _, _), doc in zip(ROWS, nlp.pipe(texts), strict=True)}


@pytest.mark.parametrize(("name", "types", "marked"), ROWS, ids=[r[0] for r in ROWS])
def test_construction(found: dict[str, Doc], name: str, types: str, marked: str) -> None:
    text, expected = unmark(marked)
    quotes: list[Quote] = found[name]._.quotes
    shown = [(q.type, [text[s:e] for s, e in q.pieces], q.cue and text[slice(*q.cue)], q.source and text[slice(*q.source)]) for q in quotes]
    wanted = sorted(expected.values(), key=lambda spans: spans["content"][0])
    assert [letters(text, q.pieces) for q in quotes] == [letters(text, w["content"]) for w in wanted], shown
    assert "".join(q.type[0] for q in quotes) == types, shown
    for quote, want in zip(quotes, wanted, strict=True):
        assert (quote.cue and text[slice(*quote.cue)]) == (text[slice(*want["cue"][0])] if "cue" in want else None), shown
        if "source" in want:
            assert quote.source is not None, shown
            assert letters(text, want["source"]) <= letters(text, [quote.source]), shown


def test_rows_are_many_and_named_once() -> None:
    assert len(ROWS) >= 80
    assert len({r[0] for r in ROWS}) == len(ROWS)


def test_records_are_sound(found: dict[str, Doc]) -> None:
    for doc in found.values():
        for number, quote in enumerate(doc._.quotes):
            assert quote.number == number
            assert quote.pieces == tuple(sorted(quote.pieces))
            assert all(0 <= s < e <= len(doc.text) for s, e in quote.pieces)
            assert 0 < quote.confidence <= 1
            assert quote.speaker is None


def test_flags_tell_a_guessed_end(found: dict[str, Doc]) -> None:
    (quote,) = found["lost closing mark"]._.quotes
    assert {"guessed boundary", "unbalanced marks"} <= set(quote.flags)
    assert quote.confidence < found["direct, cue after"]._.quotes[0].confidence


def test_source_has_its_title(found: dict[str, Doc]) -> None:
    doc = found["title and name"]
    (quote,) = doc._.quotes
    assert doc.text[slice(*quote.source)] == "Norwegian Foreign Minister Ada Brandt"


def test_source_leaves_out_the_relative_clause(found: dict[str, Doc]) -> None:
    doc = found["relative clause between"]
    assert doc.text[slice(*doc._.quotes[0].source)] == "Brandt"


def test_headline_gives_no_quote(nlp: Language) -> None:
    text = "Mayor says the dam is safe.\n\nNobody in the valley was told."
    doc = nlp.make_doc(text)
    doc._.headline = Span(0, text.index("\n"))
    assert nlp(doc)._.quotes == []


def test_sentences_never_cross_paragraphs(nlp: Language) -> None:
    doc = nlp("The water rose\n\nand the dam held\n\nuntil the evening")
    ends = {p.end for p in doc._.paragraphs}
    assert [s.text.strip() for s in doc.sents] == ["The water rose", "and the dam held", "until the evening"]
    assert {s.start_char + len(s.text.rstrip()) for s in doc.sents} == ends


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", '"', "“”", "''", '" " " "', "said", "according to", "according", 'said "', "\u2028", "[“]”“", "per"]
)
def test_odd_texts_do_not_raise(nlp: Language, text: str) -> None:
    assert isinstance(nlp(text)._.quotes, list)
