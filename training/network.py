"""The model: a BERT encoder of six layers in plain torch that also sees the shape of words, and the heads."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.readings.neural import labels
from onrecord.text.wordpieces import SHAPES

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
PIECES, POSITIONS = 30522, 512


class Layer(nn.Module):
    """One layer of the encoder: self-attention and two dense layers, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.output, self.attended = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.done = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The next (batch, pieces, WIDTH); `mask` is added to the attention scores."""
        query, key, value = (_split(part(x)) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)
        x = self.attended(x + self.drop(self.output(mixed)))
        wide = nn.functional.gelu(self.widen(x))
        return self.done(x + self.drop(self.narrow(wide)))


def _split(x: Tensor) -> Tensor:
    return x.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Encoder(nn.Module):
    """Pieces to vectors. The shape of a piece's word is added to its embedding, nothing at first."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, WIDTH) for piece numbers, shapes and a mask that is 1 for pieces and 0 for padding."""
        positions = torch.arange(pieces.shape[1], device=pieces.device).unsqueeze(0)
        x = self.drop(self.norm(self.pieces(pieces) + self.positions(positions) + self.shapes(shapes)))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x

    def take(self, file: Path) -> None:
        """Takes the published weights over. Raises ValueError for a file with another digest."""
        if hashlib.sha256(file.read_bytes()).hexdigest() != ENCODER_SHA256:
            raise ValueError(f"{file.name} is not the encoder that the model card names")
        given = load_file(file)
        own = {name: given[_published(name)] for name in self.state_dict() if name != "shapes.weight"}
        # Every piece is of the first segment: its embedding joins that of the positions.
        own["positions.weight"] = own["positions.weight"] + given["embeddings.token_type_embeddings.weight"][:1]
        self.load_state_dict({**own, "shapes.weight": self.shapes.weight.detach()})


_NAMES = {
    "pieces": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "norm": "embeddings.LayerNorm",
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "done": "output.LayerNorm",
}


def _published(name: str) -> str:
    """The name of a weight in the published file."""
    parts = name.split(".")
    if parts[0] == "layers":
        return f"encoder.layer.{parts[1]}.{_NAMES[parts[2]]}.{parts[3]}"
    return f"{_NAMES[parts[0]]}.{parts[1]}"


class Arcs(nn.Module):
    """Scores of arcs from word to word, a matrix a channel: deep biaffine attention (Dozat and Manning 2017) of low
    rank, with a score for the distance between the words."""

    FAR = 24
    HIDDEN = 256

    def __init__(self, channels: int, rank: int, dropout: float) -> None:
        super().__init__()
        self._channels, self._rank = channels, rank
        self.left, self.right = nn.Linear(WIDTH, self.HIDDEN), nn.Linear(WIDTH, self.HIDDEN)
        self.lefts, self.rights = (nn.Linear(self.HIDDEN, channels * rank) for _ in range(2))
        self.leaves, self.enters = nn.Linear(self.HIDDEN, channels), nn.Linear(self.HIDDEN, channels)
        self.distance = nn.Embedding(2 * self.FAR + 1, channels)
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.distance.weight)

    def forward(self, words: Tensor) -> Tensor:
        """(batch, channels, words, words) for (batch, words, WIDTH)."""
        left, right = (self.drop(nn.functional.gelu(side(words))) for side in (self.left, self.right))
        by_channel = [
            side(x).unflatten(-1, (self._channels, self._rank)).transpose(1, 2)
            for side, x in ((self.lefts, left), (self.rights, right))
        ]
        product = by_channel[0] @ by_channel[1].transpose(-1, -2) * self._rank**-0.5
        places = torch.arange(words.shape[1], device=words.device)
        apart = (places[None, :] - places[:, None]).clamp(-self.FAR, self.FAR) + self.FAR
        linear = self.leaves(left).transpose(1, 2).unsqueeze(3) + self.enters(right).transpose(1, 2).unsqueeze(2)
        return product + linear + self.distance(apart).permute(2, 0, 1).unsqueeze(0)


_RANKS = {"roles": 64, "voices": 64, "links": 24, "binds": 24}


class Network(nn.Module):
    """Encoder and heads: a dictionary of scores, one entry a head, for a batch of windows.

    Word 0 of every window is the opening mark: what a pointer points to when there is nothing.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.drop = nn.Dropout(0.15)
        self.spans = nn.ModuleDict({name: _head(name, labels.width(n)) for name, n in labels.SPANS.items()})
        self.choices = nn.ModuleDict({name: nn.Linear(WIDTH, n) for name, n in labels.CHOICES.items()})
        self.value = nn.Linear(WIDTH, 1)
        self.arcs = nn.ModuleDict(
            {name: Arcs(len(channels), _RANKS[name], 0.15) for name, channels in labels.ARCS.items()}
        )

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        wanted: Collection[str] | None = None,
    ) -> dict[str, Tensor]:
        """The scores of the heads that are wanted, of all where nothing is said.

        `first` and `last` are (batch, words): where a word's first and last piece stand.
        """
        encoded = self.encoder(pieces, shapes, mask)
        words = self.drop((_taken(encoded, first) + _taken(encoded, last)) * 0.5)
        heads = {**self.spans, **self.choices, "value": self.value, **self.arcs}
        found = {name: head(words) for name, head in heads.items() if wanted is None or name in wanted}
        if "value" in found:
            found["value"] = found["value"].squeeze(-1)
        return found


def _head(name: str, width: int) -> nn.Module:
    """A span head; triggers have a layer more, as they are the hardest to tell."""
    if name != "triggers":
        return nn.Linear(WIDTH, width)
    return nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.15), nn.Linear(WIDTH, width))


def _taken(encoded: Tensor, at: Tensor) -> Tensor:
    return encoded.gather(1, at.unsqueeze(-1).expand(-1, -1, encoded.shape[-1]))
