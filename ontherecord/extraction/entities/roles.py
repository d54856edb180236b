"""Where the words stand that tell what somebody is: the title before a name, the apposition behind it. Works on plain text and offsets.

"the former French Prime Minister |Name|", "national security adviser, |Name|", "Minister of Health |Name|", "|Name|, the mayor of Oslo,".
"""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.extraction.entities import lexicon
from ontherecord.extraction.entities.lexicon import CALENDAR, is_title
from ontherecord.extraction.entities.ranges import Range

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\s,;:()\[\]“”\"—–]+|[,;:()\[\]“”\"—–]")
_WORDS = re.compile(r"[\w-]+(?:\.(?=\s|$))?")
_MODIFIER = lexicon.pattern("modifier", end="")
_END_OF_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!Sen|Rep|Gov|Gen|Col|Cpt|Maj|Rev|Sgt)(?<!Lt|Dr|Mr|Ms|St|Sr)(?<!Mrs|Adm|Pvt|Cpl)(?<!Capt|Reps|Sens|Brig|Cmdr|Prof)[.!?]['\"”’]?\s"
)


def _is_head(word: str) -> bool:
    return is_title(word.strip("“”\"'"), "head", "calling")


def has_head(phrase: str) -> bool:
    """The phrase holds a word for an office or a calling."""
    return any(_is_head(w) for w in _WORDS.findall(phrase))


def _is_opener(word: str) -> bool:
    """Stands before a title and is none of it, as all words of grammar are: "But Foreign Minister", "On Monday Senator"."""
    if word in CALENDAR or word in lexicon.words("opens a sentence"):
        return True
    return word.lower() in STOP_WORDS and word != "US" and word.lower() not in lexicon.words("title state")


def _accepts(word: str) -> bool:
    """The word may be part of a title phrase."""
    bare = re.sub(r"['’]s?$", "", word)
    return bare[:1].isupper() or bare.lower() in lexicon.words("title link") or is_title(bare) or bool(_MODIFIER.fullmatch(bare))


def title_before(text: str, start: int, floor: int = 0) -> Range | None:
    """Span of the title phrase that ends right before a name (a comma may stand between), None without one. It begins behind ``floor``, where
    the name of somebody else ends."""
    left = text[max(floor, start - 130) : start]
    left = left[left.rfind("\n") + 1 :]
    ends = [m.end() for m in _END_OF_SENTENCE.finditer(left)]
    left = left[ends[-1] :] if ends else left
    if (place := _IN_STATE.search(left)) and countries.us_state(place[1].rstrip(".")):
        left = f"{left[: place.start()]} {left[place.start() + 1 :]}"  # "the mayor of Kelp Bay, Ohio, |Ada Lind|"
    if left.endswith("(") and _CLOSED.match(text, start):
        left = f"{left[:-1].rstrip():<{len(left)}}"  # "The Minister for Ports (|Ada Lind|)"
    return _walk_back(start, left)


_IN_STATE = re.compile(r"(?<=\w),(?= ([A-Z][\w.]*(?: [A-Z]\w+)?),? $)")
_CLOSED = re.compile(r"[\w.'’ -]{2,60}\)")


def _walk_back(start: int, left: str) -> Range | None:
    offset = start - len(left)
    tokens = [(m.start() + offset, m.end() + offset, m.group()) for m in _WORD.finditer(left)]
    while tokens and (tokens[-1][2] == "," or is_title(tokens[-1][2], "honorific")):
        tokens.pop()  # "the minister, Dr |Name|"
    first = len(tokens)
    while first > 0 and _accepts(tokens[first - 1][2]) and tokens[first - 1][2] not in (",", "(", ")", ";", ":"):
        first -= 1
        if tokens[first][2].lower() in ("a", "an"):
            break
    phrase = tokens[first:]
    heads = [i for i, token in enumerate(phrase) if _is_head(token[2])]
    if not heads:
        return None
    words = [token[2] for token in phrase]
    after = words[heads[-1] + 1 :]
    # "Minister of Health |Name|", "Ambassador to Israel |Name|": whatever follows the head is linked to it
    if after and (after[0].lower() not in ("of", "to", "for", "at") or len(after) > 7):
        return None
    phrase = phrase[_own_start(words, heads, served=not after and not left.rstrip().endswith(",")) :]
    while phrase and _is_opener(phrase[0][2]):
        phrase = phrase[1:]
    return (phrase[0][0], phrase[-1][1]) if phrase else None


def _own_start(words: list[str], heads: list[int], *, served: bool) -> int:
    """Where the title of the name itself begins: behind "Statement of" |Senator|; where somebody may be ``served``, behind "aide to" |President|."""
    if served and words[-1] in lexicon.words("office before a name") - {"Justice"}:
        links = (i for i in range(len(words) - 2, heads[0], -1) if words[i] in ("to", "for"))
        if link := next(links, 0):
            return link + 1
    return heads[0] if heads[0] > 1 and words[heads[0] - 1] in ("of", "by", "from") else 0


_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:,|\((?:[^()\n—–]{1,40}[—–]\s?)?|—|–|-|is|was|became|has been)\s*"
    r"(?:who (?:is|was|has been|served as|serves as|leads|heads|chairs|runs|represents|led|headed)\s+)?"
    r"(?:(?:the|an?|then|now|his|her|its|one of the|one of|also the|also a"
    r"|currently the)\s+)?(?P<phrase>[^.:;\n()“”\"—–]{3,120}(?:\.[A-Z]\.[^.:;\n()“”\"—–]{0,80})?)"
)
_VERB = re.compile(
    r"\s(?:and [a-z]+ed|and [a-z]+s (?:the|an?)"
    r"|who|which|said|says|told|has|had|have|will|would|was|were|is|are|when|after|before|as|but|while|where|whose|during|wrote|by|since"
    r"|because|until|tweeted|added|warned)\s"
)
_PUBLIC_VERB = re.compile(r"^,? who (?:leads|heads|chairs|runs|represents|led|headed)\b")


def title_after(text: str, end: int) -> Range | None:
    """Span of the apposition right after a name; it must hold a word for an office or a calling."""
    m = _AFTER.match(text[end : end + 170])
    if not m:
        return None
    take = ""
    for piece in m.group("phrase").split(","):
        longer = f"{take},{piece}" if take else piece
        if take and (has_head(take) or not re.match(r"\s+(?:and |the |an? |former )?[\w’'.-]+ ", piece)):
            break
        take = longer
        if _VERB.search(f" {take} "):
            break
    cut = _VERB.search(f"{take} ")
    take = (take[: cut.start()] if cut else take).rstrip(" ,")
    public = _PUBLIC_VERB.match(text[end : end + 20])
    if not public and not (has_head(take) and _is_apposition(take, text[end : end + m.start("phrase")])):
        return None
    start = end + m.start("phrase")
    return start, start + len(take)


_NO_APPOSITION = re.compile(
    r"(?:and|but|or|so|then|who|which|what|where|when|while|because|if|in|on|at|by|from|with|for|after|before|during|of|to|as|not|has|have|had|he|she|they|it|we|I"
    r"|spoke|told|took|went|came|made|gave|wrote|held|left|met|sat|stood|ran|won|lost|shot|got|fell|kept|saw|found"
    r"|there|[a-z]+ing|[a-z]+ed|[a-z]+ly)\b(?!-)"
)
_CLAUSE = re.compile(r"\b(?:I|we|he|she|they|it|him|them|[a-z]+(?:ed|izes|bes) (?:his|her|the|an?))\b")
_IS = re.compile(r"\b(?:is|was|became|been)\s*$")
_FURTHEST_HEAD = 7


def _is_apposition(phrase: str, before: str) -> bool:
    """A noun phrase that says what somebody is, not a clause that goes on: "in Oslo, her husband", "was moved by the mayor"."""
    if _NO_APPOSITION.match(phrase) or (_IS.search(before) and not phrase[:1].isupper() and not _is_head(phrase.split()[0])):
        return False
    words = _WORDS.findall(phrase)
    head = next((i for i, w in enumerate(words) if _is_head(w)), len(words))
    return head <= _FURTHEST_HEAD and not _CLAUSE.search(phrase[: phrase.find(words[head])])
