"""Who may do what: asked for in the core, wherever something is changed, so that a hidden button is never the only lock. What is done is in the log.

By the setting ``mode``: ``open``, everybody is an editor; ``read-only``, everybody a reader; ``accounts``, each account has the role that the
settings ``checkers`` and ``editors`` give it, and whoever is in neither is a reader. Accounts are those of the visits of a server. A command on the
machine itself has none and is an editor: who may run one may write the files as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from ontherecord.errors import Code, Problem
from ontherecord.settings import settings

log = logging.getLogger("ontherecord.done")
ROLES = ("reader", "checker", "editor")
"""Each may do what those before it may: read and export; decide about findings, names and issues; build, correct, rename, remove."""
_visitor: Callable[[], str] | None = None


def of_visits(account: Callable[[], str] | None) -> None:
    """Say how a server knows the account of the visit that it is serving: "" for nobody. Without it, this process is no server."""
    global _visitor
    _visitor = account


def account() -> str:
    """The account of the visit that is being served; "" for nobody, and where this is no server."""
    return _visitor() if _visitor else ""


def role() -> str:
    """The role of whoever is being served, one of :data:`ROLES`."""
    known = settings()
    if known.mode == "open" or (known.mode == "accounts" and _visitor is None):
        return "editor"
    who = account().casefold()
    if known.mode == "read-only" or not who:
        return "reader"
    for name, given in (("editor", known.editors), ("checker", known.checkers)):
        if who in (listed := [one.strip().casefold() for one in given.split(",")]) or "*" in listed:
            return name
    return "reader"


def may(needed: str = "editor") -> bool:
    """Whether whoever is being served has this role, or one that may do more. Pages ask, to draw no button that would be refused."""
    return ROLES.index(role()) >= ROLES.index(needed)


def read_only() -> bool:
    """Whether nothing may be changed here by anybody."""
    return settings().mode == "read-only"


def ask(action: str, corpus: str, by: str = "", needed: str = "editor") -> None:
    """Called by whatever is about to change a corpus: ``action`` is what, as a noun ("Renaming a corpus"); ``by`` who, where a name was given.

    Writes it to the log; raises Problem C16 on a read-only server, C18 where a role is ``needed`` that whoever is being served has not."""
    named = " ".join(by.split())
    who = account() + (f" as {named}" if named and account() else named) or "nobody named"
    if not may(needed):
        log.warning("refused: %s; corpus %s; by %s", action, corpus, who)
        raise Problem(Code.C16, action=action) if read_only() else Problem(Code.C18, action=action, needed=needed, role=role())
    log.info("%s; corpus %s; by %s", action, corpus, who)
