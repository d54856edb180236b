"""Passages that a person picked, in their order and with their own words between, as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ontherecord.export.about import DRAFT, PRODUCT
from ontherecord.queries import Corpus, passages
from ontherecord.queries.days import in_words
from ontherecord.queries.filters import STATUS
from ontherecord.queries.questions import Passage

if TYPE_CHECKING:
    from jinja2 import Template


class Picked(NamedTuple):
    """A quote or position by its selector, with the words that go in front of it."""

    show: str
    before: str = ""


class _Item(NamedTuple):
    before: str
    words: str
    who: str
    where: str
    status: str


def found(corpus: Corpus, show: str) -> Passage | None:
    """The passage that was picked; None where the corpus does not have it any more."""
    return next(iter(passages(corpus, show, limit=1).items), None)


def picked(corpus: Corpus, items: Sequence[Picked], title: str = "", after: str = "") -> bytes:
    """The page (UTF-8). What the corpus does not have any more is named at the end, never left out in silence."""
    here = [(item, found(corpus, item.show)) for item in items]
    missing = sum(passage is None for _, passage in here)
    notes = [f"Corpus {corpus.name}, build {corpus.version}. Made on {in_words(datetime.now(UTC).date())} with {PRODUCT}.", DRAFT]
    if missing:
        notes.append(f"{missing} of the passages that were picked are not in this build any more.")
    if corpus.notice:
        notes.append(corpus.notice)
    made = [_item(item, passage) for item, passage in here if passage is not None]
    return _template().render(product=PRODUCT, title=title.strip() or "Picked passages", items=made, after=after.strip(), notes=notes).encode()


def _item(item: Picked, passage: Passage) -> _Item:
    day = in_words(passage.published_on) if passage.published_on else "undated"
    status = STATUS[passage.status or "machine"] + (f" ({passage.checked.by})" if passage.checked and passage.checked.by else "")
    where = f"{passage.title}, {passage.outlet or 'outlet not given'}, {day}"
    return _Item(item.before.strip(), passage.cited, passage.speaker or "Speaker unknown", where, status)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    here = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return here.get_template("picked.html")
