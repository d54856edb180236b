"""Whom a name means where several could be meant: famous people and those who bear their names, couples, families, countries called like people."""

from __future__ import annotations

import pytest

from tests.core.extraction.entities.marked import mentions, people, read

FAMOUS = [
    ("a calling before the name", "Teacher [Angela Merkel]PERSON of [Dover]GPE spoke.", None),
    ("a calling behind it", "[Angela Merkel]PERSON, a teacher from [Dover]GPE, spoke.", None),
    ("behind the age", "[Angela Merkel]PERSON, 34, a plumber, spoke.", None),
    ("a neighbour", "[Angela Merkel]PERSON, a neighbour who heard it, spoke.", None),
    ("a child", "The pupil, [Angela Merkel]PERSON, 9, spoke.", None),
    ("a child in words", "[Angela Merkel]PERSON, who is 12 years old, spoke.", None),
    ("somebody called so", "A local baker called [Angela Merkel]PERSON spoke.", None),
    ("the short name behind it", "Nurse [Angela Merkel]PERSON came. Later [Merkel]PERSON spoke.", None),
    ("nothing about her", "[Angela Merkel]PERSON spoke.", "DE"),
    ("a former calling", "[Angela Merkel]PERSON, a former waitress, spoke.", "DE"),
    ("an office", "Former chancellor [Angela Merkel]PERSON spoke.", "DE"),
    ("a grown-up's age", "[Angela Merkel]PERSON, 70, spoke.", "DE"),
    ("a calling that goes with an office", "[Angela Merkel]PERSON, a physicist, spoke.", "DE"),
    ("a teacher who is somebody else", "The teacher met [Angela Merkel]PERSON.", "DE"),
]


@pytest.mark.parametrize(("marked", "code"), [row[1:] for row in FAMOUS], ids=[row[0] for row in FAMOUS])
def test_a_famous_name_is_that_persons_unless_the_text_says_otherwise(marked: str, code: str | None) -> None:
    assert {name: e.country for name, e in people(read(marked)).items()} == {"Angela Merkel": code}


COUPLES = [
    ("Lord and Lady", "Lord [Harrow]PERSON and Lady [Harrow]PERSON came.", {"Lord Harrow": 1, "Lady Harrow": 1}),
    (
        "each mention goes to its own",
        "Lord [Harrow]PERSON came. Lady [Harrow]PERSON spoke. [Harrow]PERSON left.",
        {"Lord Harrow": 1, "Lady Harrow": 2},
    ),
    ("a lord and a mister may be one", "Lord [Harrow]PERSON came. Mr [Harrow]PERSON left.", {"Lord Harrow": 2}),
    ("Mr and Mrs", "Mr [Harrow]PERSON came. Mrs [Harrow]PERSON spoke.", {"Mr Harrow": 1, "Mrs Harrow": 1}),
    ("one alone needs no title", "Mrs [Harrow]PERSON came. Mrs [Harrow]PERSON left.", {"Harrow": 2}),
    ("a knight named in full and his lady", "Sir [Tom Harrow]PERSON came. Lady [Harrow]PERSON spoke.", {"Tom Harrow": 1, "Lady Harrow": 1}),
    ("two given names", "[John]PERSON and [Jane Doe]PERSON came.", {"John Doe": 1, "Jane Doe": 1}),
    ("the recogniser missed one", "The owners, Maria and [Tom Reyes]PERSON, came.", {"Maria Reyes": 1, "Tom Reyes": 1}),
    ("three", "Mary, Tom and [Ann Reyes]PERSON came.", {"Mary Reyes": 1, "Tom Reyes": 1, "Ann Reyes": 1}),
    ("with a particle", "Anna and [Jan van Dorn]PERSON came.", {"Anna van Dorn": 1, "Jan van Dorn": 1}),
    ("a junior shares no more than the name", "Tom and [Ann Reyes Jr.]PERSON came.", {"Tom Reyes": 1, "Ann Reyes Jr.": 1}),
    ("found again by the given name", "John and [Jane Doe]PERSON came. [John]PERSON spoke.", {"John Doe": 2, "Jane Doe": 1}),
    ("the full name stands elsewhere", "[John Doe]PERSON came. Then John and [Jane Doe]PERSON left.", {"John Doe": 2, "Jane Doe": 1}),
    ("a famous one", "Hillary and [Bill Clinton]PERSON came.", {"Hillary Clinton": 1, "Bill Clinton": 1}),
    ("the full name first", "[John Doe]PERSON and Jane came.", {"John Doe": 1}),
    ("a family name of the article", "[Eve James]PERSON came. James and [Tom Reyes]PERSON left.", {"Eve James": 2, "Tom Reyes": 1}),
    ("a family name that all know", "Kerry and [Tom Reyes]PERSON left.", {"Tom Reyes": 1}),
    ("a place", "Georgia and [Tom Reyes]PERSON left.", {"Tom Reyes": 1}),
    ("no list of names", "It was Tom, then [Ann Reyes]PERSON.", {"Ann Reyes": 1}),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in COUPLES], ids=[row[0] for row in COUPLES])
def test_people_who_share_a_family_name(marked: str, expected: dict[str, int]) -> None:
    doc = read(marked)
    assert {name: len(mentions(doc, name)) for name in people(doc)} == expected


COUNTRIES_AND_PEOPLE = [
    ("a president is a country's", "[Chad]GPE's president spoke.", ("Chad", "country")),
    ("a minister, where a person bears the name", "[Michael Jordan]PERSON came. [Jordan]GPE's minister spoke.", ("Jordan", "country")),
    ("an agent is a person's", "[Michael Jordan]PERSON came. [Jordan]GPE's agent spoke.", ("Michael Jordan", "person")),
    ("so is a lawyer, of a given name", "[Chad Lind]PERSON came. [Chad]GPE's lawyer spoke.", ("Chad Lind", "person")),
    ("no person of that name", "[Michael Lind]PERSON came. [Jordan]GPE's agent spoke.", ("Jordan", "country")),
    ("a state's governor", "[Georgia]GPE's governor spoke. [Atlanta]GPE was calm.", ("Georgia", "place")),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in COUNTRIES_AND_PEOPLE], ids=[row[0] for row in COUNTRIES_AND_PEOPLE])
def test_a_country_and_a_person_of_one_name(marked: str, expected: tuple[str, str]) -> None:
    doc = read(marked)
    at = doc.text.index("'s")
    key = next(m.entity for m in doc._.mentions if m.end == at)
    assert (doc._.entities[key].name, doc._.entities[key].kind) == expected


CALLED = [
    ("a nurse", "The ward was full, nurse Wirepa Falkner said.", ["Wirepa Falkner"]),
    ("an owner", "It rained, said shop owner Wirepa Falkner.", ["Wirepa Falkner"]),
    ("the word opens the sentence", "[Farmer Wirepa Falkner]PERSON spoke.", ["Wirepa Falkner"]),
    ("it may be a given name", "[Mason Falkner]PERSON spoke.", ["Mason Falkner"]),
    ("a rapper of one name", "Rapper [Kelpo]ORG spoke.", ["Kelpo"]),
    ("a singer whom all know", "[Adele]ORG spoke.", ["Adele"]),
    ("nobody so famous behind a full name", "[Adele Harrow]PERSON came. [Adele]ORG spoke.", ["Adele Harrow"]),
    ("nor behind a family name", "[Tom Madonna]PERSON came. Mr. [Madonna]PERSON spoke.", ["Tom Madonna"]),
    ("unseen, with an age and words", "They met Wirepa Falkner, 52, who left. Falkner spoke.", ["Wirepa Falkner"]),
    (
        "unseen in a round-up",
        "“It rains.”\n\nWirepa Falkner, Kelp Times\n\n“It is dry.”\n\nOdile Harrow, The Kelp\n\nIt went on.",
        ["Wirepa Falkner", "Odile Harrow"],
    ),
    ("a chief justice", "Chief Justice Wirepa spoke.", ["Wirepa"]),
    ("a justice named in full", "So wrote Justice Tom Wendell Falkner Jr. in a letter.", ["Tom Wendell Falkner Jr."]),
    ("a department is no justice", "The Justice Department Headquarters was shut.", []),
    ("a mister by the name that stands first", "[Wirepa Falkner]PERSON came. Mr Wirepa spoke.", ["Wirepa Falkner"]),
    ("one word in small letters proves nothing", "They met nurse Practitioners.", []),
    ("a school", "They met at [Ana Ruiz]PERSON Elementary.", []),
    ("a ship", "They sailed on the USS [Ana Ruiz]PERSON.", []),
    ("a bridge", "The [Ana Ruiz]PERSON Bridge was shut.", []),
    ("her office is no part of the name", "[Ana Ruiz]PERSON Senator for Kelp, spoke.", ["Ana Ruiz"]),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in CALLED], ids=[row[0] for row in CALLED])
def test_who_is_a_person(marked: str, expected: list[str]) -> None:
    assert list(people(read(marked))) == expected


def test_a_singer_speaks_for_no_country() -> None:
    assert people(read("[Adele]ORG spoke."))["Adele"].country is None


BODIES = [
    ("letters behind the name", "The Kelp Harvest Board (KHB) met. The KHB spoke.", {"Kelp Harvest Board": ["Kelp Harvest Board", "KHB", "KHB"]}),
    (
        "small words",
        "The Office of Kelp and Sorrel (OKS) met. OKS spoke.",
        {"Office of Kelp and Sorrel": ["Office of Kelp and Sorrel", "OKS", "OKS"]},
    ),
    (
        "a word more, and a comma",
        "The Kelp and Sorrel Harvest agency, or KSH, met. KSH spoke.",
        {"Kelp and Sorrel Harvest agency": ["Kelp and Sorrel Harvest agency", "KSH", "KSH"]},
    ),
    (
        "the recogniser ran over the bracket",
        "The [Kelp Harvest Board (KHB]ORG) met. [KHB]ORG spoke.",
        {"Kelp Harvest Board": ["Kelp Harvest Board", "KHB", "KHB"]},
    ),
    ("other letters", "The [Kelp Harvest Board]ORG (Oslo) met.", {"Kelp Harvest Board": ["Kelp Harvest Board"]}),
    ("a party and a state", "[Ana Ruiz]PERSON (R-UT) met them.", {}),
    ("letters that fit nothing", "They met (XYZ) in the hall.", {}),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_an_acronym_and_the_full_name_are_one_body(marked: str, expected: dict[str, list[str]]) -> None:
    doc = read(marked)
    bodies = [e.name for e in doc._.entities if e.kind == "organisation"]
    assert {name: mentions(doc, name) for name in bodies} == expected
