"""Encodings: the same words from each, or a message that names what is lost. All news is invented."""

from __future__ import annotations

import pytest

from ontherecord import loading
from ontherecord.loading import Loaded
from ontherecord.loading.decoding import decode, misfits
from ontherecord.loading.lost import lost_characters
from tests.core.loading.made import ONE, THREE

PLAIN = f"{ONE}\n\nCaptain Zoë Falcão of Curaçao and Ærø's mayor Søren Ådal ate at a café. \"It isn't late,\" she said.\n"
CURLY = f"{ONE}\n\nThe mayor – Zoë Falcão – said: “We won’t wait.” ‘Never,’ said Élodie’s brother… The fare is 5\xa0per cent — or £3.\n"
CENTRAL = f"{ONE}\n\nŁukasz Woźniak and Jiří Dvořák said: “It’s late.” Ľudmila Šťastná – of Łódź – disagreed.\n"
HARD = f"{ONE}\n\nHe ate at a café.\n"

WRITTEN = {
    "Windows": (CURLY, "cp1252"),
    "old Macintosh": (CURLY, "mac_roman"),
    "old Macintosh, straight marks": (PLAIN, "mac_roman"),
    "DOS": (PLAIN, "cp850"),
    "Windows of central Europe": (CENTRAL, "cp1250"),
    "UTF-16 without a mark": (CURLY, "utf-16-le"),
    "UTF-16 the other way round": (CURLY, "utf-16-be"),
    "UTF-16": (CURLY, "utf-16"),
    "UTF-8": (CURLY + CENTRAL, "utf-8"),
    "one letter, Windows": (HARD, "cp1252"),
    "one letter, old Macintosh": (HARD, "mac_roman"),
    "one letter, DOS": (HARD, "cp850"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "encoding"), WRITTEN.values(), ids=WRITTEN)
def test_the_same_words_from_every_encoding(text: str, encoding: str, end: str) -> None:
    text = text.replace("\n", end)
    assert decode(text.encode(encoding), "a.txt") == text


MIXED = {
    "lines": ("“Never,” said Zoë.\n".encode() + "“No,” said Zoë – twice.\n".encode("cp1252"), "“Never,” said Zoë.\n“No,” said Zoë – twice.\n"),
    "inside a line": ("Rita Falcão said: ".encode() + "“We won’t.”".encode("cp1252"), "Rita Falcão said: “We won’t.”"),
    "a byte that is lost": ("“Zoë” and “Søren” met at a caf".encode() + b"\xc3. They left.", "“Zoë” and “Søren” met at a caf\ufffd. They left."),
}


@pytest.mark.parametrize(("data", "text"), MIXED.values(), ids=MIXED)
def test_files_that_were_put_together(data: bytes, text: str) -> None:
    assert decode(f"{ONE} ".encode() + data, "a.txt") == f"{ONE} {text}"


@pytest.mark.parametrize("text", [PLAIN, CURLY, CENTRAL, "", "plain", "MÜNCHEN, Ñandú, O’Ó, 5°C, naïve, Übung, à la carte", "“‘No,’ she said”"])
def test_letters_and_marks_of_names_stand_where_they_should(text: str) -> None:
    assert misfits(text) == 0


@pytest.mark.parametrize(("written", "read"), [("mac_roman", "cp1252"), ("cp850", "cp1252"), ("cp1252", "mac_roman"), ("cp1250", "mac_roman")])
def test_letters_of_another_encoding_do_not(written: str, read: str) -> None:
    text = PLAIN if written == "cp850" else CENTRAL if written == "cp1250" else CURLY
    assert misfits(text.encode(written).decode(read, errors="replace")) >= 3


LOST = {
    "a replacement character": ("Rita Falc\ufffdo said: \ufffdNo,\ufffd and left.", ["Falc\ufffdo", "\ufffdNo,\ufffd"]),
    "question marks": ("Rita Falc?o said: ?We won?t wait.?", ["Falc?o", "won?t"]),
    "a capital of another encoding": ("Rita FalcÆo said so.", ["FalcÆo"]),
    "a sign of another encoding": ("Rita Falc‹o said so.", ["Falc‹o"]),
    "mojibake that is not mended": ("Rita said â€\x9d so.", ["â€\x9d"]),
    # Not lost
    "questions": ("“Why?” she asked. Who? Me?", []),
    "a blank that is missing": ("Who came?Nobody did.", []),
    "addresses": ("See https://tern.example/a?b=c&d=e?f and tern.example/x?page or a?b=c.", []),
    "names": ("Seán MacÁdhaimh, AC/DC, Ärzte, ÅÄÖ, LaÉtoile and McÉvoy came.", []),
    "signs and marks": ("It cost £5, 5€ or 20°C – “well,” he said… 3×4 ½ naïve™", []),
}


@pytest.mark.parametrize(("text", "words"), LOST.values(), ids=LOST)
def test_lost_characters(text: str, words: list[str]) -> None:
    assert lost_characters(text) == words


def load(data: bytes) -> Loaded:
    return next(iter(loading.load_files([("a.txt", data)])))


def test_what_is_lost_is_told_and_what_is_mended_is_not() -> None:
    told = load(f"{ONE}\n\nRita Falc\ufffdo won?t wait. {THREE}".encode())
    assert [problem.code.name for problem in told.problems] == ["L23"]
    assert "Falc\ufffdo, won?t" in str(told.problems[0])
    for text in (CURLY, CURLY.encode().decode("cp1252", errors="ignore"), CURLY.encode().decode("latin-1")):
        assert not load(text.encode()).problems
