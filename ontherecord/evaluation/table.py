"""Scores as lines for a terminal."""

from __future__ import annotations

from typing import Any

from ontherecord.evaluation.scores import Scores


def as_table(scores: Scores) -> str:
    """A block for each layer, figures in percent; counts as they are."""
    blocks = []
    for layer, figures in scores.layers.items():
        lines = [layer.capitalize()]
        for name, value in figures.items():
            rows = {f"{name} {key}": v for key, v in value.items()} if _nested(value) else {name: value}
            lines += [f"  {label:26}{_shown(v)}" for label, v in rows.items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _nested(value: Any) -> bool:
    return isinstance(value, dict) and any(isinstance(v, dict) for v in value.values())


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {_shown(v)}" for name, v in value.items())
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{100 * value:.1f}"
