"""Where things lie, in a checkout and installed: data files, the app, the corpora.

In a checkout, ``data/`` and the app stand beside the package; a wheel carries them inside it (the mapping in pyproject.toml).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSTALLED = (PACKAGE / "data").is_dir()
"""Whether the package carries its data, as it does when it was installed from a wheel."""


DATA = (PACKAGE if INSTALLED else PACKAGE.parent) / "data"
"""Resource tables, models and the sample."""
APP = (PACKAGE / "webapp" if INSTALLED else PACKAGE.parent) / "app.py"
"""The script that Streamlit runs; ``pages``, ``components`` and ``.streamlit`` lie beside it."""


def user_folder() -> Path:
    """Our folder among those in which programs keep a user's data, by the custom of the system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "ontherecord"


CORPORA = (user_folder() if INSTALLED else PACKAGE.parent) / "corpora"
"""Where corpora are kept unless the settings say otherwise: ``corpora/`` of a checkout, else in the user's own folder."""


def environment() -> dict[str, str]:
    """The environment for a process that runs ``python -m ontherecord`` from any folder."""
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
