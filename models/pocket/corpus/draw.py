"""Seeded random choices, and the line between what is trained on and what is held out.

Everything random in the corpus comes from one `Draw`, so a seed fixes the corpus.
A `Draw` is for training or for the held-out set, never both: `reserved(key)` sends
about one key in ten to the held-out side, by hash, the same on every machine.
"""

import hashlib
import random

HELD_OUT_SHARE = 0.1


def reserved(*key) -> bool:
    """Whether this combination belongs to the held-out set."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in key).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < HELD_OUT_SHARE


class Draw:
    def __init__(self, seed, held_out: bool = False):
        self.random = random.Random(str(seed))
        self.held_out = held_out

    def pick(self, options):
        return self.random.choice(options)

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
        return reserved(*key) == self.held_out

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
