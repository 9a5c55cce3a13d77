"""What a batch costs: one term for each head that the batch's corpus has answers for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.readings.neural import labels
from training.batches import Batch
from training.examples import MASKED, Pair

# Means over words are small where most words are outside; sums over an arc's candidates are large.
WEIGHTS = {
    "outer": 3.0, "inner": 1.0, "names": 2.0, "triggers": 8.0, "cues": 2.0, "times": 0.5,
    "factuality": 1.0, "stance": 1.0, "quantity": 0.4, "mode": 0.5,
    "roles": 3.0, "voices": 1.0, "links": 0.7, "pointers": 0.7, "value": 0.5, "pairs": 1.0,
}  # fmt: skip
_ACTOR, _RECIPIENT = (labels.ROLE_CHANNELS.index(role) for role in ("actor", "recipient"))


def losses(scores: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """The unweighted terms, each a mean over its answers (of arcs: over the words that they leave)."""
    found = {}
    for head, tags in batch.tags.items():
        if (tags != MASKED).any():
            found[head] = functional.cross_entropy(scores[head].flatten(0, 1), tags.flatten(), ignore_index=MASKED)
    for head, lines in batch.choices.items():
        found[head] = functional.cross_entropy(scores[head][lines[:, 0], lines[:, 1]], lines[:, 2])
    for group, cells in batch.arcs.items():
        b, channel, word, end = cells.unbind(1)
        given = scores[group][b, channel, word, end]
        summed = functional.binary_cross_entropy_with_logits(given, batch.answers[group], reduction="sum")
        found[group] = summed / max(1, batch.rows[group])
    if len(batch.pointers):
        found["pointers"] = _pointed(scores["voices"], batch)
    if len(batch.values):
        given = scores["value"][batch.values[:, 0].long(), batch.values[:, 1].long()]
        found["value"] = functional.smooth_l1_loss(given, batch.values[:, 2], beta=0.5)
    if batch.pairs:
        found["pairs"] = torch.stack([_bound(scores, batch, b, pair) for b, pair in batch.pairs]).mean()
    return found


def total(terms: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the terms."""
    return torch.stack([WEIGHTS[name] * term for name, term in terms.items()]).sum()


def _pointed(scores: Tensor, batch: Batch) -> Tensor:
    b, channel, word, end = batch.pointers.unbind(1)
    lines = scores[b, channel, word]
    is_word = batch.inputs["first"] > 0
    is_word[:, 0] = True
    return functional.cross_entropy(lines.masked_fill(~is_word[b], -1e4), end)


def _bound(scores: dict[str, Tensor], batch: Batch, b: int, pair: Pair) -> Tensor:
    """Minus the log share of the right types, the trigger summed out: any word may be it.

    A word counts for a type as far as it opens a trigger of that type and sends arcs to both spans.
    """
    words = int((batch.inputs["first"][b] > 0).sum()) + 1
    types = functional.log_softmax(scores["triggers"][b, 1:words], dim=-1)[:, 1::2]
    for end, channel in ((pair.actor, _ACTOR), (pair.recipient, _RECIPIENT)):
        if end is not None:
            types = types + functional.logsigmoid(scores["roles"][b, channel, 1:words, end + 1]).unsqueeze(1)
    by_type = types.logsumexp(0)
    right = by_type[list(pair.types)].logsumexp(0)
    if len(pair.types) == len(labels.TYPES):
        # Nothing to choose between: all that is told is that some word binds the two.
        return -right.clamp(max=0.0)
    return by_type.logsumexp(0) - right - 0.1 * right.clamp(max=0.0)
