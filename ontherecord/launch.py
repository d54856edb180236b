"""Opening the app: ``ontherecord app``, ``make run``."""

from __future__ import annotations

import os
import socket
import sys
from typing import NoReturn

from ontherecord import places
from ontherecord.building import ensure_sample
from ontherecord.errors import Code, Problem


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


def launch(port: int) -> NoReturn:
    """Build the sample corpus where it is missing, then become the Streamlit server. Raises Problem U03 when the port is taken."""
    if taken(port):
        raise Problem(Code.U03, port=port, other=port + 1)
    ensure_sample()
    print(f"== Opening http://localhost:{port}  (Ctrl-C ends it)", flush=True)
    # Streamlit reads .streamlit/config.toml beside the script, whatever folder this was started in.
    os.execve(sys.executable, [sys.executable, "-m", "streamlit", "run", str(places.APP), "--server.port", str(port)], places.environment())
