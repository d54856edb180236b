"""Colours can be read, and the theme that Streamlit reads says what the tokens say."""

from __future__ import annotations

import itertools
import tomllib

import pytest

from components import lanes, tokens
from ontherecord.model import ENTITY_KINDS, QUOTE_TYPES, SOURCE_KINDS, STANCES
from ontherecord.settings import ROOT, Settings

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
FAMILIES = {"stances": tokens.STANCES, "quote types": tokens.QUOTE_TYPES, "source kinds": tokens.SOURCE_KINDS, "entity kinds": tokens.ENTITY_KINDS}


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)])
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read(mode: tokens.Mode) -> None:
    surface = tokens.SURFACES[mode]
    for ground, colour in itertools.product((surface.background, surface.panel), (surface.text, surface.muted, surface.accent)):
        assert tokens.contrast(colour, ground) >= 4.5, (colour, ground)
    for text, tint in (surface.content, surface.cue, surface.source, surface.stance):
        assert tokens.contrast(text, tint) >= 4.5, (text, tint)
        assert tokens.contrast(surface.text, tint) >= 4.5, (surface.text, tint)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_stand_out_in_both_themes(mode: tokens.Mode) -> None:
    surface = tokens.SURFACES[mode]
    for colour, ground in itertools.product(tokens.CATEGORICAL, (surface.background, surface.panel)):
        assert tokens.contrast(colour, ground) >= 3, (colour, ground)


@pytest.mark.parametrize(
    ("family", "values"), [("stances", STANCES), ("quote types", QUOTE_TYPES), ("source kinds", SOURCE_KINDS), ("entity kinds", ENTITY_KINDS)]
)
def test_every_value_of_the_model_has_a_look_and_no_two_the_same(family: str, values: tuple[str, ...]) -> None:
    looks = FAMILIES[family]
    assert set(looks) == set(values)
    assert len({look.glyph for look in looks.values()}) == len(looks), "glyphs tell values apart without colour"
    assert len({look.label for look in looks.values()}) == len(looks)
    assert {look.colour for look in looks.values()} <= set(tokens.CATEGORICAL)


def test_a_sign_means_one_thing() -> None:
    """Families that stand on one page share no sign, but where they mean the same: a side and its stance, a named person and a person."""
    sides = {look.glyph for look in [*tokens.STANCES.values(), *tokens.SIDES.values(), tokens.APART, tokens.DIVIDED]}
    families = {
        "sides": sides,
        "kinds of quote": {look.glyph for look in tokens.QUOTE_TYPES.values()},
        "kinds of entity and source": {look.glyph for look in [*tokens.ENTITY_KINDS.values(), *tokens.SOURCE_KINDS.values()]},
        "shapes of the lanes": set(lanes.SIGNS.values()),
        "decisions": {look.glyph for look in tokens.STATUSES.values()},
        "counts": {look.glyph for name, look in tokens.FLOWS.items() if name != "quotes"},
    }
    for (one, signs), (other, others) in itertools.combinations(families.items(), 2):
        assert not signs & others, f"{one} and {other} share {signs & others}"
    assert tokens.SOURCE_KINDS["named"].glyph == tokens.ENTITY_KINDS["person"].glyph
    assert tokens.SOURCE_KINDS["organisation"].glyph == tokens.ENTITY_KINDS["organisation"].glyph


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_config_repeats_the_tokens(mode: tokens.Mode) -> None:
    surface, theme = tokens.SURFACES[mode], CONFIG["theme"][mode]
    expected = {
        "backgroundColor": surface.background,
        "secondaryBackgroundColor": surface.panel,
        "textColor": surface.text,
        "primaryColor": surface.accent,
        "linkColor": surface.accent,
        "borderColor": surface.line,
        "dataframeBorderColor": surface.line,
        "grayTextColor": surface.muted,
        "blueTextColor": surface.content[0],
        "blueBackgroundColor": surface.content[1],
        "orangeTextColor": surface.cue[0],
        "orangeBackgroundColor": surface.cue[1],
        "greenTextColor": surface.source[0],
        "greenBackgroundColor": surface.source[1],
        "violetTextColor": surface.stance[0],
        "violetBackgroundColor": surface.stance[1],
        "sidebar": {"backgroundColor": surface.panel, "secondaryBackgroundColor": surface.background},
    }
    assert theme == expected


def test_config_repeats_fonts_and_series_and_asks_nothing_of_others() -> None:
    theme = CONFIG["theme"]
    assert (theme["font"], theme["headingFont"], theme["codeFont"]) == (tokens.SANS, tokens.SERIF, tokens.MONO)
    assert tuple(theme["chartCategoricalColors"]) == tokens.CATEGORICAL
    assert "fontFaces" not in theme
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["maxUploadSize"] == Settings().max_upload_mb
