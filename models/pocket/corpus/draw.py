"""Seeded random choices, and the line between what is trained on and what is held out.

Everything random in the corpus comes from one `Draw`, so a seed fixes the corpus. Two things
are held out, each by a rule that is the same on every machine:

- *fillers*: `reserved(key)` sends about one key in ten to the held-out side, by hash. A key is
  a made-up name, a number, or a fact together with the way it is asked for;
- *phrasings*: every sixth entry of a list of ways to ask is never generated in training.
"""

import hashlib
import random

HELD_OUT_SHARE = 0.1
EVERY_PHRASING = 6

FILLERS, PHRASINGS = "fillers", "phrasings"


def reserved(*key) -> bool:
    """Whether this combination belongs to the held-out set."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in key).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < HELD_OUT_SHARE


def reserved_phrasings(options, every: int = EVERY_PHRASING) -> list:
    return list(options[every - 1::every])


class NothingHeldOut(Exception):
    """This list is too short to have a held-out phrasing."""


class Draw:
    """Draws training rows, or rows with held-out FILLERS, or rows with held-out PHRASINGS; only ever one of these."""

    def __init__(self, seed, held_out: str | None = None):
        self.random = random.Random(str(seed))
        self.held_out = held_out
        self.phrased = False  # whether a phrasing was chosen since this was last set back

    def pick(self, options):
        return self.random.choice(options)

    def phrasing(self, options, every: int = EVERY_PHRASING):
        """One of the ways to ask that lie on this side of the line."""
        self.phrased = True
        held_out = reserved_phrasings(options, every)
        if self.held_out == PHRASINGS:
            if not held_out:
                raise NothingHeldOut
            return self.random.choice(held_out)
        return self.random.choice([option for option in options if option not in held_out])

    def sample(self, options, count: int) -> list:
        return self.random.sample(list(options), count)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self.random.randint(low, high)

    def weighted(self, weights: dict):
        return self.random.choices(list(weights), list(weights.values()))[0]

    def mine(self, *key) -> bool:
        """Whether this combination may be used on this side of the line."""
        return reserved(*key) == (self.held_out == FILLERS)

    def pick_mine(self, kind: str, options):
        """One of the options that lie on this side of the line; there must be some."""
        while True:
            option = self.random.choice(options)
            if self.mine(kind, option):
                return option

    def until_mine(self, kind: str, make):
        """Calls `make` until what it returns lies on this side of the line."""
        while True:
            made = make()
            if self.mine(kind, made):
                return made
