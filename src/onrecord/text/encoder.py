"""The session that runs a trained graph: arrays in, named arrays out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class Session:
    """A loaded ONNX graph. `threads` is how many the run-time may use inside one run; one keeps a busy process fast.

    `heads` are the outputs that a run gives, all of the graph's where nothing is said; what no wanted head needs is not
    computed.
    """

    def __init__(self, file: Path, *, threads: int = 1, heads: Collection[str] | None = None) -> None:
        # Imported when a model is first used: whoever reads by lists alone need not load it.
        onnxruntime: Any = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # Memory is planned for arrays of one shape; ours have as many shapes as there are windows.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._inputs = frozenset(one.name for one in self._session.get_inputs())
        self._outputs = tuple(o.name for o in self._session.get_outputs() if heads is None or o.name in heads)
        self._options: Any = onnxruntime.RunOptions()
        self._options.only_execute_path_to_fetches = heads is not None

    def run(self, inputs: Mapping[str, npt.NDArray[np.int64]]) -> dict[str, npt.NDArray[np.float32]]:
        """What each head gives for a batch. Inputs that the graph does not know are left out."""
        given = {name: array for name, array in inputs.items() if name in self._inputs}
        return dict(zip(self._outputs, self._session.run(list(self._outputs), given, self._options), strict=True))
