"""Docs from inline-marked sentences, without a language model.

Marks: ``{Ada Lind}`` a mention of someone in CAST, ``<source>``, ``~cue~``, ``|content|`` (pieces ``|a|+...|b|`` of one quote are joined by the ``+``
after the first). Sources, cues and contents belong together inside one sentence; a content without them floats. A blank line starts a paragraph.

Tags and dependencies are laid by a few rules over a small lexicon, enough for the simple sentences of the table; the same table is run once more
with the real parser.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import spacy
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.model import Article, Entity, EntityKind, Mention, Quote, Role, Span

document.register()
NLP = spacy.blank("en")

# name: kind, gender, country, role
CAST: dict[str, tuple[EntityKind, str | None, str | None, str | None]] = {
    "Ada Lind": ("person", "f", "NO", "Norwegian prime minister"),
    "Bo Falk": ("person", "m", "NO", "Norwegian foreign minister"),
    "Kim Roe": ("person", None, None, None),
    "Sam Rye": ("person", None, None, None),
    "Ivo Marek": ("person", "m", "PL", "Polish president"),
    "Jan Wilk": ("person", "m", "PL", "former Polish president"),
    "Carla Ruiz": ("person", "f", None, "economist"),
    "Tom Hale": ("person", "m", "US", "Republican senator"),
    "Greta Stone": ("person", "f", "US", "Democratic senator"),
    "Max Orr": ("person", "m", None, "lawyer"),
    "Nils Falk": ("person", "m", None, "fisherman"),
    "Pia Berg": ("person", "f", "NO", "spokeswoman"),
    "Norway": ("country", None, "NO", None),
    "Poland": ("country", None, "PL", None),
    "Polish": ("group", None, "PL", None),
    "Norwegians": ("group", None, "NO", None),
    "Warsaw": ("place", None, "PL", None),
    "Nordbank": ("organisation", None, None, None),
    "Coast Agency": ("organisation", None, "NO", None),
    "Harbour Union": ("organisation", None, None, None),
    "Morning Courier": ("organisation", None, None, None),
    "White House": ("organisation", None, "US", None),
}
VERBS = {
    "said", "says", "met", "arrived", "opened", "left", "added", "warned", "told", "called", "visited", "spoke", "criticised", "read",
    "tweeted", "saw", "signed", "wrote", "announced", "found", "asked", "denied", "thanked", "chaired", "was", "is", "has", "had", "go", "rain",
    "wait", "fall", "listen", "rose", "would", "will", "argued", "works", "resigned", "saying", "adding", "insisted", "ignored", "backed",
    "published",
}  # fmt: skip
WORDS = {
    "DT": "the a an this that these those some every another both",
    "IN": "of for from in by at with to on about after since near like against",
    "PRP": "he she it they him them i we",
    "PRP$": "his her its their",
    "JJ": "polish norwegian senior former foreign new prime democratic republican local american unnamed other several many top british",
    "WP": "who which",
    "CC": "and or but",
    "RB": "not later also loudly on-time still early late then",
}
TAGS = {word: tag for tag, words in WORDS.items() for word in words.split()}
POS = {"DT": "DET", "IN": "ADP", "PRP": "PRON", "PRP$": "PRON", "JJ": "ADJ", "WP": "PRON", "CC": "CCONJ", "RB": "ADV", "POS": "PART", "CD": "NUM"}
MARKS = re.compile(r"[{}<>~|+]")


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Plain text and the marked spans by their opening mark; "+" holds the ends of pieces that the next piece continues."""
    text, spans, open_at = "", {"{": [], "<": [], "~": [], "|": [], "+": []}, {}
    for char in marked:
        if char not in "{}<>~|+":
            text += char
        elif char == "+":
            spans["+"].append((len(text), len(text)))
        elif char in "{<" or (char in "~|" and char not in open_at):
            open_at[char] = len(text)
        else:
            mark = {"}": "{", ">": "<"}.get(char, char)
            spans[mark].append((open_at.pop(mark), len(text)))
    return text, spans


def _part(tag: str) -> str:
    for start, part in (("VB", "VERB"), ("NNP", "PROPN"), ("NN", "NOUN"), ("_SP", "SPACE")):
        if tag.startswith(start):
            return part
    return "PUNCT"


def tag(word: str, first: bool) -> str:
    low = word.lower()
    if low in {"'s", "’s", "’"}:
        return "POS"
    if low in TAGS:
        return TAGS[low]
    if low in VERBS:
        return "VBG" if low.endswith("ing") else "VBD"
    if not word[:1].isalnum():
        return "."
    if word.isdigit():
        return "CD"
    if word[:1].isupper() and not first:
        return "NNPS" if low == "republicans" else "NNP"
    return "NNS" if low.endswith("s") and not low.endswith("ss") and low not in {"talks"} else "NN"


def parsed(text: str, names: list[tuple[int, int]]) -> Doc:
    """A Doc with tags, parts of speech, lemmas, heads and dependencies by rule."""
    plain = NLP.make_doc(text)
    words, spaces = [t.text for t in plain], [bool(t.whitespace_) for t in plain]
    begins = [
        i == 0 or words[i - 1] in {".", "?", "!"} or "\n" in words[i - 1] or (words[i - 1] == "”" and words[i - 2] in {".", "?"})
        for i in range(len(words))
    ]
    inside = [any(s <= t.idx < e for s, e in names) for t in plain]
    tags = ["NNP" if inside[i] and w[:1].isupper() else "_SP" if w.isspace() else tag(w, begins[i]) for i, w in enumerate(words)]
    pos = [POS.get(g) or _part(g) for g in tags]
    lemmas = [
        w.lower()[:-1] if g == "NNS" else {"asked": "ask", "women": "woman"}.get(w.lower(), w.lower()) for w, g in zip(words, tags, strict=True)
    ]
    heads, deps = list(range(len(words))), ["dep"] * len(words)
    starts = [i for i, b in enumerate(begins) if b] + [len(words)]
    for a, b in pairwise(starts):
        _sentence(a, b, words, tags, pos, heads, deps)
    doc = Doc(NLP.vocab, words=words, spaces=spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps, sent_starts=begins)
    return doc


def _sentence(a: int, b: int, words: list[str], tags: list[str], pos: list[str], heads: list[int], deps: list[str]) -> None:
    verb = next((i for i in range(a, b) if pos[i] == "VERB"), None)
    root = verb if verb is not None else next((i for i in range(a, b) if pos[i] in {"NOUN", "PROPN", "PRON"}), a)
    prep, subject = None, False
    for i in range(a, b):
        heads[i] = root
        if i == root:
            deps[i] = "ROOT"
        elif pos[i] in {"ADJ", "DET", "NUM"} and (noun := next((j for j in range(i, b) if pos[j] in {"NOUN", "PROPN"}), None)) is not None:
            heads[i], deps[i] = noun, "amod" if pos[i] == "ADJ" else "det"
        elif pos[i] == "ADP":
            deps[i], prep = "prep", i
        elif pos[i] in {"NOUN", "PROPN", "PRON"}:
            after = tags[i + 1] if i + 1 < b else ""
            if tags[i] == "PRP$" or after == "POS":
                deps[i] = "poss"
            elif after.startswith("NN") and pos[i] != "PRON":
                heads[i], deps[i] = i + 1, "compound"
            elif prep is not None:
                heads[i], deps[i], prep = prep, "pobj", None
            elif (i < root and not subject) or (not subject and words[root].lower() in {"said", "wrote", "added"} and i > root):
                deps[i], subject = "nsubj", True
            else:
                deps[i] = "dobj" if i > root else "conj"


def article(marked: str, published: date | None = None, parse: object = None) -> Doc:
    """A Doc with entities, mentions and quotes as the marks say."""
    text, spans = unmark(marked)
    doc = parsed(text, spans["{"]) if parse is None else parse(text)  # type: ignore[operator]
    entities: list[Entity] = []
    mentions: list[Mention] = []
    keys: dict[str, int] = {}
    for start, end in spans["{"]:
        name = next(n for n in [*(n for n in CAST if n == text[start:end]), *(n for n in CAST if text[start:end] in n.split())])
        if name not in keys:
            kind, gender, country, role = CAST[name]
            keys[name] = len(entities)
            roles = (Role(role, country, 0, 0),) if role else ()
            entities.append(Entity(len(entities), name, kind, (), country, f"{name} in the cast", roles, True, gender))  # type: ignore[arg-type]
        label = {"person": "PERSON", "country": "GPE", "place": "GPE", "group": "NORP"}.get(CAST[name][0], "ORG")
        mentions.append(Mention(start, end, label, keys[name]))
    doc._.paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    doc._.entities, doc._.mentions = entities, mentions
    doc._.article = Article("a", text, published_on=published)
    doc._.quotes = _quotes(text, spans)
    return doc


def _quotes(text: str, spans: dict[str, list[tuple[int, int]]]) -> list[Quote]:
    groups: list[list[tuple[int, int]]] = []
    for piece in sorted(spans["|"]):
        if groups and any(groups[-1][-1][1] <= at <= piece[0] for at, _ in spans["+"]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    bounds = [0, *(m.end() for m in re.finditer(r"[.?!]”?(?=\s)|\n", text)), len(text)]
    quotes = []
    for number, pieces in enumerate(groups):
        first, last = pieces[0][0], pieces[-1][1]
        left, right = max(b for b in bounds if b <= first), min(b for b in bounds if b >= last)
        source = next((Span(*s) for s in spans["<"] if left <= s[0] < right), None)
        cue = next((Span(*s) for s in spans["~"] if left <= s[0] < right), None)
        marked = text[max(0, first - 1)] in '“"' or text[first] in '“"'
        quotes.append(Quote(number, tuple(Span(*p) for p in pieces), "direct" if marked else "indirect", cue, source, confidence=0.9))
    return quotes
