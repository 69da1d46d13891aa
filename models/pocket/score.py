"""Scores one answer against a row's check.

    {"exact": [...]}     the answer is one of these
    {"contains": [...]}  the answer holds every one of these
    {"any": [...]}       the answer holds at least one of these
    {"number": n}        the last number in the answer is n
    {"items": {"count": n, "of": [...]}}
                         the answer is a list of exactly n different entries, all among these

Answers and expectations are compared in lower case, with runs of white space as one space, and
`exact` and the entries of a list without a final full stop or exclamation mark. A part is held
only as whole words: "12" does not hold "2". A list has one entry a line, after "1. " or "- ".
"""

import re


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _bare(text: str) -> str:
    return _plain(text).rstrip(".!")


def _holds(answer: str, part: str) -> bool:
    plain, wanted = _plain(answer), _plain(part)
    before = r"(?<![a-z0-9])" if wanted[0].isalnum() else ""
    after = r"(?![a-z0-9])" if wanted[-1].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, plain) is not None


def correct(answer: str, check: dict) -> bool:
    (rule, wanted), = check.items()
    if rule == "exact":
        return _bare(answer) in {_bare(text) for text in wanted}
    if rule == "contains":
        return all(_holds(answer, part) for part in wanted)
    if rule == "any":
        return any(_holds(answer, part) for part in wanted)
    if rule == "number":
        found = re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", answer)
        return bool(found) and float(found[-1]) == wanted
    if rule == "items":
        entries = [_bare(re.sub(r"^(\d+\.|-)\s+", "", line)) for line in answer.strip().split("\n")]
        return len(entries) == wanted["count"] == len(set(entries)) and set(entries) <= {_bare(text) for text in wanted["of"]}
    raise ValueError(f"unknown rule {rule!r}")


def refuses(answer: str) -> bool:
    """Whether the answer says that it does not know, as the answers to questions outside the small world do."""
    return _holds(answer, "do not know")
