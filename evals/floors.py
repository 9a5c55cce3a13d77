"""python -m evals.floors [--update]: holds the scores against what was reached before, pinned in floors.json.

Each entry names a scorer, its data and the digest of that data, and the least each score may be. Data of the repository
must be there and unchanged; data beside it (`../shared`) is scored where it is there. `--update` writes what is reached
now, and never lowers a floor: that is done by hand, with a line in the changelog that says why.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any

from evals.measures import Row, Scores

ROOT = Path(__file__).parent.parent
FILE = Path(__file__).with_name("floors.json")
# Scores differ in the last digits from one machine's arithmetic to another's.
SLACK = 0.002


def main(arguments: list[str] | None = None) -> int:
    """0 where every score holds, 1 with a line for each that does not."""
    parser = argparse.ArgumentParser(prog="python -m evals.floors", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached now")
    update = parser.parse_args(arguments).update
    entries: list[Row] = json.loads(FILE.read_text(encoding="utf-8"))
    faults = [fault for entry in entries for fault in check(entry, update=update)]
    if update:
        FILE.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def check(entry: Row, *, update: bool) -> list[str]:
    """What does not hold of one entry; with `update` its floors and digest are raised in place."""
    name, data = entry["name"], ROOT / entry["data"]
    if not data.exists():
        if entry["data"].startswith("../"):
            print(f"{name}: not scored, {entry['data']} is not beside this checkout")
            return []
        return [f"{name}: {entry['data']} is missing"]
    found = digest(data)
    if found != entry.get("digest") and not update:
        return [f"{name}: {entry['data']} has changed; score it again with --update"]
    scores = _scores(entry, data)
    print(f"{name}: {json.dumps({key: scores[key] for key in entry['floors']})}")
    if update:
        entry["digest"] = found
        for key, floor in entry["floors"].items():
            entry["floors"][key] = max(floor, scores[key])
    below = {k: f for k, f in entry["floors"].items() if scores[k] < f - SLACK}
    return [f"{name}: {key} is {scores[key]}, below its floor {floor}" for key, floor in below.items()]


def _scores(entry: Row, data: Path) -> Scores:
    run = importlib.import_module(f"evals.{entry['name']}").run
    given: dict[str, Any] = {
        "data": data,
        "gold": ROOT / entry["gold"] if "gold" in entry else None,
        "captures": None,
        "limit": entry.get("limit"),
    }
    wanted = inspect.signature(run).parameters
    scores: Scores = run(**{key: value for key, value in given.items() if key in wanted})[0]
    return scores


def digest(data: Path) -> str:
    """The SHA-256 of a file, or of a folder's JSON-lines files in name order, shortened."""
    paths = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
