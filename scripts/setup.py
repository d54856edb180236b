"""Set up what the project needs beside its own files: a virtual environment, the pinned packages and, with --dev, a browser for the tests.

Runs on any Python 3.11 to 3.13 without anything installed. Does nothing where all is in place. Says what it does and, on failure, what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def stop(what: str, todo: str) -> None:
    sys.exit(f"\n{what}\n{todo}")


def environment() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(
            f"This is Python {sys.version.split()[0]}; 3.11, 3.12 or 3.13 is needed.",
            "Install one from https://www.python.org/downloads/ and run this again with it.",
        )
    if PYTHON.exists():
        return
    print("== Making the virtual environment .venv", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f"The virtual environment could not be made: {error}", "On Debian and Ubuntu, install the package python3-venv; then run this again.")


def packages(files: list[Path]) -> None:
    stamp = VENV / "installed"
    wanted = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
    done = stamp.read_text().split() if stamp.exists() else []
    if wanted in done:
        return
    print(f"== Installing the packages pinned in {' and '.join(f.name for f in files)} (a few minutes the first time)", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    for file in files:
        command += ["-r", str(file)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        stop(
            "The packages could not be installed; the lines above say which and why.",
            "Most often there is no network or a proxy is in the way: check the connection (or PIP_INDEX_URL, HTTPS_PROXY) and run this again.",
        )
    stamp.write_text("\n".join([*done, wanted]))


def browser() -> None:
    """A Chromium for the browser tests: one that is there, else Debian's package, else the one that Playwright brings."""
    if os.environ.get("ONTHERECORD_CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    print("== Installing Chromium for the browser tests", flush=True)
    root = [] if not hasattr(os, "geteuid") or os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or shutil.which("sudo")):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([*root, "apt-get", "update", "-qq"], check=False, **quiet)
        if subprocess.run([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet).returncode == 0:
            return
    if subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False).returncode:
        stop("No browser could be installed for the tests.", "Install Chromium or Chrome, or name one in ONTHERECORD_CHROMIUM, and run this again.")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dev", action="store_true", help="also the packages and the browser that tests need")
    dev = options.parse_args().dev
    environment()
    files = [ROOT / "requirements.txt"] + ([ROOT / "requirements-dev.txt"] if dev else [])
    packages(files)
    if dev:
        browser()


if __name__ == "__main__":
    main()
