"""Copying word for word: the skill that every answer from a passage rests on, practised pure."""

import re

from . import explanations, names
from .row import Row, exact

CATEGORY = "information_extraction"

REPEAT = ["Repeat after me: {t}", "Repeat: {t}", "Say this: {t}", "Copy this: {t}", "Write this again: {t}"]
REPEAT_PASSAGE = ["Repeat the text.", "Copy the text word for word.", "Write the text again.", "Repeat the passage word for word."]
AS_LIST = ["Write these names as a list: {t}", "Make a list of these names: {t}", "Put these names in a list: {t}"]


# Everyday words, so that not only fragments of names are copied.
WORDS = sorted({word for entry in explanations.WHAT + explanations.HOW for word in re.findall("[A-Za-z]+", entry[1])})
NAMES = [names.first_name, names.last_name, names.person, names.town, names.company]


def row(draw) -> Row:
    kind = draw.weighted({"list": 3, "instruction": 4, "passage": 3})
    if kind != "list" and draw.chance(0.5):
        entries = list(draw.until_mine("copied words", lambda: tuple(draw.pick(WORDS) for _ in range(draw.number(2, 14)))))
    else:
        sources = NAMES if kind == "list" else NAMES + [names.year]
        entries = [draw.pick(sources)(draw) for _ in range(draw.number(2, 8))]
    text = draw.pick([", ", " "]).join(entries)
    if kind == "list":
        answer = "\n".join(f"- {entry}" for entry in entries)
        return Row(draw.pick(AS_LIST).format(t=", ".join(entries)), answer, CATEGORY, exact(answer))
    if kind == "instruction":
        return Row(draw.pick(REPEAT).format(t=text), text, CATEGORY, exact(text))
    return Row(draw.pick(REPEAT_PASSAGE), text, CATEGORY, exact(text), text)
