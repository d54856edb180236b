"""Names of people: parts, spellings, short forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.extraction.entities import names


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Maria Okonjo", "Maria Okonjo", True),
        ("Maria L. Okonjo", "Maria Okonjo", True),
        ("Maria E. Okonjo", "Maria Okonjo", True),
        ("M. Okonjo", "Maria Okonjo", True),
        ("Bill Harrow", "William Harrow", True),
        ("Bill Harrow", "Hilda Harrow", False),
        ("Danylo Kravchuk", "Danilo Kravchuk", True),
        ("Oleh Zelnytskyy", "Oleh Zelnytsky", True),
        ("Oleh Zelnytskyi", "Oleh Zelnytsky", True),
        ("Qasim al-Harbi", "Qasim Harbi", True),
        ("Anna Brown", "Anna Crown", False),
        ("Tom Reyes", "Tom Reyes Jr.", False),
        ("Kim Dae Sung", "Kim Dae-sung", True),
        ("Kim Dae Sung", "Kim Dae Il", False),
        ("Pablo Ibarra Quiroga", "Pablo Ibarra", True),
    ],
)
def test_same_person(a: str, b: str, same: bool) -> None:
    assert names.same_person(names.parse(a), names.parse(b)) is same
    assert names.same_person(names.parse(b), names.parse(a)) is same


@pytest.mark.parametrize(
    ("name", "handles"),
    [
        ("Maria Okonjo", {"okonjo"}),
        ("Ursula von der Marwitz", {"von der marwitz", "marwitz"}),
        ("Rashid al-Harbi", {"al-harbi", "harbi"}),
        ("Moon Seo-jin", {"moon", "seo-jin"}),
        ("Pablo Ibarra Quiroga", {"quiroga", "ibarra quiroga"}),
    ],
)
def test_short_forms(name: str, handles: set[str]) -> None:
    assert names.handles(names.parse(name)) == handles


def test_gender_only_where_usual() -> None:
    assert names.gender_of("Maria") == "f"
    assert names.gender_of("Robert") == "m"
    assert names.gender_of("Kim") is None
    assert names.gender_of("Xqz") is None


def test_known_people() -> None:
    putin = names.known_alone("Putin")
    assert putin is not None
    assert (putin.name, putin.codes) == ("Vladimir Putin", ("RU",))
    assert names.known_alone("Okonjo") is None
    assert names.known_full(names.parse("Volodymyr Zelensky")) == names.known_alone("Zelenskyy")


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = names.parse(text)
    assert names.parse(text) == name
    if name.parts:
        assert names.same_person(name, name)
        assert name.family in names.handles(name)
