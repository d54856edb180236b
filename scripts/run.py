"""Open the app: build the sample corpus if it is not there, check the port, start Streamlit."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def taken(port: int) -> bool:
    with socket.socket() as probe:
        # As the server itself binds: a port that has just been let go (TIME_WAIT) is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return True
    return False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8501)
    port = options.parse_args().port
    if taken(port):
        sys.exit(
            f"Port {port} is taken by another program (perhaps this app already runs: http://localhost:{port}).\n"
            f"Stop it, or choose another port: make run PORT={port + 1}"
        )
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    from ontherecord.building import ensure_sample

    ensure_sample()
    print(f"== Opening http://localhost:{port}  (Ctrl-C ends it)", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)])


if __name__ == "__main__":
    main()
