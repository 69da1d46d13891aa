"""One way for all the modules of facts to turn a fact into a row."""

from .row import Row, contains

CATEGORY = "open_qa"

# Around a whole question, as people do when they talk to somebody.
AROUND = ["{q}", "{q}", "{q}", "{q}", "{q}", "I have a question: {l}", "Tell me: {l}", "Do you know this? {q}", "I wonder: {l}", "Quick question: {l}", "A question for you: {q}", "Can you tell me this? {q}", "My teacher asked: {q}",
          "Please answer this: {l}", "Hey, {l}", "I have been asked this: {l}", "Question: {q}", "My child wants to know: {l}", "{q} Do you know?", "I forgot: {l}", "Help me with this: {l}", "Do you happen to know this? {q}", "So, {l}", "In a quiz they asked: {l}", "I am curious: {l}"]


def ask(draw, fact: tuple, phrasings: list[str], answer: str, part: str, **slots) -> Row:
    """The row for a fact, which is named by `fact`; the answer counts if it holds `part`."""
    phrasing = draw.phrasing(phrasings)
    return Row(phrasing.format(**slots), answer, CATEGORY, contains(part), key=(*fact, phrasing))


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
