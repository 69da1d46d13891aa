"""Prints a few rows of every kind: `python3 show_rows.py [seed] [held-out]`."""

import sys

from corpus.assemble import KINDS, follow_up, row
from corpus.draw import Draw

if __name__ == "__main__":
    draw = Draw(sys.argv[1] if len(sys.argv) > 1 else 1, held_out="held-out" in sys.argv)
    for kind in KINDS:
        print(f"\n===== {kind}")
        for _ in range(9):
            made = row(draw, kind)
            print(f"[{made.category}] {made.instruction!r}" + (f"\n    <- {made.context}" if made.context else "") + f"\n    -> {made.response!r}   {str(made.check)[:110]}")
    print("\n===== follow-ups")
    for _ in range(9):
        print([(made.instruction, made.response) for made in follow_up(draw)])
