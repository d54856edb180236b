"""Opening the app: ``ontherecord app``, ``make run``."""

from __future__ import annotations

import os
import socket
import sys
from typing import NoReturn

from ontherecord import places
from ontherecord.building import ensure_sample
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def warning(address: str) -> str | None:
    """What is to be said of an address that others reach, too; None for one of this machine alone."""
    if address in LOCAL:
        return None
    return (
        f"!! The app listens on {address or 'every address'}: whoever can reach this machine can read its corpora, load files and "
        "remove what is there.\n"
        "!! There is no password. Put it behind a proxy that asks for one, or leave the address out to listen on this machine alone."
    )


def taken(port: int) -> bool:
    """Whether another program listens there."""
    with socket.socket() as probe:
        # As the server itself binds: a port that has just been let go (TIME_WAIT) is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return True
    return False


def launch(port: int, address: str | None = None) -> NoReturn:
    """Build the sample corpus where it is missing, then become the Streamlit server. Raises Problem U03 when the port is taken.

    ``address``: of this machine, where to listen; None: as the settings say, which is this machine alone unless they say otherwise.
    """
    address = settings().address if address is None else address
    if taken(port):
        raise Problem(Code.U03, port=port, other=port + 1)
    ensure_sample()
    if said := warning(address):
        print(said, file=sys.stderr, flush=True)
    print(f"== Opening http://localhost:{port}  (Ctrl-C ends it)", flush=True)
    # Streamlit reads .streamlit/config.toml beside the script, whatever folder this was started in.
    options = ["--server.port", str(port), "--server.address", address or "0.0.0.0"]
    os.execve(sys.executable, [sys.executable, "-m", "streamlit", "run", str(places.APP), *options], places.environment())
