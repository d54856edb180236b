"""Who said it: each construction with its counter-example. Everyone is invented; the cast stands in building.py."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from ontherecord.extraction.speakers.component import Speakers
from ontherecord.model import Entity, Mention, Quote, Span
from ontherecord.settings import settings
from tests.core.extraction.speakers.building import NLP, article

N, U, B, D, X = "named", "unnamed", "organisation", "document", "none"

# construction, marked text, speaker of the last quote, kind of source, country, resolution
ROWS = [
    # --- names
    ("full name", "<{Ada Lind}> ~said~ |rain fell|.", "Ada Lind", N, "NO", "explicit"),
    ("surname", "{Ada Lind} arrived. <{Lind}> ~said~ |rain fell|.", "Ada Lind", N, "NO", "explicit"),
    ("name after its cue", "“|Rain will fall|,” ~said~ <{Ada Lind}>.", "Ada Lind", N, "NO", "explicit"),
    ("title before", "<Prime Minister {Ada Lind}> ~said~ |rain fell|.", "Ada Lind", N, "NO", "explicit"),
    ("title with of", "<Secretary of State {Tom Hale}> ~said~ |rain fell|.", "Tom Hale", N, "US", "explicit"),
    ("apposition after", "<{Pia Berg}, a spokeswoman for {Ada Lind},> ~said~ |rain fell|.", "Pia Berg", N, "NO", "explicit"),
    ("apposition before", "<The lawyer, {Max Orr},> ~said~ |rain fell|.", "Max Orr", N, None, "explicit"),
    ("possessor of the named", "<{Ada Lind}'s lawyer {Max Orr}> ~said~ |rain fell|.", "Max Orr", N, None, "explicit"),
    ("possessor alone, noun cue", "The talks followed <{Lind}'s> ~claim~ that |rain fell|.", "Ada Lind", N, "NO", "explicit"),
    ("expert has no country", "<{Carla Ruiz}> ~said~ |prices fell|.", "Carla Ruiz", N, None, "explicit"),
    ("spokesperson named by whom they serve", "<{Lind} spokeswoman {Pia Berg}> ~said~ |rain fell|.", "Pia Berg", N, "NO", "explicit"),
    # --- several together
    ("two names", "<{Ada Lind} and {Bo Falk}> ~said~ |rain fell|.", "Ada Lind and Bo Falk", N, "NO", "explicit"),
    ("two names, two countries", "<{Ada Lind} and {Ivo Marek}> ~said~ |rain fell|.", "Ada Lind and Ivo Marek", N, None, "explicit"),
    ("two countries", "<{Norway} and {Poland}> ~said~ |rain fell|.", "Norway and Poland", B, None, "explicit"),
    ("one with others is not the one", "<{Ada Lind} and her supporters> ~said~ |rain fell|.", "Ada Lind and her supporters", U, None, "explicit"),
    # --- pronouns
    ("nobody is both he and she", "{Kim Roe} met {Sam Rye}. {Roe} spoke. He left. Later <she> ~said~ |rain fell|.", "Sam Rye", N, None, "anaphoric"),
    ("he", "{Ivo Marek} arrived. <He> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("she, not him", "{Ivo Marek} met {Ada Lind}. <She> ~said~ |rain fell|.", "Ada Lind", N, "NO", "anaphoric"),
    ("he: the subject, not the object", "{Ivo Marek} met {Bo Falk}. <He> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("he: who spoke last", "{Bo Falk} arrived. <{Ivo Marek}> ~said~ |rain fell|. <He> ~added~ |snow came|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("he: not who is talked about", "<{Ivo Marek}> ~said~ |{Tom Hale} waited|. <He> ~added~ |snow came|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("he: nobody fits", "{Ada Lind} arrived. <He> ~said~ |rain fell|.", None, X, None, "unknown"),
    ("he: nobody before", "<He> ~said~ |rain fell|. {Ivo Marek} left.", None, X, None, "unknown"),
    ("he in the content means nothing", "<{Ada Lind}> ~said~ |{Bo Falk} waited|. <She> ~added~ |snow came|.", "Ada Lind", N, "NO", "anaphoric"),
    ("he through the narrator's he", "{Ivo Marek} arrived. He met {Tom Hale}. <He> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("his, noun cue", "{Ivo Marek} arrived. Nobody backed <his> ~claim~ that |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("he after an unnamed man", "<A Polish spokesman> ~said~ |rain fell|. <He> ~added~ |snow came|.", "Polish spokesman", U, "PL", "anaphoric"),
    ("it", "The {Coast Agency} signed the deal. <It> ~said~ |rain fell|.", "Coast Agency", B, "NO", "anaphoric"),
    ("it is no person", "{Ada Lind} signed the deal. <It> ~said~ |rain fell|.", None, X, None, "unknown"),
    ("they: the two", "{Ada Lind} and {Bo Falk} arrived. <They> ~said~ |rain fell|.", "Ada Lind and Bo Falk", N, "NO", "anaphoric"),
    ("they: the group that spoke", "<Local residents> ~said~ |rain fell|. <They> ~added~ |snow came|.", "Local residents", U, None, "anaphoric"),
    ("they: the nearer subject",
     "<Local residents> ~said~ |rain fell|. Prosecutors opened a case. <They> ~said~ |it would take time|.", "Prosecutors", U, None, "anaphoric"),
    ("they: nobody", "Snow has come. <They> ~said~ |rain fell|.", None, X, None, "unknown"),
    # --- descriptions
    ("the office", "{Ivo Marek} arrived in the harbour. {Bo Falk} arrived. <The president> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("country and office", "{Ivo Marek} met {Ada Lind}. <The Norwegian prime minister> ~said~ |rain fell|.", "Ada Lind", N, "NO", "anaphoric"),
    ("another country", "{Ivo Marek} left. <The Norwegian president> ~said~ |rain fell|.", "Norwegian president", U, "NO", "explicit"),
    ("former or not: not", "{Ivo Marek} met {Jan Wilk}. <The president> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("former or not: former", "{Ivo Marek} met {Jan Wilk}. <The former president> ~said~ |rain fell|.", "Jan Wilk", N, "PL", "anaphoric"),
    ("the leader is the president", "{Ivo Marek} arrived. <The Polish leader> ~said~ |rain fell|.", "Ivo Marek", N, "PL", "anaphoric"),
    ("foreign minister, not prime minister", "{Ada Lind} met {Bo Falk}. <The foreign minister> ~said~ |rain fell|.", "Bo Falk", N, "NO", "anaphoric"),
    ("party", "{Tom Hale} met {Greta Stone}. <The Democrat> ~said~ |rain fell|.", "Greta Stone", N, "US", "anaphoric"),
    ("the other party", "{Greta Stone} met {Tom Hale}. <The Republican> ~said~ |rain fell|.", "Tom Hale", N, "US", "anaphoric"),
    ("attorney is lawyer", "{Max Orr} arrived. {Ivo Marek} left. <The attorney> ~said~ |rain fell|.", "Max Orr", N, None, "anaphoric"),
    ("gender of the noun", "{Tom Hale} arrived. <The spokeswoman> ~said~ |rain fell|.", "spokeswoman", U, None, "explicit"),
    ("the official is not the minister", "{Bo Falk} arrived. <The official> ~said~ |rain fell|.", "official", U, None, "explicit"),
    ("the official is the one before",
     "<A White House official> ~said~ |rain fell|. {Falk} left. <The official> ~added~ |snow came|.", "White House official", U, "US", "anaphoric"),
    ("owner by country", "{Bo Falk} arrived. <{Norway}'s foreign minister> ~said~ |rain fell|.", "Bo Falk", N, "NO", "anaphoric"),
    ("another word for who spoke last",
     "<{Kim Roe}> ~said~ |rain fell|. “|Snow came|,” <the oceans minister> ~said~.", "Kim Roe", N, None, "anaphoric"),
    ("not for one who has another office",
     "<{Bo Falk}> ~said~ |rain fell|. “|Snow came|,” <the mayor> ~said~.", "mayor", U, None, "explicit"),
    ("not for one who speaks for others",
     "<{Nils Falk}> ~said~ |rain fell|. “|Snow came|,” <the spokesman> ~said~.", "spokesman", U, None, "explicit"),
    ("a long description ends at its second phrase",
     "<An executive at a trading house with a stake in the very big new trial> ~said~ |rain fell|.",
     "executive at a trading house", U, None, "explicit"),
    ("the minister is not the prime minister",
     "{Ada Lind} arrived. {Bo Falk} rose. {Ada Lind} met {Ivo Marek}. <The minister> ~said~ |rain fell|.", "Bo Falk", N, "NO", "anaphoric"),
    ("named a paragraph later",
     "<The chairman of the harbour board> ~said~ |rain fell|.\n\n<{Max Orr}> ~said~ |snow came|. <The chairman> ~said~ |it would last|.",
     "Max Orr", N, None, "anaphoric"),
    ("but a spokesman is not who speaks next",
     "<A Polish spokesman> ~said~ |rain fell|.\n\n<{Ivo Marek}> ~said~ |snow came|. <The spokesman> ~added~ |it would last|.",
     "Polish spokesman", U, "PL", "anaphoric"),
    ("nor one of another country",
     "<The Norwegian chairman> ~said~ |rain fell|.\n\n<{Tom Hale}> ~said~ |snow came|. <The Norwegian chairman> ~said~ |it would last|.",
     "Norwegian chairman", U, "NO", "anaphoric"),
    ("his lawyer is not he", "{Ivo Marek} arrived. <His lawyer> ~said~ |rain fell|.", "Ivo Marek's lawyer", U, None, "explicit"),
    ("an office introduces the name behind it", "<The mayor>, {Max Orr}, ~said~ |rain fell|.", "Max Orr", N, None, "explicit"),
    ("but no one is introduced by what does not hold an office", "<The agency>, {Max Orr} ~said~ |rain fell|.", "agency", B, None, "explicit"),
    ("the last of several titles introduces", "<Critic, {Hale} aide and chairman> {Max Orr} ~said~ |rain fell|.", "Max Orr", N, None, "explicit"),
    ("the loyalist is not the leader", "<A {Marek} loyalist, {Max Orr},> ~said~ |rain fell|.", "Max Orr", N, None, "explicit"),
    ("his publicist is not who spoke last",
     "<{Nils Falk}> ~said~ |rain fell|. <His publicist> ~added~ |snow came|.", "Nils Falk's publicist", U, None, "explicit"),
    ("the office of a president is no president", "<The Office of the Polish President> ~said~ |rain fell|.",
     "Office of the Polish President", B, "PL", "explicit"),
    # --- what cannot speak
    ("a drone does not speak", "<The drone> ~said~ |rain fell|.", None, X, None, "unknown"),
    ("nor do negotiations", "<Negotiations> ~said~ |rain fell|.", None, X, None, "unknown"),
    ("a calling that no list has does", "<A local seismologist> ~said~ |rain fell|.", "local seismologist", U, None, "explicit"),
    ("part of a group", "<Some> of the protesters ~said~ |rain fell|.", "Some of the protesters", U, None, "explicit"),
    # --- unnamed
    ("affiliation", "<A {White House} official> ~said~ |rain fell|.", "White House official", U, "US", "explicit"),
    ("adviser of someone is not that one",
     "{Ivo Marek} arrived. <An adviser to the Polish president> ~said~ |rain fell|.", "adviser to the Polish president", U, "PL", "explicit"),
    ("spokesman for someone", "<A spokesman for {Ada Lind}> ~said~ |rain fell|.", "spokesman for Ada Lind", U, "NO", "explicit"),
    ("aide by name", "<A {Hale} aide> ~said~ |rain fell|.", "Hale aide", U, "US", "explicit"),
    ("officials of a country", "<{Polish} officials> ~said~ |rain fell|.", "Polish officials", U, "PL", "explicit"),
    ("officials of two", "<{Polish} and Norwegian officials> ~said~ |rain fell|.", "Polish and Norwegian officials", U, None, "explicit"),
    ("critics of someone", "<Critics of {Ada Lind}> ~said~ |rain fell|.", "Critics of Ada Lind", U, None, "explicit"),
    ("analysts have no country", "<Analysts in {Warsaw}> ~said~ |prices fell|.", "Analysts in Warsaw", U, None, "explicit"),
    ("but a nationality counts", "<{Polish} analysts> ~said~ |prices fell|.", "Polish analysts", U, "PL", "explicit"),
    ("more than some",  "<More than 40 percent of the residents> ~said~ |rain fell|.", "residents", U, None, "explicit"),
    ("when is not who", "<A resident here Tuesday> ~said~ |rain fell|.", "resident", U, None, "explicit"),
    ("a bare spokeswoman is the subject's",
     "The {Coast Agency} ignored the deal, with <a spokeswoman> ~saying~ |rain fell|.", "Coast Agency spokeswoman", U, "NO", "explicit"),
    ("relative clause is cut", "<An official who met {Tom Hale}> ~said~ |rain fell|.", "official", U, None, "explicit"),
    ("a number of", "<A number of residents> ~said~ |rain fell|.", "residents", U, None, "explicit"),
    ("others", "<Others> ~said~ |rain fell|.", "Others", U, None, "explicit"),
    ("ambassador to another country", "<A Polish ambassador to {Norway}> ~said~ |rain fell|.", "Polish ambassador to Norway", U, "PL", "explicit"),
    ("what most people speak for is no reason", "{Ada Lind} met {Bo Falk}. {Lind} left. <Defence officials> ~said~ |rain fell|.",
     "Defence officials", U, None, "explicit"),
    ("officials where two countries meet",
     "{Ada Lind} met {Ivo Marek}. {Lind} left. {Marek} rose. <Officials> ~said~ |rain fell|.", "Officials", U, None, "explicit"),
    ("senators", "<Several Republican senators> ~said~ |rain fell|.", "Republican senators", U, "US", "explicit"),
    # --- organisations
    ("organisation", "<The {Coast Agency}> ~said~ |rain fell|.", "Coast Agency", B, "NO", "explicit"),
    ("company has no country", "<{Nordbank}> ~said~ |prices fell|.", "Nordbank", B, None, "explicit"),
    ("capital", "<{Warsaw}> ~said~ |rain fell|.", "Poland", B, "PL", "explicit"),
    ("ministry of a country", "<The Polish defence ministry> ~said~ |rain fell|.", "Polish defence ministry", B, "PL", "explicit"),
    ("country's government", "<{Norway}'s government> ~said~ |rain fell|.", "Norway's government", B, "NO", "explicit"),
    ("someone's office", "<{Marek}'s office> ~said~ |rain fell|.", "Ivo Marek's office", B, "PL", "explicit"),
    ("his office: of whom it tells",
     "{Ivo Marek} arrived. |{Tom Hale} has left|, <his office> ~said~.", "Tom Hale's office", B, "US", "explicit"),
    ("his office before its word: who was named",
     "{Ivo Marek} arrived. <His office> ~said~ |{Tom Hale} has left|.", "Ivo Marek's office", B, "PL", "explicit"),
    ("an account of nobody here", "{Tom Hale} arrived. <@harbournews> ~said~ |rain fell|.", "@harbournews", B, None, "explicit"),
    ("the agency takes up", "The {Coast Agency} met {Bo Falk}. <The agency> ~said~ |rain fell|.", "Coast Agency", B, "NO", "anaphoric"),
    ("the ministry does not take up an agency",
     "The {Coast Agency} met {Bo Falk}. <The ministry> ~said~ |rain fell|.", "ministry", B, None, "explicit"),
    ("the newspaper", "The {Morning Courier} met the {Harbour Union}. <The newspaper> ~said~ |rain fell|.", "Morning Courier", B, None, "anaphoric"),
    ("a people stands for its country", "<The {Norwegians}> ~said~ |rain fell|.", "Norway", B, "NO", "explicit"),
    # --- documents
    ("report", "<A report by the {Harbour Union}> ~said~ |prices fell|.", "Harbour Union report", D, None, "explicit"),
    ("statement is its issuer", "<A statement by the {Coast Agency}> ~said~ |rain fell|.", "Coast Agency", B, "NO", "explicit"),
    ("tweet is its author", "<{Hale}'s tweet> ~said~ |rain fell|.", "Tom Hale", N, "US", "explicit"),
    ("the report takes up", "<A new report> ~said~ |prices fell|. <The report> ~added~ |wages would rise|.", "new report", D, None, "anaphoric"),
    ("the statement after its issuer",
     "The {Coast Agency} met. <The {Coast Agency}> ~said~ |rain fell|. <The statement> ~added~ |snow came|.", "Coast Agency", B, "NO", "anaphoric"),
    ("whose statement stands behind the source",
     "{Ada Lind} left. <A statement> by the {Coast Agency} ~said~ |rain fell|.", "Coast Agency", B, "NO", "explicit"),
    ("a report takes up the one that was introduced",
     "A {Coast Agency} report opened old wounds. {Ada Lind} left. <The report> ~said~ |rain fell|.", "Coast Agency report", D, "NO", "anaphoric"),
    ("but not a report of nobody", "A report opened old wounds. {Ada Lind} left. <The report> ~said~ |rain fell|.", "report", D, None, "explicit"),
    ("its ambassador", "{Poland} signed. <Its ambassador to {Norway}> ~said~ |rain fell|.", "Polish ambassador", U, "PL", "explicit"),
    ("a name that the recogniser missed", "<The former minister for the harbour Karen Stenholt> ~said~ |rain fell|.",
     "Karen Stenholt", N, None, "explicit"),
    ("no name", "<The former minister for the North Harbour> ~said~ |rain fell|.",
     "former minister for the North Harbour", U, None, "explicit"),
    ("what an adviser", "It was <what an adviser> ~called~ |a storm that would pass|.", "adviser", U, None, "explicit"),
    ("its minister", "{Poland} signed. <Its trade minister> ~said~ |rain fell|.", "Polish trade minister", U, "PL", "explicit"),
    # --- relative clauses
    # --- without a source
    ("goes on in the paragraph", "“|Rain will fall|,” ~said~ <{Ada Lind}>. “|Snow will come.|”", "Ada Lind", N, "NO", "floating"),
    ("goes on in the next paragraph", "“|Rain will fall|,” ~said~ <{Ada Lind}>.\n\n“|Snow will come.|”", "Ada Lind", N, "NO", "floating"),
    ("not after another speaker",
     "“|Rain will fall|,” ~said~ <{Ada Lind}>.\n\n“|No|,” ~said~ <{Bo Falk}>.\n\n“|Snow will come.|”", "Bo Falk", N, "NO", "floating"),
    ("after a paragraph in between",
     "“|Rain will fall|,” ~said~ <{Ada Lind}>.\n\nThe harbour was closed.\n\n“|Snow will come.|”", None, X, None, "unknown"),
    ("colon", "{Bo Falk} wrote to the harbour: “|Snow will come.|”", "Bo Falk", N, "NO", "floating"),
    ("subject of the sentence before", "{Bo Falk} criticised the harbour. “|Snow will come.|”", "Bo Falk", N, "NO", "floating"),
    ("not the report in between", "“|It rains|,” ~said~ <{Ada Lind}>. <A report> ~said~ |it was late|. “|No.|”", "Ada Lind", N, "NO", "floating"),
    ("talks do not speak", "The talks opened late, ~saying~ |rain fell|.", None, X, None, "unknown"),
    ("nothing to go on", "The harbour was closed. “|Snow will come.|”", None, X, None, "unknown"),
    ("asked by nobody", "{Bo Falk} arrived. ~Asked~ |whether rain fell|, he left.", None, X, None, "unknown"),
]  # fmt: skip


def resolved(doc: Doc) -> tuple[str | None, str, str | None, str]:
    doc = Speakers()(doc)
    quote = doc._.quotes[-1]
    name = doc._.entities[quote.speaker].name if quote.speaker is not None else None
    return name, quote.source_kind, quote.country, quote.resolution


@pytest.mark.parametrize(("text", "expected"), [pytest.param(row[1], row[2:], id=row[0]) for row in ROWS])
def test_speaker(text: str, expected: tuple[str | None, str, str | None, str]) -> None:
    assert resolved(article(text)) == expected


@pytest.mark.model
def test_speakers_with_the_real_parser() -> None:
    nlp = spacy.load(settings().model, exclude=["ner"])
    assert {row[0]: resolved(article(row[1], parse=nlp)) for row in ROWS} == {row[0]: row[2:] for row in ROWS}


def quotes(text: str) -> list[Quote]:
    return Speakers()(article(text))._.quotes


def test_the_chain_leads_from_the_source_to_the_full_name() -> None:
    text = "{Ivo Marek} arrived. {Marek} met {Ada Lind}. <He> ~said~ |rain would fall|."
    quote = quotes(text)[-1]
    plain = article(text).text
    assert [plain[s.start : s.end] for s in quote.chain] == ["He", "Marek", "Ivo Marek"]
    assert quote.reason == '"he" after "Marek"'


def test_a_source_that_is_the_full_name_is_the_whole_chain() -> None:
    quote = quotes("<{Ivo Marek}> ~said~ |rain would fall|.")[-1]
    assert len(quote.chain) == 1


def test_a_close_race_is_less_certain_than_a_clear_one() -> None:
    clear = quotes("{Ivo Marek} arrived. <He> ~said~ |rain would fall|.")[-1]
    close = quotes("{Bo Falk} arrived. {Ivo Marek} met {Bo Falk}. <He> ~said~ |rain would fall|.")[-1]
    assert close.confidence < clear.confidence <= 0.95


def test_the_country_carries_its_reason() -> None:
    assert quotes("<A {White House} official> ~said~ |rain would fall|.")[-1].country_reason == '"White House" in its description'
    assert quotes("<{Ada Lind}> ~said~ |rain would fall|.")[-1].country_reason == "Ada Lind in the cast"


def test_one_description_is_one_entity() -> None:
    doc = Speakers()(
        article("<A White House official> ~said~ |rain would fall|. {Ada Lind} left. <A White House official> ~added~ |snow would follow|.")
    )
    assert len({q.speaker for q in doc._.quotes}) == 1
    added = [e for e in doc._.entities if not e.named]
    assert [(e.name, e.kind, e.country) for e in added] == [("White House official", "person", "US")]


def test_keys_of_entities_stay_their_places_in_the_list() -> None:
    doc = Speakers()(
        article("<Analysts> ~said~ |rain would fall|. <{Ada Lind} and {Bo Falk}> ~said~ |snow would follow|. <A report> ~said~ |it was late|.")
    )
    assert [e.key for e in doc._.entities] == list(range(len(doc._.entities)))


def test_the_day_said_is_outside_the_content() -> None:
    published = date(2031, 5, 15)  # a Thursday
    doc = Speakers()(article("<{Ada Lind}> ~said~ on Monday |rain would fall on Wednesday|.", published))
    assert (doc._.quotes[0].said_on, doc._.quotes[0].said_basis) == (date(2031, 5, 12), "relative")


def test_a_doc_without_anything_is_left_alone() -> None:
    doc = NLP.make_doc("Rain fell.")
    assert Speakers()(doc)._.quotes is None
    doc._.quotes = []
    assert Speakers()(doc)._.quotes == []


def test_quotes_without_entities_and_parse_do_not_fail() -> None:
    doc = NLP.make_doc("She said rain would fall.")
    doc._.quotes = [Quote(0, (Span(9, 24),), "indirect", Span(4, 8), Span(0, 3))]
    doc[0].is_sent_start = True
    quote = Speakers()(doc)._.quotes[0]
    assert (quote.speaker, quote.source_kind, quote.resolution) == (None, "none", "unknown")


@given(st.text(max_size=80), st.data())
def test_any_text_and_any_offsets_give_an_answer(text: str, data: st.DataObject) -> None:
    doc = NLP.make_doc(text or "a")
    spans = st.integers(0, len(doc.text)).flatmap(lambda a: st.integers(a, len(doc.text)).map(lambda b: Span(a, b)))
    doc._.entities = [Entity(0, "Ada Lind", "person")]
    doc._.mentions = [Mention(*data.draw(spans), "PERSON", 0)]
    source, cue = data.draw(st.none() | spans), data.draw(st.none() | spans)
    doc._.quotes = [Quote(i, (data.draw(spans),), "direct", cue, source) for i in range(2)]
    for quote in Speakers()(doc)._.quotes:
        assert quote.speaker is None or 0 <= quote.speaker < len(doc._.entities)
        assert 0 <= quote.confidence <= 1
        assert quote.speaker is not None or quote.country is None
