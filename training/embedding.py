"""`python -m training.embedding FOLDER… --encoder DIR --out DIR`: the graph that tells how alike two sentences are.

The encoder is taken as it was published; nothing of it is learned here. What the graph gives is what the encoder gives
less the mean over the marked passages in FOLDER; for words on their principal components, few enough to keep with every
claim. On fewer components than the encoder has dimensions sentences lose what tells happenings apart: the names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from evals.marked import passages
from onrecord.model.spans import Span
from onrecord.readings.neural.inputs import window
from onrecord.text.embedding import GRAPH, MADE, VOCABULARY
from onrecord.text.sentences import split
from onrecord.text.tokens import tokenize
from onrecord.text.wordpieces import WordPieces
from training.export import quantize
from training.network import ENCODER_SHA256, WIDTH, Encoder

# The layer whose states tell words apart best, measured on pairs of ECB+'s training part; the last tells of sentences.
MIDDLE = 4
WORDS = 64
_MOST = 2000


class Embedding(nn.Module):
    """(WIDTH,) for the sentence, less the mean, and (pieces, WORDS) for its pieces, turned to their components."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.words = nn.Linear(WIDTH, WORDS)
        self.mean = nn.Parameter(torch.zeros(WIDTH))

    def states(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """The mean of the last states, and the middle states, of one sentence's pieces (1, pieces)."""
        own = self.encoder
        x = own.norm(own.pieces(pieces) + own.positions(torch.arange(pieces.shape[1]).unsqueeze(0)))
        nothing_hidden = torch.zeros(1, 1, 1, 1)
        middle = x
        for number, layer in enumerate(own.layers, start=1):
            x = layer(x, nothing_hidden)
            middle = x if number == MIDDLE else middle
        return x[0].mean(0), middle[0]

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """What the graph gives."""
        whole, middle = self.states(pieces)
        return whole - self.mean, self.words(middle)


def main() -> None:
    """Exports as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of marked passages")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(0.0)
    encoder.take(given.encoder / "model.safetensors")
    network = Embedding(encoder).eval()
    fit(network, sentences(given.folders), WordPieces.load(given.encoder / "vocab.txt"))
    given.out.mkdir(parents=True, exist_ok=True)
    whole = given.out / "whole.onnx"
    torch.onnx.export(
        network,
        (torch.ones(1, 9, dtype=torch.long),),
        str(whole),
        input_names=["pieces"],
        output_names=["sentence", "words"],
        dynamic_axes={"pieces": {1: "pieces"}, "words": {0: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantize(whole, given.out / GRAPH)
    whole.unlink()
    shutil.copyfile(given.encoder / "vocab.txt", given.out / VOCABULARY)
    made = {"graph": hashlib.sha256((given.out / GRAPH).read_bytes()).hexdigest(), "encoder": ENCODER_SHA256}
    (given.out / MADE).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def sentences(folders: Iterable[Path]) -> Iterator[str]:
    """The sentences of the marked passages, without their marks."""
    for folder in folders:
        for one in passages(folder):
            yield from (span.of(one.text) for span in split(one.text))


def fit(network: Embedding, texts: Iterable[str], pieces: WordPieces) -> None:
    """Sets the means and the principal components to those of these sentences, every so many of them."""
    every = list(dict.fromkeys(texts))
    wholes, middles = [], []
    with torch.no_grad():
        for text in every[:: max(1, len(every) // _MOST)]:
            one = window([token.text for token in tokenize(text, Span(0, len(text)))], pieces)
            whole, middle = network.states(torch.tensor([one.pieces]))
            wholes.append(whole.numpy())
            middles.append(middle[1:-1].numpy())
    mean, components = _components(np.concatenate(middles), network.words.out_features)
    with torch.no_grad():
        network.mean.copy_(torch.tensor(np.stack(wholes).mean(0)))
        network.words.weight.copy_(torch.tensor(components))
        network.words.bias.copy_(torch.tensor(-components @ mean))


def _components(rows: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    mean = rows.mean(0)
    _, vectors = np.linalg.eigh(np.cov((rows - mean).T))
    return mean, np.ascontiguousarray(vectors[:, ::-1][:, :count].T.astype(np.float32))


if __name__ == "__main__":
    main()
