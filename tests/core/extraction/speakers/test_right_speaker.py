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
    (
        "two sentences with a cue each",
        '"That is absurd," Peter Larsen said. "It is just," said Eva Diaz.',
        {"absurd": "Peter Larsen", "just": "Eva Diaz"},
    ),
    ("on X.", '"That is absurd," Peter Larsen wrote on X. "It is just," said Eva Diaz.', {"absurd": "Peter Larsen", "just": "Eva Diaz"}),
    ("p.m.", '"That is absurd," said Peter Larsen at 5 p.m. "It is just," said Eva Diaz.', {"absurd": "Peter Larsen", "just": "Eva Diaz"}),
    ("p.m. Tuesday", '"That is absurd," Peter Larsen said at 5 p.m. Tuesday. "It is just," said Eva Diaz.', {"just": "Eva Diaz"}),
    ("the U.S.", "Peter Larsen said he would leave the U.S. Eva Diaz said she would stay.", {"stay": "Eva Diaz"}),
    ("U.S. officials", '"That is absurd," Peter Larsen told U.S. officials. "It is just," said Eva Diaz.', {"just": "Eva Diaz"}),
    ("disagreed", 'Susan Fischer spoke first. "The limit must stay at 50." Union leader Peter Larsen disagreed.', {"50": "Susan Fischer"}),
    (
        "a body's abbreviation",
        'Susan Fischer spoke first. "That is absurd," said Peter Larsen of Tern Inc. "It is just," said Eva Diaz.',
        {"absurd": "Peter Larsen", "just": "Eva Diaz"},
    ),
    (
        "a district",
        'Susan Fischer spoke first. "That is absurd," said Peter Larsen, from Washington, D.C. "It is just," said Eva Diaz.',
        {"absurd": "Peter Larsen", "just": "Eva Diaz"},
    ),
    ("objected", 'Susan Fischer spoke first. "The limit must stay at 50." Union leader Peter Larsen objected.', {"50": "Susan Fischer"}),
    ("begged to differ", 'Susan Fischer spoke first. "The limit must stay at 50." Peter Larsen begged to differ.', {"50": "Susan Fischer"}),
    ("agreed", 'Susan Fischer spoke first. "The limit must stay at 50." Peter Larsen agreed.', {"50": "Susan Fischer"}),
    # --- who is only named beside the speaker
    ("daughter of", "Sophie Laurent, daughter of Henri Dupont, said she would leave.", {"leave": "Sophie Laurent"}),
    ("mother of two", "Sophie Laurent, mother of Henri Dupont and Ana Holt, said she would leave.", {"leave": "Sophie Laurent"}),
    ("formerly", "Sophie Laurent, formerly Sophie Girard, said she would leave.", {"leave": "Sophie Laurent"}),
    ("the former", "Sophie Laurent, the former Sophie Girard, said she would leave.", {"leave": "Sophie Laurent"}),
    ("an aide to", "Sophie Laurent, an aide to Henri Dupont, said she would leave.", {"leave": "Sophie Laurent"}),
    ("official under two", "Sophie Laurent, an official in the Henri Dupont and Ana Holt years, said she would leave.", {"leave": "Sophie Laurent"}),
    ("not the other", "Sophie Laurent, not Henri Dupont, said she would leave.", {"leave": "Sophie Laurent"}),
    # --- and who speaks together
    ("and", "Nora Jensen and Mark Dalton said the tunnel was sound.", {"sound": "Nora Jensen and Mark Dalton"}),
    ("a list", "Nora Jensen, Mark Dalton and Eva Diaz said the tunnel was sound.", {"sound": "Nora Jensen and Mark Dalton and Eva Diaz"}),
    ("along with", "Lena Holt, along with Ines Marsh, said the tunnel was sound.", {"sound": "Lena Holt and Ines Marsh"}),
    ("along with, others", "Emma Holm, along with Mark Dalton, said the tunnel was sound.", {"sound": "Emma Holm and Mark Dalton"}),
    ("titles between", "Nora Jensen and union leader Mark Dalton said the tunnel was sound.", {"sound": "Nora Jensen and Mark Dalton"}),
    (
        "appositions between",
        "Nora Jensen, the mayor, and Mark Dalton, a doctor, said the tunnel was sound.",
        {"sound": "Nora Jensen and Mark Dalton"},
    ),
    (
        "a rival, and another",
        "Sophie Laurent, a rival of Henri Dupont, and Eva Diaz said they would leave.",
        {"leave": "Sophie Laurent and Eva Diaz"},
    ),
    ("his wife", "Mark Dalton and his wife, Nora Jensen, said they would leave.", {"leave": "Mark Dalton and Nora Jensen"}),
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
    ("said no", "Asked about the toll, Peter Larsen said no.", {"toll": NOWHERE}),
    ("that is what", "That is what Peter Larsen said.", {"what": NOWHERE}),
    ("what he said", "What Peter Larsen said surprised the council.", {"council": NOWHERE}),
    ("heard what", "Nobody heard what Peter Larsen said.", {"heard": NOWHERE}),
    ("complained of", "The town emptied as its mayor complained of the cold.", {"emptied": NOWHERE}),
    ("what it proved", "That is what Peter Larsen said it proved.", {"proved": "Peter Larsen"}),
    ("had this to say", 'Peter Larsen had this to say: "We need money."', {"money": "Peter Larsen"}),
    ("said no toll", "Peter Larsen said no toll was needed.", {"no toll": "Peter Larsen"}),
    # --- speech without a cue
    ("two people, the subject", 'Susan Fischer met Peter Larsen. "The limit must stay at 50." Larsen nodded.', {"50": "Susan Fischer"}),
    (
        "signed behind a title",
        "Samuel Adeyemi cheered.\n\n“Ilse is a true expert in water.” –Commissioner Samuel Adeyemi\n\nThe council met on Monday.",
        {"expert": "Samuel Adeyemi"},
    ),
    ("a colon and a name", "Colleagues cheered.\n\nAnd from Ruth Keane:\n\n“Ilse brings thirty years of service.”", {"thirty": "Ruth Keane"}),
    ("a colon and two names", "Colleagues cheered.\n\nOn Ruth Keane and Felix Brand:\n\n“They bring thirty years of service.”", {"thirty": None}),
    ("in somebody's words", 'The mayor is, in the words of one ally, "done for".', {"done for": "ally"}),
    ("in other words", 'In other words, the plan is "a farce".', {"farce": NOWHERE}),
    ("a relay", 'According to Tidewire, which named the Post, minister Teresa Moura told members that "the levy is gone".', {"gone": "Teresa Moura"}),
    # --- pronouns
    (
        "she, not the one who may be either",
        "LONDON, March 5, 2024 (Newswire) - Adrian Cole met Helen Marsh. She said the gate was loose.",
        {"loose": "Helen Marsh"},
    ),
    ("and he is the other", "Adrian Cole met Helen Marsh on Monday. She said the gate was loose. He said it was firm.", {"firm": "Adrian Cole"}),
    (
        "they: the two named together",
        "Simon Pratt and Daniel Frost were in Oslo. They said the fish were gone.",
        {"fish": "Simon Pratt and Daniel Frost"},
    ),
    # --- who hears, who replies, whose spokesman
    ("who is told hears", "Mayor Susan Fischer was told by Peter Larsen that the port would close.", {"close": "Peter Larsen"}),
    ("told by nobody", "Mayor Susan Fischer was told that the port would close.", {"close": None}),
    ("was quoted speaks", "Mayor Susan Fischer was quoted as saying that the port would close.", {"close": "Susan Fischer"}),
    (
        "verbs with a particle",
        'Joan Hale met parents on Tuesday. "We need money," chimed in Hale. "It is far too late," shot back parent Amy Rowe.',
        {"money": "Joan Hale", "late": "Amy Rowe"},
    ),
    (
        "a couple",
        "Paul Winter and Clara Winter met. Mrs. Winter said the ferry would sink. Mr. Winter said it would float.",
        {"sink": "Clara Winter", "float": "Paul Winter"},
    ),
    (
        "brothers",
        "Brothers Paul Winter and Mark Winter met. Paul said the ferry would sink. Mark said it would float.",
        {"sink": "Paul Winter", "float": "Mark Winter"},
    ),
    (
        "a name that is a street's word",
        'Mr. Mathers met Ms. Lane. "The ferry is old," she said. "It is new," he said.',
        {"old": "Lane", "new": "Mathers"},
    ),
    ("Ortega y Ruiz", 'Minister José Ortega y Ruiz came. "The ferry is old," Ortega said.', {"old": "José Ortega y Ruiz"}),
    ("a small particle", 'Minister Ursula van der Meer came. "The ferry is old," van der Meer said.', {"old": "Ursula van der Meer"}),
    (
        "two offices of one family",
        "President Ivo Marsh and his daughter, Senator Lia Marsh, spoke. President Marsh said it was safe. Senator Marsh said it leaked.",
        {"safe": "Ivo Marsh", "leaked": "Lia Marsh"},
    ),
    (
        "a calling with a capital",
        'Nurse Eva Lund met the board. "We cannot go on," rasped Lund.',
        {"go on": "Eva Lund"},
    ),
    ("a particle before a word", 'Minister Charles de la Tour came. "The road is bad," de la Tour said.', {"road": "Charles de la Tour"}),
    ("a name of two letters", '"We are tired," said Li, a student in Hunan.', {"tired": "Li"}),
    ("uses one name", '"We are tired," said Suharti, who like many of her people uses one name.', {"tired": "Suharti"}),
    (
        "a reply",
        'Susan Fischer met Peter Larsen. "You lie," Fischer told Larsen. "No, you lied first," Larsen shot back.',
        {"You lie": "Susan Fischer", "first": "Peter Larsen"},
    ),
    (
        "each one's spokesman",
        "Susan Fischer met Peter Larsen. A spokesman for Fischer said it was late. Larsen's spokesman said it was early.",
        {"late": "spokesman for Fischer", "early": "Larsen's spokesman"},
    ),
    # --- sources without a name keep what defines them
    ("familiar with", "Sources familiar with the briefings said the plan was wrong.", {"wrong": "Sources familiar with the briefings"}),
    ("close to", "An official close to the negotiations said the plan was wrong.", {"wrong": "official close to the negotiations"}),
    ("a group of", "A group of former ambassadors said the plan was wrong.", {"wrong": "group of former ambassadors"}),
    ("nothing to keep", "An official who was there said the plan was wrong.", {"wrong": "official"}),
    ("a name that looks like a preposition", "Deputy mayor Per Solberg said the limit was wrong.", {"wrong": "Per Solberg"}),
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
