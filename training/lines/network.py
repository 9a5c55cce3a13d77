"""The network over the lines of a page, in PyTorch: what `onrecord.articles.model` computes with numpy alone."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.lines.pages import Page

_GAP = 8  # blank rows between two pages of a batch: the convolutions reach no farther
_DILATIONS = (1, 2, 4, 8)


class Network(nn.Module):
    """Features to a hidden row for each line, mixed with the means of lines on its path, its parent's and its page."""

    def __init__(self, columns: int, width: int = 40, drop: float = 0.2) -> None:
        super().__init__()
        self.enter = nn.Linear(columns, width)
        self.mix = nn.Linear(4 * width, width)
        self.beside = nn.ModuleList(nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in _DILATIONS)
        self.mix_again = nn.Linear(4 * width, width)
        self.leave = nn.Linear(width, 1)
        self.drop_in, self.drop = nn.Dropout(drop / 2), nn.Dropout(drop)

    def forward(self, rows: Tensor, valid: Tensor, groups: Sequence[Tensor]) -> Tensor:
        """One logit for each valid row. `groups`: for each valid row the number of its path, its parent's, its page."""
        hidden = self._mixed(torch.relu(self.enter(self.drop_in(rows))), valid, groups, self.mix)
        for layer in self.beside:
            hidden = hidden + self.drop(torch.relu(layer(hidden.T[None])[0].T))
            hidden = torch.zeros_like(hidden).index_copy(0, valid, hidden[valid])
        hidden = self._mixed(hidden, valid, groups, self.mix_again)
        return self.leave(hidden[valid])[:, 0]

    def _mixed(self, hidden: Tensor, valid: Tensor, groups: Sequence[Tensor], layer: nn.Linear) -> Tensor:
        own = hidden[valid]
        together = torch.cat([own, *(_mean(own, g) for g in groups)], 1)
        fresh = torch.zeros(hidden.shape[0], layer.out_features)
        return fresh.index_copy(0, valid, torch.relu(layer(self.drop(together))))


def _mean(rows: Tensor, group: Tensor) -> Tensor:
    """For each row the mean of the rows of its group."""
    n = int(group.max()) + 1
    total = torch.zeros(n, rows.shape[1]).index_add_(0, group, rows)
    count = torch.zeros(n).index_add_(0, group, torch.ones(len(group)))
    return (total / count[:, None])[group]


def batch(pages: Sequence[Page], mean: np.ndarray, scale: np.ndarray) -> tuple[Tensor, Tensor, list[Tensor]]:
    """What the network takes for some pages one below another."""
    rows, valid, at = [], [], 0
    groups: list[list[np.ndarray]] = [[], [], []]
    ends = [0, 0, 0]
    for page in pages:
        n = len(page.answers)
        rows += [np.clip((page.table - mean) / scale, -4, 4), np.zeros((_GAP, page.table.shape[1]), np.float32)]
        valid.append(np.arange(at, at + n))
        at += n + _GAP
        for i, numbers in enumerate((page.paths, page.parents, np.zeros(n, dtype=np.int64))):
            groups[i].append(numbers + ends[i])
            ends[i] += int(numbers.max()) + 1
    return (
        torch.from_numpy(np.vstack(rows)).float(),
        torch.from_numpy(np.concatenate(valid)),
        [torch.from_numpy(np.concatenate(g)) for g in groups],
    )


def fit(pages: list[Page], *, seed: int, epochs: int, rate: float = 3e-3, size: int = 12) -> dict[str, np.ndarray]:
    """The weights of a trained network by name, and the mean and scale of each feature."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    stacked = np.vstack([p.table for p in pages])
    mean, scale = stacked.mean(0), np.maximum(stacked.std(0), 0.05)
    network = Network(stacked.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.02)
    steps, step = epochs * math.ceil(len(pages) / size), 0
    for epoch in range(epochs):
        pages = rng.sample(pages, len(pages))
        told = 0.0
        for i in range(0, len(pages), size):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, step / 40) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
            step += 1
            loss = _loss(network, pages[i : i + size], mean, scale)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            told += loss.item()
        print(f"epoch {epoch + 1}: loss {told:.3f}", flush=True)
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    return {"mean": mean, "scale": scale, **weights}


def _loss(network: Network, pages: Sequence[Page], mean: np.ndarray, scale: np.ndarray) -> Tensor:
    wanted = torch.from_numpy(np.concatenate([p.answers for p in pages]))
    weights = torch.from_numpy(np.concatenate([p.weights for p in pages]))
    told = network(*batch(pages, mean, scale))
    loss = nn.functional.binary_cross_entropy_with_logits(told, wanted, reduction="none")
    return (loss * weights).sum() / len(pages)
