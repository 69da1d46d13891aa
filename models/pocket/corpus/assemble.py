"""Puts the kinds together: single rows, and conversations of several exchanges."""

from . import arithmetic, brainstorming, classification, copying, creative, explaining, knowledge, passages, small_talk, unknown
from .draw import Draw
from .row import Row

# kind -> (generator, share of the rows)
KINDS = {
    "knowledge": (knowledge.row, 26),
    "arithmetic": (arithmetic.row, 12),
    "explanation": (explaining.row, 10),
    "small talk": (small_talk.row, 6),
    "unknown": (unknown.row, 7),
    "closed qa": (passages.closed_qa, 11),
    "extraction": (passages.extraction, 9),
    "summary": (passages.summarization, 7),
    "copying": (copying.row, 7),
    "brainstorming": (brainstorming.row, 9),
    "classification": (classification.row, 12),
    "creative": (creative.row, 8),
}
FOLLOW_UPS = {knowledge.follow_up: 5, arithmetic.follow_up: 1, passages.follow_up: 4, brainstorming.follow_up: 1}

POLITE_BEFORE = ["Hi, {}", "Hello. {}", "Please help me. {}", "Dolly, {}"]
POLITE_AFTER = ["{} Thanks!", "{} Please.", "{} Thank you."]

IMPERATIVES = set("""Name Tell Give List Explain Describe Write Make Define Add Calculate Subtract Multiply Divide Classify Summarize Find
Extract Think Suggest Brainstorm Use Draft Help Translate Sort Label Identify Decide Choose Compose""".split())
LOWERABLE = IMPERATIVES | set("What What's Which Who Whose When Where Why How Is Are Do Does Did Can Could Would".split())

# Sequences by number of exchanges; one is the most common, as the first exchange matters most.
LENGTHS = {1: 30, 2: 22, 3: 18, 4: 14, 5: 10, 6: 6}


def vary(draw: Draw, row: Row) -> Row:
    """Now and then a polite word, lower case, or no final punctuation, as people write.

    A passage, and an instruction that quotes or ends in data, stay as they are."""
    text = row.instruction
    if not row.context and ":" not in text and "\n" not in text:
        if draw.chance(0.06):
            first = text.split(" ")[0]
            lower = text[0].lower() + text[1:] if first in LOWERABLE else text
            before = draw.pick(["Please {}"] + POLITE_BEFORE if first in IMPERATIVES else POLITE_BEFORE)
            text = before.format(text if before.endswith(". {}") else lower)
        elif draw.chance(0.03) and text[-1] in ".?":
            text = draw.pick(POLITE_AFTER).format(text)
    if draw.chance(0.12):
        text = text.lower()
    if draw.chance(0.15) and text[-1:] in (".", "?") and len(text) > 4:
        text = text[:-1]
    row.instruction = text
    return row


def _allowed(draw: Draw, row: Row) -> bool:
    """Whether the row lies on this side of the held-out line."""
    if row.key is None:
        return not draw.held_out
    return row.key == () or draw.mine(*row.key)


SHARES = {kind: share for kind, (_, share) in KINDS.items()}


def row(draw: Draw, kind: str | None = None, plain: bool = False, shares: dict = SHARES) -> Row:
    """One row of the given kind, or of a random kind by the shares; `plain` leaves the phrasing as generated."""
    kind = kind or draw.weighted(shares)
    while True:
        made = KINDS[kind][0](draw)
        if _allowed(draw, made):
            made.kind = kind
            return made if plain else vary(draw, made)


def follow_up(draw: Draw) -> list[Row]:
    """A few exchanges of which the later ones lean on the first.

    In training all of them lie on its side of the line; of a held-out conversation the last does."""
    while True:
        rows = draw.weighted(FOLLOW_UPS)(draw)
        if all(_allowed(draw, made) for made in (rows[-1:] if draw.held_out else rows)):
            return [vary(draw, made) for made in rows]


def conversation(draw: Draw, exchanges: int | None = None, shares: dict = SHARES) -> list[Row]:
    """A training sequence: mostly unrelated exchanges, sometimes true follow-ups."""
    length = exchanges or draw.weighted(LENGTHS)
    rows: list[Row] = []
    while len(rows) < length:
        if length > 1 and draw.chance(0.15):
            rows += follow_up(draw)
        else:
            rows.append(row(draw, shares=shares))
    return rows
