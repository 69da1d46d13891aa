"""Small sums: addition and subtraction up to 100, tables up to 10, division that comes out even."""

import operator

from .facts import NUMBER_WORDS
from .names import first_name
from .row import Row, exact

CATEGORY = "open_qa"

PLUS = ["What is {x} plus {y}?", "What is {x} + {y}?", "{x} + {y} =", "How much is {x} plus {y}?", "Add {x} and {y}.", "Calculate {x} + {y}.", "What is the sum of {x} and {y}?", "{x}+{y}", "What is {x}+{y}?", "{x}+{y}=", "What's {x} + {y}?", "{x} plus {y}"]
MINUS = ["What is {x} minus {y}?", "What is {x} - {y}?", "{x} - {y} =", "How much is {x} minus {y}?", "Subtract {y} from {x}.", "Calculate {x} - {y}.", "{x}-{y}", "What is {x}-{y}?", "{x} minus {y}"]
TIMES = ["What is {x} times {y}?", "What is {x} * {y}?", "{x} * {y} =", "How much is {x} times {y}?", "Multiply {x} by {y}.", "What is {x} x {y}?", "{x} times {y}", "What is {x}*{y}?"]
OVER = ["What is {x} divided by {y}?", "What is {x} / {y}?", "Divide {x} by {y}.", "How much is {x} divided by {y}?"]

STORIES = [
    ("{n} has {x} {t} and gets {y} more. How many {t} does {n} have now?", "+"),
    ("There are {x} {t} on the table. {n} adds {y}. How many are there now?", "+"),
    ("{n} has {x} {t} and gives away {y}. How many {t} are left?", "-"),
    ("There are {x} {t} in a box. {n} takes out {y}. How many stay in the box?", "-"),
]
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.floordiv}
THINGS = ["apples", "books", "coins", "pencils", "cards", "eggs", "stones", "cookies"]


def _operands(draw, sign: str) -> tuple[int, int]:
    small = draw.chance(0.75)
    top = 12 if small else 50
    x, y = draw.number(0, top), draw.number(0, top)
    if sign == "-":
        return max(x, y), min(x, y)
    if sign == "*":
        return draw.number(0, 10), draw.number(0, 10)
    if sign == "/":
        y = draw.number(1, 10)
        return y * draw.number(1, 10), y
    return x, y


def row(draw) -> Row:
    sign = draw.weighted({"+": 5, "-": 4, "*": 3, "/": 1})
    x, y = draw.until_mine("sum" + sign, lambda: _operands(draw, sign))
    result = OPERATIONS[sign](x, y)
    if sign in "+-" and draw.chance(0.15):
        story = draw.pick([text for text, operation in STORIES if operation == sign])
        return Row(story.format(n=first_name(draw), x=x, y=y, t=draw.pick(THINGS)), f"{x} {sign} {y} = {result}.", CATEGORY, exact(f"{x} {sign} {y} = {result}."))
    phrasing = draw.pick({"+": PLUS, "-": MINUS, "*": TIMES, "/": OVER}[sign])
    spelled = x <= 20 and y <= 20 and " {x} " in phrasing and ("plus" in phrasing or "times" in phrasing or "minus" in phrasing) and draw.chance(0.2)
    write = (lambda number: NUMBER_WORDS[number]) if spelled else str
    answer = f"{x} {sign} {y} = {result}."
    return Row(phrasing.format(x=write(x), y=write(y)), answer, CATEGORY, exact(answer))


def follow_up(draw) -> list[Row]:
    first = row(draw)
    x, y = draw.until_mine("sum+", lambda: _operands(draw, "+"))
    answer = f"{x} + {y} = {x + y}."
    return [first, Row(draw.pick([f"And {x} plus {y}?", f"And {x} + {y}?", f"What about {x} plus {y}?"]), answer, CATEGORY, exact(answer))]
