"""Where the lines of a page stand in its tree of elements: the paths of their blocks as one tree of numbered nodes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.lines import Line

Numbers = NDArray[np.int64]


class Tree:
    """The elements that hold a page's lines. Node 0 is the page; a node's parent has a smaller number.

    `at` gives each line its node, `parents` each node its parent, `labels` its element ("div#main.story"), `depths` how
    far below the page it is. Lines without tags stand at node 0.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.labels = [""]
        parents, depths = [0], [0]
        nodes: dict[tuple[int, str], int] = {}
        ends: dict[tuple[str, ...], int] = {(): 0}
        at = np.zeros(len(lines), dtype=np.int64)
        for i, line in enumerate(lines):
            path = line.block.path if line.block else ()
            node = ends.get(path)
            if node is None:
                node = 0
                for label in path:
                    below = nodes.setdefault((node, label), len(parents))
                    if below == len(parents):
                        self.labels.append(label)
                        parents.append(node)
                        depths.append(depths[node] + 1)
                    node = below
                ends[path] = node
            at[i] = node
        self.at = at
        self.parents: Numbers = np.array(parents, dtype=np.int64)
        self.depths: Numbers = np.array(depths, dtype=np.int64)

    def held(self, by_line: NDArray[np.float32]) -> list[float]:
        """For each node the sum over all lines within it."""
        total: list[float] = np.bincount(self.at, by_line, minlength=len(self.parents)).tolist()
        parents = self.parents.tolist()
        for node in range(len(total) - 1, 0, -1):
            total[parents[node]] += total[node]
        return total

    def holds(self, top: int, node: int) -> bool:
        """True where the node is `top` or stands within it."""
        while node > top:
            node = int(self.parents[node])
        return node == top

    def within(self, top: int) -> NDArray[np.bool_]:
        """For each node whether it is `top` or stands within it."""
        inside = [False] * len(self.parents)
        inside[top] = True
        for node, parent in enumerate(self.parents.tolist()):
            if inside[parent]:
                inside[node] = True
        return np.array(inside)

    def shared(self, other: int) -> Numbers:
        """For each node how many elements hold both it and the other one."""
        above = {other}
        while other:
            other = int(self.parents[other])
            above.add(other)
        shared = [0] * len(self.parents)
        for node, parent in enumerate(self.parents.tolist()):
            if node:
                shared[node] = shared[parent] + (node in above)
        return np.array(shared, dtype=np.int64)
