"""Copying word for word: the skill that every answer from a passage rests on, practised pure."""

import re

from . import explanations, how_to, names
from .row import Row, exact

CATEGORY = "information_extraction"

REPEAT = ["Repeat after me: {t}", "Repeat: {t}", "Say this: {t}", "Copy this: {t}", "Write this again: {t}", "Please repeat this: {t}", "Say it back to me: {t}", "Repeat the following: {t}", "Say: {t}", "Repeat these words: {t}", "repeat: {t}", "Copy the following: {t}"]
REPEAT_PASSAGE = ["Repeat the text.", "Copy the text word for word.", "Write the text again.", "Repeat the passage word for word.", "Give me the text once more.", "Copy the passage.", "Repeat what the text says."]
AS_LIST = ["Write these names as a list: {t}", "Make a list of these names: {t}", "Put these names in a list: {t}", "Turn this into a list: {t}", "List these names: {t}", "List these: {t}", "Make bullet points of this: {t}"]


# Everyday words, so that not only fragments of names are copied.
WORDS = sorted({word for entry in explanations.WHAT + how_to.HOW for word in re.findall("[A-Za-z]+", entry[1])})
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
        return Row(draw.phrasing(AS_LIST).format(t=", ".join(entries)), answer, CATEGORY, exact(answer))
    if kind == "instruction":
        return Row(draw.phrasing(REPEAT).format(t=text), text, CATEGORY, exact(text))
    return Row(draw.phrasing(REPEAT_PASSAGE), text, CATEGORY, exact(text), text)
