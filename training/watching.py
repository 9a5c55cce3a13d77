"""How well the heads do on what is held out, straight from their scores: for watching a run, not for a report."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch

from evals.measures import f1
from onrecord.readings.neural import labels
from onrecord.readings.neural.spans import Scores, spans, sure
from onrecord.text.wordpieces import WordPieces
from training import corpora
from training.batches import batches
from training.examples import CUES, Example
from training.network import Network

_LEANS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
Window = tuple[Example, dict[str, Scores]]


class Watch:
    """Scores a network on the first held-out writer's passages and the held-out pairs."""

    def __init__(self, root: Path, marked: Path, pieces: WordPieces) -> None:
        self._pieces = pieces
        held = marked / f"{corpora.HELD_WRITERS[0]}.jsonl"
        self._claims = corpora.claims([held] if held.exists() else [])
        file = root / "plover_pairs" / "train.jsonl"
        self._pairs = corpora.pairs(corpora.held_pairs(list(corpora.lines(file)))[1]) if file.exists() else []

    def __call__(self, network: Network) -> str:
        """One line of scores."""
        read = list(run(network, self._claims, self._pieces))
        told = list(run(network, self._pairs, self._pieces))
        lean, trigger = max(((lean, triggers_f1(read, lean)) for lean in _LEANS), key=lambda found: found[1])
        parts = [f"trigger {trigger:.3f} (lean {lean})"]
        parts += [f"{role} {arcs_f1(read, 'roles', n):.3f}" for n, role in enumerate(labels.ROLE_CHANNELS[:5])]
        parts += [f"voice {arcs_f1(read, 'voices', 0):.3f}", f"same {arcs_f1(read, 'links', 0):.3f}"]
        parts.append(f"relations {arcs_f1(read, 'links', *range(1, len(labels.LINK_CHANNELS))):.3f}")
        parts += [f"{name} {pointed(read, n):.3f}" for n, name in enumerate(labels.VOICE_CHANNELS) if n]
        parts += [f"{head} {chosen(read, head):.3f}" for head in labels.CHOICES]
        parts += [f"{head} {spans_f1(read, head):.3f}" for head in ("outer", "inner", "names", "cues", "times")]
        parts += [f"pairs {bound(told):.3f} {latent(told):.3f}"]
        return "held out: " + " ".join(parts)


def run(network: Network, examples: Sequence[Example], pieces: WordPieces) -> list[Window]:
    """Each example with its scores, word 0 still there."""
    network.eval()
    found: list[Window] = []
    device = next(network.parameters()).device
    with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
        for batch in batches(examples, pieces, 1200, random.Random(0), vary=False):
            scores = network(**{name: tensor.to(device) for name, tensor in batch.inputs.items()})
            for b, example in enumerate(batch.examples):
                words = len(example.words) + 1
                found.append(
                    (example, {name: _cut(name, s[b], words).float().cpu().numpy() for name, s in scores.items()})
                )
    return found


def _cut(name: str, scores: torch.Tensor, words: int) -> torch.Tensor:
    return scores[:, :words, :words] if name in labels.ARCS else scores[:words]


def triggers_f1(read: Sequence[Window], lean: float) -> float:
    """Typed triggers that overlap."""
    right = mine = key = 0
    for example, scores in read:
        gold = _tagged(example.tags["triggers"])
        found = spans(scores["triggers"][1:], lean)
        mine, key = mine + len(found), key + len(gold)
        right += sum(any(f.label == g[2] and f.first < g[1] and g[0] < f.last for f in found) for g in gold)
    return f1(right, mine, key)[2]


def spans_f1(read: Sequence[Window], head: str) -> float:
    """Exact labelled spans; where an answer is left open, what is found is not counted."""
    right = mine = key = 0
    for example, scores in read:
        gold = set(_tagged(example.tags[head]))
        closed = [label >= 0 for label in example.tags[head]]
        found = {(f.first, f.last, f.label) for f in spans(scores[head][1:]) if all(closed[f.first : f.last])}
        right, mine, key = right + len(gold & found), mine + len(found), key + len(gold)
    return f1(right, mine, key)[2]


def _tagged(line: Sequence[int]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for word, label in enumerate(line):
        if label > 0 and label % 2:
            found.append((word, word + 1, label // 2))
        elif label > 0:
            found[-1] = (found[-1][0], word + 1, found[-1][2])
    return found


def pointed(read: Sequence[Window], channel: int) -> float:
    """The share of pointers that point right."""
    told = [
        int(scores["voices"][channel, p.word + 1].argmax()) == (0 if p.end is None else p.end + 1)
        for example, scores in read
        for p in example.pointers
        if p.channel == channel
    ]
    return sum(told) / max(1, len(told))


def arcs_f1(read: Sequence[Window], group: str, *channels: int) -> float:
    """Arcs of the gold rows, among their candidates, at one half."""
    right = mine = key = 0
    for example, scores in read:
        for row in example.rows:
            if row.group == group and row.channel in channels:
                ends = example.cue_starts if row.among == CUES else example.mention_ends
                line = sure(scores[group][row.channel, row.word + 1])
                found = {end for end in {*ends, *row.ends} if line[end + 1] >= 0.5 and end != row.word}
                right, mine, key = right + len(found & set(row.ends)), mine + len(found), key + len(row.ends)
    return f1(right, mine, key)[2]


def chosen(read: Sequence[Window], head: str) -> float:
    """The share of right choices."""
    told = [scores[head][word + 1].argmax() == label for e, scores in read for h, word, label in e.choices if h == head]
    return sum(map(bool, told)) / max(1, len(told))


def bound(told: Sequence[Window]) -> float:
    """The share of pairs whose type the heads for pairs tell."""
    tally: Counter[bool] = Counter()
    for example, scores in told:
        pair = example.pairs[0]
        a, r = (0 if end is None else end + 1 for end in (pair.actor, pair.recipient))
        tally[int(scores["binds"][1:, a, r].argmax()) in pair.types] += 1
    return tally[True] / max(1, tally.total())


def latent(told: Sequence[Window]) -> float:
    """The share of pairs whose type the best trigger between the two has."""
    tally: Counter[bool] = Counter()
    for example, scores in told:
        pair = example.pairs[0]
        types = torch.from_numpy(scores["triggers"][1:]).log_softmax(-1)[:, 1::2]
        for channel, end in ((0, pair.actor), (1, pair.recipient)):
            if end is not None:
                types = types + torch.from_numpy(scores["roles"][channel, 1:, end + 1]).sigmoid().log().unsqueeze(1)
        tally[int(types.logsumexp(0).argmax()) in pair.types] += 1
    return tally[True] / max(1, tally.total())
