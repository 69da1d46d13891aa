"""Random passages, and the questions, extractions and summaries that go with them.

A passage is a record (named fields, drawn at random) told in a few sentences. Names,
towns, years and amounts are drawn on this side of the held-out line, so a held-out
passage holds fillers that were never trained on.
"""

from . import domains, reports
from .domains import Domain
from .questions import noun_questions, nouns, whole_questions
from .row import Row, a, contains, exact, join

DOMAINS = domains.DOMAINS + reports.DOMAINS

# Questions that a passage of another domain cannot answer.
STRAY = ["How tall is the mayor?", "What did they eat for lunch?", "What was the weather like?", "How much did the ticket cost?", "What is the phone number?", "Why did they quarrel?", "Who is the king?", "What colour is the door?", "Why was the train late?", "What is the dog called?", "How many windows are there?", "Who won the war?", "What is the email address?", "Why is it famous?"]
ASIDES = ["It was a fine day.", "Many people talked about it.", "More will be known soon.", "The weather was good.", "Nobody had expected that.", "This is only a short report.", "It was in all the papers.", "Everybody was pleased.", "There was tea and cake.", "Some say it was luck.", "A photo was taken as well.", "The children liked it most."]
ABOUT_TEXT = ["According to the text, {l}", "{q} Answer from the text.", "Read the text. {q}", "From the passage: {l}", "Please tell me: {l}", "Going by the passage, {l}", "Based on the text: {l}", "Can you tell me this? {q}", "I have a question about the text: {l}", "Question: {q}", "Look at the passage. {q}", "Use the text to answer: {l}",
              "Here is a text. {q}", "{q} The answer is in the text.", "Answer this question about the passage: {l}", "Tell me: {l}", "I wonder: {l}", "In the text above or below: {l}", "{q} Use the passage.", "Given the text, {l}", "Answer with the help of the text. {q}"]
EVERY_QUESTION = 3  # every third way to ask for a field is held out

SUMMARIZE = ["Summarize this passage.", "Summarise the text in one sentence.", "Give me a short summary.", "Summarize the following text.", "What is this text about? Answer in one sentence.", "Give a one-sentence summary.", "Write a one-sentence summary of the passage.", "Sum up this paragraph.", "Summarize this.", "Summarize.", "What does the text say, in short?",
             "Can you summarize this text?", "Shorten this text to one sentence.", "tl;dr", "Make this shorter.", "Give me the gist of this text.", "summarize this text please",
             "In short, what does it say?", "Give me the main point.", "Put this in one sentence.", "What is the main idea of the text?", "Write a short version of this.", "Make a summary.", "Can you make this shorter?", "Please summarize the passage.", "What happens in this text? One sentence, please.", "Say this in fewer words.", "I need a summary of this.", "Boil this down to one sentence.", "Could you sum this up for me?", "Short summary, please.", "What is the gist?", "Give me a brief summary of the passage.", "What is the most important thing here?", "Condense the text.", "sum it up", "Summarize the passage above in one sentence.", "Tell me in one sentence what this says."]
TITLES = ["Give this text a title.", "Write a title for this passage.", "What would be a good title for the text?", "Find a headline for this.", "Suggest a title.", "What could be the headline of this text?",
          "What would you call this text?", "Give me a headline.", "Think of a title for this text.", "Write a headline for the passage.", "title?", "I need a title for this.", "Can you suggest a title?", "Name this text.", "Which title fits this text?", "Come up with a title.", "Make up a headline for this.", "How could this text be called?"]
EXTRACT = {
    "people": ["Extract the names of the people in the passage.", "List all people mentioned in the text.", "Which people are mentioned?", "Find the names of persons in this text.", "Who is mentioned in the passage?", "What are the names of the people in the text?", "Extract all names of people.", "Give me the names of the people.", "Extract the people.",
               "Name the people in this text.", "Pull out all the names of people.", "List the names of the persons.", "Which names of people can you find?", "Who appears in this text?", "names of people?", "Write down all people in the text.", "Tell me who is named in the passage.", "Can you list the people?", "Find everybody who is named.", "Which persons does the text name?", "Get the names of all people.", "I need the names of the people in this text.", "people in the text", "Please extract the people's names."],
    "places": ["Extract the places from the passage.", "List the towns mentioned in the text.", "Which places are mentioned?", "Find all place names in this text.", "Extract all places.", "What places does the text mention?", "Give me the places.", "Extract the names of the towns.",
               "Name the places in this text.", "Pull out all the places.", "List all the places.", "Which towns can you find in the text?", "places?", "Write down the towns.", "Tell me which places are named.", "Can you list the places?", "Find the towns in this passage.", "What towns are there in the text?", "Get all place names.", "I need the places in this text.", "Which places does the text name?", "towns in the text", "Please extract the towns.", "Look for names of places."],
    "years": ["Extract the years from the passage.", "Which years are mentioned in the text?", "Find the years in this text.", "Extract all years.", "List the years.", "What years does the text mention?",
              "Name the years in this text.", "Give me the years.", "Pull out all years.", "Which years can you find?", "years?", "Write down the years.", "Tell me which years are named.", "Can you list the years?", "Get all years from the text.", "I need the years.", "Find every year in the text.", "Please extract the years."],
    "companies": ["Extract the name of the company.", "Which company is mentioned?", "Find the company in this text.", "Name the company.", "Extract the company.", "What company does the text mention?",
                  "What is the company called?", "Give me the name of the company.", "Which company is this about?", "company?", "Write down the company's name.", "Tell me which company is named.", "Find the company's name.", "Pull out the company.", "Which company does the text name?", "Get the name of the company.", "I need the company's name.", "Please extract the company."],
}
EXTRACT_FIELD = ["Extract the {l} from the passage.", "Find the {l} in this text.", "Extract the {l}.", "What is the {l} in the text? Give only the {l}.", "Give only the {l}.", "Pull the {l} out of the text.", "{l}?", "Tell me only the {l}.",
                 "Write down the {l}.", "I only need the {l}.", "From the text, give me the {l}.", "the {l}", "Get the {l} from this text.", "Please extract the {l}.", "Return only the {l}.", "Which {l} does the text give? Only the answer, please.", "Find and write the {l}.", "Just the {l}, please.", "Can you extract the {l}?", "Copy the {l} from the text.", "Look for the {l} in the text and give only that.", "Name the {l} and nothing else.", "Say only the {l}.", "{l}, nothing else", "Give me the {l} in as few words as possible.", "Find the {l}.", "In the passage, find the {l}.", "Extract: {l}"]
EXTRACT_TWO = ["Extract the {0} and {1} from the passage.", "List the {0} and {1} mentioned in the text.", "Find all {0} and {1} in this text.", "Extract {0} and {1}.", "Give me the {0} and {1}.", "Which {0} and {1} does the text mention?",
               "Find the {0} and the {1}.", "Pull out the {0} and {1}.", "Please list all {0} and {1}.", "Name the {0} and {1} in the text.", "Tell me the {0} and {1} in this passage.", "What {0} and {1} are there?", "Write down the {0} and {1}.", "Can you extract the {0} and {1}?", "{0} and {1}?", "I need the {0} and {1} from this text.", "Get the {0} and {1}.", "Return the {0} and {1}."]


class _Slot(str):
    """A filler; {x:a} writes it with its indefinite article."""

    def __format__(self, spec):
        return a(str(self)) if spec == "a" else str(self)


def _record(draw, domain: Domain) -> dict:
    """Fillers for every field, all different."""
    while True:
        slots = {name: _Slot(make(draw)) for name, make in domain.fields.items()}
        if len(set(slots.values())) == len(slots):
            return slots


def _tell(draw, domain: Domain, slots: dict) -> str:
    """The record in sentences; the wording varies, and after the first sentence now and then the order."""
    first, *others = domain.sentences
    if not domain.fixed and draw.chance(0.3):
        others = draw.sample(others, len(others))
    sentences = [draw.pick(options).format(**slots) for options in [first, *others]]
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence)


def _passage(draw):
    domain = draw.pick(DOMAINS)
    slots = _record(draw, domain)
    return domain, slots, _tell(draw, domain, slots)


def _among_others(draw, passage: str) -> str:
    """The passage with another before or after it, or with a sentence that says nothing of use."""
    if draw.chance(0.5):
        other = _passage(draw)[2]
        return " ".join(draw.sample([passage, other], 2))
    return " ".join(draw.sample([passage, draw.pick(ASIDES)], 2))


def _stray(draw, domain: Domain) -> str:
    """A question that a passage of this domain cannot answer."""
    if draw.chance(0.4):
        return draw.phrasing(STRAY)
    while True:
        other = draw.pick([each for each in DOMAINS if each is not domain])
        question = _question(draw, other, draw.pick(list(other.questions)))
        if "{" in question:  # names what this passage does not hold
            return question.format(**_record(draw, other))


def closed_qa(draw) -> Row:
    return closed_qa_rows(draw, 1)[0]


def _question(draw, domain: Domain, name: str) -> str:
    """One way to ask for the field, its slots not yet filled: a question of its own, or a noun phrase in a frame."""
    named = nouns(name, domain.answers[name])
    if named and draw.chance(0.3):
        noun = draw.pick(named)
        question = draw.phrasing(noun_questions(noun)).format(n=noun)
        return question[0].upper() + question[1:] if draw.chance(0.8) else question
    question = draw.phrasing(whole_questions(domain.questions[name], name, domain.answers[name]), EVERY_QUESTION)
    if draw.chance(0.15):
        frame = draw.phrasing(ABOUT_TEXT)
        return frame.format(q=question, l=question if question.startswith("{") else question[0].lower() + question[1:])
    return question


def closed_qa_rows(draw, count: int) -> list[Row]:
    """Questions on one passage; the rows after the first leave the passage out, as follow-ups do."""
    domain, slots, passage = _passage(draw)
    if draw.chance(0.2):
        passage = _among_others(draw, passage)
    if count == 1 and draw.chance(0.06):
        return [Row(_stray(draw, domain), "The passage does not say.", "closed_qa", exact("The passage does not say."), passage)]
    rows = []
    for name in draw.sample(domain.questions, min(count, len(domain.questions))):
        question = _question(draw, domain, name).format(**slots)
        rows.append(Row(question, domain.answers[name].format(**slots), "closed_qa", contains(str(slots[name])), passage if not rows else ""))
    return rows


def extraction(draw) -> Row:
    while True:
        domain, slots, passage = _passage(draw)
        present = [kind for kind in EXTRACT if getattr(domain, kind)]
        style = draw.weighted({"one": 5, "two": 2, "field": 3})
        if style == "field":
            name = draw.pick(list(domain.questions))
            label = FIELD_LABELS.get(domain.answers[name])
            if label is None:
                continue
            phrasing = draw.phrasing(EXTRACT_FIELD)
            value = str(slots[name])
            return Row(phrasing.format(l=label), value, "information_extraction", exact(value), passage)
        if style == "two" and len(present) > 1:
            kinds = [kind for kind in ("people", "places", "years") if kind in present][:2]
            if len(kinds) < 2:
                continue
            values = ["; ".join(_in_order(passage, [slots[f] for f in getattr(domain, kind)])) for kind in kinds]
            phrasing = draw.phrasing(EXTRACT_TWO)
            answer = "\n".join(f"{kind.capitalize()}: {value}" for kind, value in zip(kinds, values))
            return Row(phrasing.format(*kinds), answer, "information_extraction", exact(answer), passage)
        if not present:
            continue
        kind = draw.pick(present)
        values = _in_order(passage, [str(slots[f]) for f in getattr(domain, kind)])
        phrasing = draw.phrasing(EXTRACT[kind])
        if kind in ("people", "places") and draw.chance(0.25):
            return Row(phrasing.rstrip(".?") + (". Use a list." if phrasing.endswith(".") else "? Use a list."), "\n".join("- " + v for v in values), "information_extraction", exact("\n".join("- " + v for v in values)), passage)
        return Row(phrasing, join(values), "information_extraction", exact(join(values)), passage)


def _in_order(passage: str, values: list[str]) -> list[str]:
    return sorted(values, key=passage.index)


# What an answer sentence gives, as the label an extraction asks for.
FIELD_LABELS = {
    "{p} was born in {t}.": "birthplace", "{p} was born in {y}.": "year of birth", "{o} was founded by {p}.": "founder", "{o} makes {x}.": "product", "{o} has {n} employees.": "number of employees",
    "The festival takes place on {d}.": "date of the festival", "About {n} people visit the festival.": "number of visitors", "The festival is organised by {p}.": "organiser",
    "{p} paid {m} euros.": "amount paid", "{p} went on {w}.": "day of the week", "{p} travelled by {v}.": "means of travel", "The journey took {h} hours.": "number of hours", "{p} travelled on {w}.": "day of the week",
    "The {b} was designed by {p}.": "architect", "The {b} is made of {m}.": "material", "The {k} {k2} was written by {p}.": "author", "The book has {g} pages.": "number of pages", "The book came out in {y}.": "year of publication",
    "The {z} is called {q}.": "name of the pet", "The {z} is {c}.": "colour", "The meeting is on {w}.": "day of the meeting", "The meeting is at {h}.": "time of the meeting", "{p} wrote the message.": "sender",
    "The message is for {q}.": "recipient", "{t} won the match.": "winner", "The best player was {p}.": "best player", "The {r} is {n} kilometres long.": "length in kilometres",
    "{p} studied {s}.": "subject of study", "{p} died in {y2}.": "year of death", "The fire was caused by {c}.": "cause of the fire", "A ticket costs {e} euros.": "price of a ticket", "The museum opens at {h}.": "opening time",
    "The house costs {m} thousand euros.": "price in thousand euros", "The house has {n} rooms.": "number of rooms", "{p} won the {z} Prize.": "name of the prize", "The mayor is {p}.": "mayor", "{t} was founded in {y}.": "year of foundation",
    "The job pays {m} euros a month.": "pay", "You can apply until {d}.": "last day to apply", "The order number is {o}.": "order number", "The order costs {m} euros.": "total", "The reward was {m} euros.": "reward", "The owner is {q}.": "owner",
    "Mount {k} is {h} metres high.": "height in metres", "The club has {n} members.": "number of members",
}


def summarization(draw) -> Row:
    domain, slots, passage = _passage(draw)
    if draw.chance(0.15):
        answer = domain.about.format(**slots)
        answer = answer[0].upper() + answer[1:]
        return Row(draw.phrasing(TITLES), answer, "summarization", exact(answer), passage)
    answer = draw.pick(domain.summary).format(**slots)
    needed = [str(slots[name]) for name in slots if "{" + name + "}" in domain.summary[0] or "{" + name + ":a}" in domain.summary[0]]
    return Row(draw.phrasing(SUMMARIZE), answer, "summarization", contains(*needed), passage)


def follow_up(draw) -> list[Row]:
    return closed_qa_rows(draw, draw.number(2, 3))
