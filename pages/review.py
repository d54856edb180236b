"""Review: people check what the program found."""

from __future__ import annotations

from components import review_queue, state

view = state.view()
review_queue.page(view.corpus, view.filters)
