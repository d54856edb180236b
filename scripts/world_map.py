"""Make data/resources/world.json, the outlines that the map of countries is drawn from.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/world_map.py package/countries-50m.json

The outlines are those of Natural Earth (public domain, naturalearthdata.com), in the form that the package world-atlas gives them: TopoJSON,
in which a border between two countries is one line that both share. Lines are simplified before countries are put together, so that
neighbours keep touching. Result: GeoJSON in degrees, one feature a country, its ``id`` the code that this project uses.
"""

from __future__ import annotations

import heapq
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ontherecord import countries  # noqa: E402

TARGET = ROOT / "data" / "resources" / "world.json"
Point = tuple[float, float]
DETAIL, ISLAND = 0.12, 0.25
"""Square degrees: a corner that spans less is left out, and so is an island, unless it is the country's largest part."""
DIGITS = 2
NAMES = {  # as Natural Earth shortens them -> the code here
    "Marshall Is.": "MH",
    "S. Sudan": "SS",
    "Solomon Is.": "SB",
    "São Tomé and Principe": "ST",
    "St. Vin. and Gren.": "VC",
    "Cook Is.": "CK",
    "Eq. Guinea": "GQ",
    "Dominican Rep.": "DO",
    "Dem. Rep. Congo": "CD",
    "Central African Rep.": "CF",
    "Bosnia and Herz.": "BA",
    "Antigua and Barb.": "AG",
    "Congo": "CG",
    "W. Sahara": "EH",
    "Faeroe Is.": "FO",
    "Falkland Is.": "FK",
    "Cayman Is.": "KY",
    "Fr. Polynesia": "PF",
    "Wallis and Futuna Is.": "WF",
    "N. Mariana Is.": "MP",
    "Pitcairn Is.": "PN",
    "British Virgin Is.": "VG",
    "U.S. Virgin Is.": "VI",
    "Turks and Caicos Is.": "TC",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
}
LEFT_OUT = ("Antarctica",)
CRIMEA: Point = (34.3, 45.2)
"""Natural Earth draws who holds a territory. Crimea goes to Ukraine all the same (UN General Assembly, resolution 68/262)."""


def lines(topology: dict[str, Any]) -> list[list[Point]]:
    """The shared lines in degrees: TopoJSON writes whole numbers, each as the step from the point before."""
    (a, b), (c, d) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * a + c, y * b + d))
        found.append(line)
    return found


def area(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplify(line: list[Point], least: float) -> list[Point]:
    """Leave out the corners that matter least (Visvalingam and Whyatt, 1993). Ends stay, so that lines still meet; a ring keeps four points."""
    count = len(line)
    keep = 4 if line[0] == line[-1] else 2
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    alive = [True] * count
    heap = [(area(line[i - 1], line[i], line[i + 1]), i) for i in range(1, count - 1)]
    heapq.heapify(heap)
    current = {i: size for size, i in heap}
    left, reached = count, 0.0
    while heap and left > keep:
        size, i = heapq.heappop(heap)
        if not alive[i] or size != current[i]:
            continue
        reached = max(reached, size)
        if reached > least:
            break
        alive[i] = False
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < count - 1:
                current[j] = max(area(line[before[j]], line[j], line[after[j]]), reached)
                heapq.heappush(heap, (current[j], j))
    return [point for point, there in zip(line, alive, strict=True) if there]


def ring(arcs: list[int], known: list[list[Point]]) -> list[Point]:
    """Lines put together; a negative number stands for a line taken backwards."""
    points: list[Point] = []
    for number in arcs:
        line = known[number] if number >= 0 else known[~number][::-1]
        points += line[1:] if points else line
    return points


def cut(points: list[Point]) -> list[list[Point]]:
    """An outline that crosses the 180th meridian as two, one on each side; any other as it is. Whole numbers of turns do not matter to it."""
    unrolled = [points[0]]
    for x, y in points[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    parts = []
    for shift in (-360.0, 0.0, 360.0):
        part = [(x + shift, y) for x, y in unrolled]
        for sign in (1, -1):  # Sutherland and Hodgman (1974), for two vertical lines
            part = _side(part, sign)
        if len(part) >= 3:
            parts.append(part)
    return parts


def _side(points: list[Point], sign: int) -> list[Point]:
    """What of an outline lies west (sign 1) of 180 degrees east, or east (sign -1) of 180 degrees west."""
    found: list[Point] = []
    for a, b in zip(points[-1:] + points[:-1], points, strict=True):
        inside_a, inside_b = sign * a[0] <= 180, sign * b[0] <= 180
        if inside_a != inside_b:
            share = (sign * 180 - a[0]) / (b[0] - a[0])
            found.append((sign * 180.0, a[1] + share * (b[1] - a[1])))
        if inside_b:
            found.append(b)
    return found


def size(points: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


def code_of(name: str) -> str | None:
    return NAMES.get(name) or countries.lookup(name)


def holds(points: list[Point], where: Point) -> bool:
    """Whether an outline goes round a point: a ray from it crosses the outline an odd number of times."""
    x, y = where
    sides = zip(points, points[1:] + points[:1], strict=True)
    crossed = [(a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in sides]
    return sum(crossed) % 2 == 1


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    whole = lines(topology)
    known = [simplify(line, DETAIL) for line in whole]
    shapes: list[dict[str, Any]] = topology["objects"]["countries"]["geometries"]
    parts_of: dict[str | None, list[list[list[int]]]] = {}
    for shape in shapes:
        name = shape["properties"]["name"]
        if name not in LEFT_OUT and "arcs" in shape:
            for part in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
                crimea = countries.lookup(name) == "RU" and holds(ring(part[0], whole), CRIMEA)
                parts_of.setdefault("UA" if crimea else code_of(name), []).append(part)
    features: list[dict[str, Any]] = []
    for code, parts in sorted(parts_of.items(), key=lambda item: item[0] or "~"):
        sized = sorted(((size(ring(part[0], whole)), part) for part in parts), key=lambda pair: -pair[0])
        polygons = []
        for part in [part for n, (big, part) in enumerate(sized) if big >= ISLAND or (n == 0 and code)]:
            outer, *holes = [cut(ring(outline, known)) for outline in part]
            inner = [points for hole in holes for points in hole if size(points) >= ISLAND]
            rounded = [[(round(x, DIGITS), round(y, DIGITS)) for x, y in points] for points in (*outer, *inner)]
            polygons += [[points] for points in rounded[: len(outer) - 1]] + [rounded[len(outer) - 1 :]]
        named = {"id": code} if code else {}  # the rest belongs to no country of ours: drawn, never counted
        features.append({"type": "Feature", **named, "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": polygons}})
    TARGET.write_text(json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")) + "\n", encoding="utf-8")
    corners = sum(len(points) for f in features for polygon in f["geometry"]["coordinates"] for points in polygon)
    print(f"{TARGET.name}: {len(features)} outlines, {corners:,} points, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
