"""A process that adds made-up codings to a record without end, to be killed; prints the number of each it has added."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from store_samples import Page, coding_of

from onrecord.store import Record


def main(where: str) -> None:
    with Record.open(where, write=True) as record:
        print("open", flush=True)
        for number in range(100_000):
            if record.add(coding_of(Page(path=f"{number}.txt", url=None, repeat=1 + number % 7))):
                print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
