"""A server of our own with a folder of small corpora, and pages that fail on any request to another host.

Nothing sleeps: a page is ready when Streamlit says that the script has stopped running.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ontherecord.settings import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str:
    """The one that is named, the system's, or the one that Playwright brought; "" where there is none."""
    found = os.environ.get("ONTHERECORD_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        with sync_api.sync_playwright() as playwright:
            found = playwright.chromium.executable_path
    return found if Path(found).is_file() else ""


CHROMIUM = find_browser()
WAIT = 120_000
"""Milliseconds: long, for a busy machine. Nothing waits for all of it where it succeeds."""
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium was not found; name it in ONTHERECORD_CHROMIUM"))
    # Last: Playwright keeps an event loop running in this thread until the end, which other tests cannot have beside theirs.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@dataclass
class Server:
    """A running app. ``url("/quotes?country=FR")`` is an address in it."""

    base: str
    process: subprocess.Popen[str]

    def url(self, path: str = "/") -> str:
        return self.base + path

    @property
    def host(self) -> str:
        return urlsplit(self.base).netloc


def start_server(corpora: Path, *, script: Path = ROOT / "app.py", **environment: str) -> Server:
    """``streamlit run app.py`` on a free port; returns when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.address=127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "ONTHERECORD_CORPORA": str(corpora), "ONTHERECORD_SAMPLE": str(corpora / "none"), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if str(port) in line:
            break
    else:
        raise RuntimeError("the server did not start:\n" + "".join(said))
    # Nobody reads on: a full pipe would stop the server.
    import threading

    threading.Thread(target=lambda: [said.append(line) for line in process.stdout or ()], daemon=True).start()
    return server


def stop_server(server: Server) -> None:
    server.process.terminate()
    server.process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sync_api.expect.set_options(timeout=WAIT)
        yield found
        found.close()


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two small corpora built by hand, "sample" (the one that opens first) and "rain"."""
    from tests.pages.corpora import write_corpora

    return write_corpora(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="session")
def server(corpora: Path) -> Iterator[Server]:
    running = start_server(corpora)
    yield running
    stop_server(running)


@dataclass
class Visit:
    """One visitor: a browser context of its own and a page in it."""

    page: Any
    server: Server
    strangers: list[str] = field(default_factory=list)
    """Requests to other hosts: there must be none."""
    errors: list[str] = field(default_factory=list)
    """What the page's console reports as an error, without missing files that Streamlit itself looks for."""

    def open(self, path: str = "/") -> None:
        self.page.goto(self.server.url(path) if path.startswith("/") else path)
        self.ready()

    def ready(self) -> None:
        """Until the script has run and nothing is redrawn."""
        self.page.wait_for_selector("h1")  # first: before the first run the page is as idle as after it
        self.page.wait_for_selector(IDLE)
        self.page.wait_for_function('() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')')

    def url_has(self, *parts: str, without: str = "\n") -> None:
        """Wait until the address holds all of these, and no longer what is to go: a click is answered later than it returns."""
        self.page.wait_for_url(lambda url: all(part in url for part in parts) and without not in url)
        self.ready()

    def press(self, *keys: str) -> None:
        """Keys of the page itself, once it listens: it begins to some time after the first drawing."""
        self.page.wait_for_selector("html[data-keys]", state="attached")
        for key in keys:
            self.page.keyboard.press(key)

    def text(self) -> str:
        return str(self.page.inner_text('[data-testid="stMain"]'))

    def sees(self, words: str | re.Pattern[str]) -> None:
        sync_api.expect(self.page.get_by_text(words).first).to_be_visible()


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Callable[..., Visit]]:
    """``visit()`` makes a visitor; ``visit(color_scheme="dark", width=390)`` another."""
    made: list[tuple[Any, Visit]] = []

    def make(to: Server | None = None, *, width: int = 1440, height: int = 1000, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(WAIT)
        found = Visit(context.new_page(), to or server)

        def watch(route: Any) -> None:
            if urlsplit(route.request.url).netloc == found.server.host:
                route.continue_()
            else:
                found.strangers.append(route.request.url)
                route.abort()

        context.route(re.compile(r"^(?!data:|blob:)"), watch)
        found.page.on("console", lambda m: found.errors.append(m.text) if m.type == "error" and "404" not in m.text else None)
        made.append((context, found))
        return found

    yield make
    for context, _ in made:
        context.close()
    for _, found in made:
        assert found.strangers == [], "the app asked another host"
        assert not [e for e in found.errors if "Content Security Policy" in e or "Refused" in e], found.errors
