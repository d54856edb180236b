"""Who may do what: asked for in the core, wherever something is changed, so that a hidden button is never the only lock. What is done is in the log.

The mode ``open`` lets everybody do everything; in ``read-only`` a corpus is read and nothing in it is changed.
"""

from __future__ import annotations

import logging

from ontherecord.errors import Code, Problem
from ontherecord.settings import settings

log = logging.getLogger("ontherecord.done")


def read_only() -> bool:
    """Whether nothing may be changed here. Pages ask, to draw no button that would be refused."""
    return settings().mode == "read-only"


def ask(action: str, corpus: str, by: str = "") -> None:
    """Called by whatever is about to change a corpus: ``action`` is what, as a noun ("Renaming a corpus"); ``by`` who, where that is known.

    Writes it to the log; raises Problem C16 where it may not be."""
    who = by.replace("\n", " ").replace("\r", " ") or "nobody named"
    if read_only():
        log.warning("refused: %s; corpus %s; by %s", action, corpus, who)
        raise Problem(Code.C16, action=action)
    log.info("%s; corpus %s; by %s", action, corpus, who)
