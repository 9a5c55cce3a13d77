"""`python -m training.shorthand FILE…`: marked passages from the short form that people write, or the reverse.

The short form says in a third of the letters what a line of `corpus/claims` says. A passage is a block of lines with a
blank line after it: head, text, then one line for each claim (`!`), attribution (`"`), relation (`r`), group of same
(`=`) and time value (`d`).

    # w7-0001 | wire | Sahel | 2024-05-14 | Agence Fleuve
    [1:g Gunmen] [2 killed] [3:q at least 11 [4:g men]] near [5:pl Ménaka] on [6:t Sunday], [7:anon an aide] [8 said].
    ! 2 ASSAULT.firearms a1 r4 p5 t6 q3=killed:11-:4 happened reports @7>8 +military,terrorism
    " 7 8 -
    r member_of 1 4 -
    = 1 4
    d 6 2024-05-12 2024-05-13

`a`, `r`: actors and recipients, joined by commas. `q3=killed:11-:4`: bracket, kind, least and most (`11` alone is both,
`11-` has no most), and whose. `@7>8`: a voice, source and cue, outermost first, `-` for a part that is not there.
Factuality and stance may be left out: happened, reports. `claims` is short for claims responsibility. `.jsonl` becomes
`.txt` beside it, and the reverse.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = {
    "per": "person", "post": "post", "state": "state", "org": "organisation", "ag": "armed_group", "med": "media",
    "co": "company", "g": "group", "anon": "anonymous", "nat": "nationality", "pl": "place", "fac": "facility",
    "w": "weapon", "t": "time", "q": "quantity", "m": "money", "ev": "event", "law": "law", "oth": "other",
}  # fmt: skip
_SHORT = {kind: short for short, kind in KINDS.items()}
_FACTUALITIES = {"happened", "ongoing", "planned", "threatened", "possible", "denied", "unknown"}
_STANCES = {"reports", "claims", "blames", "denies", "predicts", "promises", "demands"}
_TYPED = re.compile(r"\[(\d+):(\w+) ")


class ShorthandError(ValueError):
    """A block that cannot be read; the message names the passage and the line."""


def passages(text: str) -> Iterator[dict[str, Any]]:
    """The passages of a text in short form, as rows of marked text. Raises ShorthandError."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        try:
            yield _passage(lines)
        except (ValueError, KeyError, IndexError) as error:
            raise ShorthandError(f"{lines[0]}: {error}") from error


def _passage(lines: list[str]) -> dict[str, Any]:
    if not lines[0].startswith("# "):
        raise ValueError("a passage begins with #")
    name, style, region, published, publisher = (part.strip() for part in lines[0][2:].split("|"))
    spans = {number: KINDS[kind] for number, kind in _TYPED.findall(lines[1])}
    row: dict[str, Any] = {
        "id": name, "style": style, "region": region, "published": published, "publisher": publisher,
        "text": _TYPED.sub(r"[\1 ", lines[1]), "spans": spans,
        "claims": [], "attributions": [], "relations": [], "same": [], "time_values": {},
    }  # fmt: skip
    for line in lines[2:]:
        _take(row, line)
    return row


def _take(row: dict[str, Any], line: str) -> None:
    sign, *parts = line.split()
    if sign == "!":
        row["claims"].append(_claim(parts))
    elif sign == '"':
        row["attributions"].append(dict(zip(("source", "cue", "content"), map(_number, parts), strict=True)))
    elif sign == "r":
        kind, subject, what, *when = parts
        time = _number(when[0]) if when else None
        row["relations"].append({"kind": kind, "subject": int(subject), "object": int(what), "time": time})
    elif sign == "=":
        row["same"].append([int(part) for part in parts])
    elif sign == "d":
        row["time_values"][parts[0]] = [parts[1], parts[2]]
    else:
        raise ValueError(f"no line begins with {sign!r}")


def _number(part: str) -> int | None:
    return None if part == "-" else int(part)


def _claim(parts: list[str]) -> dict[str, Any]:
    kind, _, mode = parts[1].partition(".")
    claim: dict[str, Any] = {
        "trigger": int(parts[0]), "type": kind, "mode": mode or None, "actors": [], "recipients": [], "place": None,
        "time": None, "quantities": [], "factuality": "happened", "stance": "reports", "chain": [],
    }  # fmt: skip
    for part in parts[2:]:
        _fill(claim, part)
    return claim


def _fill(claim: dict[str, Any], part: str) -> None:
    if part in _FACTUALITIES and not (part == "happened" and claim["factuality"] != "happened"):
        claim["factuality"] = part
    elif part in _STANCES:
        claim["stance"] = "claims responsibility" if part == "claims" else part
    elif part[0] == "@":
        source, cue = part[1:].split(">")
        claim["chain"].append({"source": _number(source), "cue": _number(cue)})
    elif part[0] == "+":
        claim["contexts"] = part[1:].split(",")
    elif part[0] == "q":
        claim["quantities"].append(_quantity(part[1:]))
    elif part[0] in "ar":
        claim["actors" if part[0] == "a" else "recipients"] = [int(n) for n in part[1:].split(",")]
    elif part[0] in "pt":
        claim["place" if part[0] == "p" else "time"] = int(part[1:])
    else:
        raise ValueError(f"cannot read {part!r}")


def _quantity(part: str) -> dict[str, Any]:
    span, _, rest = part.partition("=")
    kind, bounds, who = [*rest.split(":"), "-", "-"][:3]
    low, dash, high = bounds.partition("-") if bounds != "-" else ("", "-", "")
    return {
        "span": int(span), "kind": kind, "low": _amount(low), "high": _amount(high) if dash else _amount(low),
        "who": _number(who),
    }  # fmt: skip


def _amount(digits: str) -> float | None:
    if not digits:
        return None
    return int(digits) if digits.isdigit() else float(digits)


def shortened(row: dict[str, Any]) -> str:
    """One passage of marked text in the short form."""
    kinds = {number: _SHORT[kind] for number, kind in row.get("spans", {}).items()}
    text = re.sub(r"\[(\d+) ", lambda m: f"[{m[1]}:{kinds[m[1]]} " if m[1] in kinds else m[0], row["text"])
    head = " | ".join(str(row.get(key) or "-") for key in ("id", "style", "region", "published", "publisher"))
    lines = [f"# {head}", text, *(_claim_line(claim) for claim in row.get("claims", []))]
    lines += [f'" {_dash(a["source"])} {_dash(a["cue"])} {_dash(a["content"])}' for a in row.get("attributions", [])]
    lines += [f"r {r['kind']} {r['subject']} {r['object']} {_dash(r.get('time'))}" for r in row.get("relations", [])]
    lines += ["= " + " ".join(map(str, group)) for group in row.get("same", [])]
    lines += [f"d {number} {start} {end}" for number, (start, end) in row.get("time_values", {}).items()]
    return "\n".join(lines) + "\n"


def _claim_line(claim: dict[str, Any]) -> str:
    parts = ["!", str(claim["trigger"]), claim["type"] + (f".{claim['mode']}" if claim.get("mode") else "")]
    parts += [
        f"{sign}{','.join(map(str, claim[key]))}" for sign, key in (("a", "actors"), ("r", "recipients")) if claim[key]
    ]
    parts += [f"{key[0]}{claim[key]}" for key in ("place", "time") if claim.get(key) is not None]
    parts += [_quantity_part(quantity) for quantity in claim.get("quantities", [])]
    stance = claim["stance"].partition(" ")[0]
    parts += [claim["factuality"]] * (claim["factuality"] != "happened") + [stance] * (stance != "reports")
    parts += [f"@{_dash(voice.get('source'))}>{_dash(voice.get('cue'))}" for voice in claim.get("chain", [])]
    return " ".join(parts + ([f"+{','.join(claim['contexts'])}"] if claim.get("contexts") else []))


def _quantity_part(quantity: dict[str, Any]) -> str:
    low, high = (
        "" if quantity.get(end) is None else f"{quantity[end]:g}" if quantity[end] < 1e5 else str(quantity[end])
        for end in ("low", "high")
    )
    bounds = low if low == high and low else f"{low}-{high}"
    return f"q{quantity['span']}={quantity['kind']}:{bounds}:{_dash(quantity.get('who'))}"


def _dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def main() -> None:
    """Writes beside every file its other form."""
    for name in sys.argv[1:]:
        file = Path(name)
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".jsonl":
            other = "\n".join(shortened(json.loads(line)) for line in text.splitlines() if line.strip())
            file.with_suffix(".txt").write_text(other, encoding="utf-8")
        else:
            rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in passages(text))
            file.with_suffix(".jsonl").write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    main()
