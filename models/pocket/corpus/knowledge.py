"""Open questions about the facts of the small world, and short ones that lean on the question before."""

from . import everyday, geography, nature, wording
from .row import Row


def row(draw) -> Row:
    return draw.weighted({geography.row: 10, nature.row: 8, wording.row: 7, everyday.row: 12})(draw)


def follow_up(draw) -> list[Row]:
    return draw.weighted({geography.follow_up: 5, nature.follow_up: 1, wording.follow_up: 3})(draw)
