"""Links by name alone, for a few articles in memory: what has the same name is the same. A built corpus has better ones (ontherecord.linking)."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from ontherecord.store.schema import fold


class Links(NamedTuple):
    nodes: pd.DataFrame
    links: pd.DataFrame


def slug(name: str) -> str:
    """``Emmanuel Macron`` -> ``emmanuel-macron``; never empty."""
    return re.sub(r"[^\w]+", "-", fold(name)).strip("-") or "unnamed"


def link_entities(entities: pd.DataFrame) -> Links:
    """One node for each name and kind; the name's own slug, with the kind behind it where two kinds share the name."""
    frame = entities.assign(slug=[slug(name) for name in entities["name"]])
    kinds = frame.groupby("slug")["kind"].transform("nunique")
    frame["entity_id"] = [s if n == 1 else f"{s}-{kind}" for s, kind, n in zip(frame["slug"], frame["kind"], kinds, strict=True)]
    return Links(frame.drop_duplicates("entity_id")[_NODE], frame[["article_id", "key", "entity_id"]])


def link_issues(positions: pd.DataFrame) -> Links:
    """One node for each wording of an issue."""
    frame = positions.assign(name=[issue or target for issue, target in zip(positions["issue"], positions["target"], strict=True)])
    frame["issue_id"] = [slug(name) for name in frame["name"]]
    return Links(frame.drop_duplicates("issue_id")[["issue_id", "name"]], frame[["article_id", "number", "issue_id"]])


_NODE = ["entity_id", "name", "kind", "country", "country_reason", "named", "variants"]
