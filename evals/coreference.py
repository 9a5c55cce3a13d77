"""MUC, B-cubed and CEAF-e, as the CoNLL shared task scores them (Pradhan et al. 2014)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from evals.measures import best_assignment, f1

Clusters = Sequence[frozenset[Hashable]]


def muc(key: Clusters, response: Clusters) -> tuple[float, float, float]:
    """Precision, recall, F1 over links (Vilain et al. 1995). Clusters of one mention have none."""
    recall, links_in_key = _links(key, response)
    precision, links_in_response = _links(response, key)
    p = precision / links_in_response if links_in_response else 0.0
    r = recall / links_in_key if links_in_key else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _links(clusters: Clusters, other: Clusters) -> tuple[int, int]:
    where = {m: i for i, cluster in enumerate(other) for m in cluster}
    kept = total = 0
    for cluster in clusters:
        parts = {where.get(m, ("alone", m)) for m in cluster}
        kept += len(cluster) - len(parts)
        total += len(cluster) - 1
    return kept, total


def b_cubed(key: Clusters, response: Clusters) -> tuple[float, float, float]:
    """Precision, recall, F1 averaged over mentions (Bagga and Baldwin 1998)."""
    p = _b_cubed(response, key)
    r = _b_cubed(key, response)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _b_cubed(clusters: Clusters, other: Clusters) -> float:
    where = {m: cluster for cluster in other for m in cluster}
    total = sum(len(c) for c in clusters)
    shared = sum(len(c & where.get(m, frozenset())) / len(c) for c in clusters for m in c)
    return shared / total if total else 0.0


def ceaf_e(key: Clusters, response: Clusters) -> tuple[float, float, float]:
    """Precision, recall, F1 of the best one-to-one match of clusters by their shared share (Luo 2005, phi 4)."""
    where: dict[Hashable, int] = {m: j for j, cluster in enumerate(response) for m in cluster}
    weights: dict[tuple[int, int], float] = {}
    for i, cluster in enumerate(key):
        for j in {where[m] for m in cluster if m in where}:
            weights[i, j] = 2 * len(cluster & response[j]) / (len(cluster) + len(response[j]))
    matched = best_assignment(weights)
    return f1(sum(weights[pair] for pair in matched.items()), len(response), len(key))


def conll(key: Clusters, response: Clusters) -> dict[str, float]:
    """The mean of the three F1s, and each."""
    three = {"muc": muc(key, response)[2], "b3": b_cubed(key, response)[2], "ceafe": ceaf_e(key, response)[2]}
    return {"conll_f1": sum(three.values()) / 3, **three}
