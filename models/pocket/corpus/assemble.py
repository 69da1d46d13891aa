"""Puts the kinds together: single rows, and conversations of several exchanges."""

from . import arithmetic, brainstorming, classification, copying, creative, explaining, knowledge, passages, small_talk, unknown
from .draw import FILLERS, PHRASINGS, Draw, NothingHeldOut
from .row import Row

# kind -> (generator, share of the rows)
KINDS = {
    "knowledge": (knowledge.row, 33),
    "arithmetic": (arithmetic.row, 16),
    "explanation": (explaining.row, 14),
    "small talk": (small_talk.row, 10),
    "unknown": (unknown.row, 38),
    "closed qa": (passages.closed_qa, 18),
    "extraction": (passages.extraction, 9),
    "summary": (passages.summarization, 5),
    "copying": (copying.row, 8),
    "brainstorming": (brainstorming.row, 9),
    "classification": (classification.row, 15),
    "creative": (creative.row, 6),
}
FOLLOW_UPS = {knowledge.follow_up: 5, arithmetic.follow_up: 1, passages.follow_up: 4, brainstorming.follow_up: 1}

POLITE_BEFORE = ["Hi, {}", "Hello. {}", "Please help me. {}", "Dolly, {}"]
POLITE_AFTER = ["{} Thanks!", "{} Please.", "{} Thank you."]

IMPERATIVES = set("""Name Tell Give List Explain Describe Write Make Define Add Calculate Subtract Multiply Divide Classify Summarize Find
Extract Think Suggest Brainstorm Use Draft Help Translate Sort Label Identify Decide Choose Compose""".split())
LOWERABLE = IMPERATIVES | set("What What's Which Who Whose When Where Why How Is Are Do Does Did Can Could Would".split())

NO_FILLERS = {"small talk"}  # fixed sentences: only their phrasings are held out

# Kinds whose instructions may hold a typing mistake: the answer repeats no word of the asker's own.
FORGIVING = {"knowledge", "explanation", "small talk", "brainstorming", "classification"}


def mistype(draw: Draw, text: str) -> str:
    """The text with one slip of the finger in a longer lower-case word, if it has one."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha() and word.islower()]
    if not places:
        return text
    place = draw.pick(places)
    word = words[place]
    at = draw.number(1, len(word) - 3)
    slip = draw.pick(["swap", "swap", "drop", "double"])
    words[place] = {"swap": word[:at] + word[at + 1] + word[at] + word[at + 2:], "drop": word[:at] + word[at + 1:], "double": word[:at] + word[at] + word[at:]}[slip]
    return " ".join(words)


# Sequences by number of exchanges; one is the most common, as the first exchange matters most.
LENGTHS = {1: 30, 2: 22, 3: 18, 4: 14, 5: 10, 6: 6}


def vary(draw: Draw, row: Row) -> Row:
    """Now and then a polite word, lower case, or no final punctuation, as people write.

    A passage, and an instruction that quotes or ends in data, stay as they are; so does all that is to be copied."""
    text = row.instruction
    if not row.context and ":" not in text and "\n" not in text:
        if draw.chance(0.06):
            first = text.split(" ")[0]
            lower = text[0].lower() + text[1:] if first in LOWERABLE else text
            before = draw.pick(["Please {}"] + POLITE_BEFORE if first in IMPERATIVES else POLITE_BEFORE)
            text = before.format(text if before.endswith(". {}") else lower)
        elif draw.chance(0.03) and text[-1] in ".?":
            text = draw.pick(POLITE_AFTER).format(text)
        if row.kind in FORGIVING and draw.chance(0.05):
            text = mistype(draw, text)
    if draw.chance(0.15) and (row.kind != "copying" or row.context):
        text = text.lower()
    if draw.chance(0.18) and text[-1:] in (".", "?") and len(text) > 4:
        text = text[:-1].rstrip()
    row.instruction = text
    return row


def _allowed(draw: Draw, row: Row) -> bool:
    """Whether the row lies on this side of the held-out line."""
    if row.key is None:
        return draw.held_out is None
    return row.key == () or draw.mine(*row.key)


SHARES = {kind: share for kind, (_, share) in KINDS.items()}


def row(draw: Draw, kind: str | None = None, plain: bool = False, shares: dict = SHARES) -> Row:
    """One row of the given kind, or of a random kind by the shares; `plain` leaves the phrasing as generated."""
    while kind is None or draw.held_out == FILLERS and kind in NO_FILLERS:
        kind = draw.weighted(shares)
    while True:
        draw.phrased = False
        try:
            made = KINDS[kind][0](draw)
        except NothingHeldOut:
            continue
        if _allowed(draw, made) and (draw.phrased or draw.held_out != PHRASINGS):
            made.kind = kind
            return made if plain else vary(draw, made)


def follow_up(draw: Draw) -> list[Row]:
    """A few exchanges of which the later ones lean on the first.

    In training all of them lie on its side of the line; of a held-out conversation the last does."""
    while True:
        try:
            rows = draw.weighted(FOLLOW_UPS)(draw)
        except NothingHeldOut:
            continue
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
