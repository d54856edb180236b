"""Whose words: each kind with its counter-examples, read by the whole pipeline. Everyone is invented.

A row: the kind, a text, and what must come out: words of a quote and its speaker (None: nobody). Words with ``...`` must be in no quote.
"""

from __future__ import annotations

import pytest

from ontherecord.extraction import pipeline
from ontherecord.loading import load_text

pytestmark = pytest.mark.model

NOWHERE = "..."
ROWS: list[tuple[str, str, dict[str, str | None]]] = [
    # --- a cue takes words of its own sentence
    ("two sentences with a cue each", '"It is a joke," Boris Vogt said. "It is fair," said Ines Pato.', {"joke": "Boris Vogt", "fair": "Ines Pato"}),
    ("on X.", '"It is a joke," Boris Vogt wrote on X. "It is fair," said Ines Pato.', {"joke": "Boris Vogt", "fair": "Ines Pato"}),
    ("p.m.", '"It is a joke," said Boris Vogt at 5 p.m. "It is fair," said Ines Pato.', {"joke": "Boris Vogt", "fair": "Ines Pato"}),
    ("p.m. Tuesday", '"It is a joke," Boris Vogt said at 5 p.m. Tuesday. "It is fair," said Ines Pato.', {"fair": "Ines Pato"}),
    ("the U.S.", "Boris Vogt said he would leave the U.S. Ines Pato said she would stay.", {"stay": "Ines Pato"}),
    ("U.S. officials", '"It is a joke," Boris Vogt told U.S. officials. "It is fair," said Ines Pato.', {"fair": "Ines Pato"}),
    ("disagreed", 'Anna Keller spoke first. "The age must stay at 65." Union leader Boris Vogt disagreed.', {"65": "Anna Keller"}),
    ("agreed", 'Anna Keller spoke first. "The age must stay at 65." Boris Vogt agreed.', {"65": "Anna Keller"}),
    # --- who is only named beside the speaker
    ("daughter of", "Marie Bonn, daughter of Louis Ferdin, said she would sell.", {"sell": "Marie Bonn"}),
    ("mother of two", "Marie Bonn, mother of Louis Ferdin and Ana Holt, said she would sell.", {"sell": "Marie Bonn"}),
    ("formerly", "Marie Bonn, formerly Marie Holt, said she would sell.", {"sell": "Marie Bonn"}),
    ("the former", "Marie Bonn, the former Marie Holt, said she would sell.", {"sell": "Marie Bonn"}),
    ("an aide to", "Marie Bonn, an aide to Louis Ferdin, said she would sell.", {"sell": "Marie Bonn"}),
    ("official under two", "Marie Bonn, an official in the Louis Ferdin and Ana Holt years, said she would sell.", {"sell": "Marie Bonn"}),
    ("not the other", "Marie Bonn, not Louis Ferdin, said she would sell.", {"sell": "Marie Bonn"}),
    # --- and who speaks together
    ("and", "Lena Holt and Paul Ridge said the ferry was safe.", {"safe": "Lena Holt and Paul Ridge"}),
    ("a list", "Lena Holt, Paul Ridge and Ines Pato said the ferry was safe.", {"safe": "Lena Holt and Paul Ridge and Ines Pato"}),
    ("along with", "Lena Holt, along with Paul Ridge, said the ferry was safe.", {"safe": "Lena Holt and Paul Ridge"}),
    ("titles between", "Lena Holt and union leader Paul Ridge said the ferry was safe.", {"safe": "Lena Holt and Paul Ridge"}),
    ("appositions between", "Lena Holt, the mayor, and Paul Ridge, a doctor, said the ferry was safe.", {"safe": "Lena Holt and Paul Ridge"}),
    ("a rival, and another", "Marie Bonn, a rival of Louis Ferdin, and Ines Pato said they would sell.", {"sell": "Marie Bonn and Ines Pato"}),
    ("his wife", "Paul Ridge and his wife, Lena Holt, said they would sell.", {"sell": "Paul Ridge and Lena Holt"}),
    # --- cues that no list has
    ("behind, turned", '"We need money," spluttered Joan Hale.', {"money": "Joan Hale"}),
    ("behind", '"We need money," Joan Hale deadpanned on Monday.', {"money": "Joan Hale"}),
    ("one word", 'Joan Hale met parents. "Never," hissed parent Amy Rowe.', {"Never": "Amy Rowe"}),
    ("before", 'Joan Hale deadpanned, "We need money."', {"money": "Joan Hale"}),
    ("two rare ones", '"We need money," chuckled Joan Hale. "Never," hissed Amy Rowe.', {"money": "Joan Hale", "Never": "Amy Rowe"}),
    ("a title, a deed", '"The Sea at Night," painted by Marta Sole, opened on Monday.', {"Night": NOWHERE}),
    ("a thing in hand", 'Joan Hale walked out, "Salt and Bone" under her arm.', {"Salt": NOWHERE}),
    ("words that describe", 'The council, "tired of talk," closed the meeting.', {"tired": NOWHERE}),
    ("a nickname", 'The "ferry king," Paul Holt, paid for it.', {"king": NOWHERE}),
    ("the next sentence's deed", '"Who paid?" Joan Hale left the room.', {"paid": NOWHERE}),
    # --- words that stand elsewhere
    ("said no", "Asked about the toll, Boris Vogt said no.", {"toll": NOWHERE}),
    ("that is what", "That is what Boris Vogt said.", {"what": NOWHERE}),
    ("what he said", "What Boris Vogt said surprised the council.", {"council": NOWHERE}),
    ("heard what", "Nobody heard what Boris Vogt said.", {"heard": NOWHERE}),
    ("complained of", "The town emptied as its mayor complained of the cold.", {"emptied": NOWHERE}),
    ("what it proved", "That is what Boris Vogt said it proved.", {"proved": "Boris Vogt"}),
    ("had this to say", 'Boris Vogt had this to say: "We need money."', {"money": "Boris Vogt"}),
    ("said no toll", "Boris Vogt said no toll was needed.", {"no toll": "Boris Vogt"}),
    # --- speech without a cue
    ("two people, the subject", 'Anna Keller met Boris Vogt. "The age must stay at 65." Vogt nodded.', {"65": "Anna Keller"}),
    (
        "signed behind a title",
        "Paul Okafor cheered.\n\n“Ilse is a true expert in water.” –Commissioner Paul Okafor\n\nThe council met on Monday.",
        {"expert": "Paul Okafor"},
    ),
    ("a colon and a name", "Colleagues cheered.\n\nAnd from Dina Marsh:\n\n“Ilse brings thirty years of service.”", {"thirty": "Dina Marsh"}),
    ("a colon and two names", "Colleagues cheered.\n\nOn Dina Marsh and Hugo Lind:\n\n“They bring thirty years of service.”", {"thirty": None}),
    ("in somebody's words", 'The mayor is, in the words of one aide, "finished".', {"finished": "aide"}),
    ("in other words", 'In other words, the plan is "a farce".', {"farce": NOWHERE}),
    ("a relay", 'According to Newswire, which cited the Gull, minister Rita Falcao told members that "the toll is dead".', {"dead": "Rita Falcao"}),
    # --- pronouns
    (
        "she, not the one who may be either",
        "LONDON, March 5, 2024 (Newswire) - Alex Mathers met Martha Lane. She said the fence was old.",
        {"old": "Martha Lane"},
    ),
    ("and he is the other", "Alex Mathers met Martha Lane on Monday. She said the fence was old. He said it was new.", {"new": "Alex Mathers"}),
    (
        "they: the two named together",
        "James Cork and Joseph Blanks were in Oslo. They said the fish were gone.",
        {"fish": "James Cork and Joseph Blanks"},
    ),
    # --- who hears, who replies, whose spokesman
    ("who is told hears", "Mayor Anna Keller was told by Boris Vogt that the port would close.", {"close": "Boris Vogt"}),
    ("told by nobody", "Mayor Anna Keller was told that the port would close.", {"close": None}),
    ("was quoted speaks", "Mayor Anna Keller was quoted as saying that the port would close.", {"close": "Anna Keller"}),
    (
        "a reply",
        'Anna Keller met Boris Vogt. "You lie," Keller told Vogt. "No, you lied first," Vogt shot back.',
        {"You lie": "Anna Keller", "first": "Boris Vogt"},
    ),
    (
        "each one's spokesman",
        "Anna Keller met Boris Vogt. A spokesman for Keller said it was late. Vogt's spokesman said it was early.",
        {"late": "spokesman for Keller", "early": "Vogt's spokesman"},
    ),
    # --- sources without a name keep what defines them
    ("familiar with", "Sources familiar with the briefings said the plan was wrong.", {"wrong": "Sources familiar with the briefings"}),
    ("close to", "An official close to the negotiations said the plan was wrong.", {"wrong": "official close to the negotiations"}),
    ("a group of", "A group of former ambassadors said the plan was wrong.", {"wrong": "group of former ambassadors"}),
    ("nothing to keep", "An official who was there said the plan was wrong.", {"wrong": "official"}),
    ("a name that looks like a preposition", "Deputy mayor Per Strand said the limit was wrong.", {"wrong": "Per Strand"}),
]


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_right_speaker(text: str, wanted: dict[str, str | None]) -> None:
    article = load_text(f"News of the day\n\n{text}").article
    assert article is not None
    [found] = pipeline.extract([article])
    said = [
        (" ".join(article.text[s:e] for s, e in q.pieces), found.entities[q.speaker].name if q.speaker is not None else None) for q in found.quotes
    ]
    for words, speaker in wanted.items():
        speakers = {name for content, name in said if words in content}
        assert speakers == (set() if speaker == NOWHERE else {speaker}), said
