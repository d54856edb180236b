"""Headers go on every response; an uncaught error is a message with a code."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import MutableMapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import startup
from ontherecord.settings import ROOT


def respond(headers: list[tuple[bytes, bytes]], kind: str = "http", path: str = "/") -> list[MutableMapping[str, Any]]:
    """What a client gets through the middleware from an app that answers with these headers."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"x"})

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {}

    asyncio.run(startup.SecurityHeaders(app)({"type": kind, "path": path}, receive, send))
    return sent


def test_every_response_carries_the_headers() -> None:
    start, body = respond([(b"content-type", b"text/html")])
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert headers["content-type"] == "text/html"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert body == {"type": "http.response.body", "body": b"x"}


def test_a_header_that_stands_there_is_kept() -> None:
    start, _ = respond([(b"Referrer-Policy", b"origin")])
    assert [value for name, value in start["headers"] if name.lower() == b"referrer-policy"] == [b"origin"]


def test_websockets_pass_untouched() -> None:
    start, _ = respond([], kind="websocket")
    assert start["headers"] == []


def test_the_policy_names_no_other_host() -> None:
    policy = dict(part.split(" ", 1) for part in startup.HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert not [value for value in policy.values() if "http" in value or "*" in value or "unsafe-eval" in value]


def test_starting_asks_nobody_outside() -> None:
    """Streamlit reports usage, and looks up this machine's public address to print it, unless told otherwise."""
    browser = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["browser"]
    assert browser == {"gatherUsageStats": False, "serverAddress": "localhost"}


@pytest.mark.parametrize(("raised", "shown"), [("KeyError('secret')", "U02: "), ("Problem(Code.C05, name='spring', detail='no table')", "C05: ")])
def test_an_uncaught_error_is_a_message_with_a_code(raised: str, shown: str) -> None:
    def script(raised: str) -> None:
        from components import startup
        from ontherecord.errors import Code, Problem  # noqa: F401 - for eval

        startup.on_script_error(eval(raised))

    at = AppTest.from_function(script, kwargs={"raised": raised}, default_timeout=30).run()
    assert len(at.error) == 1
    assert at.error[0].value.startswith(shown)
    assert "secret" not in at.error[0].value
    assert not at.exception


def test_metrics_are_closed() -> None:
    start, body = respond([], path="/_stcore/metrics")
    assert start["status"] == 404
    assert body["body"] == b"Not found"
    assert respond([], path="/_stcore/health")[0]["status"] == 200
