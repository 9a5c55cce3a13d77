"""Trains the part-of-speech tagger of `onrecord.text.tagging` on Universal Dependencies EWT (CC BY-SA 4.0).

    python training/tagger.py --train ewt/train.jsonl --dev ewt/dev.jsonl --out src/onrecord/text/tagger.json.gz

Averaged perceptron (Collins 2002). Weights are scaled to whole numbers and small ones dropped. The corpus splits
hyphenated words; they are joined again where the parse shows one word, as our tokens keep them whole.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from onrecord.text.tagging import features, shown

Sentence = tuple[list[str], list[str]]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of the corpus that have tags."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("upos")]


def joined(row: dict[str, Any]) -> Sentence:
    """Words and tags with hyphenated words made whole."""
    words, tags, heads = row["tokens"], row["upos"], row.get("heads") or [0] * len(row["tokens"])
    out_words: list[str] = []
    out_tags: list[str] = []
    i = 0
    while i < len(words):
        word, tag = words[i], tags[i]
        while i + 2 < len(words) and words[i + 1] == "-" and _is_one_word(words, heads, i):
            word += "-" + words[i + 2]
            tag = "ADJ" if tags[i + 2] == "VERB" else tags[i + 2]
            i += 2
        out_words.append(word)
        out_tags.append(tag)
        i += 1
    return out_words, out_tags


def _is_one_word(words: list[str], heads: list[int], i: int) -> bool:
    near = heads[i] == i + 3 or heads[i + 2] == i + 1
    return near and words[i][-1:].isalnum() and words[i + 2][:1].isalnum()


def certain_words(sentences: list[Sentence]) -> dict[str, str]:
    """Words seen often and nearly always with one tag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in sentences:
        for word, tag in zip(shown(words), tags, strict=True):
            counts[word][tag] += 1
    found = {}
    for word, tally in counts.items():
        tag, top = tally.most_common(1)[0]
        total = sum(tally.values())
        if total >= 20 and top / total >= 0.985:
            found[word] = tag
    return found


class Perceptron:
    """Weights being learnt, with the running sums that averaging needs."""

    def __init__(self, tags: list[str]) -> None:
        self.tags = tags
        self.weights: dict[str, list[float]] = {}
        self.totals: dict[str, list[float]] = {}
        self.stamps: dict[str, list[int]] = {}
        self.step = 0

    def best(self, found: list[str]) -> int:
        """The number of the tag that scores highest."""
        scores = [0.0] * len(self.tags)
        for feature in found:
            row = self.weights.get(feature)
            if row is not None:
                for number, weight in enumerate(row):
                    scores[number] += weight
        return scores.index(max(scores))

    def update(self, truth: int, guess: int, found: list[str]) -> None:
        """One step: up for the truth, down for the guess."""
        self.step += 1
        if truth == guess:
            return
        for feature in found:
            if feature not in self.weights:
                self.weights[feature] = [0.0] * len(self.tags)
                self.totals[feature] = [0.0] * len(self.tags)
                self.stamps[feature] = [0] * len(self.tags)
            for number, by in ((truth, 1.0), (guess, -1.0)):
                row = self.weights[feature]
                self.totals[feature][number] += (self.step - self.stamps[feature][number]) * row[number]
                self.stamps[feature][number] = self.step
                row[number] += by

    def averaged(self, keep: float) -> dict[str, list[int]]:
        """Sparse whole-number rows: [tag, weight, tag, weight, ...]."""
        out = {}
        for feature, row in self.weights.items():
            flat: list[int] = []
            for number, weight in enumerate(row):
                total = self.totals[feature][number] + (self.step - self.stamps[feature][number]) * weight
                mean = total / self.step
                if abs(mean) >= keep:
                    flat += [number, round(mean * 100)]
            if flat:
                out[feature] = flat
        return out


def train(sentences: list[Sentence], certain: dict[str, str], tags: list[str], rounds: int) -> Perceptron:
    """A perceptron after `rounds` passes in a fixed random order."""
    model, order = Perceptron(tags), random.Random(7)
    numbers = {tag: number for number, tag in enumerate(tags)}
    for _ in range(rounds):
        order.shuffle(sentences)
        for words, truth in sentences:
            _learn(model, certain, numbers, words, truth)
    return model


def _learn(
    model: Perceptron, certain: dict[str, str], numbers: dict[str, int], words: list[str], truth: list[str]
) -> None:
    seen = shown(words)
    lowers = ["-s2-", "-s1-", *(word.lower() for word in seen), "-e1-", "-e2-"]
    previous, before = "-START-", "-START2-"
    for i, word in enumerate(seen):
        tag = certain.get(word)
        if tag is None:
            found = features(i, word, lowers, previous, before)
            guess = model.best(found)
            model.update(numbers[truth[i]], guess, found)
            tag = model.tags[guess]
        before, previous = previous, tag


def main() -> None:
    """Trains, writes the file and prints the accuracy on the development split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--keep", type=float, default=0.12)
    options = parser.parse_args()
    rows = read(options.train)
    sentences = [joined(row) for row in rows]
    certain = certain_words(sentences)
    tags = sorted({tag for _, found in sentences for tag in found})
    model = train(sentences, certain, tags, options.rounds)
    verbs = Counter(
        lemma.lower()
        for row in rows
        for lemma, tag in zip(row["lemmas"], row["upos"], strict=True)
        if tag == "VERB" and lemma.isalpha()
    )
    numbers = {tag: number for number, tag in enumerate(tags)}
    content = {
        "tags": tags,
        "certain": {word: numbers[tag] for word, tag in sorted(certain.items())},
        "weights": dict(sorted(model.averaged(options.keep).items())),
        "verbs": sorted(verb for verb, count in verbs.items() if count > 1),
    }
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    options.out.write_bytes(gzip.compress(raw, mtime=0))
    print(f"{len(content['weights'])} features, {options.out.stat().st_size} bytes")
    print(f"accuracy on dev: {accuracy([joined(row) for row in read(options.dev)]):.4f}")


def accuracy(sentences: list[Sentence]) -> float:
    """The share of words tagged right by the shipped file."""
    from onrecord.text.tagging import tagger

    tagger.cache_clear()
    right = total = 0
    for words, truth in sentences:
        right += sum(a == b for a, b in zip(tagger().tag(words), truth, strict=True))
        total += len(words)
    return right / total


if __name__ == "__main__":
    main()
