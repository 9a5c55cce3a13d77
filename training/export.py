"""`python -m training.export CHECKPOINT… --encoder DIR --out DIR`: the graph that ships, in eight-bit integers.

Of several checkpoints that began alike the mean of the weights is exported (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.readings.neural.decoding import Thresholds
from onrecord.readings.neural.filling import Trust
from onrecord.readings.neural.reader import GRAPH, SETTINGS, VOCABULARY
from training.network import Network

INPUTS = ("pieces", "shapes", "mask", "first", "last")


class Named(nn.Module):
    """The network with its scores as a tuple, in the order of `names`."""

    def __init__(self, network: Network, names: tuple[str, ...]) -> None:
        super().__init__()
        self._network, self._names = network, names

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """The scores of every head."""
        found = self._network(pieces, shapes, mask, first, last)
        return tuple(found[name] for name in self._names)


def main() -> None:
    """Exports as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--thresholds", type=json.loads, default={}, help="as JSON, those that are not the default")
    parser.add_argument("--trust", type=json.loads, default={}, help="as JSON, where not the default")
    given = parser.parse_args()
    states = [torch.load(file, map_location="cpu", weights_only=True) for file in given.checkpoints]
    network = Network()
    network.load_state_dict(mean([state["averaged"] for state in states]))
    given.out.mkdir(parents=True, exist_ok=True)
    whole = given.out / "whole.onnx"
    export(network.eval(), whole)
    quantize(whole, given.out / GRAPH)
    shutil.copyfile(given.encoder / "vocab.txt", given.out / VOCABULARY)
    made = [json.loads(state["made"]) | {"step": state["step"], "seconds": round(state["seconds"])} for state in states]
    whole = made[0] if len(made) == 1 else {"data": made[0]["data"], "mean_of": made}
    write_settings(given.out / SETTINGS, whole, given.thresholds, given.trust)


def mean(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each weight."""
    return {name: torch.stack([one[name] for one in weights]).mean(0) for name in weights[0]}


def export(network: Network, file: Path) -> None:
    """Writes the graph in full precision."""
    example = {
        "pieces": torch.ones(2, 9, dtype=torch.long),
        "shapes": torch.ones(2, 9, dtype=torch.long),
        "mask": torch.ones(2, 9, dtype=torch.long),
        "first": torch.ones(2, 5, dtype=torch.long),
        "last": torch.ones(2, 5, dtype=torch.long),
    }
    names = tuple(network(**example))
    axes = {name: {0: "batch", 1: "pieces" if name in INPUTS[:3] else "words"} for name in INPUTS}
    for name in names:
        arcs = name in network.arcs
        axes[name] = {0: "batch", 2: "words", 3: "words"} if arcs else {0: "batch", 1: "words"}
    torch.onnx.export(
        Named(network, names),
        tuple(example[name] for name in INPUTS),
        str(file),
        input_names=list(INPUTS),
        output_names=list(names),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(whole: Path, file: Path) -> None:
    """Writes the graph with weights in eight bits, a scale for each channel."""
    quantize_dynamic(whole, file, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8)


def write_settings(
    file: Path, made: Mapping[str, object], thresholds: Mapping[str, float], trust: Mapping[str, float]
) -> None:
    """Writes how the model was made, where its scores become answers and how far it is trusted beside the lists."""
    settings = {"thresholds": asdict(Thresholds(**thresholds)), "trust": asdict(Trust.of(trust)), "made": made}
    file.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
