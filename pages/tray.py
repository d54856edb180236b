"""The tray: what was picked, in order, as a page to take along."""

from __future__ import annotations

from components import state, tray

tray.draw(state.view().corpus)
