"""What a batch costs: one term for each head that the batch's corpus has answers for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.readings.neural import labels
from training.batches import Batch
from training.examples import MASKED

# Means over words are small where most words are outside; sums over an arc's candidates are large.
WEIGHTS = {
    "outer": 4.0, "inner": 2.0, "names": 2.0, "triggers": 10.0, "cues": 3.0, "times": 0.5,
    "factuality": 0.5, "stance": 0.5, "quantity": 0.3, "mode": 0.3,
    "roles": 3.0, "voices": 1.0, "links": 1.2, "pointers": 0.5, "value": 0.7, "latent": 0.5, "binds": 1.0,
}  # fmt: skip
_ACTOR, _RECIPIENT = (labels.ROLE_CHANNELS.index(role) for role in ("actor", "recipient"))


def wanted(batch: Batch) -> set[str]:
    """The heads that a batch has answers for."""
    found = {*batch.tags, *batch.choices, *batch.arcs}
    if len(batch.pointers):
        found.add("voices")
    if len(batch.values):
        found.add("value")
    if len(batch.binds):
        found.add("binds")
    if len(batch.latent):
        found |= {"triggers", "roles"}
    return found


def losses(scores: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """The unweighted terms, each a mean over its answers (of arcs: over the words that they leave)."""
    found = {}
    for head, tags in batch.tags.items():
        if (tags != MASKED).any():
            given = scores[head].flatten(0, 1).float()
            found[head] = functional.cross_entropy(given, tags.flatten(), ignore_index=MASKED)
    for head, lines in batch.choices.items():
        found[head] = functional.cross_entropy(scores[head][lines[:, 0], lines[:, 1]].float(), lines[:, 2])
    for group, cells in batch.arcs.items():
        given = _cells(scores[group], cells)
        summed = functional.binary_cross_entropy_with_logits(given, batch.answers[group], reduction="sum")
        found[group] = summed / max(1, batch.rows[group])
    if len(batch.pointers):
        found["pointers"] = _pointed(scores["voices"], batch)
    if len(batch.values):
        given = scores["value"][batch.values[:, 0].long(), batch.values[:, 1].long()].float()
        found["value"] = functional.smooth_l1_loss(given, batch.values[:, 2], beta=0.5)
    if len(batch.binds):
        found["binds"] = _bound(scores["binds"], batch)
    if len(batch.latent):
        found["latent"] = _latent(scores, batch)
    return found


def total(terms: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the terms."""
    return torch.stack([WEIGHTS[name] * term for name, term in terms.items()]).sum()


def _cells(scores: Tensor, cells: Tensor) -> Tensor:
    """The scores (batch, channels, words, words) at cells (n, 4), as one line."""
    _, channels, words, _ = scores.shape
    b, channel, word, end = cells.unbind(1)
    return scores.flatten().gather(0, ((b * channels + channel) * words + word) * words + end).float()


def _pointed(scores: Tensor, batch: Batch) -> Tensor:
    b, channel, word, end = batch.pointers.unbind(1)
    lines = scores[b, channel, word].float()
    is_word = batch.inputs["first"] > 0
    is_word[:, 0] = True
    return functional.cross_entropy(lines.masked_fill(~is_word[b], -1e4), end)


def _bound(scores: Tensor, batch: Batch) -> Tensor:
    """Minus the log share of the right types of each pair of words. Where any type is right, of not nothing."""
    b, actor, recipient = batch.binds.unbind(1)
    shares = functional.log_softmax(scores[b, :, actor, recipient].float(), dim=-1)
    right = shares.masked_fill(~batch.bound, -1e4).logsumexp(-1)
    return -right.mean()


def _latent(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """What pairs without a marked trigger cost, by expectation and maximisation.

    Each word is the trigger as far as it now opens one and sends arcs to both spans. So weighed, words learn which type
    they have if they are a trigger, and their arcs; that they are one is learned from marked triggers alone, or else
    any word of the sentence, a name even, would become one.
    """
    b, actor, recipient = batch.latent.unbind(1)
    opening = functional.log_softmax(scores["triggers"][b].float(), dim=-1)[..., 1::2]
    arcs = [
        functional.logsigmoid(scores["roles"][b, channel, :, end.clamp(min=0)].float()) * (end >= 0).unsqueeze(1)
        for channel, end in ((_ACTOR, actor), (_RECIPIENT, recipient))
    ]
    is_word = (batch.inputs["first"] > 0)[b]
    fit = (opening.logsumexp(-1) + sum(arcs)).masked_fill(~is_word, -1e4).detach()
    likely = fit.softmax(-1) * opening.logsumexp(-1).exp().amax(1, keepdim=True).detach()
    types = opening.log_softmax(-1).masked_fill(~batch.latent_types.unsqueeze(1), -1e4).logsumexp(-1)
    return -(likely * (types + 0.25 * sum(arcs))).sum(1).mean()
