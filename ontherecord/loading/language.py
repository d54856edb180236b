"""Is it English? Only what surely is not is said not to be."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

SAMPLE = 2_000
MIN_WORDS = 12
"""With fewer words a text is not sure to be of any language: names and places look the same in many."""
ENGLISH_SHARE = 0.2
"""From this share of English function words on, a text is English. English news has 0.3 to 0.5; none of 5,000 articles had less than 0.12."""
MARGIN = 2.0
"""By how much, a word, the best language's log probability has to surpass that of English. Sentences of other languages reach 8 to 14,
English ones, even lists of names, stay below 0.5."""

_FUNCTION_WORDS = """
the of and to in that is was for on with as he be by at it from his this an are not have has had they which were will would said but who
"""
_ENGLISH = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = """
af:Afrikaans am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech cy:Welsh da:Danish de:German
el:Greek en:English eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French ga:Irish gl:Galician gu:Gujarati he:Hebrew hi:Hindi
hr:Croatian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh km:Khmer kn:Kannada ko:Korean ku:Kurdish
ky:Kyrgyz la:Latin lb:Luxembourgish lo:Lao lt:Lithuanian lv:Latvian mg:Malagasy mk:Macedonian ml:Malayalam mn:Mongolian mr:Marathi ms:Malay mt:Maltese
nb:Norwegian ne:Nepali nl:Dutch nn:Norwegian no:Norwegian or:Odia pa:Punjabi pl:Polish ps:Pashto pt:Portuguese qu:Quechua ro:Romanian ru:Russian
rw:Kinyarwanda se:Sami si:Sinhala sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu th:Thai tl:Tagalog tr:Turkish
ug:Uyghur uk:Ukrainian ur:Urdu vi:Vietnamese xh:Xhosa zh:Chinese zu:Zulu
"""
_BY_CODE = dict(pair.split(":") for pair in _LANGUAGES.split())
_ENGLISH_NAMES = {"anglais": "en", "englisch": "en", "inglese": "en", "engels": "en", "ingles": "en"}
_THREE = {"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "ara": "ar"}
_CODES = {name.casefold(): code for code, name in _BY_CODE.items()} | _THREE | _ENGLISH_NAMES


class Language(NamedTuple):
    """``code`` is ISO 639-1, None where nothing tells; ``name`` is for a message; ``english`` is False only where that is sure."""

    code: str | None
    name: str
    english: bool


ENGLISH = Language("en", "English", True)


def language_of(text: str, hint: str | None = None) -> Language:
    """The language of a text. ``hint`` is what its source says ("de", "en-GB", "French"): it decides only where the text does not.

    A text with enough English function words is English. Any other is shown to langid (Lui and Baldwin 2012, by py3langid), and is of another
    language where that is far likelier than English.
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.casefold())
    if len(words) >= MIN_WORDS or _unspaced(sample):
        counts = Counter(words)
        if words and sum(counts[word] for word in _ENGLISH) >= ENGLISH_SHARE * len(words):
            return ENGLISH
        from py3langid import rank  # loads a model: seldom needed, so not before it is

        scores = {code: float(score) for code, score in rank(sample[:1500])}
        best = max(scores, key=lambda code: scores[code])
        if best == "en":
            return ENGLISH
        if scores[best] - scores["en"] > MARGIN * max(MIN_WORDS, len(_WORD.findall(sample[:1500]))):
            return Language(best, _BY_CODE.get(best, best), False)
    said = code_of(hint)
    if said is None or said == "en":
        return Language(said, "English" if said else "", True)
    return Language(said, _BY_CODE.get(said, said), False)


def _unspaced(sample: str) -> bool:
    """Scripts that put no blanks between words."""
    return not sample.isascii() and sum("\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u3040" <= c <= "\u9fff" for c in sample) > 20


def code_of(hint: str | None) -> str | None:
    """The code of a language as sources write it: "EN", "en-US", "English", "eng"; None for what is none."""
    first = re.split(r"[^A-Za-z]", (hint or "").strip().casefold(), maxsplit=1)[0]
    if first in _CODES:
        return _CODES[first]
    return first if first in _BY_CODE else None
