"""Writes heldout.json: `python3 make_heldout.py`. Up to forty rows of every kind that training never drew.

A list of {kind, category, instruction, context, response, check}, and for the kind
"follow-up" also `history`, the exchanges before, oldest first. `response` is one good answer;
`check` says which answers count, see score.py.
"""

import json
from pathlib import Path

from corpus.assemble import KINDS, follow_up, row
from corpus.draw import Draw
from corpus.row import Row

ROWS_PER_KIND = 40
ATTEMPTS = 400  # a kind with few held-out questions, such as small talk, ends with fewer rows


def entry(kind: str, row: Row, history: list[Row]) -> dict:
    made = {"kind": kind, "category": row.category, "instruction": row.instruction, "context": row.context,
            "response": row.response, "check": row.check}
    if history:
        made["history"] = [{"instruction": earlier.instruction, "context": earlier.context, "response": earlier.response} for earlier in history]
    return made


def main() -> None:
    entries = []
    for kind in KINDS:
        draw, seen = Draw(f"held-out/{kind}", held_out=True), set()
        for attempt in range(ATTEMPTS):
            made = row(draw, kind, plain=attempt % 2 == 0)
            if len(seen) == ROWS_PER_KIND:
                break
            identity = made.key or (made.instruction, made.context)
            if identity not in seen:
                seen.add(identity)
                entries.append(entry(kind, made, []))
    draw = Draw("held-out/follow-up", held_out=True)
    for _ in range(ROWS_PER_KIND):
        rows = follow_up(draw)
        entries.append(entry("follow-up", rows[-1], rows[:-1]))
    lines = ",\n".join(json.dumps(made, ensure_ascii=True) for made in entries)
    (Path(__file__).parent / "heldout.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(entries)} rows")


if __name__ == "__main__":
    main()
