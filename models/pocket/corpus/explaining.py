"""What-is, why, how-to and difference questions, answered from the short explanations."""

from .asking import ask
from .explanations import DIFFERENCES, WHAT
from .how_to import HOW
from .reasons import WHY
from .row import Row

ASK_WHAT = ["What is {x}?", "What's {x}?", "Explain {x}.", "Can you explain what {x} is?", "What does {b} mean?", "Tell me what {x} is.", "Tell me about {x}.", "Describe {x} in one sentence.", "Define {b}.", "Explain to a child what {x} is.", "whats {x}",
            "Give me a short definition of {b}.", "What is meant by {b}?", "What do you know about {x}?", "In simple words, what is {x}?", "Explain {x} to me.", "Explain {x} like I am five.", "Do you know what {x} is?", "what is {b}", "Can you explain {x}?", "What exactly is {x}?", "Can you tell me what {x} is?",
            "Could you explain what {x} is?", "I want to know what {x} is.", "What should I know about {x}?", "In one sentence, what is {x}?", "Say what {x} is.", "Please explain {x}.", "I have heard of {x}. What is it?", "Give me an explanation of {x}.", "How would you explain {x}?", "Teach me what {x} is.", "{x}: what is that?", "Help me understand {x}.", "what's {x}", "Explain the word {b}."]
ASK_WHY = ["Why {q}?", "Why {q}?", "Explain why {s}.", "Can you explain why {s}?", "Do you know why {s}?", "Can you tell me why {s}?", "Tell me why {s}.", "What is the reason that {s}?", "why {q}", "I want to know why {s}.", "How come {s}?", "What is the reason why {s}?", "Explain to me why {s}.",
           "I wonder why {s}.", "Why is it that {s}?", "For what reason {q}?", "Could you tell me why {s}?", "Please explain why {s}.", "Help me understand why {s}.", "What makes it so that {s}?", "My child asks why {s}.", "Why exactly {q}?", "Say why {s}.", "so why {q}"]
ASK_HOW = ["How do I {x}?", "How can I {x}?", "How do you {x}?", "What is the best way to {x}?", "Tell me how to {x}.", "Can you tell me how to {x}?", "Explain how to {x}.", "How to {x}?", "Give me some advice on how to {x}.", "I want to {x}. What should I do?", "how do i {x}", "How should I {x}?", "how to {x}", "Can you explain how to {x}?", "Teach me how to {x}.",
           "What do I have to do to {x}?", "Give me instructions to {x}.", "What are the steps to {x}?", "Please help me {x}.", "I would like to {x}. How does that work?",
           "I need to {x}. Any advice?", "What should I do to {x}?", "How does one {x}?", "Show me how to {x}.", "Could you tell me how to {x}?", "What is a good way to {x}?", "I do not know how to {x}.", "How would you {x}?", "Any tips on how to {x}?", "Say how I can {x}.", "I have never tried to {x}. How do I do it?", "how can i {x}", "Describe how to {x}.", "What must I do to {x}?"]
ASK_DIFFERENCE = ["What is the difference between {x}?", "Explain the difference between {x}.", "How do {x} differ?", "What's the difference between {x}?", "Tell me the difference between {x}.", "In what way are {x} different?", "difference between {x}?", "What is different between {x}?", "How are {x} different?",
                  "What makes {x} different?", "Tell me how {x} differ.", "Can you explain the difference between {x}?", "What sets {x} apart?", "I mix up {x}. What is the difference?", "{x}: what is the difference?", "How can I tell {x} apart?", "Do you know the difference between {x}?", "What's different between {x}?"]
PLURAL_THINGS = {"bacteria": " are "}


def bare(noun: str) -> str:
    """The noun without its article, as in "Define atom"."""
    for article in ("a ", "an ", "the "):
        if noun.startswith(article):
            return noun[len(article):]
    return noun


def row(draw) -> Row:
    kind = draw.weighted({"what": len(WHAT), "why": len(WHY), "how": len(HOW), "difference": len(DIFFERENCES)})
    if kind == "what":
        thing, answer, part = draw.pick(WHAT)
        made = ask(draw, (kind, thing), ASK_WHAT, answer, part, x=thing, b=bare(thing))
        if thing in PLURAL_THINGS:
            made.instruction = made.instruction.replace("hat is bacteria", "hat are bacteria").replace("hat's bacteria", "hat are bacteria").replace("bacteria is", "bacteria are").replace("does bacteria", "do bacteria")
        return made
    if kind == "why":
        asked, stated, answer, part = draw.pick(WHY)
        return ask(draw, (kind, stated), ASK_WHY, answer, part, q=asked, s=stated)
    if kind == "how":
        thing, answer, part = draw.pick(HOW)
        return ask(draw, (kind, thing), ASK_HOW, answer, part, x=thing)
    things, answer, part = draw.pick(DIFFERENCES)
    return ask(draw, (kind, things), ASK_DIFFERENCE, answer, part, x=things)
