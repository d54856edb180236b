"""Is it English? Only what surely is not is said not to be."""

from __future__ import annotations

import re
from collections import Counter

MIN_WORDS = 40
SAMPLE = 6_000

# Frequent short words; of other languages only those that English does not have.
_WORDS = """
English: the of and to in that is was for on with as he be by at it from his this an are not have has had they which were will would said but who
German: der die und das von den zu mit sich des auf für ist im dem nicht ein eine als auch es wie nach bei aus wird sie
French: le la les des et du une que qui dans est pour pas sur par plus avec ce il au ne aux été cette mais son sont
Spanish: el la los las de que y del en una por con para como más pero sus este fue ha al lo su sobre entre también
Italian: il di che la della per una con non del sono dei alla le nel è gli da anche più si come ha lo delle
Portuguese: o os que da do das dos em uma para com não por mais foi ao pela pelo também são um à seu sua
Dutch: de het een van en dat niet met voor zijn op te is aan er ook om door naar bij maar nog werd hij
Polish: w i na z do nie się jest że o jak przez po od za to dla ale są oraz co już który
Turkish: ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra ama olduğu göre
Swedish: och att det som en på är av för med den till inte om ett har de var från men
Indonesian: yang dan di dengan untuk dari pada ini dalam tidak itu akan oleh juga karena kepada sebagai telah
"""
_FREQUENT = {name: frozenset(words.split()) for name, words in (line.split(": ") for line in _WORDS.strip().splitlines())}
_ENGLISH = _FREQUENT.pop("English")
_SCRIPTS = {
    "the Cyrillic script": re.compile("[\u0400-\u04ff]"),
    "the Greek script": re.compile("[\u0370-\u03ff]"),
    "the Arabic script": re.compile("[\u0600-\u06ff]"),
    "the Hebrew script": re.compile("[\u0590-\u05ff]"),
    "an Indic script": re.compile("[\u0900-\u0dff]"),
    "the Thai script": re.compile("[\u0e00-\u0e7f]"),
    "Chinese or Japanese": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
    "Korean": re.compile("[\uac00-\ud7af]"),
}
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str) -> str | None:
    """The language, or script, of a text that is clearly not English; None for English and for whatever is not sure.

    Latin letters: the share of English function words is below 8 %, and another language's is more than three times that.
    Other scripts: more than half of the letters.
    """
    text = text[:SAMPLE]
    letters = len(_BEYOND_LATIN.findall(text)) if not text.isascii() else 0
    if letters > MIN_WORDS and letters > 0.5 * sum(map(str.isalpha, text)):
        for name, script in _SCRIPTS.items():
            if len(script.findall(text)) > 0.5 * letters:
                return name
    words = _WORD.findall(text.casefold())
    if len(words) <= MIN_WORDS:
        return None
    counts = Counter(words)
    english = sum(counts[word] for word in _ENGLISH) / len(words)
    if english >= 0.08:
        return None
    shares = {name: sum(counts[word] for word in known) / len(words) for name, known in _FREQUENT.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > max(0.1, 3 * english) else None
