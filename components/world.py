"""The map of the world, drawn from outlines of our own folder: nothing is asked of any other host.

Plotly's maps fetch their outlines; and an SVG of our own can be walked by keyboard. Projection: Equal Earth (Šavrič, Patterson, Jenny,
"The Equal Earth map projection", International Journal of Geographical Information Science 33, 2019), which keeps areas true.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from components import evidence, narrow, tokens
from components.share import frontend
from ontherecord import places

WIDTH, HEIGHT = 1000, 440
TOP, FOOT = 84.0, -56.5
"""Degrees north that are shown: no Antarctica."""
SMALL = 26
"""Square pixels below which a country gets a circle, so that it can be seen and hit."""
NUMBERS = 7
"""Countries that have their number written on them."""
SHADES: dict[tokens.Mode, tuple[str, ...]] = {
    "light": ("#c3dced", "#8fbcdc", "#569ac9", "#1f7bb8", "#0b4f74"),
    "dark": ("#1d4058", "#245f86", "#2f80b3", "#5aa7d6", "#a5d6f5"),
}
EMPTY: dict[tokens.Mode, str] = {"light": "#e4e0d6", "dark": "#2a3039"}
_A = (1.340264, -0.081106, 0.000893, 0.003796)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to the plane: x from about -2.71 to 2.71, y from -1.32 to 1.32."""
    a1, a2, a3, a4 = _A
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    slope = 9 * a4 * square**4 + 7 * a3 * square**3 + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    return x, theta * (a4 * square**4 + a3 * square**3 + a2 * square + a1)


@cache
def shapes() -> list[dict[str, Any]]:
    """Every outline: code ("" for none of ours), d (SVG path), x and y (where a number stands), small."""
    world = json.loads((places.DATA / "resources" / "world.json").read_text(encoding="utf-8"))
    top, foot = project(0, TOP)[1], project(0, FOOT)[1]
    scale = min(WIDTH / (2 * project(180, 0)[0]), HEIGHT / (top - foot))
    found = []
    for feature in world["features"]:
        path, largest, where = [], 0.0, (0.0, 0.0)
        for polygon in feature["geometry"]["coordinates"]:
            for number, ring in enumerate(polygon):
                points = [project(*point) for point in ring]
                drawn = [(round(WIDTH / 2 + x * scale, 1), round((top - y) * scale, 1)) for x, y in points]
                path.append("M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z")
                area, centre = _centre(drawn)
                if number == 0 and area >= largest:
                    largest, where = area, centre
        found.append({"code": feature.get("id", ""), "d": "".join(path), "x": round(where[0], 1), "y": round(where[1], 1), "small": largest < SMALL})
    return found


def _centre(points: Sequence[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Area and centre of gravity of a closed outline; of a line or point, the middle of its corners."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):  # type: ignore[operator]
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(twice) < 1e-6:
        return 0.0, (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    return abs(twice) / 2, (x / (3 * twice), y / (3 * twice))


def steps(values: Sequence[int]) -> list[int]:
    """Lower bounds of at most five classes: the least value, then rounder numbers that grow by about the same factor up to the largest."""
    least, most = min(values, default=1), max(values, default=0)
    if most - least < 5:
        return list(range(least, most + 1))
    bounds = [least]
    for n in range(1, 5):
        raw = least * (most / least) ** (n / 5)
        size = 10 ** int(math.log10(raw))
        bounds.append(max(int(round(raw / size) * size), bounds[-1] + 1))
    return [bound for bound in bounds if bound <= most]


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_world", css=frontend("menu.css", "world.css"), js=frontend("menu.js", "world.js"))


def draw(
    values: Mapping[str, int],
    words: Mapping[str, str],
    menus: Mapping[str, narrow.Menu],
    *,
    unit: str,
    key: str,
    label: str,
    pick: Callable[[str], None],
    chosen: str | None,
    mode: tokens.Mode,
) -> None:
    """``values``: code -> number (above 0), ``words``: what is said of each, ``menus``: what can be done with it. ``pick`` gets the code of the
    country whose page a person asks for."""

    def picked() -> None:
        held = st.session_state.get(key)
        found = held.get("picked") if held is not None else None
        if found:
            pick(str(found))

    def shown() -> None:
        held = st.session_state.get(key)
        if held is not None and held.get("shown"):
            evidence.select(str(held["shown"]))

    bounds = steps(list(values.values()))
    known = {shape["code"] for shape in shapes()}
    ranked = sorted((code for code in values if code in known), key=lambda code: -values[code])
    shades = SHADES[mode][5 - len(bounds) :] if len(bounds) < 5 else SHADES[mode]
    entries = {
        code: {
            "n": n,
            "step": max(sum(n >= bound for bound in bounds) - 1, 0),
            "say": words[code],
            "shown": f"{n:,}" if code in ranked[:NUMBERS] else "",
            "f": menus[code],
        }
        for code, n in values.items()
        if n > 0
    }
    ends = [*(bound - 1 for bound in bounds[1:]), None]
    legend = [
        (f"{a:,} and more" if b is None and a != max(values.values()) else f"{a:,}" if b is None or a == b else f"{a:,} to {b:,}", shade)
        for a, b, shade in zip(bounds, ends, shades, strict=True)
    ]
    if legend:
        legend[0] = (f"{legend[0][0]} {unit.removesuffix('s') if legend[0][0] == '1' else unit}", legend[0][1])
    data = {
        "width": WIDTH,
        "height": HEIGHT,
        "shapes": shapes(),
        "values": entries,
        "colours": list(shades),
        "empty": EMPTY[mode],
        "legend": [("none", EMPTY[mode]), *legend],
        "chosen": chosen,
        "label": label,
        "open": "All of {}",
    }
    callbacks = {"on_picked_change": picked, "on_shown_change": shown, "on_narrowed_change": narrow.acted(key)}
    _component()(key=key, data=data, height="content", **callbacks)
