"""What a page shows, for tests: the words of its text, and what it sent to components of our own."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def words(at: AppTest) -> str:
    """Text, captions and messages, without the escapes of Markdown."""
    shown = [*at.markdown, *at.caption, *at.info, *at.warning, *at.error]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def sent(at: AppTest, component: str) -> Any:
    """The data of the one component with this name (without its prefix)."""
    found = [e.proto for e in at.get("bidi_component") if e.proto.component_name == f"ontherecord_{component}"]
    assert len(found) == 1, f"{len(found)} components named {component}"
    return json.loads(found[0].json)


def cells(row: dict[str, Any]) -> list[str]:
    """The words of a table row's cells."""
    return [cell["t"] if cell else "" for cell in row["cells"]]


def figure(at: AppTest) -> dict[str, Any]:
    """The page's one chart."""
    (found,) = at.get("plotly_chart")
    return dict(json.loads(found.proto.spec))
