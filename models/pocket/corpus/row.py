"""One corpus row, and small helpers to phrase it."""

from dataclasses import dataclass


@dataclass
class Row:
    """One exchange. `check` says how an answer is scored, see evaluate.py.

    `key` names the combination that decides between training and held-out set;
    an empty key means that the fillers were already drawn on the right side of the
    line, None that the row is for training only.
    """

    instruction: str
    response: str
    category: str
    check: dict
    context: str = ""
    key: tuple | None = ()
    kind: str = ""


def exact(*answers: str) -> dict:
    return {"exact": list(answers)}


def contains(*parts: str) -> dict:
    return {"contains": list(parts)}


def number(value: int) -> dict:
    return {"number": value}


def items(count: int, of) -> dict:
    return {"items": {"count": count, "of": sorted(of)}}


def capital(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def a(noun: str) -> str:
    """The noun with its indefinite article: "an owl", "a unicorn"."""
    silent = noun.startswith(("uni", "use", "one", "eu"))
    return ("an " if noun[0].lower() in "aeiou" and not silent else "a ") + noun


def join(words) -> str:
    """"a", "a and b", "a, b and c"."""
    words = list(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def table(text: str) -> list[list[str]]:
    """Rows of cells from a block of lines with | between the cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def words(text: str) -> list[str]:
    """The comma-separated entries of a block of text."""
    return [word.strip() for word in text.replace("\n", " ").split(",") if word.strip()]


def numbered(entries) -> str:
    return "\n".join(f"{place}. {entry}" for place, entry in enumerate(entries, 1))
