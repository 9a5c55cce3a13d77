"""`python -m benchmarks.bad_pages`: seconds and memory for pages that are huge, broken or hold no news.

The aim for each is a result or a one-line refusal in under 5 seconds and 500 MB.
"""

from __future__ import annotations

import random
import resource
import time

from onrecord.articles import isolate
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError

SENTENCE = "Fishermen from the port of Velmar blocked the harbour on Monday after the coast guard seized two boats. "


def cases(part: float = 1.0) -> dict[str, bytes]:
    """The pages by name; `part` of their full size."""
    rng = random.Random(1)
    words = SENTENCE.split()

    def n(count: int) -> int:
        return max(3, int(count * part))

    def paragraphs(count: int) -> list[str]:
        return [" ".join(rng.choices(words, k=40)) + "." for _ in range(n(count))]

    made = {
        "10 MB of paragraphs": "<html><body>" + "".join(f"<p>{p}</p>" for p in paragraphs(40_000)),
        "2 MB of paragraphs": "<html><body>" + "".join(f"<div><p>{p}</p></div>" for p in paragraphs(7_500)),
        "2 MB of stripped paragraphs": "\n\n".join(paragraphs(7_500)),
        "100,000 lines": "\n".join(f"{i} fish port" for i in range(n(100_000))),
        "100,000 paragraphs": "<body>" + "".join(f"<p>{i} fish port" for i in range(n(100_000))),
        "one 5 MB line": SENTENCE * n(50_000),
        "one 1.9 MB line": SENTENCE * n(18_000),
        "no line breaks": f"<html><body><div>{SENTENCE * n(18_000)}</div></body></html>",
        "only links": "<body>" + "".join(f"<a href='/{i}'>{SENTENCE[:30]}{i}</a><br>" for i in range(n(50_000))),
        "broken nesting": "<html><body>" + "<div><p><b><i>" * 300 + SENTENCE * 50 + "</p></div></i>" * 400,
        "nested without end": "<html><body>" + "<div>" * n(200_000) + SENTENCE,
        "null bytes": (SENTENCE * n(1_000)).replace(" ", "\0"),
        "a script without spaces": "ภาษาไทยเป็นภาษาที่ไม่มีการเว้นวรรคระหว่างคำ" * n(20_000),
        "right to left": "\n\n".join(["صیادان بندر ولمار روز دوشنبه لنگرگاه را بستند."] * n(9_000)),
        "mojibake": SENTENCE.replace("e", "Ã©â€™") * n(5_000),
        "nothing but dates": "\n\n".join(
            f"On {i % 28 + 1} May {1900 + i % 130} it was so." * 9 for i in range(n(6_000))
        ),
        "dates for a title": "<h1>Harbour</h1>" + "<p>Posted 4 May 2021 or 05/06/2021</p>" * n(20_000) + SENTENCE * 50,
        "a head of dates": "<html>" + "<meta name='date' content='2021-05-04T10:00:00Z'>" * n(40_000) + SENTENCE * 50,
        "one paragraph over and over": "\n\n".join([SENTENCE] * n(15_000)),
    }
    return {name: text.encode() for name, text in made.items()}


def main() -> None:
    """Prints a line for each page."""
    for name, content in cases().items():
        begun = time.process_time()
        try:
            path = "page.html" if content[:1] == b"<" else "page.txt"
            told = f"{len(isolate(from_bytes(content, path=path, url=None)).articles)} articles"
        except RefusedError as refused:
            told = str(refused)
        seconds = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:<28} {len(content) / 1e6:5.1f} MB  {seconds:5.2f} s  {memory:4d} MB so far  {told}", flush=True)


if __name__ == "__main__":
    main()
