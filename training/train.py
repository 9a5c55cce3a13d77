"""`python -m training.train CORPORA --encoder DIR --out DIR`: trains the model and leaves checkpoints.

Run again with the same arguments, it goes on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from onrecord.text.wordpieces import WordPieces
from training import corpora
from training.batches import Batch, batches
from training.examples import Example
from training.losses import losses, total, wanted
from training.network import LAYERS, Network
from training.watching import Watch

_JOINED = ("claims", "also")
_EVERY = 500  # steps between checkpoints


def main() -> None:
    """Trains as the command line says."""
    given = _arguments()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces.load(given.encoder / "vocab.txt")
    data = corpora.load(
        given.corpora,
        given.marked,
        only_open=given.only_open,
        all_writers=given.all_writers,
        also=given.also,
        passes=given.passes,
    )
    network = Network()
    network.encoder.take(given.encoder / "model.safetensors")
    before = None
    if given.start:
        state = torch.load(given.start, map_location="cpu", weights_only=True)
        network.load_state_dict(state["averaged"])
        before = json.loads(state["made"]) | {"step": state["step"], "seconds": round(state["seconds"])}
    run = Run(given, network, data, pieces, before)
    run.resume()
    run.go()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument(
        "--marked", type=Path, default=Path("corpus/claims"), help="folder of the project's own marked passages"
    )
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--start", type=Path, help="a checkpoint whose averaged weights the run begins with")
    parser.add_argument("--also", type=Path, help="folder of more marked passages (.jsonl), a person's corrections say")
    parser.add_argument(
        "--passes", type=json.loads, default={}, help="as JSON, passes over a corpus by name, other than its own"
    )
    parser.add_argument("--watch", type=float, default=4.0, help="minutes between scores of the held-out writer")
    parser.add_argument("--only-open", action="store_true", help="leave out corpora without a stated licence")
    parser.add_argument("--all-writers", action="store_true", help="train on the held-out writer too")
    parser.add_argument("--scale", type=float, default=1.0, help="passes over every corpus, times this")
    parser.add_argument("--size", type=int, default=450, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2.5e-4, help="of the encoder's last layer")
    parser.add_argument("--decay", type=float, default=0.85, help="of the rate, from a layer to the one below")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--exact", action="store_true", help="full precision instead of bfloat16")
    parser.add_argument("--minutes", type=float, help="end by then, the rates lowered in time, whatever is left")
    parser.add_argument("--stop", type=int, help="make the whole run so many steps long, to try things out")
    parser.add_argument("--pause", type=int, help="leave off after so many steps, in the middle of the run")
    return parser.parse_args()


class Run:
    """One training run: schedule, optimiser, checkpoints."""

    def __init__(
        self,
        given: argparse.Namespace,
        network: Network,
        data: dict[str, tuple[list[Example], float]],
        pieces: WordPieces,
        before: dict[str, Any] | None = None,
    ) -> None:
        self._given, self._before = given, before
        self._network = network
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        network.to(self._device)
        self._schedule = Schedule(data, pieces, given)
        # Rare words keep the vectors that they were published with.
        network.encoder.pieces.weight.requires_grad_(False)
        groups = _groups(network, given)
        self._peaks = [group["lr"] for group in groups]
        self._optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self._averaged = deepcopy(network).requires_grad_(False)
        self._watch = Watch(given.corpora, given.marked, pieces)
        self._step = 0
        self._seconds = 0.0

    def _progress(self) -> float:
        """How much of the run is done, from 0 to 1, by steps or by time, whichever is nearer its end."""
        by_time = self._seconds / 60 / self._given.minutes if self._given.minutes else 0.0
        return max(self._step / (self._given.stop or self._schedule.steps), by_time)

    def _set_rates(self) -> None:
        """Up over the first twentieth, then down to nothing in a straight line."""
        done = self._progress()
        factor = min(done / 0.05 + 0.02, (1 - done) / 0.95)
        for group, rate in zip(self._optimiser.param_groups, self._peaks, strict=True):
            group["lr"] = rate * max(0.0, min(1.0, factor))

    def resume(self) -> None:
        """Takes the last checkpoint up, if there is one."""
        file = self._given.out / "last.pt"
        if file.exists():
            state = torch.load(file, map_location=self._device, weights_only=True)
            self._network.load_state_dict(state["network"])
            self._averaged.load_state_dict(state["averaged"])
            self._optimiser.load_state_dict(state["optimiser"])
            self._step, self._seconds = state["step"], state["seconds"]

    def go(self) -> None:
        """Trains to the end of the schedule."""
        sums, counts = defaultdict[str, float](float), defaultdict[str, int](int)
        print(f"{self._schedule.steps} steps: {self._schedule.shares}", flush=True)
        watched = self._seconds
        while self._progress() < 1 and self._step != self._given.pause:
            began = time.monotonic()
            self._set_rates()
            for name, term in self._learn(self._schedule.batch(self._step)).items():
                sums[name] += term
                counts[name] += 1
            self._step += 1
            self._seconds += time.monotonic() - began
            if self._step % 50 == 0:
                means = " ".join(f"{name} {sums[name] / counts[name]:.3f}" for name in sorted(sums))
                print(f"{self._step} {self._seconds:.0f}s {means}", flush=True)
                sums.clear()
                counts.clear()
            over = self._progress() >= 1 or self._step == self._given.pause
            if self._step % _EVERY == 0 or over:
                self._save()
            if self._seconds - watched > 60 * self._given.watch or over:
                watched = self._seconds
                print(self._watch(self._averaged), flush=True)

    def _learn(self, batch: Batch) -> dict[str, float]:
        self._network.train()
        batch = _moved(batch, self._device)
        kind = self._device.type
        with nullcontext() if self._given.exact else torch.autocast(kind, dtype=torch.bfloat16):
            scores = self._network(**batch.inputs, wanted=wanted(batch))
        terms = losses(scores, batch)
        if terms:
            total(terms).backward()
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimiser.step()
            self._optimiser.zero_grad(set_to_none=True)
            self._average()
        return {name: float(term.detach()) for name, term in terms.items()}

    def _average(self) -> None:
        """Moves the averaged weights a little towards the present ones, every fourth step; faster in the beginning."""
        if self._step % 4 == 0:
            share = max(0.008, 4 / (self._step + 10))
            torch._foreach_lerp_(list(self._averaged.parameters()), list(self._network.parameters()), share)

    def _save(self) -> None:
        state = {
            "network": self._network.state_dict(),
            "averaged": self._averaged.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "step": self._step,
            "seconds": self._seconds,
            "made": self._made(),
        }
        part = self._given.out / "part.pt"
        torch.save(state, part)
        part.replace(self._given.out / "last.pt")

    def _made(self) -> str:
        """How the weights were made, as JSON: seed, versions, data."""
        return json.dumps(
            {
                "seed": self._given.seed,
                "torch": str(torch.__version__),
                "steps": self._schedule.steps,
                "rate": self._given.rate,
                "head_rate": self._given.head_rate,
                "bfloat16": not self._given.exact,
                "only_open": self._given.only_open,
                "all_writers": self._given.all_writers,
                "size": self._given.size,
                "minutes": self._given.minutes,
                "before": self._before,
                "batches": self._schedule.shares,
                "data": {name: _digest(self._files(name)) for name in sorted(self._schedule.shares)},
            }
        )

    def _files(self, name: str) -> list[Path]:
        own = {"claims": self._given.marked, "also": self._given.also}
        return sorted((own.get(name) or self._given.corpora / name).glob("*.jsonl"))


def _groups(network: Network, given: argparse.Namespace) -> list[dict[str, Any]]:
    """The weights with their rates: lower layers of the encoder learn more slowly, heads and shapes fast, arcs fastest.

    Word pieces keep the vectors that they were published with: most are too rare to learn.
    """
    network.encoder.pieces.weight.requires_grad_(False)
    by_rate: dict[float, list[Tensor]] = {}
    for name, weights in network.named_parameters():
        if not weights.requires_grad:
            continue
        depth = LAYERS - 1 - int(name.split(".")[2]) if name.startswith("encoder.layers.") else LAYERS
        own = not name.startswith("encoder.") or "shapes" in name
        rate = given.head_rate * (1 + name.startswith("arcs.")) if own else given.rate * given.decay**depth
        by_rate.setdefault(rate, []).append(weights)
    return [{"params": weights, "lr": rate} for rate, weights in by_rate.items()]


def _moved(batch: Batch, device: torch.device) -> Batch:
    for field in fields(batch):
        value = getattr(batch, field.name)
        if isinstance(value, Tensor):
            setattr(batch, field.name, value.to(device))
        elif isinstance(value, dict) and field.name != "rows":
            setattr(batch, field.name, {name: tensor.to(device) for name, tensor in value.items()})
    return batch


def _digest(files: Sequence[Path]) -> str:
    state = hashlib.sha256()
    for file in files:
        state.update(file.read_bytes())
    return state.hexdigest()[:16]


class Schedule:
    """Which batch comes at which step: every corpus as often as its passes say, the same for a seed.

    The project's own passages come more often towards the end, the others towards the beginning.
    """

    def __init__(
        self, data: dict[str, tuple[list[Example], float]], pieces: WordPieces, given: argparse.Namespace
    ) -> None:
        self._data, self._pieces, self._size, self._seed = data, pieces, given.size, given.seed
        self.shares = {
            name: max(1, round(passes * given.scale * self._count(name))) for name, (_, passes) in data.items()
        }
        rng = random.Random(given.seed)
        placed = [
            (rng.random() ** (0.75 if name in _JOINED else 1.5), name)
            for name, count in self.shares.items()
            for _ in range(count)
        ]
        self._order = [name for _, name in sorted(placed)]
        self.steps = len(self._order)
        self._streams: dict[str, Iterator[Batch]] = {}

    def _count(self, name: str) -> int:
        """About how many batches one pass over a corpus gives."""
        return math.ceil(sum(1.25 * len(e.words) + 2 for e in self._data[name][0]) / (0.9 * self._size))

    def _pass(self, name: str, rng: random.Random) -> Iterator[Batch]:
        return batches(self._data[name][0], self._pieces, self._size, rng, join=name in _JOINED)

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        name = self._order[step]
        if name not in self._streams:
            self._streams[name] = self._endless(name, step)
        return next(self._streams[name])

    def _endless(self, name: str, step: int) -> Iterator[Batch]:
        rng = random.Random(f"{self._seed} {name} {step}")
        while True:
            yield from self._pass(name, rng)


if __name__ == "__main__":
    main()
