"""python -m evals NAME --data FILE [--gold FILE] [--captures FOLDER] [--predictions OUT.jsonl] [--limit N]"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import sys
from pathlib import Path

NAMES = (
    *("articles", "facts", "claims", "pairs", "roles", "coding", "ner", "times"),
    *(
        "attributions",
        "factuality",
        "places",
        "relations",
        "templates",
        "events",
        "voices",
        "pages",
        "dates",
        "copies",
        "accounts",
    ),
)


def main(arguments: list[str] | None = None) -> int:
    """Prints one JSON object of scores; writes one line of predictions for each input line when asked."""
    options = _parsed(arguments)
    run = importlib.import_module(f"evals.{options.name}").run
    wanted = inspect.signature(run).parameters
    given = {"data": options.data, "gold": options.gold, "captures": options.captures, "limit": options.limit}
    if "gold" in wanted and options.gold is None:
        print(f"evals {options.name} needs --gold FILE", file=sys.stderr)
        return 2
    scores, predictions = run(**{name: value for name, value in given.items() if name in wanted})
    print(json.dumps(scores, ensure_ascii=False))
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as out:
            for row in predictions:
                out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return 0


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--data", type=Path, required=True, help="a JSON-lines file, or a folder of them")
    parser.add_argument("--gold", type=Path, help="the key, where it is a file of its own")
    parser.add_argument("--captures", type=Path, help="the folder of the pages; default: beside the data")
    parser.add_argument("--predictions", type=Path, help="where to write one line for each input line")
    parser.add_argument("--limit", type=int, help="score the first N rows only")
    options = parser.parse_args(arguments)
    if not options.data.exists():
        parser.error(f"{options.data}: no such file or folder")
    return options


if __name__ == "__main__":
    sys.exit(main())
