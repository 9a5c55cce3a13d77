"""`python -m training.lines.train FOLDER --out FILE`: trains the line model and writes its weights.

Needs PyTorch, which OnRecord itself does not. The same seed, versions and pages give the same weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from onrecord.articles import features
from training.lines.network import fit
from training.lines.pages import load


def main() -> None:
    """Trains as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/articles/line_model.npz"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    weights = fit(load(given.folder, given.seed), seed=given.seed, epochs=given.epochs)
    card = {"features": features.NAMES, "seed": given.seed, "epochs": given.epochs}
    small = {name: value.astype(np.float16 if value.ndim > 1 else np.float32) for name, value in weights.items()}
    np.savez_compressed(given.out, card=np.array(json.dumps(card)), **small)


if __name__ == "__main__":
    main()
