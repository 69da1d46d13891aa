"""Copying word for word: the skill that every answer from a passage rests on, practised pure.

Whole texts, lists, and parts that the instruction points to: a sentence by its place or by a word in it, the
word after another one, the first or last of some names.
"""

import re

from . import explanations, how_to, names
from .facts import ORDINALS
from .row import Row, exact

CATEGORY = "information_extraction"

REPEAT = ["Repeat after me: {t}", "Repeat: {t}", "Say this: {t}", "Copy this: {t}", "Write this again: {t}", "Please repeat this: {t}", "Say it back to me: {t}", "Repeat the following: {t}", "Say: {t}", "Repeat these words: {t}", "repeat: {t}", "Copy the following: {t}",
          "Write down: {t}", "Please copy: {t}", "Type this: {t}", "Echo: {t}", "Repeat exactly: {t}", "Say these words: {t}", "Write exactly this: {t}", "Can you repeat this? {t}", "Answer with these words: {t}", "Just repeat: {t}", "Copy word for word: {t}", "Write the following: {t}", "copy: {t}", "Say the following back: {t}", "Now repeat this: {t}", "Output: {t}", "Print this: {t}", "Quote: {t}"]
REPEAT_PASSAGE = ["Repeat the text.", "Copy the text word for word.", "Write the text again.", "Repeat the passage word for word.", "Give me the text once more.", "Copy the passage.", "Repeat what the text says.", "Quote the whole text.", "Say the text back to me.", "Repeat this.", "Copy this.", "Write down the text.", "Please repeat the text.", "Type the text again.", "Copy it exactly.", "Repeat it word for word.", "What does the text say, word for word?", "Write the passage once more."]
AS_LIST = ["Write these names as a list: {t}", "Make a list of these names: {t}", "Put these names in a list: {t}", "Turn this into a list: {t}", "List these names: {t}", "List these: {t}", "Make bullet points of this: {t}", "Write one on each line: {t}", "As a list, please: {t}", "Make a list: {t}", "Bullet points: {t}", "Please list: {t}", "Format this as a list: {t}", "Write this as a list: {t}", "Show these as a list: {t}", "Put each on a line of its own: {t}", "Convert to a list: {t}", "list: {t}"]

# {o} is first, second ... or last
SENTENCE_AT = ["Quote the {o} sentence.", "Copy the {o} sentence of the text.", "What is the {o} sentence?", "Write the {o} sentence again.", "Repeat the {o} sentence.", "Give me the {o} sentence of the passage.", "Which is the {o} sentence?", "Quote the {o} sentence of the text.", "the {o} sentence, please", "Copy only the {o} sentence.", "Show me the {o} sentence.", "Please quote the {o} sentence."]
SENTENCE_WITH = ["Quote the sentence with the word {w}.", "Which sentence mentions {w}?", "Copy the sentence that mentions {w}.", "Find the sentence with {w}.", "Give me the sentence in which {w} stands.", "Repeat the sentence that has {w} in it.", "Quote the sentence about {w}.", "Where does the text mention {w}? Quote the sentence.", "Write the sentence that names {w}.", "In which sentence is {w}? Copy it.", "Show the sentence with {w}.", "Which sentence holds the word {w}?"]
AFTER = ["Which word comes after {w}?", "What comes right after {w}?", "Copy the word after {w}.", "Which one follows {w}?", "Write the one after {w}.", "Name the one that comes after {w}.", "What follows {w}?", "After {w} comes what?", "Give me what stands after {w}.", "Say what comes after {w}.", "the one after {w}?", "Tell me which one comes after {w}."]
BEFORE = ["Which word comes before {w}?", "What comes right before {w}?", "Copy the word before {w}.", "Write the one before {w}.", "Name the one that comes before {w}.", "What stands before {w}?", "Before {w} comes what?", "Give me what stands before {w}.", "Say what comes before {w}.", "the one before {w}?", "Tell me which one comes before {w}.", "Which one is right before {w}?"]
PLACE = ["What is the {o} one?", "Which one is {o}?", "Copy the {o} one.", "Name the {o} one.", "Which is the {o} one in the list?", "Write the {o} one.", "Give me the {o} one.", "Say the {o} one.", "the {o} one?", "Which one comes {o}?", "What is {o} in the list?", "Tell me the {o} one."]
LAST = "last"

# Everyday words, so that not only fragments of names are copied.
WORDS = sorted({word for entry in explanations.WHAT + how_to.HOW for word in re.findall("[A-Za-z]+", entry[1])})
NAMES = [names.first_name, names.last_name, names.person, names.town, names.company]
SENTENCES = [entry[1] for entry in explanations.WHAT + how_to.HOW]


def _words(draw, low: int, high: int) -> list[str]:
    """Everyday words, in an order that lies on this side of the line."""
    return list(draw.until_mine("copied words", lambda: tuple(draw.pick(WORDS) for _ in range(draw.number(low, high)))))


def _names(draw, low: int, high: int) -> list[str]:
    return [draw.pick(NAMES)(draw) for _ in range(draw.number(low, high))]


def row(draw) -> Row:
    kind = draw.weighted({"list": 3, "instruction": 4, "passage": 3, "sentence": 5, "neighbour": 4})
    if kind == "sentence":
        return _sentence(draw)
    if kind == "neighbour":
        return _neighbour(draw)
    if kind != "list" and draw.chance(0.5):
        entries = _words(draw, 2, 14)
    else:
        entries = _names(draw, 2, 8) + ([names.year(draw)] if kind != "list" and draw.chance(0.2) else [])
    text = draw.pick([", ", " "]).join(entries)
    if kind == "list":
        answer = "\n".join(f"- {entry}" for entry in entries)
        return Row(draw.phrasing(AS_LIST).format(t=", ".join(entries)), answer, CATEGORY, exact(answer))
    if kind == "instruction":
        return Row(draw.phrasing(REPEAT).format(t=text), text, CATEGORY, exact(text))
    return Row(draw.phrasing(REPEAT_PASSAGE), text, CATEGORY, exact(text), text)


def _sentence(draw) -> Row:
    """One of a few sentences, each of which holds a name that was never trained or is never held out."""
    marks = _names(draw, 2, 4)
    if any(mark in other for place, mark in enumerate(marks) for other in marks[:place] + marks[place + 1:]):
        return _sentence(draw)
    patterns = ["{n} was there.", "{n} came first.", "I met {n} in the morning.", "Nobody had seen {n}.", "{n} wrote a long letter.", "We talked about {n}.", "Do not forget {n}.", "They asked {n} about the {w}.", "{n} has a {w}.", "The {w} belongs to {n}.", "Before the {w} came {n}.", "{n} and the {w} are well known."]
    sentences = [pattern.format(n=mark, w=draw.pick(WORDS).lower()) for pattern, mark in zip(draw.sample(patterns, len(marks)), marks)]
    if draw.chance(0.4):
        sentences.insert(draw.number(0, len(sentences)), draw.pick(SENTENCES))
    text = " ".join(sentences)
    if draw.chance(0.5):
        mark = draw.pick(marks)
        wanted = next(sentence for sentence in sentences if mark in sentence)
        return Row(draw.phrasing(SENTENCE_WITH).format(w=mark), wanted, CATEGORY, exact(wanted), text)
    place = draw.number(0, len(sentences) - 1)
    ordinal = LAST if place == len(sentences) - 1 and draw.chance(0.7) else ORDINALS[place]
    if any(". " in sentence for sentence in sentences):  # an explanation of two sentences would count twice
        place, ordinal = (0, ORDINALS[0]) if ". " not in sentences[0] else (len(sentences) - 1, LAST)
        if ". " in sentences[place]:
            return _sentence(draw)
    wanted = sentences[place]
    return Row(draw.phrasing(SENTENCE_AT).format(o=ordinal), wanted, CATEGORY, exact(wanted), text)


def _neighbour(draw) -> Row:
    """One of a few different names or words, by its place or by its neighbour."""
    entries = list(dict.fromkeys(_names(draw, 3, 7) if draw.chance(0.6) else [word.lower() for word in _words(draw, 3, 8)]))
    if len(entries) < 3:
        return _neighbour(draw)
    place = draw.number(1, len(entries) - 2)
    wanted = entries[place]
    kind = draw.pick(["after", "before", "place"])
    if kind == "place":
        place = draw.number(0, len(entries) - 1)
        wanted = entries[place]
        question = draw.phrasing(PLACE).format(o=LAST if place == len(entries) - 1 else ORDINALS[place])
    else:
        question = draw.phrasing(AFTER if kind == "after" else BEFORE).format(w=entries[place - 1] if kind == "after" else entries[place + 1])
    text = ", ".join(entries)
    if draw.chance(0.5):
        return Row(question, wanted, CATEGORY, exact(wanted), text)
    return Row(f"{text}: {question[0].lower() + question[1:]}", wanted, CATEGORY, exact(wanted))
