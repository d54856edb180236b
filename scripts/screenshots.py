"""Pictures of every page for the documentation: both themes, wide and narrow, on the sample corpus. ``python scripts/screenshots.py``.

Starts an app of its own on a free port and writes palette PNGs (about 100 kB each) to docs/img. Needs requirements-dev.txt and a Chromium
(named in ONTHERECORD_CHROMIUM, found in the path, or Playwright's own).
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[str, str] = {
    "overview": "/overview",
    "search": "/search?q=moratorium",
    "quotes": "/quotes",
    "evidence": "/quotes?show=speaker:mathilde-corvasier",
    "positions": "/positions",
    "issue": "/positions?view=issue",
    "sides": "/positions?view=time",
    "people": "/people?id=mathilde-corvasier",
    "countries": "/countries",
    "compare": "/compare?by=country&side=FR&side=NO",
    "context": "/search?q=moratorium&view=context&lines=behind",
    "words": "/search?q=moratorium&view=time",
    "sources": "/sources",
    "network": "/network",
    "voices": "/network?of=voices",
    "articles": "/articles",
    "reader": "/articles?article=2025-03-18-brussels-docket-france-hardens",
    "load": "/load",
}
SIZES = {"wide": (1440, 1000), "narrow": (390, 844)}
THEMES = ("light", "dark")
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
QUIET = '() => !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')'


@contextmanager
def app() -> Iterator[str]:
    """A running app on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 300  # the sample may have to be built
        while True:
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError("the app did not start") from None
                time.sleep(0.5)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def shoot(browser: Browser, address: str, size: tuple[int, int], theme: str, path: Path) -> None:
    """One page, as somebody sees it who opens the link."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector(IDLE)
    page.wait_for_function(QUIET)
    page.wait_for_timeout(800)  # plotly draws after the script has ended
    page.screenshot(path=path)
    context.close()


def shrink(path: Path) -> None:
    """Fewer colours, a smaller file. Pillow comes with Streamlit."""
    from PIL import Image

    with Image.open(path) as image:
        small = image.convert("RGB").quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    """Make the pictures; with names of pages only those."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], help="only these pages")
    parser.add_argument("--base", help="address of an app that runs already")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "img")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("ONTHERECORD_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)

    def every(base: str) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            for name in options.pages or PAGES:
                for size, pixels in SIZES.items():
                    for theme in THEMES:
                        path = options.out / f"{name}-{size}-{theme}.png"
                        shoot(browser, base + PAGES[name], pixels, theme, path)
                        shrink(path)
                        print(f"{path.name}: {path.stat().st_size // 1024} kB", flush=True)
            browser.close()

    if options.base:
        every(options.base)
    else:
        with app() as base:
            every(base)


if __name__ == "__main__":
    main()
