"""Files that are one article each: plain text, and markdown with YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from ontherecord.errors import Code, Problem
from ontherecord.loading.exports import articles_of
from ontherecord.loading.records import Raw, from_fields, recognise

Found = tuple[int | None, Problem]
Given = Mapping[str, str]


class _Matter(yaml.BaseLoader):
    """YAML whose values are all kept as they are written: YAML's own dates would turn 2025-13-01 into an error and 12 into a number.

    Without aliases, by which a page can be made to stand for a library."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(None, None, "aliases are not read", event.start_mark)
        return super().compose_node(parent, index)


MAX_MATTER = 50_000
"""Characters of front matter."""


def read_text(text: str, path: str, given: Given) -> Iterator[Raw | Found]:
    """The whole file is the article, unless it is a database's export of many."""
    yield from articles_of(text, path) or [Raw(text=text)]


def read_markdown(text: str, path: str, given: Given) -> Iterator[Raw]:
    """Front matter gives the fields; the article is what follows it. Front matter that is broken is reported, the article still read."""
    handler = YAMLHandler()
    if not text.startswith("---") or handler.FM_BOUNDARY is None or len(handler.FM_BOUNDARY.split(text, 2)) < 3:
        yield Raw(text=text)
        return
    matter, content = handler.split(text)
    content = content.removeprefix("\r").removeprefix("\n")
    try:
        if len(matter) > MAX_MATTER:
            raise ValueError
        fields: Any = handler.load(matter, Loader=_Matter)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        detail = f"line {mark.line + 1} of the front matter" if mark else "the front matter"
        yield Raw(text=content, problems=(Problem(Code.L05, path=path, format="YAML", detail=detail),))
        return
    if not isinstance(fields, dict):  # two lines of dashes that hold no fields: part of the text
        yield Raw(text=text)
        return
    yield from_fields(fields, recognise(fields, given), None, text=content)
