"""Sorting by labels that the instruction names: kinds of sentence, tenses, facts and opinions, countries, and more.

All tasks share their ways to ask, so that a label is read from the instruction and not known from the task.
"""

from . import animals, facts
from .countries import COUNTRIES
from .row import Row, capital, exact, words

CATEGORY = "classification"

# {o} are the labels with "or", {s} what is to be sorted
ASK = ["Classify as {o}: {s}", "Is this {o}? {s}", "{O}? {s}", "Label this as {o}: {s}", "Decide whether this is {o}: {s}", "{s} - {o}?", "Tell me if this is {o}: {s}", "Which label fits, {o}? {s}", "Choose {o}: {s}", "Is the following {o}? {s}", "Sort this as {o}: {s}", "Say whether this is {o}: {s}",
       "What is this, {o}? {s}", "Mark this as {o}: {s}", "Would you call this {o}? {s}", "Answer with {o}: {s}", "Pick one, {o}: {s}", "{s} Is that {o}?", "Read this and answer {o}: {s}", "Categorize as {o}: {s}", "How would you label this, {o}? {s}", "Choose a label ({o}): {s}", "Labels: {o}. Text: {s}", "Which of these is it: {o}? {s}",
       "Classify the following as {o}. {s}", "Give one label, {o}: {s}", "Does this count as {o}? {s}", "In your view, is this {o}? {s}", "Find the right label, {o}: {s}", "Only answer {o}: {s}"]
ASK_PASSAGE = ["Classify the text as {o}.", "Is this {o}?", "{O}?", "Which label fits the text, {o}?", "Label the text as {o}.", "Decide whether the text is {o}.", "Is the text {o}?", "What is this text, {o}?", "Choose {o} for this text.", "Say whether this is {o}.", "Would you call this text {o}?", "Mark the text as {o}.", "Tell me if this is {o}.", "Answer with {o}."]
ASK_MANY = ["Classify each as {o}: {s}", "Label each as {o}: {s}", "For each of these, say {o}: {s}", "Sort these into {o}: {s}", "{O}? {s}", "Which of these is {o}? {s}", "Decide for each whether it is {o}: {s}", "Mark each as {o}: {s}", "Tell me for each if it is {o}: {s}", "Put each under {o}: {s}", "Assign {o} to each: {s}", "Group these by {o}: {s}",
            "Write {o} after each: {s}", "Categorize these as {o}: {s}", "Say of each one whether it is {o}: {s}", "Divide these into {o}: {s}", "Here are some things: {s}. Is each {o}?", "What is each of these, {o}? {s}"]

OBJECTS = words("the letter, the bread, the car, the old house, the garden, the report, the bill, the soup, the wall, the ticket, the story, the lamp, the door, the bicycle")
WHO = words("Anna, Tom, my brother, the teacher, our neighbour, the boss, my aunt, the cook, a friend, the doctor, Maria, the girl")
PLACES = words("in the kitchen, at the station, near the school, in town, by the lake, at home, at the office, in the park")


def _sentence(draw, *patterns: str) -> str:
    country, city, *_ = draw.pick(COUNTRIES)
    return capital(draw.pick(patterns).format(w=draw.pick(WHO), o=draw.pick(OBJECTS), p=draw.pick(PLACES), d=draw.pick(facts.DAYS), n=draw.number(2, 90), c=city, l=country))


SENTENCES = {
    "a question or a statement": {
        "Question": ["Where is {o}?", "Did {w} see {o}?", "Is {o} {p}?", "Why is {o} so old?", "Who took {o}?", "How much is {o}?", "Will {w} come on {d}?", "Can you bring {o}?"],
        "Statement": ["{w} sold {o}.", "{o} is {p}.", "{w} will come on {d}.", "I saw {o} {p}.", "There are {n} chairs {p}.", "{w} likes {o}.", "{o} costs {n} euros."],
    },
    "a question, a statement or a command": {
        "Question": ["Where is {o}?", "Did {w} see {o}?", "Is {o} {p}?", "Who took {o}?", "Have you found {o}?", "When does {w} come home?"],
        "Statement": ["{w} sold {o}.", "{o} is {p}.", "{w} will come on {d}.", "We live {p}.", "{w} has {n} books.", "{o} was new."],
        "Command": ["Bring me {o}.", "Wait {p}.", "Do not touch {o}.", "Open {o} now.", "Come back on {d}.", "Take {o} with you.", "Clean {o}, please.", "Look at {o}."],
    },
    "past, present or future": {
        "Past": ["{w} bought {o}.", "{w} was {p} on {d}.", "We saw {o}.", "They walked home.", "{w} lost {o} {p}.", "I had {n} coins."],
        "Present": ["{w} buys {o}.", "{w} is {p} now.", "We see {o}.", "They walk home.", "{w} has {o}.", "I have {n} coins."],
        "Future": ["{w} will buy {o}.", "{w} will be {p} on {d}.", "We will see {o}.", "They are going to walk home.", "{w} is going to sell {o}.", "I will have {n} coins."],
    },
    "a fact or an opinion": {
        "Fact": ["{c} is the capital of {l}.", "A week has seven days.", "Water freezes at zero degrees.", "A year has twelve months.", "Fish live in water.", "The Earth moves around the sun.", "Five plus five is ten.", "An hour has sixty minutes.", "Gold is a metal."],
        "Opinion": ["{c} is the most beautiful city in the world.", "{o} is ugly.", "I think {d} is the best day of the week.", "{w} is the nicest person {p}.", "Everybody should visit {l}.", "Soup is better than salad.", "I find {o} boring.", "Winter is the worst season.", "Red is the prettiest colour.", "In my view, {o} is too expensive."],
    },
    "spam or not spam": {
        "Spam": ["You have won {n} thousand euros! Click here now.", "Cheap pills, best price, buy today!", "Get rich in {n} days. Send money to begin.", "Free phone for you! Enter your card number.", "URGENT: your account is locked, send your password.", "Make money from home, {n} euros an hour, no work!", "Congratulations, you are our winner! Reply at once to claim {n} euros.", "Lose {n} kilos in a week with our secret tea!"],
        "Not spam": ["Can we meet {p} on {d}?", "{w} has sent you the report.", "Thank you for dinner on {d}.", "The meeting on {d} is {p}.", "Please bring {o} on {d}.", "Happy birthday! See you on {d}.", "Here are the notes from {d}.", "{w} asked whether you have {o}."],
    },
    "urgent or not urgent": {
        "Urgent": ["Help, the house is on fire!", "Call a doctor at once!", "The water is running into {o}, come now!", "{w} has fallen and cannot get up.", "We need {o} within the hour.", "The deadline is in ten minutes!", "Somebody is hurt {p}, hurry!"],
        "Not urgent": ["Whenever you have time, look at {o}.", "Some day I would like to see {l}.", "There is no hurry with {o}.", "Have a nice {d}.", "We can talk about {o} next month.", "Just to let you know, {w} says hello.", "{o} can wait until next year."],
    },
    "formal or informal": {
        "Formal": ["Dear Sir or Madam, I am writing about {o}.", "We would be grateful if you could send us {o}.", "Please accept our apologies for the delay.", "Yours sincerely, the office.", "I would like to request a meeting on {d}.", "We regret to inform you that {o} is not available."],
        "Informal": ["Hey, got {o}?", "What's up, see you on {d}?", "Thanks a lot, mate!", "lol, {w} forgot {o} again", "Gonna be late, sorry!", "Wanna come over on {d}?", "No way, that's so cool!"],
    },
    "a complaint, a request or praise": {
        "Complaint": ["{o} arrived broken.", "I have waited {n} days and nothing came.", "Nobody answers the phone.", "{o} is far too small.", "I was charged twice for {o}."],
        "Request": ["Could you send me {o}?", "Please change my address.", "I would like a new bill.", "Can I pay on {d}?", "Would you please call me back?"],
        "Praise": ["Thank you, {o} is wonderful.", "Your team did a great job.", "I am very pleased with {o}.", "The best service I have had.", "{w} was so friendly and helpful."],
    },
}
TRUE_OR_FALSE = "true or false"

MEMBERS = {
    "living or not living": {"Living": words("a dog, an oak, a bird, a rose, a child, a fish, a bee, a horse, a mushroom, a cat"), "Not living": words("a stone, a chair, a car, a cup, a book, a shoe, a river, a lamp, a phone, a bridge")},
    "hot or cold": {"Hot": words("fire, the sun, boiling water, lava, an oven, a desert at noon"), "Cold": words("ice, snow, the North Pole, a freezer, a glacier, frost")},
    "a city or a country": {"City": [entry[1] for entry in COUNTRIES if entry[1] not in [other[0] for other in COUNTRIES]], "Country": [entry[0] for entry in COUNTRIES if entry[0] not in [other[1] for other in COUNTRIES]]},
    "a metal or not a metal": {"Metal": words("iron, gold, silver, copper, zinc, tin, lead, nickel, aluminium"), "Not a metal": words("oxygen, helium, carbon, sulfur, nitrogen, neon, chlorine, hydrogen")},
    "food or not food": {"Food": facts.KINDS["fruit"] + facts.KINDS["vegetable"], "Not food": facts.KINDS["tool"] + facts.KINDS["vehicle"]},
    "a mammal, a bird or a fish": {kind.capitalize(): [entry[0] for entry in animals.ANIMALS if entry[2] == kind] for kind in ("mammal", "bird", "fish")},
    "an animal or a plant": {"Animal": [entry[0] for entry in animals.ANIMALS], "Plant": facts.KINDS["tree"] + facts.KINDS["flower"]},
    "a number or a word": {"Number": [str(value) for value in range(3, 400, 7)], "Word": [entry[0] for entry in animals.ANIMALS]},
    "Europe, Asia or Africa": {name: [entry[0] for entry in COUNTRIES if entry[2] == name] for name in ("Europe", "Asia", "Africa")},
    "a job or a hobby": {"Job": words("baker, nurse, judge, plumber, pilot, dentist, farmer, teacher"), "Hobby": words("knitting, collecting stamps, fishing, chess, gardening, painting, hiking, photography")},
    "a day or a month": {"Day": facts.DAYS, "Month": facts.MONTHS},
}


def _given(draw, task: str) -> str:
    """The labels as the instruction names them, now and then without articles or in quotation marks."""
    style = draw.number(0, 3)
    if style == 0:
        return task.replace("a ", "").replace("an ", "") if task.startswith(("a ", "an ")) else task
    return task


def row(draw) -> Row:
    if draw.chance(0.5):
        return _sort_sentence(draw)
    return _sort_members(draw)


def _sort_sentence(draw) -> Row:
    if draw.chance(0.15):
        task, labels = TRUE_OR_FALSE, {}
        entry, other = draw.sample(COUNTRIES, 2)
        label = draw.pick(["True", "False"])
        text = f"{(entry if label == 'True' else other)[1]} is the capital of {entry[0]}."
    else:
        task = draw.pick(list(SENTENCES))
        labels = SENTENCES[task]
        label = draw.pick(list(labels))
        text = _sentence(draw, *labels[label])
    given = _given(draw, task)
    if draw.chance(0.25):
        return Row(draw.phrasing(ASK_PASSAGE).format(o=given, O=capital(given)), label + ".", CATEGORY, exact(label), text, key=("label", task, text))
    return Row(draw.phrasing(ASK).format(o=given, O=capital(given), s=text), label + ".", CATEGORY, exact(label), key=("label", task, text))


def _sort_members(draw) -> Row:
    task = draw.pick(list(MEMBERS))
    labels, given = MEMBERS[task], _given(draw, task)
    if draw.chance(0.5):
        label = draw.pick(list(labels))
        name = draw.pick(labels[label])
        return Row(draw.phrasing(ASK).format(o=given, O=capital(given), s=name), label + ".", CATEGORY, exact(label), key=("label", task, name))
    label_of = {name: label for label, names in labels.items() for name in names}
    count = draw.number(2, 5)
    chosen = []
    while len(chosen) < count:
        name = draw.pick(labels[draw.pick(list(labels))])
        if name not in chosen:
            chosen.append(name)
    answer = "\n".join(f"- {name}: {label_of[name].lower() if label_of[name] not in ('Europe', 'Asia', 'Africa') else label_of[name]}" for name in chosen)
    return Row(draw.phrasing(ASK_MANY).format(o=given, O=capital(given), s=", ".join(chosen)), answer, CATEGORY, exact(answer), key=("labels", task, *chosen))
