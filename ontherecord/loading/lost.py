"""What a text lost before it came here, and cannot be mended: characters and the rest of its words. Told to a person, never guessed."""

from __future__ import annotations

import re

# "won?t", "Falc?o"; "?We won?t wait,?" Addresses are full of such question marks, so words with a slash or an equals sign are none.
_QUESTION_INSIDE = re.compile(r"(?<![\w/=&.?-])[^\W\d_]+\?(?P<rest>[^\W\d_]+)(?![\w/=&?-])")
_CONTRACTED = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_QUESTION_OPENS = re.compile(r"(?<=\s)\?[A-Z][a-z]*[\s’']")
# A capital with an accent inside a small word ("FalcÆo"), a sign between two letters ("Falc‹o"): of another encoding. Not "MacÁdam", "F**k".
_OTHER_CAPITAL = re.compile(r"[À-ÖØ-ÞŒŠŽŸ](?<=[a-zß-ÿ]{2}.)(?<!Mac.)(?<!Mc.)(?=[a-zß-ÿ])")
_OTHER_SIGN = re.compile(r"[‹›¤¥£¢§¶†‡‰∞±≤≥∂∑∏π∫Ω√≈∆◊¬¦¨¯¸˜ˆƒ¿¡«»€‚„•◌░▒▓│┤╣║╗╝┐└┴┬├─┼╚╔╩╦╠═╬┘┌█▄▀■](?<=[a-zß-ÿ].)(?=[a-z])")
_BROKEN = re.compile(r"â€.?|Ã[\x80-\xbf¡-¿]|Â[\x80-\xbf]")
_CUT = re.compile(
    r"(?P<mark>\[\+?\s?\d[\d,]*\s?(?:chars|characters|words)\]|\[(?:…|\.{3})\]|(?:Continue|Keep) reading\b[^\n.]{0,100}"
    r"|Read (?:more|on|the (?:full|whole) (?:story|article))\W{0,5})\s*$"
)


def lost_characters(text: str) -> list[str]:
    """The words of a reading text in which a character is lost or another's, each once, in order; [] where none seems to be."""
    places = [found.start() for pattern in (_OTHER_CAPITAL, _OTHER_SIGN, _BROKEN) for found in pattern.finditer(text)] if not text.isascii() else []
    places += [found.start() for found in re.finditer("\ufffd", text)]
    questions = list(_QUESTION_INSIDE.finditer(text)) if "?" in text else []
    if any(found["rest"] in _CONTRACTED for found in questions) or len(questions) > 1 or (questions and _QUESTION_OPENS.search(text)):
        places += [found.start() for found in questions]
    return list(dict.fromkeys(_word(text, place) for place in sorted(places)))


def _word(text: str, place: int) -> str:
    start = max(text.rfind(" ", 0, place + 1), text.rfind("\n", 0, place + 1)) + 1
    return re.split(r"\s", text[start : start + 40], maxsplit=1)[0] or text[place : place + 10]


def cut_mark(text: str) -> str | None:
    """The mark at a text's end by which its source says that there is more of it: "[+1234 chars]", "[…]"."""
    found = _CUT.search(text[-200:])
    return found["mark"].strip() if found else None
