"""Speech that the lay-out of a text gives to somebody: turns of an interview, a hearing or a debate, and posts under their writer's name.

Works on plain text and the tables, before anything is parsed. A heading with a colon looks just like a turn, and a list of people just like a
debate; so a text is a transcript only where what stands behind its labels talks: in the first or second person, or in questions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.lexicon import CALENDAR, titles
from ontherecord.extraction.entities.name_spans import looks_like_person, person_span
from ontherecord.extraction.nouns import is_human
from ontherecord.extraction.quotes.lexicon import BOILERPLATE, SPEECH_PAST
from ontherecord.extraction.spans import Spans
from ontherecord.model import Span

Part = Literal["question", "answer", "named", "office", "marked", "statement", "post"]


class Turn(NamedTuple):
    """What one speaker says before the next one does."""

    part: Part
    """``question`` and ``answer`` are of an interview that does not name its two; ``office`` is a label like "The Speaker"; ``marked`` a name before
    words in quotation marks; ``statement`` one in the heading of words that are all that person's."""
    label: Span | None
    """Who speaks, as it stands before the words; None where nothing does."""
    name: Span | None
    """Where the text names that person: in the label, or in an earlier and fuller one. None where no label does."""
    pieces: tuple[Span, ...]
    """The words, a piece a paragraph."""


_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'&-]{0,60}+"
_NAMED = rf"(?:the )?{_WORD}(?: (?:(?:of|for|and|the|de|da|do|dos|del|della|van|von|der|bin|binti|al|el|la|le) ){{0,2}}{_WORD}){{0,6}}"
_INDENT = r"(?:(?<![^\S\n])[^\S\n]++)?"
_BRACKETS = r"(?:\s?[(\[][^()\[\]\n]{1,80}[)\]]){0,3}"
_CLOCK = r"[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?\s++"
_QUESTION = r"(?P<side>Q|A|Question|Answer|QUESTION|ANSWER)(?:\s?\d{1,2})?"
_LABEL = re.compile(
    rf"{_INDENT}(?:{_CLOCK})?(?P<label>(?:{_QUESTION}|(?P<words>{_NAMED}|[A-Z][a-z]+ [a-z]+){_BRACKETS}(?:, [^:\n.!?\"“”()]{{2,80}}?{_BRACKETS})?))"
    r"[*_]{0,2}\s?:[*_]{0,2}\s+(?=\S)"
)
"""``Nora Jensen:``, ``SEN. MARK DALTON (R-OH):``, ``The Minister for Ports (Grace Norton):``, ``NORA JENSEN, CHIEF EXECUTIVE:``, ``[00:10] Q:``."""
_SIDE = re.compile(rf"{_INDENT}(?P<label>{_QUESTION})(?:\.\s+|(?<=Q)[^\S\n]+)(?=[A-Z\"“‘'])")
"""``Q. Will you ...?``, ``Q  Will you ...?``: believed beside its counterpart only."""
_OFFICIAL = re.compile(
    rf"{_INDENT}(?P<label>(?P<words>[A-Z][a-z]+\.? (?:[A-Z]\. ?){{0,2}}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+)*){_BRACKETS})"
    r"\.\s+(?=[A-Z\"“‘])"
)
"""``Mr. BARLOW. I move ...``, as official reports of parliaments print it."""
_BRACKETED = re.compile(rf"{_INDENT}(?P<label>\(\((?P<words>{_NAMED})\)\))\s?:?\s+(?=\S)")
"""``((Nora Jensen))  I did.``, as Wikinews prints its interviews."""
_LINE = re.compile(r"^(?=[^\S\n]*\S)", re.MULTILINE)
_BOLD = re.compile(r"[^\S\n]*(?:\*{1,3}|_{1,3}|#{1,6} )")
"""What marks a paragraph, or its label, as bold or a heading in plain text."""
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
_PERSON = re.compile(r"\bI\b(?=['’]|,? [a-z])|\b(?:[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us|mine|ours|yours)\b")
"""First and second person."""
_I = re.compile(r"\bI\b(?=['’]|,? [a-z])|\b(?:[Ww]e|[Mm]y|[Oo]ur|me)\b")
"""First person."""
_ENDED = re.compile(r"[.?!…—–-][\"”’')\]\s]*$")
_ASIDE = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]|[^.?!\n]{3,60}[—–-]{1,2})\s*$")
"""``(Applause.)``, ``Honourable members interjecting—``: what happens between the words."""
_TELLS = re.compile(rf"\b(?:{SPEECH_PAST}|saying|quoted)\b", re.IGNORECASE)
"""In front of a colon: a sentence with a cue of its own ("Ada Brandt, her aide, told us:")."""
_REPORTED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]{1,40}) (?:said|says|told|added|asked|replied|wrote|spoke)\b|\b(?:said|says|added) (?:[a-z]+ ){0,2}[A-Z]"
)
_ABOUT_IT = re.compile(r"\b(?:interview|conversation|transcript)\b", re.IGNORECASE)
_OPENING = '“"‘«„'
_WHOLE = re.compile(r"(?P<words>[“\"][^“”\"\n]*[.?!…][”\"]|‘(?:[^‘’\n]|’(?=\w))*[.?!…]’|'(?:[^'\n]|'(?=\w))*[.?!…]')")
"""Words in marks that end as a sentence does; a heading of that form ("Holt: ‘We won’") ends as headings do."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
_TIME = r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?"
_AGO = r"\d{1,2} ?(?:s|m|h|d|min|hrs?|hours?|days?)(?: ago)?"
_WHEN = rf"(?:{_TIME}(?:[ ,·•|–—-]+{_DAY})?|{_DAY}(?:[ ,·•|–—-]+(?:at )?{_TIME})?|{_AGO})"
_WRITER = re.compile(
    rf"^[^\S\n]*(?P<name>{_NAMED})[^\S\n]*+(?:\n[^\S\n]*+)?\(?@\w{{1,30}}\)?(?:(?P<ago>[ ,]*+[·•][^\S\n]*+{_WHEN}|[ ,]++{_AGO})|[ ,|–—-]++{_WHEN})?"
    r"[^\S\n]*+(?::[^\S\n]*+)?\n\s*+(?=\S)",
    re.MULTILINE,
)
"""A line of its own: ``Peter Larsen (@plarsen)``, ``Peter Larsen @plarsen · 2h``."""
_POST_END = re.compile(
    rf"^[^\S\n]*(?:[—–-]+ ?)?(?:{_WHEN}|\d[\d.,KM]* (?:[Rr]e(?:tweets?|posts?|plies)|[Ll]ikes?)\b[^\n]*|Reply|Retweet)[^\S\n]*$",
    re.MULTILINE,
)
_LONGEST_POST = 1200
"""Characters within which a post's own last line is looked for."""
_STATEMENT = re.compile(
    r"^[^\S\n]*(?:[A-Z]\w+ )?(?:Statement|Remarks|Speech|Address|Testimony|Message|Letter) (?:by|of|from) (?P<who>[^\n:.?!]{3,100}?)"
    r"(?: (?:on|about|at|to|in|before|after|following|regarding) [^\n:]{1,120})?:?[^\S\n]*$",
    re.MULTILINE,
)
_INTERVIEW = re.compile(
    r"\binterview|\b(?:spoke|speaks|talk(?:s|ed)|sat down|sits down|chat(?:s|ted)|in conversation) (?:to|with)\b|\bQ ?(?:&|and) ?A\b"
    r"|\banswer(?:s|ed) (?:\w+ ){0,3}questions\b|\bquestions (?:for|to)\b|\b(?:minutes|moments) with\b",
    re.IGNORECASE,
)
"""What an introduction says of the interview that follows."""


_PARTS: dict[str, Part] = {"question": "question", "answer": "answer", "person": "named", "role": "office", "other": "named"}


class _Unit(NamedTuple):
    """A paragraph, or a part of it that a label opens."""

    start: int
    end: int
    label: _Label | None


class _Label(NamedTuple):
    span: Span
    words: Span
    """Where the words of the unit begin and end: empty where the label stands alone."""
    kind: Literal["question", "answer", "person", "role", "other"]
    key: str
    """The same for all labels of one speaker."""
    name: Span | None


def introduces(text: str) -> bool:
    """Whether an introduction tells of an interview."""
    return _INTERVIEW.search(text) is not None


def talks(text: str) -> bool:
    """Whether words outside quotation marks are in the first or second person, or ask."""
    plain = _QUOTED.sub(" ", text)
    return "?" in plain or _PERSON.search(plain) is not None


def find_turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of a text in their order, disjoint; none in a text that is no transcript."""
    units = list(_units(text, paragraphs))
    accepted = _accepted(text, units)
    speech = _spoken(text, units, accepted) if accepted else _statements(text, units) or _unmarked(text, units)
    found = [*speech, *_marked(text, units, accepted)]
    taken: Spans[Turn] = Spans()
    for turn in found:
        for piece in turn.pieces:
            taken.add(piece.start, piece.end, turn)
    posts = (turn for turn in _posts(text) if not any(taken.touching(*piece) for piece in turn.pieces))
    return tuple(sorted([*found, *posts], key=lambda turn: turn.pieces[0]))


# --- labels -----------------------------------------------------------------------------------------------------------


def _units(text: str, paragraphs: Sequence[Span]) -> Iterator[_Unit]:
    for start, end in paragraphs:
        marked: list[tuple[int, _Label | None]] = []
        for line in _LINE.finditer(text, start, end):
            bold = _BOLD.match(text, line.start(), end)
            at = bold.end() if bold else line.start()
            label = _label(text, at, end)
            if label is not None or line.start() == start:
                marked.append((at, label))
        if not marked or marked[0][0] > start:
            marked.insert(0, (start, _label(text, start, end)))
        stops = [at for at, _ in marked[1:]] + [end]
        for (at, label), stop in zip(marked, stops, strict=True):
            stop = at + len(text[at:stop].rstrip().rstrip("*_"))
            if label is not None:
                label = label._replace(words=Span(min(label.words.start, stop), stop))
            yield _Unit(at, stop, label)


def _label(text: str, at: int, end: int) -> _Label | None:
    for pattern in (_LABEL, _SIDE, _OFFICIAL, _BRACKETED):
        found = pattern.match(text, at)
        if found is not None and found.end("label") < end:
            break
    else:
        return None
    span, behind = Span(*found.span("label")), Span(found.end(), end)
    groups = found.groupdict()
    if groups.get("side"):
        side: Literal["question", "answer"] = "question" if groups["side"][0] == "Q" else "answer"
        return _Label(span, behind, side, side, None)
    words = groups["words"].split()
    if pattern is _OFFICIAL and words[0].lower() not in titles() and words[0] != "The":
        return None
    before = text[span.start : span.end]
    if _TELLS.search(before) or CALENDAR & set(words) or BOILERPLATE.match(before):
        return None
    name = _behind_title(text, Span(*found.span("words")))
    if name is not None and (name.start > found.start("words") or _is_named(text, _plain(text, name), span)):
        return _Label(span, behind, "person", names.fold(text[name.start : name.end].split()[-1]), name)
    titled = any(_title(word) for word in words)
    if (name is None and titled and _office(words)) or is_human(words[-1].lower()):
        return _Label(span, behind, "role", _role_key(words), _in_brackets(text, found.end("words"), span.end))
    if words[-1].islower() or "," in before:
        return None
    return _Label(span, behind, "other", _role_key(words), None)


def _behind_title(text: str, span: Span) -> Span | None:
    """The characters of a name that ends a span and stands behind a title, or begins it; None where no name does ("The Speaker")."""
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    heads = [i for i, word in enumerate(words) if _title(word[0])]
    first = heads[-1] + 1 if heads else 0
    if first >= len(words) or not words[first][0][0].isupper() or words[first][0].lower() == "the" or (not heads and words[0][0].lower() == "the"):
        return None
    name = Span(span.start + words[first].start(), span.end)
    return name if looks_like_person(_plain(text, name)) and person_span(text, *name) == name else None


def _title(word: str) -> bool:
    row = titles().get(word.lower()) or titles().get(f"{word.lower()}.") or titles().get(word.lower().rstrip("."))
    return row is not None


def _office(words: list[str]) -> bool:
    """Whether words without a name are an office: they end in a title, or go on behind one ("The Minister for Ports")."""
    heads = [i for i, word in enumerate(words) if _title(word)]
    return heads[-1] == len(words) - 1 or words[heads[-1] + 1].islower()


def _role_key(words: list[str]) -> str:
    return " ".join(w for w in words if w.lower() != "the").casefold()


def _plain(text: str, name: Span) -> str:
    """A name in ordinary letters."""
    shown = text[name.start : name.end]
    return shown.title() if shown.isupper() else shown


def _is_named(text: str, name: str, label: Span) -> bool:
    """Whether words without a title are a person's name: by the given name, or as the text has them elsewhere in a sentence."""
    words = name.split()
    if words[0].lower() in STOP_WORDS - {"may", "will"} or any(word.endswith(("'s", "’s")) for word in words) or _is_common(text, name.casefold()):
        return False
    if len(words) > 1 and names.is_first_name(words[0]):
        return True
    shown = re.escape(name)
    if len(words) > 1:  # in the middle of a sentence, or by its initials
        initials = "".join(word[0] for word in words)
        return re.search(rf"(?<=[a-z,] ){shown}\b(?!:)|\b{shown}(?=,? [a-z])|^{initials}:", text, re.MULTILINE) is not None
    before = re.finditer(rf"(?<![\w.])([A-ZÀ-ÖØ-Þ][\w.’'-]*) (?:{shown}|{shown.upper()})\b(?!:)", text)
    return any(names.is_first_name(m[1].title()) or _title(m[1]) for m in before if not label.start <= m.start() < label.end)


def _in_brackets(text: str, start: int, end: int) -> Span | None:
    """The person whose name stands behind an office: ``The Minister for Ports (Grace Norton)``."""
    for found in re.finditer(r"[(\[]([^()\[\]]+)[)\]]", text[start:end]):
        name = Span(*person_span(text, start + found.start(1), start + found.end(1)))
        if " " in text[name.start : name.end] and looks_like_person(_plain(text, name)) and name.end == start + found.end(1):
            return name
    return None


# --- which of them speak ------------------------------------------------------------------------------------------------


def _accepted(text: str, units: list[_Unit]) -> frozenset[str]:
    """The keys of the labels that speak in this text; none where it is no transcript."""
    turns: dict[str, list[tuple[_Label, bool]]] = {}
    for i in range(len(units)):
        label = _with_words(units, i)
        if label is None or not _ENDED.search(text, *label.words) or text[label.words.start] in _OPENING:
            continue
        turns.setdefault(label.key, []).append((label, talks(text[label.words.start : label.words.end])))
    if not _answered(text, turns):
        turns.pop("question", None)
        turns.pop("answer", None)
    turns = {key: said for key, said in turns.items() if said[0][0].kind != "other" or not _is_common(text, key)}
    count, talking = sum(map(len, turns.values())), sum(talk for said in turns.values() for _, talk in said)
    recurs = len(turns) > 1 and any(len(said) > 1 for said in turns.values())
    asked = any(text[label.words.end - 1] == "?" for said in turns.values() for label, _ in said)
    if (
        count < 2
        or 6 * talking < (2 if recurs else 3 if asked else 4) * count
        or (len(turns) == 1 and next(iter(turns.values()))[0][0].kind == "other")
    ):
        return frozenset()
    shown = [text[slice(*label.span)] for said in turns.values() for label, _ in said if label.kind not in ("question", "answer")]
    capitals = len(shown) > 3 and 4 * sum(label.isupper() for label in shown) >= 3 * len(shown)
    return frozenset(key for key, said in turns.items() if _speaks(text, said, capitals))


def _answered(text: str, turns: dict[str, list[tuple[_Label, bool]]]) -> bool:
    """Whether somebody answers the questions of "Q:", rather than the writer who asks them as well."""
    named = any(said[0][0].kind in ("person", "role") for said in turns.values())
    answers = turns.get("answer", [])
    if "question" in turns and not answers and not named:
        return introduces(text[: turns["question"][0][0].span.start])
    return "question" in turns and (named or 3 * sum(_first_person(text, label.words) for label, _ in answers) >= max(len(answers), 1))


def _speaks(text: str, said: list[tuple[_Label, bool]], capitals: bool) -> bool:
    """Whether a label of a transcript is somebody. One that may be anything comes again and mostly talks, is written like the others (``capitals``:
    those of this text are in capitals) and talks, or is one word in capitals that comes again or talks."""
    label, talking = said[0][0], sum(talk for _, talk in said)
    shown = text[slice(*label.span)]
    if label.kind != "other":
        return label.kind != "role" or talking > 0 or _title(label.key.split()[-1]) or (capitals and shown.isupper())
    if shown.isupper() and not shown.startswith("THE "):
        one_word = " " not in shown
        return (one_word and len(said) > 1) or (talking > 0 and (one_word or capitals))
    return 2 * talking >= len(said) > 1


def _first_person(text: str, words: Span) -> bool:
    return _I.search(_QUOTED.sub(" ", text[words.start : words.end])) is not None


def _with_words(units: list[_Unit], i: int) -> _Label | None:
    """The label of a unit; one that stands alone takes the words of the unit behind it."""
    label = units[i].label
    if label is not None and label.words.start >= label.words.end and i + 1 < len(units) and units[i + 1].label is None:
        return label._replace(words=Span(units[i + 1].start, units[i + 1].end))
    return label


def _is_common(text: str, key: str) -> bool:
    """Whether the text uses the words of a label as ordinary ones: "Verdict:" where a verdict is told."""
    return re.search(rf"\b{re.escape(key)}s?\b", text) is not None


# --- how far they speak -------------------------------------------------------------------------------------------------


def _spoken(text: str, units: list[_Unit], accepted: frozenset[str]) -> Iterator[Turn]:
    opened = [(i, unit.label) for i, unit in enumerate(units) if unit.label is not None and unit.label.key in accepted]
    dense = 2 * len(opened) >= opened[-1][0] - opened[0][0] + 1 if opened else False
    named: dict[str, Span] = {}
    for _, label in opened:
        if label.name is not None:
            named.setdefault(label.key, label.name)
    by_key: dict[str, list[_Label]] = {}
    for _, label in opened:
        by_key.setdefault(label.key, []).append(label)
    asking = {key for key in accepted if _asks_only(text, by_key.get(key, []))}
    initials = _initials(text, named.values())
    ends = [i for i, _ in opened[1:]] + [len(units)]
    for (i, label), following in zip(opened, ends, strict=True):
        own = [Span(*label.words)] if label.words.start < label.words.end else []
        rest = units[i + 1 : following]
        if label.key in asking:
            asked = 0 if own and text[own[0].end - 1] == "?" else next((n for n, u in enumerate(rest, 1) if text[u.end - 1] == "?"), len(rest))
            replies = rest[asked:]
            rest = rest[: len(rest) - len(replies)]
        else:
            replies = []
        pieces = own + _goes_on(text, rest, label, bool(own), (dense and following < len(units)) or bool(replies))
        if pieces:
            name = label.name or named.get(label.key) or _by_initials(text, label, initials)
            unlabelled = not asking and len(pieces) > 1 and following < len(units) and text[pieces[-1].end - 1] == "?"
            yield Turn(_PARTS[label.kind], label.span, name, tuple(pieces[:-1] if unlabelled else pieces))
            if unlabelled:  # nobody else asks: the interviewer
                yield Turn("question", None, None, (pieces[-1],))
        if accepted == {"question"} and (answer := _goes_on(text, replies, None, False, following < len(units))):
            yield Turn("answer", None, None, tuple(answer))


def _asks_only(text: str, labels: list[_Label]) -> bool:
    """Whether a label stands before questions: what follows such a one without a label is somebody else's answer."""
    return 2 * sum(label.words.end > label.words.start and text[label.words.end - 1] == "?" for label in labels) >= len(labels)


def _initials(text: str, named: Iterable[Span]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for name in named:
        found.setdefault("".join(w[0] for w in re.split(r"[ -]", text[name.start : name.end]) if w).upper(), []).append(name)
    return found


def _by_initials(text: str, label: _Label, initials: dict[str, list[Span]]) -> Span | None:
    """``NJ:`` after ``Nora Jensen:``."""
    letters = text[slice(*label.span)].replace(".", "").replace(" ", "")
    fitting = initials.get(letters, [])
    return fitting[0] if len(fitting) == 1 and 2 <= len(letters) <= 4 else None


def _goes_on(text: str, units: Sequence[_Unit], label: _Label | None, begun: bool, between: bool) -> list[Span]:
    """The further paragraphs of a turn: as far as somebody talks, and as far as the next turn in a text of little else. ``begun``: its first
    words stand before them."""
    own = text[slice(*(label.name or label.span))].split()[-1] if label is not None else ""
    pieces: list[Span] = []
    last = 0
    for unit in units:
        words = text[unit.start : unit.end]
        if _ASIDE.fullmatch(words) or (BOILERPLATE.match(words) and not _ENDED.search(words)):
            continue
        if (begun or pieces) and (not _ENDED.search(words) or _narrated(words, own)):
            break
        if unit.label is not None:
            break  # somebody who may be anybody
        pieces.append(Span(unit.start, unit.end))
        if talks(words) or not begun:
            last, begun = len(pieces), True
    return pieces if between else pieces[:last]


def _narrated(words: str, speaker: str) -> bool:
    """Whether a paragraph tells of the speech instead of being it."""
    if words[:1] in _OPENING and _REPORTED.search(_QUOTED.sub(" ", words)):
        return True
    plain = _QUOTED.sub(" ", words)
    if _I.search(plain):
        return False
    return bool(_REPORTED.search(plain) or _ABOUT_IT.search(plain) or (speaker and re.search(rf"\b{re.escape(speaker)}\b", plain, re.IGNORECASE)))


def _marked(text: str, units: list[_Unit], accepted: frozenset[str]) -> Iterator[Turn]:
    """A name before words in quotation marks, which needs no transcript round it: ``Nora Jensen: “We will not sell.”``"""
    for i in range(len(units)):
        label = _with_words(units, i)
        if label is None or label.kind != "person" or label.key in accepted:
            continue
        found = _WHOLE.match(text, *label.words)
        if found is not None and not _is_heading(found["words"]):
            yield Turn("marked", label.span, label.name, (Span(*found.span("words")),))


def _statements(text: str, units: list[_Unit]) -> list[Turn]:
    """Words that are all somebody's, under a heading that says so: ``Statement by Senator Elena Vargas on the toll``."""
    found = []
    heads = list(_STATEMENT.finditer(text))
    for head, following in zip(heads, [*(h.start() for h in heads), len(text)][1:], strict=True):
        name = _behind_title(text, Span(*head.span("who")))
        if name is None or (name.start == head.start("who") and not _is_named(text, _plain(text, name), name)):
            continue
        label = _Label(name, Span(name.end, name.end), "person", "", name)
        first, last = (bisect_left(units, at, key=lambda u: u.start) for at in (head.end(), following))
        pieces = _goes_on(text, units[first:last], label, False, False)
        if marked := [Span(*m.span("words")) for m in (_WHOLE.fullmatch(text, *piece) for piece in pieces) if m]:
            found += [Turn("marked", name, name, (words,)) for words in marked]
        elif 2 * sum(_first_person(text, piece) for piece in pieces) >= max(len(pieces), 1):
            found.append(Turn("statement", name, name, tuple(pieces)))
    return found


def _is_heading(words: str) -> bool:
    """Whether words in marks are capitalised as in a headline."""
    long = [w for w in re.findall(r"\w+", words) if len(w) > 3]
    return words.isupper() or (len(long) > 1 and all(w[0].isupper() for w in long))


def _unmarked(text: str, units: list[_Unit]) -> Iterator[Turn]:
    """An interview whose questions are paragraphs of their own, after an introduction that tells of it."""
    asked = [i for i, unit in enumerate(units) if i and _asks(text, unit)]
    if len(asked) < 2 or not introduces(text[: units[asked[0]].start]):
        return
    ends = [*asked[1:], len(units)]
    answers = [_goes_on(text, units[i + 1 : end], None, False, end < len(units)) for i, end in zip(asked, ends, strict=True)]
    talking = sum(any(_first_person(text, p) for p in answer) for answer in answers)
    addressed = sum(re.search(r"\b[Yy]ou", text[units[i].start : units[i].end]) is not None for i in asked)
    spoken = len(asked) + sum(map(len, answers))
    if 3 * talking < 2 * len(asked) or addressed < max(2, len(asked) / 2) or not len(units) - asked[0] <= 1.5 * spoken <= 15 * len(asked):
        return
    for i, answer in zip(asked, answers, strict=True):
        yield Turn("question", None, None, (Span(units[i].start, units[i].end),))
        if answer:
            yield Turn("answer", None, None, tuple(answer))


def _asks(text: str, unit: _Unit) -> bool:
    words = text[unit.start : unit.end]
    return unit.label is None and words.endswith("?") and words[0] not in _OPENING and not _first_person(text, Span(unit.start, unit.end))


# --- posts --------------------------------------------------------------------------------------------------------------


def _posts(text: str) -> Iterator[Turn]:
    """Posts under a line with their writer's name and account."""
    for head in _WRITER.finditer(text):
        if BOILERPLATE.match(f"{head['name']} "):
            continue
        end = _POST_END.search(text, head.end(), head.end() + _LONGEST_POST)
        if end is not None and _WRITER.search(text, head.end(), end.start()):
            end = None
        if end is None and not head["ago"]:
            continue  # the line of a reporter with an account looks the same
        start, stop = head.end(), end.start() if end is not None else _paragraph_end(text, head.end())
        stop = start + len(text[start:stop].rstrip())
        if start < stop:
            label = Span(*head.span("name"))
            yield Turn("post", label, label, (Span(start, stop),))


def _paragraph_end(text: str, start: int) -> int:
    found = re.compile(r"\n[^\S\n]*\n").search(text, start)
    return found.start() if found is not None else len(text)
