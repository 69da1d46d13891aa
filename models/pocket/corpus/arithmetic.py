"""Sums with numbers up to 100, with the working written out, so that adding is learned and not only remembered.

Every sum with a one-digit number, and the tables up to 12, are trained; only larger pairs are held out.
"""

import operator

from .draw import FILLERS
from .facts import NUMBER_WORDS
from .names import first_name
from .row import Row, number

CATEGORY = "open_qa"

ASK = {
    "+": ["What is {x} plus {y}?", "What is {x} + {y}?", "{x} + {y}", "{x} + {y} =", "{x}+{y}", "How much is {x} plus {y}?", "What's {x} + {y}?", "What is {x}+{y}?", "{x}+{y}=", "Add {x} and {y}.", "{x} plus {y}",
          "Can you add {x} and {y}?", "What is the sum of {x} and {y}?", "whats {x}+{y}", "Calculate {x} + {y}.", "{x} + {y} = ?", "{x}+{y}?", "Work out {x} + {y}.", "{x} plus {y} is what?", "How much is {x}+{y}?", "what does {x} + {y} equal?"],
    "-": ["What is {x} minus {y}?", "What is {x} - {y}?", "{x} - {y}", "{x} - {y} =", "{x}-{y}", "How much is {x} minus {y}?", "What's {x} - {y}?", "What is {x}-{y}?", "{x}-{y}=", "Subtract {y} from {x}.", "{x} minus {y}",
          "Can you take {y} away from {x}?", "Calculate {x} - {y}.", "whats {x}-{y}", "{x} - {y} = ?", "Take {y} from {x}.", "Work out {x} - {y}.", "{x} minus {y} is what?"],
    "*": ["What is {x} times {y}?", "What is {x} * {y}?", "{x} * {y}", "{x} * {y} =", "What is {x} x {y}?", "How much is {x} times {y}?", "{x}*{y}", "{x} x {y}", "Multiply {x} by {y}.", "{x} times {y}", "What's {x} times {y}?",
          "Can you multiply {x} by {y}?", "Calculate {x} * {y}.", "whats {x} times {y}", "{x} * {y} = ?", "What is {x}*{y}?", "What is {x} multiplied by {y}?", "Work out {x} * {y}."],
    "/": ["What is {x} divided by {y}?", "What is {x} / {y}?", "{x} / {y}", "Divide {x} by {y}.", "{x}/{y}", "How much is {x} divided by {y}?", "{x} divided by {y}", "Calculate {x} / {y}.", "What's {x} divided by {y}?", "{x} / {y} =", "whats {x}/{y}",
          "Can you divide {x} by {y}?", "How many times does {y} go into {x}?"],
}
HALF = ["What is half of {x}?", "Half of {x}?", "How much is half of {x}?", "What's half of {x}?", "Calculate half of {x}.", "Can you halve {x}?"]
DOUBLE = ["What is double {x}?", "What is twice {x}?", "Double {x}.", "How much is twice {x}?", "What's two times {x}?", "Can you double {x}?"]

# the question, and how the answer ends
STORIES = {
    "+": [
        ("{n} has {x} {t} and gets {y} more. How many {t} does {n} have now?", "{n} has {r} {t}"),
        ("There are {x} {t} on the table. {n} adds {y}. How many are there now?", "there are {r} {t}"),
        ("{n} buys {x} {t} on Monday and {y} on Tuesday. How many {t} is that?", "that is {r} {t}"),
        ("I have {x} {t}. {n} gives me {y} more. How many do I have?", "you have {r} {t}"),
        ("{n} has {x} {t} and I have {y}. How many {t} do we have together?", "you have {r} {t} together"),
        ("{n} had {x} {t} and found {y} more. How many {t} does {n} have?", "{n} has {r} {t}"),
    ],
    "-": [
        ("{n} has {x} {t} and gives away {y}. How many {t} are left?", "{r} {t} are left"),
        ("There are {x} {t} in a box. {n} takes out {y}. How many stay in the box?", "{r} {t} stay in the box"),
        ("I have {x} {t} and lose {y}. How many do I have left?", "you have {r} {t} left"),
        ("{n} has {x} {t} and sells {y}. How many {t} does {n} have now?", "{n} has {r} {t}"),
        ("Of {x} {t}, {y} are gone. How many {t} are left?", "{r} {t} are left"),
        ("{n} had {x} {t}, but {y} of them broke. How many {t} are still whole?", "{r} {t} are whole"),
    ],
}
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.floordiv}
THINGS = ["apples", "books", "coins", "pencils", "cards", "eggs", "stones", "cookies"]
SHARES = {"+": 6, "-": 5, "*": 4, "/": 2}


def working(x: int, sign: str, y: int) -> list[str]:
    """The steps to x sign y, the last of them the sum itself: 27 + 40 = 67, 67 + 5 = 72, 27 + 45 = 72."""
    result = OPERATIONS[sign](x, y)
    whole = f"{x} {sign} {y} = {result}"
    if sign in "+-" and x >= 10 and y >= 10 and y % 10:
        tens, ones = y - y % 10, y % 10
        between = OPERATIONS[sign](x, tens)
        if between >= 0:
            return [f"{x} {sign} {tens} = {between}", f"{between} {sign} {ones} = {result}", whole]
    if sign == "*" and x > 12 and y < 10 and x % 10:
        tens, ones = x - x % 10, x % 10
        return [f"{tens} * {y} = {tens * y}", f"{ones} * {y} = {ones * y}", f"{tens * y} + {ones * y} = {result}", whole]
    return [whole]


def answer(steps: list[str]) -> str:
    return steps[0] + "." if len(steps) == 1 else f"{', '.join(steps[:-1])}. So {steps[-1]}."


def _operands(draw, sign: str) -> tuple[int, int]:
    if sign == "*":
        if draw.chance(0.75):
            return draw.number(0, 12), draw.number(0, 12)
        y = draw.number(2, 9)
        return draw.number(11, max(12, 100 // y)), y
    if sign == "/":
        y = draw.number(1, 12)
        return y * draw.number(1, 12), y
    size = draw.weighted({"small": 3, "one digit": 3, "tens": 1, "large": 6})
    if size == "small":
        x, y = draw.number(0, 12), draw.number(0, 12)
    elif size == "one digit":
        x, y = draw.number(10, 120 if sign == "-" else 160), draw.number(0, 9)
        if sign == "+" and draw.chance(0.15):
            x, y = y, x % 100
    elif size == "tens":
        x, y = draw.number(10, 100), 10 * draw.number(1, 9)
    else:
        x, y = draw.number(10, 100), draw.number(10, 100)
    negative = sign == "-" and x < y and (x > 12 or y > 12 or draw.chance(0.8))
    return (y, x) if negative else (x, y)


def _pair(draw, sign: str) -> tuple[int, int]:
    """Operands on this side of the line; what has no working is always trained, so never held out."""
    while True:
        x, y = _operands(draw, sign)
        if len(working(x, sign, y)) == 1:
            if draw.held_out != FILLERS:
                return x, y
        elif draw.mine("sum" + sign, (x, y)):
            return x, y


def row(draw) -> Row:
    if draw.held_out != FILLERS and draw.chance(0.06):
        return _half_or_double(draw)
    sign = draw.weighted(SHARES if draw.held_out != FILLERS else {"+": 1, "-": 1})
    x, y = _pair(draw, sign)
    result, steps = OPERATIONS[sign](x, y), working(x, sign, y)
    if sign in "+-" and result >= 0 and draw.chance(0.2):
        question, end = draw.phrasing(STORIES[sign])
        slots = dict(n=first_name(draw), x=x, y=y, r=result, t=draw.pick(THINGS))
        return Row(question.format(**slots), f"{', '.join(steps[:-1] or steps)}, so {end.format(**slots)}.", CATEGORY, number(result))
    phrasing = draw.phrasing(ASK[sign])
    spelled = x <= 20 and y <= 20 and ("plus" in phrasing or "times" in phrasing or "minus" in phrasing) and draw.chance(0.25)
    write = (lambda value: NUMBER_WORDS[value]) if spelled else str
    return Row(phrasing.format(x=write(x), y=write(y)), answer(steps), CATEGORY, number(result))


def _half_or_double(draw) -> Row:
    x = draw.number(0, 50)
    if draw.chance(0.5):
        return Row(draw.phrasing(HALF).format(x=2 * x), f"Half of {2 * x} is {x}.", CATEGORY, number(x))
    return Row(draw.phrasing(DOUBLE).format(x=x), f"Double {x} is {2 * x}.", CATEGORY, number(2 * x))


def follow_up(draw) -> list[Row]:
    first, (x, y) = row(draw), _pair(draw, "+")
    return [first, Row(draw.pick([f"And {x} plus {y}?", f"And {x} + {y}?", f"What about {x} plus {y}?"]), answer(working(x, "+", y)), CATEGORY, number(x + y))]
