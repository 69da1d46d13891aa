"""Dolly's template, and a training sequence of one or more exchanges."""

from corpus.row import Row
from tokenizer import END_KEY, INSTRUCTION_KEY, RESPONSE_KEY, Tokenizer

INTRO = "Below is an instruction that describes a task. Write a response that appropriately completes the request."


def slot(row: Row) -> str:
    """What stands in the instruction's place: the instruction, and the passage if there is one."""
    return row.instruction + (f"\n\nInput:\n{row.context}" if row.context else "")


def opening(row: Row) -> str:
    """From the instruction key up to where the answer begins."""
    return f"\n\n{INSTRUCTION_KEY}\n{slot(row)}\n\n{RESPONSE_KEY}\n"


def prompt(rows: list[Row]) -> str:
    """The text before the answer to the last row; earlier rows stand with their responses."""
    earlier = "".join(f"{opening(row)}{row.response}\n\n{END_KEY}" for row in rows[:-1])
    return INTRO + earlier + opening(rows[-1])


def training_sequence(tokenizer: Tokenizer, rows: list[Row]) -> tuple[list[int], list[bool]]:
    """Token ids, and for each whether it belongs to an answer (with its "\\n\\n### End").

    Encoding part by part gives the ids of the whole text: a response never starts with white
    space, so no pre-token reaches across the line break before it."""
    ids = tokenizer.encode(INTRO)
    answers = [False] * len(ids)
    for row in rows:
        before, after = tokenizer.encode(opening(row)), tokenizer.encode(f"{row.response}\n\n{END_KEY}")
        ids += before + after
        answers += [False] * len(before) + [True] * len(after)
    return ids, answers
