"""What-is, why, how-to and difference questions, answered from explanations.py."""

from . import explanations
from .row import Row, contains

WHAT = ["What is {x}?", "What's {x}?", "Explain {x}.", "Can you explain what {x} is?", "What does {b} mean?", "Tell me about {x}.", "Describe {x} in one sentence.",
        "Define {b}.", "Explain to a child what {x} is.", "Give me a short definition of {b}.", "What is meant by {b}?", "What do you know about {x}?", "In simple words, what is {x}?"]
WHY = ["Why {q}?", "Why {q}?", "Explain why {s}.", "Can you explain why {s}?", "Do you know why {s}?", "Tell me why {s}.", "What is the reason that {s}?", "I want to know why {s}."]
HOW = ["How do I {x}?", "How can I {x}?", "How do you {x}?", "What is the best way to {x}?", "Tell me how to {x}.", "Explain how to {x}.", "How to {x}?", "Give me some advice on how to {x}.", "I want to {x}. What should I do?"]
DIFFERENCE = ["What is the difference between {x}?", "Explain the difference between {x}.", "How do {x} differ?", "What's the difference between {x}?", "Tell me the difference between {x}."]


def bare(noun: str) -> str:
    """The noun without its article, as in "Define atom"."""
    for article in ("a ", "an ", "the "):
        if noun.startswith(article):
            return noun[len(article):]
    return noun


def row(draw) -> Row:
    kind = draw.weighted({"what": len(explanations.WHAT), "why": len(explanations.WHY), "how": len(explanations.HOW), "difference": len(explanations.DIFFERENCES)})
    if kind == "what":
        thing, answer, part = draw.pick(explanations.WHAT)
        phrasing = draw.pick(WHAT)
        question = phrasing.format(x=thing, b=bare(thing))
        plural = {"bacteria"}
        if thing in plural:
            question = question.replace("What is bacteria", "What are bacteria").replace("What's bacteria", "What are bacteria").replace("bacteria is", "bacteria are")
    elif kind == "why":
        asked, stated, answer, part = draw.pick(explanations.WHY)
        phrasing, thing = draw.pick(WHY), stated
        question = phrasing.format(q=asked, s=stated)
    elif kind == "how":
        thing, answer, part = draw.pick(explanations.HOW)
        phrasing = draw.pick(HOW)
        question = phrasing.format(x=thing)
    else:
        thing, answer, part = draw.pick(explanations.DIFFERENCES)
        phrasing = draw.pick(DIFFERENCE)
        question = phrasing.format(x=thing)
    return Row(question, answer, "open_qa", contains(part), key=(kind, thing, phrasing))
