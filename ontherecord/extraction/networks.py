"""The trained networks as they run in the app: ONNX graphs on CPU."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def network(file: Path) -> Any:
    """A graph, ready to run. Raises what onnxruntime raises for a missing or broken file."""
    import onnxruntime  # slow to import: not before it is needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a build has a worker a core: more threads would only fight
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
