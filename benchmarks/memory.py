"""Peak memory of the app with the sample corpus: every page is visited, evidence and an article are opened, an article is pasted and read.

    python benchmarks/memory.py

Prints the peak resident memory of the server process after each step, in MB (Linux). The free community hosting of Streamlit allows about
a gigabyte; the aim is 700 MB. Then the time that importing the core takes.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WAIT = 120_000


def peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1024


def imports(module: str) -> float:
    """Seconds to import a module in a fresh interpreter, the interpreter's own start taken off; median of five."""

    def run(code: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
        return time.perf_counter() - began

    return statistics.median(run(f"import {module}") - run("pass") for _ in range(5))


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("ONTHERECORD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Chromium was not found; name it in ONTHERECORD_CHROMIUM.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.address=127.0.0.1"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout
        for line in server.stdout:
            if "is ready" in line:
                break
        print(f"{'started':32} {peak(server.pid):6.0f} MB", flush=True)
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
            page.set_default_timeout(WAIT)
            for name, path in {
                "Overview": "/overview",
                "Quotes": "/quotes",
                "Positions": "/positions",
                "Articles": "/articles",
                "evidence": "/quotes?show=country:FR",
                "Load": "/load",
            }.items():
                page.goto(f"http://127.0.0.1:{port}{path}")
                page.wait_for_selector(IDLE)
                page.wait_for_selector("h1")
                print(f"{name:32} {peak(server.pid):6.0f} MB", flush=True)
            page.get_by_label("Text of the article").fill(
                "“We agree,” said French President Ada Brandt. She would not rule out a pause, she told reporters. " * 30
            )
            page.get_by_role("button", name="Find quotes and positions").click()
            page.get_by_text("Ada Brandt").first.wait_for()
            page.wait_for_selector(IDLE)
            print(f"{'pasted article read':32} {peak(server.pid):6.0f} MB", flush=True)
    finally:
        server.terminate()
        server.wait(20)
    for module in ("ontherecord.model", "ontherecord.queries", "ontherecord.loading.run", "ontherecord.cli"):
        print(f"{'import ' + module:32} {imports(module):6.2f} s")


if __name__ == "__main__":
    main()
