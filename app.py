"""The launcher: ``streamlit run app.py``. Start-up, security headers, and the message for what nobody foresaw.

The script that a visit runs is ``pages/main.py``. It lies in a folder without a ``pages`` folder of its own, and it registers its
pages itself: Streamlit would otherwise find ``pages/`` beside the entry script and run a page without the shell on a cold deep link.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from components import startup

ROOT = Path(__file__).resolve().parent


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Before the first visit: a sample to look at, everything warm, nothing for the garbage collector to walk through."""
    await asyncio.to_thread(startup.prepare)
    yield {}


app = st.App(
    str(ROOT / "pages" / "main.py"),
    lifespan=lifespan,
    middleware=[Middleware(startup.SecurityHeaders)],
    on_script_error=startup.on_script_error,
)
