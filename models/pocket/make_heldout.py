"""Writes heldout.json: `python3 make_heldout.py`. Rows of every kind that training never drew.

A list of {kind, split, category, instruction, context, response, check}, and for the kind
"follow-up" also `history`, the exchanges before, oldest first. `split` says what is new to the
model: the "fillers" or the "phrasings", see corpus/draw.py. `response` is one good answer;
`check` says which answers count, see score.py.
"""

import json
from pathlib import Path

from corpus.assemble import KINDS, NO_FILLERS, follow_up, row
from corpus.draw import FILLERS, PHRASINGS, Draw
from corpus.row import Row

ROWS = 30  # of every kind and split


def entry(kind: str, split: str, row: Row, history: list[Row]) -> dict:
    made = {"kind": kind, "split": split, "category": row.category, "instruction": row.instruction, "context": row.context,
            "response": row.response, "check": row.check}
    if history:
        made["history"] = [{"instruction": earlier.instruction, "context": earlier.context, "response": earlier.response} for earlier in history]
    return made


def rows(kind: str, split: str) -> list[dict]:
    """Different rows of the kind, half of them in the generator's own spelling."""
    draw, seen, made = Draw(f"held-out/{split}/{kind}", split), set(), []
    while len(made) < ROWS:
        drawn = row(draw, kind, plain=len(made) % 2 == 0)
        identity = (drawn.instruction, drawn.context)
        if identity not in seen:
            seen.add(identity)
            made.append(entry(kind, split, drawn, []))
    return made


def main() -> None:
    entries = [made for kind in KINDS for split in (FILLERS, PHRASINGS) if split != FILLERS or kind not in NO_FILLERS for made in rows(kind, split)]
    draw = Draw("held-out/follow-up", FILLERS)
    for _ in range(ROWS):
        exchanges = follow_up(draw)
        entries.append(entry("follow-up", FILLERS, exchanges[-1], exchanges[:-1]))
    lines = ",\n".join(json.dumps(made, ensure_ascii=True) for made in entries)
    (Path(__file__).parent / "heldout.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(entries)} rows")


if __name__ == "__main__":
    main()
