"""The sample corpus, made where it is missing."""

from __future__ import annotations

import subprocess
import sys

from ontherecord import access, places
from ontherecord.errors import Code, Problem
from ontherecord.extraction.version import version
from ontherecord.settings import settings
from ontherecord.store import read_build

SAMPLE_NOTICE = "Fiction: the people, outlets and talks in this corpus are invented. It was written for this project, to try it out."


def ensure_sample() -> None:
    """Build the sample corpus where it is missing or was made by another extraction. In a process of its own: the server stays small."""
    name, folder = settings().default_corpus, settings().sample
    if name != "sample" or not folder.is_dir() or access.read_only():
        return
    try:
        if read_build(name).extraction_version == version():
            return
    except Problem as problem:
        if problem.code not in (Code.C01, Code.C05):
            print(problem, file=sys.stderr)
            return
    print("== Building the sample corpus (under a minute)", flush=True)
    command = [sys.executable, "-m", "ontherecord", "build", str(folder), "--corpus", name, "--notice", SAMPLE_NOTICE]
    subprocess.run(command, env=places.environment(), check=False, stdout=subprocess.DEVNULL)
