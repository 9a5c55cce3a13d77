"""Writes actors.json from the knowledge files: `python -m onrecord.knowledge.compile [--check]`.

Reading YAML takes seconds, reading JSON milliseconds; the JSON is committed and a test rebuilds and compares it.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from onrecord.knowledge.base import COMPILED
from onrecord.knowledge.schema import Files


def compiled() -> str:
    """The JSON text that the shipped knowledge files make, one actor a line. Raises KnowledgeError."""
    gathered = Files()
    folder = files(__package__).joinpath("actors")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            gathered.add(file.name, file.read_text(encoding="utf-8"))
    parts = []
    for key, rows in gathered.rows().items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        parts.append(f"{json.dumps(key)}:[\n{lines}\n]")
    return "{" + ",\n".join(parts) + "}\n"


def main(arguments: list[str]) -> int:
    """0 when the JSON was written, or with --check stands as the files make it; else 1."""
    path = Path(str(files(__package__).joinpath(COMPILED)))
    text = compiled()
    if "--check" in arguments:
        same = path.exists() and path.read_text(encoding="utf-8") == text
        print("actors.json is up to date" if same else "actors.json differs; run it again without --check")
        return 0 if same else 1
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(text.encode()):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
