"""Design tokens: every colour, font and size that this project uses, in one place. Documented in docs/design.md.

``.streamlit/config.toml`` repeats the tokens that Streamlit reads from there; ``tests/components/test_tokens.py`` holds that
the two agree and that text (4.5:1) and marks (3:1) have the contrast that WCAG 2.2 asks for.

Marks (bars, lines, points) have one colour for both themes: each lies between the two backgrounds, so that a colour means the
same thing by day and by night and a chart need not be drawn again when a visitor switches. The hues follow Okabe and Ito,
"Color Universal Design" (2008), darkened where needed. Colour is never the only sign: each value has a label and an icon or glyph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ontherecord.model import Asserted, EntityKind, QuoteType, SourceKind, Stance, Status, Toward

Mode = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Surface:
    """The colours that change with the theme. Hex strings."""

    background: str
    panel: str
    """Sidebar, inputs, cards."""
    text: str
    muted: str
    """Secondary text: still 4.5:1 on background and panel."""
    line: str
    accent: str
    """Links, buttons, the chosen thing."""
    content: tuple[str, str]
    """What was said, in evidence: (text, tint behind it)."""
    cue: tuple[str, str]
    source: tuple[str, str]
    stance: tuple[str, str]
    """The words that carry a position."""


SURFACES: dict[Mode, Surface] = {
    "light": Surface(
        background="#fdfcf9",
        panel="#f3f0e9",
        text="#1c1f24",
        muted="#585d66",
        line="#d9d4c8",
        accent="#0a5c86",
        content=("#0b4f74", "#e2eff7"),
        cue=("#8a3b00", "#fbe9dc"),
        source=("#005a41", "#dff2ea"),
        stance=("#6d2f5a", "#f7e6f1"),
    ),
    "dark": Surface(
        background="#14171c",
        panel="#1e232b",
        text="#ecebe6",
        muted="#a9afb9",
        line="#3a414c",
        accent="#7cc0e8",
        content=("#a5d6f5", "#17334a"),
        cue=("#ffb98a", "#45280f"),
        source=("#86dcbd", "#0f3a2d"),
        stance=("#eab4d8", "#432338"),
    ),
}

SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SERIF = "Charter, 'Iowan Old Style', 'Palatino Linotype', Georgia, 'DejaVu Serif', serif"
MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

BLUE, VERMILLION, GREEN, PURPLE, GOLD, GREY = "#1f7bb8", "#cf5b0a", "#0a8f69", "#b0649a", "#9a7512", "#767d87"
CATEGORICAL = (BLUE, VERMILLION, GREEN, PURPLE, GOLD, GREY)
"""For series without a meaning of their own, in this order."""


@dataclass(frozen=True, slots=True)
class Value:
    """How one value of a field is shown everywhere: label, colour of marks, glyph (a text character, so that it needs no font file)."""

    label: str
    colour: str
    glyph: str
    plural: str = ""


# Each family has signs of its own: shapes for where somebody stands, quotation marks for how words are quoted, small pictures for who
# or what is named. Each is in the fonts of common systems. One sign means one thing on every page.
STANCES: dict[Stance, Value] = {
    "support": Value("supports", BLUE, "▲"),
    "oppose": Value("opposes", VERMILLION, "▼"),
    "open": Value("open to", GREEN, "○"),
    "conditional": Value("only if", PURPLE, "◆"),
    "undecided": Value("undecided", GREY, "–"),
}
STANCES_ON: dict[Stance, str] = {
    "support": "supports",
    "oppose": "opposes",
    "open": "is open to",
    "conditional": "conditionally supports",
    "undecided": "is undecided on",
}
"""The stances as words before their target."""
SIDES: dict[Toward, Value] = {
    "for": Value("for", BLUE, "▲"),
    "against": Value("against", VERMILLION, "▼"),
    "neither": Value("neither", GOLD, "◇"),
}
APART = Value("unclear", GREY, "?")
"""What stands beside the sides: nobody knows which way it goes, or it is too unsure to be counted."""
DIVIDED = Value("divided", GOLD, "≠")
"""As many for as against."""
QUOTE_TYPES: dict[QuoteType, Value] = {
    "direct": Value("direct", BLUE, "“”"),
    "mixed": Value("mixed", PURPLE, "“…"),
    "indirect": Value("indirect", GOLD, "…"),
}
ASSERTED: dict[Asserted, Value] = {
    "said": Value("said", GREEN, "›"),
    "not said": Value("did not say", VERMILLION, "✕"),
    "supposed": Value("supposed", GOLD, "?"),
    "disowned": Value("disowned", GREY, "⊘"),
}
STATUSES: dict[Status, Value] = {
    "machine": Value("not checked", GREY, "◌"),
    "confirmed": Value("confirmed", GREEN, "✓"),
    "fixed": Value("fixed", PURPLE, "✎"),
    "added": Value("added", BLUE, "+"),
    "rejected": Value("rejected", VERMILLION, "✗"),
}
"""Whether people have checked a finding, and what they made of it."""
SOURCE_KINDS: dict[SourceKind, Value] = {
    "named": Value("named person", BLUE, "⊙", "named people"),
    "unnamed": Value("unnamed source", GOLD, "⊛", "unnamed sources"),
    "organisation": Value("organisation", PURPLE, "⊞", "organisations"),
    "document": Value("document", GREEN, "▤", "documents"),
    "none": Value("no source given", GREY, "∅", "no source given"),
}
OFFICES: dict[str, Value] = {
    "official": Value("official", BLUE, "§", "officials"),
    "other": Value("other", VERMILLION, "●", "others"),
    "unknown": Value("role not known", GREY, "?", "role not known"),
}
"""Whether somebody speaks in or for a public office (ontherecord.queries.offices)."""
ENTITY_KINDS: dict[EntityKind, Value] = {
    "person": Value("person", BLUE, "⊙", "people"),
    "organisation": Value("organisation", PURPLE, "⊞", "organisations"),
    "country": Value("country", GREEN, "⚑", "countries"),
    "place": Value("place", GOLD, "⌂", "places"),
    "group": Value("group", VERMILLION, "⁂", "groups"),
    "event": Value("event", GREY, "✦", "events"),
    "other": Value("other", GREY, "·", "others"),
}
CHANGES: dict[str, Value] = {
    "reversed": Value("reversed", VERMILLION, "⇄"),
    "moved": Value("moved", PURPLE, "→"),
    "unchanged": Value("unchanged", GREY, "="),
}
"""What became of a side between then and now."""
RELATIONS: dict[str, Value] = {
    "conflict": Value("in conflict", VERMILLION, "⇄"),
    "in part": Value("agree in part", GOLD, "≈"),
    "agreement": Value("agree", GREEN, "="),
}
"""How those of one government stand to each other."""
FLOWS: dict[str, Value] = {
    "articles": Value("articles", GREY, "¶"),
    "quotes": Value("quotes", BLUE, "“”"),
    "positions": Value("positions", GREEN, "±"),
}
"""What is counted over time and in headline numbers."""


def unsaid(asserted: Asserted | None) -> str:
    """The mark of words that were not said, "✕ did not say"; "" for what was."""
    look = ASSERTED[asserted or "said"]
    return "" if look is ASSERTED["said"] else f"{look.glyph} {look.label}"


def checked(status: Status | None) -> str:
    """The mark of what people have decided about, "✓ confirmed"; "" for what nobody has checked."""
    look = STATUSES[status or "machine"]
    return "" if look is STATUSES["machine"] else f"{look.glyph} {look.label}"


def marks(status: Status | None, asserted: Asserted | None) -> str:
    """What a row says beside its words: whether they were said, and whether somebody has checked it."""
    return " · ".join(part for part in (unsaid(asserted), checked(status)) if part)


def standing(side: Toward | None, stance: Stance) -> Value:
    """How a side is shown: one that is neither by the stance that says why."""
    if side is None:
        return APART
    return STANCES[stance] if side == "neither" else SIDES[side]


def luminance(colour: str) -> float:
    """Relative luminance (0 to 1) of a hex colour. WCAG 2.2, "relative luminance"."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (1 to 21) of two hex colours. WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
