"""What happens before the first visit and around every one: sample corpus, warm-up, headers, the last resort for errors."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ontherecord import access
from ontherecord.errors import Code, Problem

log = logging.getLogger("ontherecord")

Message = MutableMapping[str, Any]

HEADERS: dict[str, str] = {
    # Everything comes from this host. Streamlit's own page has inline styles and one inline script, its components are loaded
    # from blob: addresses made in the page; article text never reaches any of them as code.
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """ASGI middleware: adds :data:`HEADERS` to every HTTP response that does not set them itself, and closes Streamlit's metrics."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        if scope.get("path", "").rstrip("/").endswith("/_stcore/metrics"):  # how many visit and what they keep is nobody's business
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Not found"})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.lower().encode() not in present]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, with_headers)


def on_script_error(error: Exception) -> bool:
    """Show a message with a code in the place of whatever a page let slip; the traceback goes to the log only."""
    problem = error if isinstance(error, Problem) else Problem(Code.U02)
    log.error("uncaught on a page", exc_info=error)
    st.error(str(problem), icon=":material/warning:")
    return True


def account() -> str:
    """The account of the visit that this thread serves, as the proxy in front says it (``server.trustedUserHeaders``); "" for nobody."""
    known = st.user.to_dict() if get_script_run_ctx(suppress_warning=True) else {}
    return str(known.get("email") or known.get("name") or "")


def prepare() -> None:
    """Build the sample corpus where it is missing, load what every page needs, and take all of that out of the collector's sight.

    A collection after every rerun costs 70 to 130 ms once pandas, plotly and DuckDB are loaded; frozen objects are not looked at.
    Never raises: without a sample the pages say what is missing.
    """
    from ontherecord.launch import warning

    if said := warning(str(st.get_option("server.address") or "")):
        log.warning(said)
    access.of_visits(account)
    log.setLevel(logging.INFO)  # what is done to corpora, and by whom
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
    started = time.perf_counter()
    try:
        from ontherecord import building

        building.ensure_sample()
    except Problem as problem:
        log.warning("No sample corpus: %s", problem)
    except Exception:
        log.exception("The sample corpus could not be built; the app starts without it.")
    try:
        _warm()
    except Exception:
        log.exception("Warm-up failed; the first visit will be slower.")
    gc.collect()
    gc.freeze()
    print(f"On the Record is ready ({time.perf_counter() - started:.1f} s).", flush=True)


def _warm() -> None:
    """Do once what the first visit would wait for: load plotly, DuckDB and Delta Lake, open a corpus, ask it something."""
    import datetime

    import plotly.graph_objects as go

    from components import charts, tokens
    from ontherecord.queries import Corpus, Filters, headline
    from ontherecord.settings import settings
    from ontherecord.store import list_corpora

    go.Figure(charts.over_time([datetime.date(2025, 1, 1)], {"warm": (tokens.FLOWS["quotes"], [1], ["warm"])})).to_dict()
    known = [found.name for found in list_corpora() if not found.problem]
    if known:
        headline(Corpus.open(settings().default_corpus if settings().default_corpus in known else known[0]), Filters())
