"""All finders together: sorted, not overlapping, minimal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ontherecord.loading.repair.characters import find_controls, find_ligatures, find_marks, find_mojibake
from ontherecord.loading.repair.entities import find_entities
from ontherecord.loading.repair.inserts import find_inserts
from ontherecord.loading.repair.lines import find_wraps
from ontherecord.loading.repair.markup import find_markdown, find_tags
from ontherecord.model import Repair

Finder = Callable[[str], Iterable[Repair]]

# Where two overlap, the earlier finder wins: what stands inside a tag is not looked at again.
FINDERS: tuple[Finder, ...] = (
    find_tags,
    find_inserts,
    find_mojibake,
    find_entities,
    find_markdown,
    find_marks,
    find_wraps,
    find_controls,
    find_ligatures,
)


def find_repairs(text: str) -> tuple[Repair, ...]:
    """Where ``text`` should be read otherwise than it stands: sorted, not overlapping, each as short as it can be.

    Quotation marks that do not pair up are not touched: that is for the extraction, which knows the sentence.
    """
    found: list[Repair] = []
    taken = bytearray(len(text))
    for finder in FINDERS:
        for wide in finder(text):
            repair = _shortest(text, wide)
            if repair is not None and taken.find(1, repair.start, repair.end) < 0:
                taken[repair.start : repair.end] = b"\x01" * (repair.end - repair.start)
                found.append(repair)
    return tuple(sorted(found, key=lambda r: r.start))


def _shortest(text: str, repair: Repair) -> Repair | None:
    """Without what is equal at both ends; None where nothing changes. At least one character of the original stays."""
    start, end, new = repair.start, repair.end, repair.replacement
    if text[start:end] == new:
        return None
    while end - start > 1 and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while end - start > 1 and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Repair(start, end, new, repair.kind)
