"""Roles: what each account may do, asked for in the core, and what nobody named may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ontherecord import access
from ontherecord.building import Correction, correct
from ontherecord.decisions import Anchor, Decision
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings
from ontherecord.store import corpora as rooms
from ontherecord.store import delete_corpus, rename_corpus
from tests.builders import small_corpus
from tests.core.store.conftest import build

Serve = Callable[..., None]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """``serve("ida@x")`` makes this process a server that serves a visit of that account."""

    def start(account: str, mode: str = "accounts", checkers: str = "mae@x, Ida@x", editors: str = "bo@x") -> None:
        for name, value in (("MODE", mode), ("CHECKERS", checkers), ("EDITORS", editors)):
            monkeypatch.setenv(f"ONTHERECORD_{name}", value)
        settings.cache_clear()
        access.of_visits(lambda: account)

    yield start
    access.of_visits(None)
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize(
    ("account", "options", "role"),
    [
        ("bo@x", {}, "editor"),
        ("BO@X", {}, "editor"),
        ("ida@x", {}, "checker"),
        ("mae@x", {}, "checker"),
        ("mae@xy", {}, "reader"),
        ("mae", {}, "reader"),
        ("bo@x,mae@x", {}, "reader"),
        ("", {}, "reader"),
        ("", {"checkers": "*", "editors": "*"}, "reader"),
        ("", {"checkers": "", "editors": ""}, "reader"),
        ("zoe@x", {"checkers": "*"}, "checker"),
        ("bo@x", {"checkers": "*"}, "editor"),
        ("*", {}, "reader"),
        ("bo@x", {"mode": "read-only"}, "reader"),
        ("", {"mode": "open"}, "editor"),
    ],
)
def test_each_account_has_its_role(serve: Serve, account: str, options: dict[str, str], role: str) -> None:
    serve(account, **options)
    assert access.role() == role
    assert [access.may(needed) for needed in access.ROLES] == [access.ROLES.index(role) >= n for n in range(3)]


def decide() -> None:
    rooms.decisions_of("spring").add([Decision("note", "quote", "Ida", anchor=Anchor("dam-1", "the dam"), note="x")])


ACTIONS: dict[str, tuple[Callable[[], object], str]] = {
    "deciding": (decide, "checker"),
    "correcting": (lambda: correct("spring", [Correction("dam-1", "outlet", "Hill Post")]), "editor"),
    "building": (lambda: build("spring", small_corpus()[:1]), "editor"),
    "renaming": (lambda: rename_corpus("spring", "summer"), "editor"),
    "removing": (lambda: delete_corpus("spring"), "editor"),
}


@pytest.mark.parametrize("action", list(ACTIONS))
@pytest.mark.parametrize(("account", "role"), [("", "reader"), ("zoe@x", "reader"), ("ida@x", "checker"), ("bo@x", "editor")])
def test_the_core_asks_for_the_role(corpora: Path, serve: Serve, action: str, account: str, role: str, caplog: pytest.LogCaptureFixture) -> None:
    build("spring", small_corpus()[:1])
    act, needed = ACTIONS[action]
    serve(account)
    with caplog.at_level("INFO", logger="ontherecord.done"):
        if access.ROLES.index(role) >= access.ROLES.index(needed):
            act()
            assert account in caplog.text
            return
        with pytest.raises(Problem) as raised:
            act()
    assert raised.value.code is Code.C18
    assert f"needs the role {needed}; yours is {role}" in str(raised.value)
    assert "refused: " in caplog.text


def test_a_command_on_the_machine_has_no_account_and_may(serve: Serve) -> None:
    serve("")
    access.of_visits(None)
    assert access.role() == "editor"
